"""What salespeople of the demo company heard outside."""

from collections.abc import Iterator
from typing import Any

from apps.collateral import commands
from apps.collateral.models import Asset
from apps.people.models import Choice, ChoiceList
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

HEARD = [
    ("lena", -18, "They ask how long the battery lasts in a cold pit, and nobody here had a number.", "aurora-sheet"),
    ("jonas", -9, "The board wants to know what tenants get. Price came last, and only once.", "housing-deck"),
    ("sam", -3, "A leak found in a day would pay the whole project, said twice in one hour.", ""),
]
FROM_WHOM = ("a municipal buyer", "the head of a housing association", "an operations manager")


def lines(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Iterator[Storyline]:
    personas = list(Choice.objects.filter(list=ChoiceList.PERSONA).order_by("position", "label")[: len(HEARD)])
    for place, (who, day, heard, key) in enumerate(HEARD):
        persona = personas[place] if place < len(personas) else None
        yield _heard(calendar, getattr(cast, who), day, heard, FROM_WHOM[place], persona, assets, key)


def _heard(
    calendar: Calendar,
    who: Any,
    day: int,
    heard: str,
    from_whom: str,
    persona: Choice | None,
    assets: dict[str, Asset],
    key: str,
) -> Storyline:
    now = yield calendar.at(day, 13)
    about = Asset.objects.get(pk=assets[key].pk) if key else None
    commands.note_heard(actor=who, heard=heard, from_whom=from_whom, persona=persona, asset=about, now=now)
