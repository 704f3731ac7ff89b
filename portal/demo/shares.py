"""What the demo company showed to customers, and what it keeps together for a first call."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from apps.collateral import commands
from apps.collateral.models import Asset
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline


def lines(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Iterator[Storyline]:
    yield _opened(calendar, cast, assets)
    yield _waiting(calendar, cast, assets)
    yield _revoked(calendar, cast, assets)
    yield _collected(calendar, cast, assets)


def _opened(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(-8, 15)
    made = commands.share_asset(
        actor=cast.sam, asset=assets["aurora-sheet"], recipient="Petra Holm, Riverside works", now=now
    )
    now = yield calendar.at(-7, 9, 35)
    opening = commands.open_share(share=made.share, passcode="", now=now)
    if opening is not None:
        commands.note_download(opening=opening, now=now + timedelta(minutes=2))
    now = yield calendar.at(-2, 17, 5)
    commands.open_share(share=made.share, passcode="", now=now)


def _waiting(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(-1, 10)
    commands.share_asset(
        actor=cast.lena,
        asset=assets["tender-kit"],
        recipient="Town of Ebersberg",
        passcode="seven meters",
        may_download=False,
        now=now,
    )


def _collected(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(-18, 14)
    collection = commands.begin_collection(
        actor=cast.mara,
        title="First call with a utility",
        use_when="They have heard of us and want to know in ten minutes whether to go on.",
        now=now,
    )
    for key, use_when in (
        ("first-call", ""),
        ("story-lakeside", "They ask who else has done it."),
        ("aurora-sheet", "An engineer sits with them."),
    ):
        commands.collect(actor=cast.mara, collection=collection, asset=assets[key], use_when=use_when, now=now)


def _revoked(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(-12, 11)
    made = commands.share_asset(actor=cast.jonas, asset=assets["story-lakeside"], recipient="Hansen & Partner", now=now)
    now = yield calendar.at(-12, 11, 20)
    commands.revoke_share(actor=cast.jonas, share=made.share, now=now)
