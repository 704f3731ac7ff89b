"""Meetings for the tables of permissions: Mina runs them, Mara records them, Sam is asked; nobody else is."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from apps.meetings import commands
from apps.meetings.models import AgendaItem, Entry, Meeting, Series
from tests.cast import Cast


@dataclass(frozen=True)
class OfMeetings:
    """An open series with a meeting ahead, one that is running, and closed minutes."""

    series: Series
    meeting_ahead: Meeting
    meeting_running: Meeting
    meeting_closed: Meeting
    item: AgendaItem  # Sam's, on the agenda ahead
    running_item: AgendaItem  # Sam's, on the agenda that is talked about
    entry: Entry  # Sam's note
    decision: Entry  # in the closed minutes


def make_meetings(cast: Cast, now: datetime) -> dict[str, Any]:
    def begun() -> Meeting:
        meeting = _series(cast, now).meetings.order_by("starts_at")[0]
        return commands.start_meeting(actor=cast.mina, meeting=meeting, now=now)

    series, running, closed = _series(cast, now), begun(), begun()
    ahead = series.meetings.order_by("starts_at")[0]
    item = commands.propose_item(actor=cast.sam, meeting=ahead, title="Prices after the fair", now=now)
    talked = commands.propose_item(actor=cast.sam, meeting=running, title="What Acme asks for", now=now)
    entry = commands.write_entry(actor=cast.sam, meeting=running, kind="note", text="Twice already", now=now)
    decision = commands.write_entry(actor=cast.mara, meeting=closed, kind="decision", text="We go", now=now)
    closed = commands.close_meeting(actor=cast.mina, meeting=closed, now=now)
    commands.add_addendum(actor=cast.sam, meeting=closed, text="It was the 12th.", now=now)
    return {
        "series": series,
        "meeting_ahead": ahead,
        "meeting_running": running,
        "meeting_closed": closed,
        "item": item,
        "running_item": talked,
        "entry": entry,
        "decision": decision,
    }


def _series(cast: Cast, now: datetime) -> Series:
    return commands.schedule(
        actor=cast.mina,
        title="Weekly sync",
        every="week",
        first_on=(now + timedelta(days=3)).date(),
        at=time(10),
        scribe=cast.mara,
        members=[cast.sam],
        now=now,
    )
