"""What salespeople of the demo company say of drafts: one that went out with it, and one that waits for an answer."""

from collections.abc import Iterator
from typing import Any

from apps.collateral import commands
from apps.collateral.models import Asset, Input
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

ROADMAP = [
    "Which of the three dates would you say to a customer today?",
    "What do key accounts ask about next year that isn't in it?",
]


def lines(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Iterator[Storyline]:
    yield _roadmap(calendar, cast, assets)


def _roadmap(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    """Lena answers and is thanked; Jonas hasn't come to it."""
    now = yield calendar.at(-2, 9)
    ask = commands.ask_for_input(
        actor=cast.mara,
        asset=assets["roadmap"],
        questions=ROADMAP,
        members=[cast.lena, cast.sam],
        answer_by=calendar.day(2),
        now=now,
    )
    now = yield calendar.at(-1, 17)
    lena = Input.objects.get(ask=ask, member=cast.lena)
    commands.give_input(
        actor=cast.lena,
        input=lena,
        answers=[
            {
                "quick": "partly",
                "words": "The first one. For the other two I would need a \u201cplanned\u201d beside them.",
            },
            {"words": "Whether readings come by the hour. Three of my four asked that."},
        ],
        now=now,
    )
    now = yield calendar.at(-1, 17, 30)
    commands.thank_for_input(actor=cast.mara, input=lena, thanks="\u201cPlanned\u201d is in.", now=now)
