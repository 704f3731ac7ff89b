from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.changing import change
from apps.core.errors import NotNow, require
from apps.core.models import locked
from apps.meetings import policy
from apps.meetings.commands.changing import next_of
from apps.meetings.commands.ground import invited, refuse_over
from apps.meetings.models import Addendum, AgendaItem, Meeting
from apps.people.models import Member
from apps.trail import commands as trail

State = AgendaItem.State


class NotRunning(NotNow):
    """Closed is what was held."""


class StillOpen(NotNow):
    """While minutes are open, they are changed, not added to."""


@transaction.atomic
def close_meeting(*, actor: Member, meeting: Meeting, now: datetime, park: Collection[AgendaItem] = ()) -> Meeting:
    """Close the minutes for good, send them to the invited and the concerned, carry over what wasn't reached.

    Args:
        park: of what wasn't reached, what is kept without a date instead of going to the next meeting.
    """
    meeting = locked(meeting)
    require(policy.may_run(actor, meeting))
    refuse_over(meeting)
    if meeting.state != Meeting.State.RUNNING:
        raise NotRunning(_("It hasn't begun, so there is nothing to close. Cancel it if it doesn't take place."))
    carried = _settle_agenda(meeting, {item.pk for item in park}, now)
    change(meeting, {"state": Meeting.State.CLOSED, "closed_at": now, "closed_by": actor})
    trail.record(actor=actor, act="meeting.closed", about=meeting, now=now, carried=carried)
    telling.tell(to=_readers(meeting), kind="minutes", about=meeting, actor=actor, now=now)
    meeting.refresh_from_db(fields=["revision"])
    return meeting


def _readers(meeting: Meeting) -> set[Member]:
    """The invited, and whom an entry concerns."""
    concerned = Member.objects.active().filter(concerned_by__entry__meeting=meeting)
    return {*invited(meeting.series), *concerned}


def _settle_agenda(meeting: Meeting, parked: set[object], now: datetime) -> int:
    """What has an entry was reached; the rest goes on, in its order, before what the next agenda has; or is parked."""
    open_items = list(meeting.items.filter(state=State.OPEN).order_by("position", "proposed_at", "pk"))
    written = set(meeting.entries.filter(item__isnull=False).values_list("item", flat=True))
    following = next_of(meeting)
    going = []
    for item in open_items:
        if item.pk in written:
            change(item, {"state": State.REACHED})
        elif item.pk in parked or following is None:
            change(item, {"state": State.PARKED})
        else:
            change(item, {"state": State.CARRIED})
            going.append(item)
    if following is not None and going:
        _carry(going, following)
    return len(going)


def _carry(going: list[AgendaItem], following: Meeting) -> None:
    standing = list(following.items.order_by("position"))
    known = {item.about for item in standing if item.about and item.state != State.TAKEN_OFF}
    for row in standing:
        change(row, {"position": row.position + len(going)})
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=following,
            title=item.title,
            detail=item.detail,
            minutes=item.minutes,
            position=place,
            proposed_by=item.proposed_by,
            proposed_at=item.proposed_at,
            about_kind=item.about_kind if item.about not in known else None,
            about_id=item.about_id if item.about not in known else None,
            evidence=item.evidence,
            carried_from=item,
            times=item.times + 1,
        )
        for place, item in enumerate(going, start=1)
    )


@transaction.atomic
def add_addendum(*, actor: Member, meeting: Meeting, text: str, now: datetime) -> Addendum:
    """Correct closed minutes beside what stands there; all who got them are told."""
    meeting = locked(meeting)
    require(policy.may_add(actor, meeting))
    if meeting.state != Meeting.State.CLOSED:
        raise StillOpen(_("The minutes aren't closed yet: write it into them."))
    addendum = Addendum.objects.create(meeting=meeting, text=text, author=actor, at=now)
    trail.record(actor=actor, act="meeting.addendum", about=meeting, now=now, text=text)
    telling.tell(to=_readers(meeting), kind="minutes-addendum", about=meeting, actor=actor, now=now)
    return addendum
