"""What keeps the demo company's library right: days by which a piece is over, comes out, or is looked at again."""

from collections.abc import Iterator
from typing import Any

from apps.collateral import commands
from apps.collateral.models import Asset
from apps.people.models import Choice
from apps.people.models.company import ChoiceList
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

USERS = ("sam", "lena", "jonas", "aisha", "priya", "victor")


def lines(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Iterator[Storyline]:
    yield _dated(calendar, cast, assets)
    yield _released(calendar, cast, assets)
    yield _verified(calendar, cast, assets)
    yield _used(calendar, cast, assets)
    yield _changed_at_once(calendar, cast, assets)


def _dated(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    """Tom's guide is due since three days, his kit next week; this year's prices have an end."""
    now = yield calendar.at(-14, 10)
    ahead: dict[str, dict[str, Any]] = {
        "gateway-guide": {"verify_by": calendar.day(-3)},
        "tender-kit": {"verify_by": calendar.day(6)},
        "price-list": {"expires_on": calendar.day(40)},
    }
    for key, days in ahead.items():
        commands.edit_asset(actor=assets[key].owner, asset=assets[key], now=now, **days)


def _released(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    """The roadmap talk comes out in three weeks."""
    now = yield calendar.at(-2, 10)
    roadmap = assets["roadmap"]
    commands.edit_asset(actor=roadmap.owner, asset=roadmap, release_on=calendar.day(15), now=now)


def _verified(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(-10, 11)
    note = "Compared with the price system."
    commands.verify_asset(actor=cast.mara, asset=assets["price-list"], note=note, now=now)


def _used(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    """Before their calls on a day of last week six people took the data sheet along."""
    for hour, who in enumerate(USERS, 8):
        now = yield calendar.at(-5, hour, 40)
        version = Asset.objects.select_related("current").get(pk=assets["aurora-sheet"].pk).current
        assert version is not None
        for kind in ("view", "download"):
            commands.note_use(member=getattr(cast, who), version=version, kind=kind, now=now)


def _changed_at_once(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    """The data sheets and the guide are asked for in first talks as well."""
    now = yield calendar.at(-4, 15)
    sheets = [assets[key] for key in ("aurora-sheet", "borealis-sheet", "gateway-guide")]
    stage = Choice.objects.get(list=ChoiceList.FUNNEL_STAGE, label="Getting to know us")
    commands.change_assets(actor=cast.mara, assets=sheets, add=[stage], now=now)
