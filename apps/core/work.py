"""What a member has on their desk: each app answers for its own things; Home puts them in order of what is due."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy

from apps.core import due, things
from apps.core.worktime import WorkingTime


@dataclass(frozen=True)
class Desk:
    """Whose work is asked for, and what every app needs to answer, read once for all of them.

    Attributes:
        company: the company's settings, for its promises and who leads which side.
        time: the company's working time.
    """

    member: Any
    now: datetime
    company: Any
    time: WorkingTime


@dataclass(frozen=True)
class Step:
    """Something that can be done about it.

    Attributes:
        label: a verb of the domain.
        url: of the page that does it.
        taps: one tap does it; otherwise it leads to where something is to be read or said first.
        sends: what the tap says besides.
    """

    label: Any
    url: str
    taps: bool = False
    icon: str = ""
    sends: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Work:
    """One open thing that waits for a member or is theirs to do.

    Attributes:
        kind: of follow-up; by it, and by the thing, it can be put off.
        what: what it is, in a word or two: "Task offered to you".
        due_at: by when; None where nobody has said.
        due_on: the date, where it is due on one and not at a moment.
        since: since when it waits; None where nobody waits for it.
        waiting_for: who waits for it.
        steps: the main one first.
        can_wait: whether a reminder of it can be put off now.
    """

    kind: str
    what: Any
    thing: Model
    due_at: datetime | None
    steps: tuple[Step, ...]
    due_on: date | None = None
    since: datetime | None = None
    waiting_for: Any = None
    can_wait: bool = False

    @property
    def title(self) -> str:
        return things.title(self.thing)

    @property
    def url(self) -> str:
        return things.url(self.thing)


Source = Callable[[Desk], Iterable[Work]]
_sources: list[Source] = []
_covered: set[str] = set()


def register(source: Source, *, covers: tuple[str, ...] = ()) -> None:
    """Ask `source` for work from now on; it answers for the kinds of follow-up named in `covers` itself."""
    _sources.append(source)
    _covered.update(covers)


def on_desk(desk: Desk) -> list[Work]:
    """All work of a member, the most pressing first, what has no date last."""
    found = [one for source in _sources for one in source(desk)]
    for kind in due.due_kinds():
        if kind.name not in _covered:
            found += [from_due(one) for one in kind.waiting(desk.member, desk.now)]
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at or desk.now, str(one.thing.pk)))


def from_due(one: due.Due) -> Work:
    """What is followed up, in the words of its kind: whoever it waits for goes to its page."""
    kind = due.due_kind(one.kind)
    step = Step(kind.verb or gettext_lazy("Open"), things.url(one.thing))
    return Work(
        kind=one.kind,
        what=kind.label,
        thing=one.thing,
        due_at=one.due_at,
        steps=(step,),
        since=one.since,
        waiting_for=one.waiting_for,
        can_wait=True,
    )
