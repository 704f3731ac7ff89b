"""What was said of a goal, as its page and the page of its check-ins show it."""

from dataclasses import dataclass
from datetime import datetime

from apps.goals import policy, queries
from apps.goals.commands.checking import may_still_correct
from apps.goals.models import CheckIn, Goal
from apps.people.models import Member


@dataclass(frozen=True)
class Line:
    """A check-in, and what whoever looks at it can do about it."""

    said: CheckIn
    is_unread: bool
    may_correct: bool


def lines(goal: Goal, viewer: Member, now: datetime, most: int) -> list[Line]:
    """What was said last, the newest first."""
    rows = list(queries.check_ins(viewer=viewer, now=now, goal=goal).order_by("-at", "pk")[:most])
    unread = set(queries.unread_by(viewer, now).filter(goal=goal).values_list("pk", flat=True))
    # Only the last word is corrected.
    last = rows[0] if rows and not goal.is_closed and policy.may_correct(viewer, rows[0]) else None
    correctable = last is not None and may_still_correct(last, now)
    return [Line(said, said.pk in unread, correctable and said == last) for said in rows]
