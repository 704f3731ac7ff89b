"""What salespeople of the demo company made themselves: one adopted with credit, one sent back, one in review."""

from collections.abc import Iterator
from typing import Any

from apps.collateral import commands
from apps.collateral.models import Asset
from apps.people.models import Choice, ChoiceList
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

COLD_PITS = """Three sentences that end the talk about cold:

1. "How deep do your pits lie, and how often do they flood?"
2. "The meter survives one freezing, and then it tells you so itself."
3. "Shall we put ten of them into your worst street this winter?"
"""
TENANTS = """What tenants ask, and what we answer:

- **Who reads it?** Nobody comes any more; the reading comes by radio.
- **What does it cost me?** Nothing beyond the bill, which is right for once.
"""
TENDER = """Open protocols, the answer for tenders in five lines. Wireless M-Bus and LoRaWAN are described in public
standards; whoever reads our meters needs no licence of ours.
"""


def lines(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    yield _adopted(calendar, cast)
    yield _sent_back(calendar, cast)
    yield _in_review(calendar, cast)


def _submit(actor: Any, title: str, text: str, used_where: str, checks: list[str], now: Any) -> Asset:
    kind = Choice.objects.filter(list=ChoiceList.ASSET_KIND, label="Guide").first()
    kind = kind or Choice.objects.filter(list=ChoiceList.ASSET_KIND).order_by("position")[0]
    content = commands.submit_field_content(
        actor=actor, kind=kind, title=title, text=text, used_where=used_where, checks=checks, now=now
    )
    return content.asset


def _adopted(calendar: Calendar, cast: Any) -> Storyline:
    now = yield calendar.at(-16, 9)
    every = ["claims", "prices", "logo", "confidentiality", "consent"]
    where = "Calls with utilities in the mountains"
    asset = _submit(cast.lena, "Cold pits: three sentences", COLD_PITS, where, every, now)
    now = yield calendar.at(-14, 15)
    asset = Asset.objects.get(pk=asset.pk)
    commands.adopt_field_content(
        actor=cast.mara, asset=asset, audience="internal", note="It goes into the first call, too.", now=now
    )


def _sent_back(calendar: Calendar, cast: Any) -> Storyline:
    now = yield calendar.at(-8, 10)
    where = "Boards of housing associations"
    asset = _submit(cast.jonas, "What tenants ask", TENANTS, where, ["logo", "confidentiality"], now)
    now = yield calendar.at(-2, 11)
    note = "“Nothing beyond the bill” isn't true in every country. Say where it is, then it goes out."
    commands.request_changes(actor=cast.elena, asset=Asset.objects.get(pk=asset.pk), note=note, now=now)


def _in_review(calendar: Calendar, cast: Any) -> Storyline:
    now = yield calendar.at(-1, 14)
    where = "Two tenders of municipal works"
    _submit(cast.sam, "Open protocols in five lines", TENDER, where, ["claims", "prices", "confidentiality"], now)
