"""What became in a period of all that plans named: by side and by team, and each person's part for whom it concerns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.goals import policy
from apps.goals.models import AgreedActivity, GoalSide, Period
from apps.goals.queries.activities import How, Kept, activities, kept
from apps.people.models import Member


@dataclass
class Line:
    """How often what was agreed was kept, by one side, one team or one person.

    Attributes:
        group: "side", "team" or "member".
        about: the id of the team or the member.
    """

    group: str
    name: str
    about: UUID | None = None
    counts: dict[How, int] = field(default_factory=lambda: dict.fromkeys(How, 0))

    @property
    def on_time(self) -> int:
        return self.counts[How.ON_TIME]

    @property
    def excused(self) -> int:
        return self.counts[How.EXCUSED]

    @property
    def late(self) -> int:
        return self.counts[How.LATE]

    @property
    def ahead(self) -> int:
        return self.counts[How.AHEAD]

    @property
    def due(self) -> int:
        """All that is due by now or was kept before."""
        return self.on_time + self.excused + self.late


@dataclass(frozen=True)
class Accountability:
    """A period's report. Nobody is ranked: sides, teams and persons stand in the order of their names.

    Attributes:
        sides, teams: for everybody.
        persons, rows: only the part of those whose part the reader may see.
    """

    period: Period
    sides: list[Line]
    teams: list[Line]
    persons: list[Line]
    rows: list[Kept]

    @property
    def lines(self) -> list[Line]:
        return [*self.sides, *self.teams, *self.persons]


def accountability(period: Period, *, viewer: Member, now: datetime) -> Accountability:
    """Agreed activities that are due in the period, by what became of them; tasks never count.

    An activity is on time if it was kept by its last day. Late, it is excused by an obstacle of its goal, or of a task
    that serves its milestone, that was raised before that day was over, was in the way since the week, month or quarter
    began (for a milestone: since it was agreed), and was neither brought about by whoever answers for it nor theirs to
    remove. All else that is past its day and not kept is late. What isn't due yet and not kept counts as neither.
    """
    rows = [one for one in kept(_named(viewer, now), now) if _lies_in(period, one)]
    seen = [one for one in rows if policy.may_see_part_of(viewer, one.owner)]
    return Accountability(
        period=period,
        sides=_lines(rows, "side", lambda one: (one.span.said["side"], str(GoalSide(one.span.said["side"]).label))),
        teams=_lines(rows, "team", _team_of),
        persons=_lines(seen, "member", lambda one: (one.owner.pk, one.owner.name)),
        rows=seen,
    )


def _named(viewer: Member, now: datetime) -> Iterable[AgreedActivity]:
    return activities(viewer=viewer, now=now)


def _lies_in(period: Period, one: Kept) -> bool:
    return period.starts_on <= one.span.ends_on <= period.ends_on


def _team_of(one: Kept) -> tuple[Any, str]:
    team = one.owner.team
    return (team.pk, team.name) if team else (None, _("Without a team"))


def _lines(rows: Iterable[Kept], group: str, of: Callable[[Kept], tuple[Any, str]]) -> list[Line]:
    found: dict[Any, Line] = {}
    for one in rows:
        key, name = of(one)
        line = found.setdefault(key, Line(group, name, key if isinstance(key, UUID) else None))
        line.counts[one.how] += 1
    return sorted(found.values(), key=lambda line: (line.name.casefold(), str(line.about)))
