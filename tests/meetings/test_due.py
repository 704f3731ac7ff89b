"""What of meetings falls due and what waits, while it is still to be done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.core import due
from apps.core.due import Due, Window
from apps.goals import commands as goals
from apps.meetings import commands
from tests.cast import NOW
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db
# Thursday, ten in Berlin.
BEGINS = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
NEXT = BEGINS + timedelta(days=7)
HOUR = timedelta(hours=1)


def within(kind, moment):
    return list(due.due_kind(kind).within(Window(moment - timedelta(seconds=1), moment)))


def waiting(kind, member, now):
    return list(due.due_kind(kind).waiting(member, now))


def test_the_agenda_is_the_facilitators_until_it_begins(cast):
    meeting = make.meeting(by=cast.mina, scribe=cast.mara)
    expected = Due("agenda-to-prepare", meeting, cast.mina, due_at=BEGINS, since=meeting.series.created_at)
    assert within("agenda-to-prepare", BEGINS) == [expected]
    assert waiting("agenda-to-prepare", cast.mina, BEGINS - 25 * HOUR) == []
    assert waiting("agenda-to-prepare", cast.mina, BEGINS - 24 * HOUR) == [expected]
    assert waiting("agenda-to-prepare", cast.mara, BEGINS - HOUR) == []
    commands.start_meeting(actor=cast.mina, meeting=meeting, now=BEGINS)
    assert within("agenda-to-prepare", BEGINS) == []


def test_open_minutes_are_the_facilitators_from_its_end_on(cast):
    meeting = make.running(by=cast.mina)
    ends = BEGINS + HOUR
    expected = Due("minutes-open", meeting, cast.mina, due_at=ends, since=ends)
    assert within("minutes-open", ends) == [expected]
    assert waiting("minutes-open", cast.mina, ends - HOUR / 60) == []
    assert waiting("minutes-open", cast.mina, ends) == [expected]
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=ends)
    assert (within("minutes-open", ends), waiting("minutes-open", cast.mina, ends)) == ([], [])


def test_an_action_item_comes_up_before_the_next_meeting(cast):
    meeting = make.running(by=cast.mina, members=[cast.sam])
    commands.mark_attendance(actor=cast.sam, meeting=meeting, member=cast.sam, how="present", now=NOW)
    entry = make.entry(
        by=cast.mina, meeting=meeting, kind="action", text="Call Acme", owner=cast.sam, due_on=date(2026, 3, 20)
    )
    assert within("action-item-due", NEXT) == []
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    expected = Due("action-item-due", entry, cast.sam, due_at=NEXT, since=NOW, waiting_for=cast.mina)
    assert within("action-item-due", NEXT) == [expected]
    assert waiting("action-item-due", cast.sam, NEXT - 25 * HOUR) == []
    assert waiting("action-item-due", cast.sam, NEXT - HOUR) == [expected]
    goals.complete_task(actor=cast.sam, task=entry.task, now=NOW)
    assert within("action-item-due", NEXT) == []


def test_a_moved_meeting_moves_what_is_due(cast):
    meeting = make.meeting(by=cast.mina)
    commands.move_meeting(actor=cast.mina, meeting=meeting, on=date(2026, 3, 13), at=BEGINS.time(), now=NOW)
    assert within("agenda-to-prepare", BEGINS) == []
    # Nine o'clock in Berlin is eight in UTC.
    assert len(within("agenda-to-prepare", datetime(2026, 3, 13, 8, 0, tzinfo=UTC))) == 1
