"""The scoreboard: revenue against its target, and every agreed goal."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q

from apps.agreements.models import Version
from apps.goals.models import Goal
from apps.goals.queries.checking import Hearing
from apps.goals.queries.numbers import Numbers, as_heard, hearing, numbers_of
from apps.people.models import Member


@dataclass(frozen=True)
class Row:
    """One goal on the board."""

    goal: Goal
    numbers: Numbers


@dataclass(frozen=True)
class Scoreboard:
    """What both sides look at together.

    Attributes:
        hearing: by whose calendar it is asked who hasn't been heard of.
        revenue: the revenue goal of the fiscal year; None where there is none yet.
        agreed: the goals of plans in force, those that are behind first, those that are closed last.
        behind: how many of these are.
    """

    hearing: Hearing
    revenue: Row | None
    agreed: list[Row]

    @property
    def behind(self) -> int:
        return sum(row.numbers.said_pace == "behind" for row in self.agreed)


_ORDER = ("behind", "on_pace", "ahead", "too_early", "no_data")


@cache
def _goals() -> Any:
    """Goals as a board shows them; composed once, for that takes longer than to ask it of a dozen."""
    return as_heard(Goal.objects.select_related("owner", "period"))


def scoreboard(*, viewer: Member, now: datetime) -> Scoreboard:
    asked = hearing(now)
    day = asked.today
    of_the_year = Q(is_root=True, period__starts_on__lte=day, period__ends_on__gte=day)
    agreed = Q(agreed_version__in=Version.objects.in_force(now).values("pk"))
    rows = _goals().visible_to(viewer).filter(of_the_year | agreed)
    goals: list[Goal] = list(rows.order_by("title", "pk"))
    numbers = numbers_of(goals, asked=asked)
    shown = [Row(goal, numbers[goal.pk]) for goal in goals]
    revenue = next((row for row in shown if row.goal.is_root_on(day)), None)
    others = [row for row in shown if row is not revenue]
    others.sort(key=lambda row: (row.numbers.frozen, _ORDER.index(row.numbers.pace)))
    return Scoreboard(asked, revenue, others)
