"""What of meetings lies on the desk of who runs them."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core import work
from apps.core.work import Desk, Step, Work
from apps.meetings.due import MOST, NEAR
from apps.meetings.models import Meeting


def register() -> None:
    # An action item is a task, and lies on the desk as one.
    work.register(_meetings, covers=("agenda-to-prepare", "minutes-open", "action-item-due"))


def _meetings(desk: Desk) -> Iterator[Work]:
    """The agenda, from the day before; the minutes, once the meeting should be over."""
    ahead = Q(state=Meeting.State.SCHEDULED, starts_at__gt=desk.now, starts_at__lte=desk.now + NEAR)
    rows = Meeting.objects.filter(ahead | Q(state=Meeting.State.RUNNING), series__facilitator=desk.member)
    for meeting in rows.select_related("series", "segment").order_by("starts_at", "pk")[:MOST]:
        url = reverse("meetings:meeting", args=[meeting.pk])
        if meeting.state == Meeting.State.SCHEDULED:
            what, step = _("You run it: its agenda"), Step(_("Put the agenda together"), url)
            yield Work("agenda-to-prepare", what, meeting, meeting.starts_at, (step,), can_wait=True)
        else:
            over = meeting.ends_at <= desk.now
            what = _("Minutes to close") if over else _("Running now")
            step = Step(_("Close the minutes") if over else _("Go in"), url)
            yield Work("minutes-open", what, meeting, meeting.ends_at, (step,), since=meeting.ends_at, can_wait=over)
