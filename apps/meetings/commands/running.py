from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.meetings import policy
from apps.meetings.commands.ground import refuse_over
from apps.meetings.models import Attendance, Coming, Meeting
from apps.people.models import Member
from apps.trail import commands as trail


class Begun(NotNow):
    """A meeting begins once."""


class NotAsked(Refused):
    """Present is who was asked."""


@transaction.atomic
def start_meeting(*, actor: Member, meeting: Meeting, now: datetime) -> Meeting:
    """Begin; whoever presses it is there."""
    meeting = locked(meeting)
    require(policy.may_run(actor, meeting))
    refuse_over(meeting)
    if meeting.state == Meeting.State.RUNNING:
        raise Begun(_("It has begun already."))
    change(meeting, {"state": Meeting.State.RUNNING, "started_at": now})
    _excuse_who_said_no(meeting, now)
    set_attendance(meeting, actor, Attendance.How.PRESENT, now)
    trail.record(actor=actor, act="meeting.started", about=meeting, now=now)
    meeting.refresh_from_db(fields=["revision"])
    return meeting


@transaction.atomic
def mark_attendance(*, actor: Member, meeting: Meeting, member: Member, how: str, now: datetime) -> Meeting:
    """Say how somebody is there, or that they can't be; nothing takes it back."""
    meeting = locked(meeting)
    require(policy.may_mark(actor, meeting, member))
    refuse_over(meeting)
    if how and not policy.is_invited(member, meeting):
        raise NotAsked(_("%(name)s isn't asked to this meeting.") % {"name": member})
    set_attendance(meeting, member, how, now)
    trail.record(actor=actor, act="meeting.attendance", about=meeting, now=now, who=member, how=how)
    return meeting


def _excuse_who_said_no(meeting: Meeting, now: datetime) -> None:
    """Nobody needs to say twice that they can't come."""
    said = dict(meeting.answers.filter(starts_at=meeting.starts_at).values_list("member", "answer"))
    for invitee in meeting.series.invitees.filter(until__isnull=True, member__is_active=True).select_related("member"):
        if said.get(invitee.member_id, invitee.answer) == Coming.NO:
            set_attendance(meeting, invitee.member, Attendance.How.EXCUSED, now)


def set_attendance(meeting: Meeting, member: Member, how: str, now: datetime) -> None:
    """Under the meeting's lock."""
    if not how:
        Attendance.objects.filter(meeting=meeting, member=member).delete()
        return
    Attendance.objects.update_or_create(meeting=meeting, member=member, defaults={"how": how, "at": now})
