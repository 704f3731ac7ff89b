from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling, things
from apps.core.changing import change
from apps.core.errors import NotNow, require
from apps.core.models import locked
from apps.meetings import policy
from apps.meetings.commands.ground import refuse_over
from apps.meetings.models import Answer, Invitee, Meeting
from apps.notices.models import Notice
from apps.people.models import Member
from apps.trail import commands as trail

KIND = "invitation-answered"


class HasBegun(NotNow):
    """Once it runs, one is there or isn't."""


@transaction.atomic
def answer_invitation(
    *, actor: Member, meeting: Meeting, answer: str, now: datetime, line: str = "", for_all: bool = False
) -> Meeting:
    """Say whether one comes, with a line where one likes; said again, it is changed.

    Args:
        for_all: it holds for all dates of the series but those that are answered by themselves.
    """
    series = locked(meeting.series) if for_all else meeting.series
    meeting = locked(meeting)
    require(policy.may_answer(actor, meeting))
    refuse_over(meeting)
    if meeting.state == Meeting.State.RUNNING:
        raise HasBegun(_("It has begun already. Say there that you are here."))
    given = {"answer": answer, "line": line.strip(), "starts_at": meeting.starts_at, "at": now}
    Answer.objects.update_or_create(meeting=meeting, member=actor, defaults=given)
    if for_all:
        change(Invitee.objects.get(series=series, member=actor), {"answer": answer})
    act = "meeting.answered_all" if for_all else "meeting.answered"
    trail.record(actor=actor, act=f"{act}_{answer}", about=meeting, now=now, reason=line.strip())
    _tell_who_runs_it(meeting, actor, now)
    return meeting


def _tell_who_runs_it(meeting: Meeting, actor: Member, now: datetime) -> None:
    """One unread line for all answers to a meeting: who comes stands on its page."""
    runs = meeting.series.facilitator
    kind, pk = things.pair(meeting)
    if not Notice.objects.unread().filter(recipient=runs, kind=KIND, about_kind=kind, about_id=pk).exists():
        telling.tell(to=[runs], kind=KIND, about=meeting, actor=actor, now=now)
