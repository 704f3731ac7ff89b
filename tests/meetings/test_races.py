"""Two people at the same moment, on two real connections, in both orders."""

import pytest
from django.db import DatabaseError, connection

from apps.meetings import commands
from apps.meetings.models import Entry, Meeting
from apps.notices.models import Notice
from tests.cast import NOW, make_cast
from tests.factories import meetings as make
from tests.races import at_once, told_in_order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def meeting(cast):
    return make.running(by=cast.mina, members=[cast.sam, cast.mara])


def test_two_write_at_once_and_both_stand_there(cast, meeting):
    results = at_once(
        lambda: make.entry(by=cast.sam, meeting=meeting, text="From Sam"),
        lambda: make.entry(by=cast.mara, meeting=meeting, text="From Mara"),
    )
    assert [type(result) for result in results] == [Entry, Entry]
    assert sorted(meeting.entries.values_list("text", flat=True)) == ["From Mara", "From Sam"]


def test_two_change_the_same_entry_and_the_second_sees_both(cast, meeting):
    entry = make.entry(by=cast.sam, meeting=meeting, text="Prices")

    def change(who, text):
        return lambda: commands.edit_entry(actor=who, entry=entry, text=text, revision=1, now=NOW)

    assert told_in_order(change(cast.sam, "Prices in May"), change(cast.mara, "Prices in June")) == ["done", "Stale"]
    entry.refresh_from_db()
    assert entry.text == "Prices in May"


@pytest.mark.parametrize("write_first", [True, False])
def test_closing_against_writing(cast, meeting, write_first):
    def write():
        make.entry(by=cast.sam, meeting=meeting, text="At the last moment")

    def close():
        commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)

    if write_first:
        assert told_in_order(write, close) == ["done", "done"]
    else:
        assert told_in_order(close, write) == ["done", "Over"]
    assert Meeting.objects.get(pk=meeting.pk).state == "closed"
    assert meeting.entries.count() == int(write_first)


def test_two_close_at_once(cast, meeting):
    def close(who):
        return lambda: commands.close_meeting(actor=who, meeting=meeting, now=NOW)

    assert told_in_order(close(cast.mina), close(cast.mina)) == ["done", "Over"]
    assert Notice.objects.filter(kind="minutes", recipient=cast.sam).count() == 1


def test_raw_sql_waits_for_whoever_closes_and_is_refused(cast, meeting):
    make.entry(by=cast.sam, meeting=meeting)

    def write():
        with connection.cursor() as cursor:
            cursor.execute("update meetings_entry set text = 'other words'")

    def close():
        commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)

    first, second = told_in_order(close, write)
    assert (first, issubclass(getattr(__import__("django.db", fromlist=[second]), second), DatabaseError)) == (
        "done",
        True,
    )


def test_two_begin_it_at_once(cast):
    meeting = make.meeting(by=cast.mina, scribe=cast.mara)

    def begin(who):
        return lambda: commands.start_meeting(actor=who, meeting=meeting, now=NOW)

    assert told_in_order(begin(cast.mina), begin(cast.mara)) == ["done", "Begun"]


def test_dates_are_made_once_by_two_workers(cast):
    series = make.series(by=cast.mina)
    later = NOW.replace(month=4)
    at_once(lambda: commands.look_ahead(now=later), lambda: commands.look_ahead(now=later))
    slots = list(series.meetings.values_list("slot", flat=True))
    assert len(slots) == len(set(slots)) == 18
