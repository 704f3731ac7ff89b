"""What falls due: each app answers for its own things; follow-ups and the inbox ask all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q


@dataclass(frozen=True)
class Window:
    """The stretch of time `after < due_at <= until`, or a few stretches of it.

    Attributes:
        stretches: what is asked for, where it isn't all that lies between the two.
    """

    after: datetime
    until: datetime
    stretches: tuple["Window", ...] = ()

    @classmethod
    def over(cls, stretches: Sequence["Window"]) -> "Window":
        """All of these in one, so that a kind is asked once."""
        after, until = min(one.after for one in stretches), max(one.until for one in stretches)
        return cls(after, until, tuple(stretches))

    @property
    def parts(self) -> tuple["Window", ...]:
        return self.stretches or (self,)

    def __contains__(self, due_at: datetime) -> bool:
        return any(part.after < due_at <= part.until for part in self.parts)

    def holds(self, field: str) -> Q:
        """Rows whose moment lies in it."""
        return self._any(**{f"{field}__gt": lambda part: part.after, f"{field}__lte": lambda part: part.until})

    def may_hold(self, field: str, days: Callable[["Window"], tuple[date, date]]) -> Q:
        """Rows whose day may lie in it: `days` gives the first and the last one of a stretch."""
        return self._any(**{f"{field}__range": days})

    def _any(self, **conditions: Callable[["Window"], Any]) -> Q:
        return reduce(or_, (Q(**{name: give(part) for name, give in conditions.items()}) for part in self.parts))


@dataclass(frozen=True)
class Due:
    """One thing that one member must do.

    Attributes:
        kind: of follow-up rule, for example `task-overdue`.
        thing: the row it is about.
        recipient: who must act.
        due_at: by when, in UTC.
        since: since when it waits.
        urgent: reaches the deputy while the recipient is away.
        waiting_for: who waits for it, where that is somebody.
    """

    kind: str
    thing: Model
    recipient: Any
    due_at: datetime
    since: datetime
    urgent: bool = False
    waiting_for: Any = None


@dataclass(frozen=True)
class DueKind:
    """A kind of follow-up with the rule a new company starts with.

    Attributes:
        name: equal to the kind of the notice it becomes.
        label: how the rules page calls it.
        within: the dues of this kind in a window of due times.
        waiting: what of this kind waits for a member now, due or not.
        lead_hours: working hours before the due time (negative: after it) of the first reminder.
        repeat_days: working days after the first reminder of each further one; at most eight, further apart each time.
        verb: what whoever it waits for does about it, on the button that leads there.
    """

    name: str
    label: Any
    within: Callable[[Window], Iterable[Due]]
    waiting: Callable[[Any, datetime], Iterable[Due]]
    lead_hours: int = 0
    repeat_days: tuple[int, ...] = ()
    verb: Any = ""


_kinds: dict[str, DueKind] = {}


def register(*kinds: DueKind) -> None:
    for kind in kinds:
        _kinds[kind.name] = kind


def due_kind(name: str) -> DueKind:
    return _kinds[name]


def due_kinds() -> list[DueKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def waiting(member: Any, now: datetime) -> list[Due]:
    """All that waits for `member`, the most pressing first."""
    found = [due for kind in _kinds.values() for due in kind.waiting(member, now)]
    return sorted(found, key=lambda due: (due.due_at, due.since, str(due.thing.pk)))
