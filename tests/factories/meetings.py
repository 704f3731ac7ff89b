"""Series and meetings for tests: made by the commands, as everybody makes them."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from apps.meetings import commands
from apps.meetings.models import AgendaItem, Entry, Meeting, Series
from apps.people.models import Member
from tests.cast import NOW

_numbers = count(1)
EARLIER = NOW - timedelta(days=1)
# The Thursday after the cast's Tuesday, ten in the morning in Berlin.
THURSDAY = date(2026, 3, 12)
TEN = time(10)


def series(*, by: Member, now: datetime = EARLIER, **given: Any) -> Series:
    """A weekly series of `by`, from Thursday on."""
    defaults = {"title": f"Sync {next(_numbers)}", "every": "week", "first_on": THURSDAY, "at": TEN}
    return commands.schedule(actor=by, now=now, **defaults | given)


def meeting(*, by: Member, now: datetime = EARLIER, **given: Any) -> Meeting:
    """The first meeting of a weekly series of `by`."""
    return series(by=by, now=now, **given).meetings.order_by("starts_at")[0]


def running(*, by: Member, now: datetime = NOW, **given: Any) -> Meeting:
    """A meeting that `by` has begun."""
    return commands.start_meeting(actor=by, meeting=meeting(by=by, **given), now=now)


def item(*, by: Member, meeting: Meeting, now: datetime = NOW, **given: Any) -> AgendaItem:
    """Something that `by` put on the agenda."""
    return commands.propose_item(actor=by, meeting=meeting, now=now, **{"title": f"Item {next(_numbers)}"} | given)


def entry(*, by: Member, meeting: Meeting, now: datetime = NOW, **given: Any) -> Entry:
    """A note of `by`, unless another kind is given."""
    defaults = {"kind": "note", "text": f"Note {next(_numbers)}"}
    return commands.write_entry(actor=by, meeting=meeting, now=now, **defaults | given)


def closed(*, by: Member, now: datetime = NOW, **given: Any) -> Meeting:
    """A meeting that `by` has held and closed."""
    return commands.close_meeting(actor=by, meeting=running(by=by, now=now, **given), now=now)
