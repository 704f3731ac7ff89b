"""What calendars get: an event per segment, an exception per meeting that was moved, by mail and with the zone's rules.

The sequence is a number of our own that rises with every change; the UID stays. Each mail names its reader alone as
attendee, so that nobody's answer makes a calendar write to everybody else.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from apps.core import things
from apps.meetings import rhythm
from apps.meetings.models import Coming, Every, Meeting, Segment
from apps.meetings.queries import answers_of
from apps.meetings.zones import vtimezone
from apps.people.models import Member

REQUEST, CANCEL = "REQUEST", "CANCEL"
PARTSTAT: dict[str, str] = {Coming.YES: "ACCEPTED", Coming.MAYBE: "TENTATIVE", Coming.NO: "DECLINED"}


def of_segment(segment: Segment, *, method: str, reader: Member, now: datetime) -> bytes:
    """The whole segment with what was moved or cancelled in it."""
    calendar = _calendar(segment, method)
    changed = [meeting for meeting in segment.meetings.order_by("slot") if meeting.state != Meeting.State.CLOSED]
    said = answers_of(reader, segment)
    event = _event(segment, reader, segment.sequence, now, said.usual)
    _span(event, segment.moment_of(segment.first_on), segment.minutes, segment)
    if segment.every != Every.ONCE:
        event.add("rrule", _rule(segment))
    elif changed:
        _answered(event, said.to(changed[0]))
    if method == CANCEL:
        event.add("status", "CANCELLED")
        calendar.add_component(event)
        return calendar.to_ical()
    gone = [segment.moment_of(one.slot) for one in changed if one.state == Meeting.State.CANCELLED]
    if gone and segment.every != Every.ONCE:
        event.add("exdate", [moment.astimezone(segment.tz) for moment in gone])
    calendar.add_component(event)
    ahead = [one for one in changed if one.is_ahead]
    if segment.every == Every.ONCE:
        _settle_once(event, [one for one in ahead if one.is_moved], segment)
        return calendar.to_ical()
    for meeting in ahead:
        if meeting.is_moved or said.to(meeting) != said.usual:
            calendar.add_component(_exception(meeting, reader, now))
    return calendar.to_ical()


def of_meeting(meeting: Meeting, *, method: str, reader: Member, now: datetime) -> bytes:
    """One meeting alone, as calendars take a change of it best."""
    calendar = _calendar(meeting.segment, method)
    event = _exception(meeting, reader, now)
    if method == CANCEL:
        event.add("status", "CANCELLED")
    calendar.add_component(event)
    return calendar.to_ical()


def _calendar(segment: Segment, method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Accord//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if segment.zone != "UTC":
        calendar.add_component(vtimezone(segment.zone, year=segment.first_on.year))
    return calendar


def _event(segment: Segment, reader: Member, sequence: int, now: datetime, answer: str | None) -> Event:
    series = segment.series
    event = Event()
    event.add("uid", f"{segment.uid}@{settings.MAIL_DOMAIN}")
    event.add("sequence", sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", series.title)
    page = settings.BASE_URL + things.url(series)
    event.add("description", f"{series.purpose}\n\n{page}".strip())
    event.add("url", page)
    if series.place:
        event.add("location", series.place)
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["cn"] = vText(str(series.facilitator))
    event["organizer"] = organizer
    attendee = vCalAddress(f"mailto:{reader.email}")
    attendee.params["cn"] = vText(str(reader))
    attendee.params["rsvp"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)
    _answered(event, answer)
    return event


def _answered(event: Event, answer: str | None) -> None:
    event["attendee"].params["partstat"] = vText(PARTSTAT.get(answer or "", "NEEDS-ACTION"))


def _exception(meeting: Meeting, reader: Member, now: datetime) -> Event:
    segment = meeting.segment
    answer = answers_of(reader, segment).to(meeting)
    event = _event(segment, reader, max(segment.sequence, meeting.sequence), now, answer)
    _span(event, meeting.starts_at, meeting.minutes, segment)
    if segment.every != Every.ONCE:
        event.add("recurrence-id", segment.moment_of(meeting.slot).astimezone(segment.tz))
    return event


def _settle_once(event: Event, moved: Iterable[Meeting], segment: Segment) -> None:
    """A single meeting that was moved has no rhythm to be an exception from."""
    for meeting in moved:
        del event["dtstart"], event["dtend"]
        _span(event, meeting.starts_at, meeting.minutes, segment)
        event["sequence"] = max(segment.sequence, meeting.sequence)


def _span(event: Event, starts_at: datetime, minutes: int, segment: Segment) -> None:
    event.add("dtstart", starts_at.astimezone(segment.tz))
    event.add("dtend", (starts_at + timedelta(minutes=minutes)).astimezone(segment.tz))


def _rule(segment: Segment) -> dict[str, object]:
    rule = dict(rhythm.as_rule(segment) or {})
    if segment.until_on is not None:
        rule["UNTIL"] = _last_moment(segment, segment.until_on)
    return rule


def _last_moment(segment: Segment, day: date) -> datetime:
    """Inclusive, and in UTC because the event has a zone."""
    return segment.moment_of(day)
