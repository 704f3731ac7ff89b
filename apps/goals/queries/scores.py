"""The scoreboard: revenue against its target, and every agreed goal."""

from dataclasses import dataclass
from datetime import datetime

from apps.goals.models import Goal
from apps.goals.queries.checking import Hearing
from apps.goals.queries.numbers import Numbers, Tree, tree
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


def scoreboard(*, viewer: Member, now: datetime) -> Scoreboard:
    whole = tree(viewer=viewer, now=now)
    agreed = [_row(goal, whole) for goal in whole.goals.values() if goal.stands_agreed(now) and goal != whole.root]
    agreed.sort(key=lambda row: (row.numbers.frozen, _ORDER.index(row.numbers.pace), row.goal.title))
    return Scoreboard(whole.hearing, _row(whole.root, whole) if whole.root else None, agreed)


def _row(goal: Goal, whole: Tree) -> Row:
    return Row(goal, whole.numbers[goal.pk])
