"""What of meetings lies on the desk of who runs them and of who is asked."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core import work
from apps.core.work import Desk, Step, Work
from apps.meetings.due import MOST, NEAR, next_asked
from apps.meetings.models import Answer, Invitee, Meeting


def register() -> None:
    # An action item is a task, and lies on the desk as one.
    work.register(_meetings, covers=("agenda-to-prepare", "invitation-to-answer", "minutes-open", "action-item-due"))


def _meetings(desk: Desk) -> Iterator[Work]:
    """What they run: the agenda, from the day before, and the minutes; and the next dates they are asked to."""
    said = Answer.objects.filter(meeting=OuterRef("pk"), member=desk.member, starts_at=OuterRef("starts_at"))
    asked = Invitee.objects.filter(series=OuterRef("series"), member=desk.member, until__isnull=True)
    near = Q(state=Meeting.State.SCHEDULED, starts_at__gt=desk.now, starts_at__lte=desk.now + NEAR)
    rows = Meeting.objects.annotate(
        is_run=Case(
            When(near | Q(state=Meeting.State.RUNNING), series__facilitator=desk.member, then=True), default=False
        ),
        is_asked=Case(When(~Exists(said), pk__in=next_asked(desk.member, desk.now), then=True), default=False),
        asked_at=Subquery(asked.values("since")),
    )
    rows = rows.filter(Q(is_run=True) | Q(is_asked=True)).select_related("series__facilitator", "segment")
    for meeting in rows.order_by("starts_at", "pk")[:MOST]:
        read = vars(meeting)
        if read["is_run"]:
            yield _to_run(meeting, desk)
        if read["is_asked"]:
            yield _to_answer(meeting, desk, read["asked_at"])


def _url(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.pk])


def _to_run(meeting: Meeting, desk: Desk) -> Work:
    if meeting.state == Meeting.State.SCHEDULED:
        step = Step(_("Put the agenda together"), _url(meeting))
        what = _("You run it: its agenda")
        return Work("agenda-to-prepare", what, meeting, meeting.starts_at, (step,), can_wait=True)
    over = meeting.ends_at <= desk.now
    what = _("Minutes to close") if over else _("Running now")
    step = Step(_("Close the minutes") if over else _("Go in"), _url(meeting))
    return Work("minutes-open", what, meeting, meeting.ends_at, (step,), since=meeting.ends_at, can_wait=over)


def _to_answer(meeting: Meeting, desk: Desk, since: datetime) -> Work:
    facilitator = meeting.series.facilitator
    return Work(
        kind="invitation-to-answer",
        what=_("You are asked to this meeting"),
        thing=meeting,
        due_at=meeting.starts_at,
        steps=(Step(_("Answer"), _url(meeting)),),
        since=since,
        waiting_for=facilitator if facilitator != desk.member else None,
        can_wait=True,
    )
