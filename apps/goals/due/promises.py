"""When owners are asked what became of a promise: once its week, month or quarter is over."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from apps.core.due import Due, Window
from apps.goals import queries
from apps.goals.models import AgreedActivity
from apps.goals.queries.activities import Kept
from apps.people.models import Member

# What nobody said a word about for longer than that is asked no more; the report shows it as late.
LATELY = timedelta(days=60)


def within(window: Window) -> Iterator[Due]:
    """What ends in the window and isn't said yet."""
    rows = AgreedActivity.objects.promises().select_related("plan__period", "plan", "owner")
    found = queries.kept(rows, window.until)
    return (_due(one) for one in found if one.asked(window.until) and one.span.due_at in window)


def waiting(member: Member, now: datetime) -> Iterator[Due]:
    return (_due(one) for one in to_say(member, now))


def to_say(member: Member, now: datetime) -> list[Kept]:
    """What is over and waits for the word of whoever keeps the promise now."""
    rows = AgreedActivity.objects.promises().filter(owner=member).select_related("plan__period", "plan", "owner")
    return [one for one in queries.kept(rows, now) if one.asked(now) and one.span.due_at > now - LATELY]


def overdue(viewer: Member, now: datetime) -> list[Kept]:
    """What plans name that is past its day lately and not kept, the longest first; agendas gather from here."""
    found = queries.kept(queries.activities(viewer=viewer, now=now), now)
    late = (queries.How.LATE, queries.How.EXCUSED)
    return [one for one in found if one.how in late and one.is_open and one.span.due_at > now - LATELY]


def _due(one: Kept) -> Due:
    ends = one.span.due_at
    return Due("promise-to-say", one.activity, one.activity.owner, due_at=ends, since=ends)
