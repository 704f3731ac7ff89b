"""Calendar parts of real mails, read back as a calendar reads them, across the clock changes of Berlin."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from apps.meetings import commands
from apps.meetings.zones import vtimezone
from apps.notices import commands as notices
from tests import days
from tests.cast import NOW
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db
SECONDS = timedelta(seconds=20)


def parts(server, member):
    """Method and calendar of each mail with one that `member` got, in order."""
    found = []
    for mail in days.mails_to(server, member):
        for part in mail.walk():
            if part.get_content_type() == "text/calendar":
                found.append((part.get_param("method"), Calendar.from_ical(part.get_content())))
    return found


def event_of(calendar):
    return calendar.walk("VEVENT")[0]


def dates_of(calendar, first, last):
    """What a calendar shows between two days: each start in UTC."""
    events = recurring_ical_events.of(calendar).between(first, last)
    shown = [event for event in events if event.get("STATUS") != "CANCELLED"]
    return sorted(event["DTSTART"].dt.astimezone(UTC).strftime("%d %b %H:%M") for event in shown)


def test_an_invitation_is_read_back_right_across_both_clock_changes(cast, mail_server):
    make.series(by=cast.mina, members=[cast.sam], title="Weekly, with Ümläut", place="Room 4", now=NOW)
    notices.deliver(now=NOW + SECONDS)
    ((method, calendar),) = parts(mail_server, cast.sam)
    event = event_of(calendar)
    assert (method, str(calendar["METHOD"]), event["SEQUENCE"]) == ("REQUEST", "REQUEST", 0)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Weekly, with Ümläut", "Room 4")
    assert str(event["ATTENDEE"]) == "mailto:sam@test.example"
    assert str(event["ORGANIZER"]) == "mailto:accord@accord.test"
    assert event["ORGANIZER"].params["CN"] == "Mina Minot"
    # Ten o'clock in Berlin, whatever the clocks do: nine in winter, eight in summer.
    spring = dates_of(calendar, date(2026, 3, 12), date(2026, 4, 10))
    assert spring == ["02 Apr 08:00", "09 Apr 08:00", "12 Mar 09:00", "19 Mar 09:00", "26 Mar 09:00"]
    autumn = dates_of(calendar, date(2026, 10, 15), date(2026, 11, 6))
    assert autumn == ["05 Nov 09:00", "15 Oct 08:00", "22 Oct 08:00", "29 Oct 09:00"]


def test_the_parts_lines_are_short_and_end_as_calendars_want(cast, mail_server):
    make.series(by=cast.mina, members=[cast.sam], purpose="Ein langer Zweck mit Umläuten äöü. " * 20, now=NOW)
    notices.deliver(now=NOW + SECONDS)
    (mail,) = days.mails_to(mail_server, cast.sam)
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    lines = part.get_payload(decode=True).split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [one.get_content_type() for one in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]


def test_a_change_keeps_the_uid_and_raises_the_sequence(cast, mail_server):
    series = make.series(by=cast.mina, members=[cast.sam], now=NOW)
    notices.deliver(now=NOW + SECONDS)
    later = NOW + timedelta(hours=1)
    commands.edit_series(actor=cast.mina, series=series, place="Room 5", now=later)
    notices.deliver(now=later + SECONDS)
    commands.reschedule_series(actor=cast.mina, series=series, first_on=date(2026, 3, 11), at=time(14), now=later)
    notices.deliver(now=later + 2 * SECONDS)
    events = [event_of(calendar) for _method, calendar in parts(mail_server, cast.sam)]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [event["DTSTART"].dt.hour for event in events] == [10, 10, 14]


def test_one_meeting_moved_across_the_clock_change_then_cancelled(cast, mail_server):
    series = make.series(by=cast.mina, members=[cast.sam], now=NOW)
    meeting = series.meetings.order_by("starts_at")[2]
    commands.move_meeting(actor=cast.mina, meeting=meeting, on=date(2026, 3, 30), at=time(14, 30), now=NOW)
    notices.deliver(now=NOW + SECONDS)
    (_invited, whole), (method, moved) = parts(mail_server, cast.sam)
    event = event_of(moved)
    berlin = ZoneInfo("Europe/Berlin")
    assert (method, event["SEQUENCE"], len(moved.walk("VEVENT"))) == ("REQUEST", 1, 1)
    assert event["RECURRENCE-ID"].dt == datetime(2026, 3, 26, 10, 0, tzinfo=berlin)
    assert event["DTSTART"].dt == datetime(2026, 3, 30, 14, 30, tzinfo=berlin)
    # The whole, written when the mail went out, has the move in it already.
    assert dates_of(whole, date(2026, 3, 19), date(2026, 4, 3)) == ["02 Apr 08:00", "19 Mar 09:00", "30 Mar 12:30"]

    commands.cancel_meeting(actor=cast.mina, meeting=meeting, reason="All at the fair", now=NOW)
    notices.deliver(now=NOW + 2 * SECONDS)
    method, cancelled = parts(mail_server, cast.sam)[-1]
    event = event_of(cancelled)
    assert (method, str(cancelled["METHOD"]), event["SEQUENCE"], event["STATUS"]) == (
        "CANCEL",
        "CANCEL",
        2,
        "CANCELLED",
    )
    assert event["UID"] == event_of(whole)["UID"]
    assert event["RECURRENCE-ID"].dt == datetime(2026, 3, 26, 10, 0, tzinfo=berlin)


def test_who_is_asked_after_a_cancellation_doesnt_get_that_date(cast, mail_server):
    series = make.series(by=cast.mina, now=NOW)
    second = series.meetings.order_by("starts_at")[1]
    commands.cancel_meeting(actor=cast.mina, meeting=second, reason="Fair", now=NOW)
    commands.edit_series(actor=cast.mina, series=series, members=[cast.sam], now=NOW)
    notices.deliver(now=NOW + SECONDS)
    ((_method, calendar),) = parts(mail_server, cast.sam)
    assert dates_of(calendar, date(2026, 3, 12), date(2026, 4, 3)) == ["02 Apr 08:00", "12 Mar 09:00", "26 Mar 09:00"]


def test_another_rhythm_after_a_held_meeting_ends_the_old_event_and_begins_one(cast, mail_server):
    series = make.series(by=cast.mina, members=[cast.sam], now=NOW)
    first = series.meetings.order_by("starts_at")[0]
    commands.start_meeting(actor=cast.mina, meeting=first, now=NOW)
    commands.close_meeting(actor=cast.mina, meeting=first, now=NOW)
    commands.reschedule_series(
        actor=cast.mina, series=series, first_on=date(2026, 3, 24), at=time(14), every="two_weeks", now=NOW
    )
    notices.deliver(now=NOW + SECONDS)
    sent = [calendar for _method, calendar in parts(mail_server, cast.sam)]
    old = next(one for one in sent if event_of(one)["SEQUENCE"] == 1)
    new = sent[-1]
    assert event_of(old)["UID"] != event_of(new)["UID"]
    assert dates_of(old, date(2026, 3, 12), date(2026, 5, 1)) == ["12 Mar 09:00", "19 Mar 09:00"]
    assert dates_of(new, date(2026, 3, 12), date(2026, 4, 22)) == ["07 Apr 12:00", "21 Apr 12:00", "24 Mar 13:00"]


def test_who_is_no_longer_asked_and_whose_series_ends_gets_it_out_of_the_calendar(cast, mail_server):
    series = make.series(by=cast.mina, members=[cast.sam, cast.mara], now=NOW)
    commands.edit_series(actor=cast.mina, series=series, members=[cast.mara], now=NOW)
    commands.end_series(actor=cast.mina, series=series, reason="Enough", now=NOW)
    notices.deliver(now=NOW + SECONDS)
    for member in (cast.sam, cast.mara):
        method, calendar = parts(mail_server, member)[-1]
        assert (method, event_of(calendar)["STATUS"]) == ("CANCEL", "CANCELLED")


def test_the_mail_says_when_and_where_and_why_me(cast, mail_server):
    make.series(by=cast.mina, members=[cast.sam], title="Weekly sync", place="Room 4", purpose="Numbers", now=NOW)
    notices.deliver(now=NOW + SECONDS)
    (mail,) = days.mails_to(mail_server, cast.sam)
    text = mail.get_body(("plain",)).get_content()
    assert str(mail["Subject"]) == "Mina Minot asks you to “Weekly sync”"
    for words in (
        "Every week on Thursday at 10:00 (Europe/Berlin)",
        "From 12 Mar 2026, 60 minutes",
        "Room 4",
        "Numbers",
    ):
        assert words in text


def test_a_letter_is_a_mail_of_its_own_and_all_else_one(cast, mail_server):
    make.series(by=cast.mina, members=[cast.sam], title="One", now=NOW)
    make.series(by=cast.mina, members=[cast.sam], title="Two", now=NOW)
    notices.deliver(now=NOW + SECONDS)
    subjects = sorted(str(mail["Subject"]) for mail in days.mails_to(mail_server, cast.sam))
    assert subjects == ["Mina Minot asks you to “One”", "Mina Minot asks you to “Two”"]


@pytest.mark.parametrize(
    ("zone", "rules", "blocks"),
    [
        ("Europe/Berlin", 2, 2),
        ("America/New_York", 2, 2),
        ("Australia/Sydney", 2, 2),
        ("Asia/Kolkata", 0, 1),
        # Its clocks follow the moon: the changes are listed.
        ("Africa/Casablanca", 0, 26),
    ],
)
def test_a_written_zone_tells_the_time_of_the_real_one(zone, rules, blocks):
    written = vtimezone(zone, year=2026)
    text = written.to_ical().decode()
    assert (text.count("RRULE"), text.count("BEGIN:STANDARD") + text.count("BEGIN:DAYLIGHT")) == (rules, blocks)
    read, real = written.to_tz(lookup_tzid=False), ZoneInfo(zone)
    moment, wrong = datetime(2026, 1, 1, tzinfo=UTC), []
    while moment < datetime(2027, 1, 1, tzinfo=UTC):
        wall = moment.astimezone(real).replace(tzinfo=None)
        if wall.replace(tzinfo=read).utcoffset() != wall.replace(tzinfo=real).utcoffset():
            wrong.append(wall)
        moment += timedelta(minutes=60)
    assert wrong == []
