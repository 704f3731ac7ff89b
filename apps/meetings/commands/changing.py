"""Changing what is scheduled: calendars are told each time, and no agenda is lost."""

from collections.abc import Collection
from datetime import date, datetime, time
from itertools import islice
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.meetings import policy, rhythm
from apps.meetings.commands.ground import (
    current_segment,
    extend,
    here,
    invited,
    refuse_ended,
    refuse_over,
    said,
    sync_invitees,
)
from apps.meetings.commands.scheduling import Pace, open_segment, tell_of_invitation
from apps.meetings.models import AgendaItem, Coming, Every, Meeting, Segment, Series
from apps.people.models import Member, Team
from apps.trail import commands as trail

IN_CALENDARS = ("title", "purpose", "place", "facilitator")
State = Meeting.State


class InThePast(Refused):
    """What is changed from a day on begins in the future."""


class SameTime(Refused):
    """A move goes to another time."""


class ReasonNeeded(Refused):
    """Who kept the time free is told why."""


class Running(NotNow):
    """It has begun."""


class SeriesChanges(TypedDict, total=False):
    title: str
    purpose: str
    side: str
    place: str
    facilitator: Member
    scribe: Member | None
    is_open: bool
    members: Collection[Member]
    teams: Collection[Team]


@transaction.atomic
def edit_series(
    *, actor: Member, series: Series, now: datetime, revision: int | None = None, **changes: Unpack[SeriesChanges]
) -> Series:
    """Change what it is for, where it is, who runs it and who is asked. Times are changed by rescheduling."""
    here(changes.get("facilitator"), changes.get("scribe"))
    series = locked(series, revision=revision)
    require(policy.may_edit_series(actor, series))
    refuse_ended(series)
    given: dict[str, Any] = dict(changes)
    members, teams = given.pop("members", None), given.pop("teams", None)
    if teams is not None:
        require(policy.may_invite(actor, teams, already=series.teams.all()))
        series.teams.set(teams)
    if members is not None:
        series.members.set(members)
    changed = change(series, given)
    came, went = sync_invitees(series, now)
    if not changed and not came and not went:
        return series
    # Whom it was given to may be chosen anew: lists of people are no fields, so the row itself is touched.
    if not changed:
        series.save(update_fields=["title"])
    trail.record(actor=actor, act="series.edited", about=series, now=now, changes=changed)
    tell_of_invitation(series, came, actor, now)
    telling.tell(to=went, kind="meeting-uninvited", about=series, actor=actor, now=now)
    if set(changed) & set(IN_CALENDARS):
        tell_calendars(series, but={*went, *came}, actor=actor, now=now)
    series.refresh_from_db(fields=["revision"])
    return series


@transaction.atomic
def reschedule_series(
    *,
    actor: Member,
    series: Series,
    first_on: date,
    at: time,
    now: datetime,
    every: str | None = None,
    zone: str = "",
    minutes: int | None = None,
) -> Series:
    """Give it another rhythm from a day on. What was held stays as it was; the agendas ahead move to the new dates."""
    series = locked(series)
    require(policy.may_edit_series(actor, series))
    refuse_ended(series)
    old = current_segment(series)
    pace = Pace(every or old.every, first_on, at, zone or old.zone, minutes or old.minutes)
    pace.check()
    today = now.astimezone(ZoneInfo(pace.zone)).date()
    if first_on < today:
        raise InThePast(_("Choose a first date from today on: what was held stays as it was."))
    waiting = list(series.meetings.select_for_update().filter(state=State.SCHEDULED).order_by("starts_at"))
    kept = [one for one in waiting if one.slot < first_on and old.every != Every.ONCE]
    moving = [one for one in waiting if one not in kept]
    before = rhythm.in_words(old)
    segment = _segment_from(series, old, pace, kept)
    _move_along(moving, segment)
    extend(segment, now)
    # What was said of the old times says nothing of the new ones; whoever chose them comes.
    series.invitees.update(answer=Case(When(member=actor, then=Value(Coming.YES)), default=None))
    changes = {"rhythm": [before, rhythm.in_words(segment)], "at": [old.at, at]}
    trail.record(actor=actor, act="series.rescheduled", about=series, now=now, changes=changes)
    to = invited(series)
    if segment.pk != old.pk:
        _tell_of_change(series, old, to, actor, now, kind="meeting-stretch-ended")
        _tell_of_change(series, segment, to, actor, now)
    else:
        _tell_of_change(series, segment, to, actor, now)
    series.refresh_from_db(fields=["revision"])
    return series


def _segment_from(series: Series, old: Segment, pace: Pace, kept: list[Meeting]) -> Segment:
    """The old stretch with another rhythm where nothing of it stands any more, else a new one after it."""
    over = old.meetings.exclude(state=State.SCHEDULED).order_by("-slot").first()
    last = max([one.slot for one in (*kept, *([over] if over else []))], default=None)
    if last is None:
        until_on = pace.first_on if pace.every == Every.ONCE else None
        fields = {"every": pace.every, "first_on": pace.first_on, "until_on": until_on, "at": pace.at}
        change(old, fields | {"zone": pace.zone, "minutes": pace.minutes, "sequence": old.sequence + 1})
        return old
    if pace.first_on <= last:
        raise InThePast(_("There is a meeting on %(day)s already. Begin after it.") % {"day": last.isoformat()})
    change(old, {"until_on": last, "sequence": old.sequence + 1})
    return open_segment(series, pace)


def _move_along(meetings: list[Meeting], segment: Segment) -> None:
    """The meetings ahead take the new dates, in order, each with its agenda; for whom no date is left, is cancelled."""
    slots = list(islice(rhythm.slots(segment), len(meetings)))
    for meeting, slot in zip(meetings, slots, strict=False):
        change(
            meeting,
            {
                "segment": segment,
                "slot": slot,
                "starts_at": segment.moment_of(slot),
                "minutes": segment.minutes,
                "sequence": segment.sequence,
            },
        )
    for meeting in meetings[len(slots) :]:
        change(meeting, {"state": State.CANCELLED, "cancelled_because": _("The rhythm changed.")})


@transaction.atomic
def end_series(*, actor: Member, series: Series, now: datetime, reason: str = "") -> Series:
    """No more meetings: what is ahead is cancelled, what was held stays readable."""
    series = locked(series)
    require(policy.may_edit_series(actor, series))
    refuse_ended(series)
    ahead = list(series.meetings.select_for_update().filter(state=State.SCHEDULED))
    for meeting in ahead:
        change(meeting, {"state": State.CANCELLED, "cancelled_because": reason or _("The series has ended.")})
    segment = current_segment(series)
    held = series.meetings.filter(segment=segment).exclude(state=State.CANCELLED).order_by("-slot").first()
    change(segment, {"sequence": segment.sequence + 1, **({"until_on": held.slot} if held else {})})
    change(series, {"ended_at": now})
    trail.record(actor=actor, act="series.ended", about=series, now=now, reason=reason)
    facts = {"segment": str(segment.pk), "reason": reason}
    telling.tell(to=invited(series), kind="series-ended", about=series, actor=actor, now=now, **facts)
    series.refresh_from_db(fields=["revision"])
    return series


@transaction.atomic
def move_meeting(
    *, actor: Member, meeting: Meeting, on: date, at: time, now: datetime, minutes: int | None = None
) -> Meeting:
    """Move this one meeting; the others stay. Day and time are those of its series' zone."""
    locked(meeting.series)
    meeting = locked(meeting)
    require(policy.may_move(actor, meeting))
    _refuse_begun(meeting)
    segment = meeting.segment
    starts_at = datetime.combine(on, at, segment.tz).astimezone(ZoneInfo("UTC"))
    lasts = minutes or meeting.minutes
    Pace(segment.every, on, at, segment.zone, lasts).check()
    if starts_at < now:
        raise InThePast(_("Choose a time that is still ahead."))
    if (starts_at, lasts) == (meeting.starts_at, meeting.minutes):
        raise SameTime(_("It is at that time already."))
    old = meeting.starts_at
    change(meeting, {"starts_at": starts_at, "minutes": lasts, "sequence": _next_sequence(meeting)})
    facts = {"was": said(old, segment), "becomes": said(starts_at, segment)}
    trail.record(actor=actor, act="meeting.moved", about=meeting, now=now, **facts)
    telling.tell(to=invited(meeting.series), kind="meeting-moved", about=meeting, actor=actor, now=now, **facts)
    meeting.refresh_from_db(fields=["revision"])
    return meeting


@transaction.atomic
def cancel_meeting(*, actor: Member, meeting: Meeting, reason: str, now: datetime) -> Meeting:
    """Call this one off, and say why; what stood on its agenda goes to the next one."""
    locked(meeting.series)
    meeting = locked(meeting)
    require(policy.may_move(actor, meeting))
    _refuse_begun(meeting)
    if not reason.strip():
        raise ReasonNeeded(_("Say in a few words why: others kept the time free."))
    changes = {"state": State.CANCELLED, "cancelled_because": reason.strip(), "sequence": _next_sequence(meeting)}
    change(meeting, changes)
    _pass_on_agenda(meeting)
    trail.record(actor=actor, act="meeting.cancelled", about=meeting, now=now, reason=reason.strip())
    facts = {"was": said(meeting.starts_at, meeting.segment), "reason": reason.strip()}
    telling.tell(to=invited(meeting.series), kind="meeting-cancelled", about=meeting, actor=actor, now=now, **facts)
    meeting.refresh_from_db(fields=["revision"])
    return meeting


def _pass_on_agenda(meeting: Meeting) -> None:
    following = next_of(meeting)
    if following is None:
        return
    place = last_position(following)
    for item in meeting.items.filter(state=AgendaItem.State.OPEN).order_by("position"):
        place += 1
        change(item, {"meeting": following, "position": place})


def next_of(meeting: Meeting) -> Meeting | None:
    """The next meeting of its series that is ahead, locked."""
    ahead = meeting.series.meetings.select_for_update(of=("self",)).filter(state=State.SCHEDULED)
    return ahead.filter(starts_at__gt=meeting.starts_at).exclude(pk=meeting.pk).order_by("starts_at").first()


def last_position(meeting: Meeting) -> int:
    return meeting.items.order_by("-position").values_list("position", flat=True).first() or 0


def _refuse_begun(meeting: Meeting) -> None:
    refuse_over(meeting)
    if meeting.state == State.RUNNING:
        raise Running(_("It has begun already."))


def _next_sequence(meeting: Meeting) -> int:
    return max(meeting.sequence, meeting.segment.sequence) + 1


def tell_calendars(series: Series, *, but: Collection[Member], actor: Member, now: datetime) -> None:
    """Everybody asked takes over what their calendar shows of it, `but` who gets all of it by another mail."""
    segment = current_segment(series)
    change(segment, {"sequence": segment.sequence + 1})
    _tell_of_change(series, segment, [one for one in invited(series) if one not in but], actor, now)


def _tell_of_change(
    series: Series, segment: Segment, to: Collection[Member], actor: Member, now: datetime, *, kind: str = ""
) -> None:
    facts = {"segment": str(segment.pk), "rhythm": rhythm.in_words(segment), "at": segment.at.strftime("%H:%M")}
    telling.tell(to=to, kind=kind or "meeting-changed", about=series, actor=actor, now=now, **facts)
