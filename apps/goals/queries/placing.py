"""One goal among those around it: its numbers with what counts in them, and the way from goals up to revenue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models.expressions import RawSQL

from apps.goals.models import Goal, Unit
from apps.goals.queries.checking import Hearing
from apps.goals.queries.numbers import Numbers, hearing, numbers_of
from apps.people.models import Member

# So many goals below are shown on a goal's page; the list has them all.
SHOWN = 20
# A revenue goal, whichever year's, and every goal that leads to one.
LEADING = RawSQL(
    """
WITH RECURSIVE connected AS (
    SELECT id FROM goals_goal WHERE is_root
    UNION ALL
    SELECT below.id FROM goals_goal below JOIN connected ON below.parent_id = connected.id
)
SELECT id FROM connected
""",
    [],
)


class Below(NamedTuple):
    """A goal directly below another, as far as the arithmetic names it."""

    id: UUID
    title: str
    weight: int
    state: str
    unit: Unit | None
    is_root: bool


@dataclass(frozen=True)
class Placed:
    """A goal with its numbers, and with those directly below it and theirs.

    Attributes:
        hearing: by whose calendar, and on which day, they are looked at.
        below: in the order in which they were set.
        numbers_by_id: of all of them.
    """

    goal: Goal
    hearing: Hearing
    below: list[Below]
    numbers_by_id: dict[UUID, Numbers]

    @property
    def today(self) -> date:
        return self.hearing.today

    @property
    def numbers(self) -> Numbers:
        return self.numbers_by_id[self.goal.pk]

    @cached_property
    def worst(self) -> str:
        """The title of the goal below whose pace it shows; empty where it shows nobody's."""
        worst = self.numbers.worst
        return next((child.title for child in self.below if worst is not None and child.id == worst.id), "")


def placed(goal: Goal, *, viewer: Member, now: datetime) -> Placed:
    """What its page tells of the goal, as `goals` reads it; nothing is read of goals that don't count in it."""
    asked = hearing(now)
    children = Goal.objects.visible_to(viewer).filter(parent=goal).order_by("created_at", "pk")
    below = [Below(*row) for row in children.values_list(*Below._fields)]
    return Placed(goal, asked, below, numbers_of([goal, *below], asked=asked))


def first_below(placed: Placed, *, viewer: Member) -> list[tuple[Goal, Numbers]]:
    """As many of those below as a page shows at once, with their numbers."""
    ids = [child.id for child in placed.below[:SHOWN]]
    rows = Goal.objects.visible_to(viewer).filter(pk__in=ids).select_related("owner__team").order_by("created_at", "pk")
    return [(child, placed.numbers_by_id[child.pk]) for child in rows]


@dataclass(frozen=True)
class Paths:
    """Goals, and all that stand above them."""

    goals: dict[UUID, Goal]

    def up(self, goal: Goal) -> list[Goal]:
        """From what the goal serves directly up to the top, without the goal itself."""
        return list(self._up(goal))

    def _up(self, goal: Goal) -> Iterator[Goal]:
        above = goal.parent_id
        while above is not None:
            yield self.goals[above]
            above = self.goals[above].parent_id

    def reaches(self, goal: Goal) -> bool:
        """Whether it serves a revenue goal, whichever year's."""
        return [goal, *self.up(goal)][-1].is_root


def paths_of(ids: Iterable[Any], *, viewer: Member) -> Paths:
    """The ways up from these goals, by one query."""
    above = RawSQL(
        """
WITH RECURSIVE above AS (
    SELECT id, parent_id FROM goals_goal WHERE id = ANY(%s)
    UNION
    SELECT upper.id, upper.parent_id FROM goals_goal upper JOIN above ON upper.id = above.parent_id
)
SELECT id FROM above
""",
        [[*ids]],
    )
    rows = Goal.objects.visible_to(viewer).filter(pk__in=above)
    return Paths({goal.pk: goal for goal in rows.only("title", "parent_id", "is_root")})
