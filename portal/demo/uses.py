"""What the demo company's collateral is used for: by enough people that it may be counted."""

from collections.abc import Iterator
from typing import Any

from apps.collateral import commands
from apps.collateral.models import Asset, Use
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

# Five of each of two teams, so that the teams are told, too.
SELLERS = ("sam", "lena", "jonas", "priya", "oskar", "victor", "aisha", "emil", "rosa", "anton")
# By key: who opened it how many working days ago, and who took its file.
OPENED = {"aurora-sheet": (-26, SELLERS), "first-call": (-21, SELLERS[:6]), "story-lakeside": (-19, SELLERS[:3])}
TAKEN = {"aurora-sheet": (-25, SELLERS[:5])}
DEALS = (
    ("sam", "NW-2041", -20), ("lena", "NW-2041", -18), ("jonas", "NW-2057", -15),
    ("priya", "NW-2063", -12), ("victor", "NW-2063", -11),
)  # fmt: skip


def lines(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Iterator[Storyline]:
    for kind, used in ((Use.Kind.VIEW, OPENED), (Use.Kind.DOWNLOAD, TAKEN)):
        for key, (day, people) in used.items():
            for place, who in enumerate(people):
                yield _used(calendar, getattr(cast, who), day + place, kind, assets, key)
    for who, deal, day in DEALS:
        yield _in_deal(calendar, getattr(cast, who), deal, day, assets)


def _used(calendar: Calendar, who: Any, day: int, kind: str, assets: dict[str, Asset], key: str) -> Storyline:
    now = yield calendar.at(day, 11)
    asset = Asset.objects.select_related("current").get(pk=assets[key].pk)
    if asset.current is not None:
        commands.note_use(member=who, version=asset.current, kind=kind, now=now)


def _in_deal(calendar: Calendar, who: Any, deal: str, day: int, assets: dict[str, Asset]) -> Storyline:
    now = yield calendar.at(day, 16)
    commands.use_in_deal(actor=who, asset=Asset.objects.get(pk=assets["aurora-sheet"].pk), deal=deal, now=now)
