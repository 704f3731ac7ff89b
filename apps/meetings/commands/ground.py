"""What several commands stand on: the order of locks, refusals they share, who is asked, and which dates there are.

The series is locked before its meetings, and a meeting before what is written in it, everywhere.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.errors import NotNow, Refused
from apps.meetings import rhythm
from apps.meetings.models import Every, Invitee, Meeting, Segment, Series
from apps.people.holding import lock_members
from apps.people.models import Member

# So far ahead there are meetings with agendas of their own, and at least this many.
HORIZON = timedelta(weeks=13)
AT_LEAST = 6


class HasLeft(Refused):
    """Whoever can't sign in runs no meeting and is given nothing to do."""


class Over(NotNow):
    """Cancelled or closed meetings take no more steps."""


class Ended(NotNow):
    """A series that has ended has no dates to change."""


def here(*members: Member | None) -> None:
    """Refuse leavers; nobody of them leaves until the transaction ends. Members are locked before series."""
    refuse_leavers(*lock_members(member.pk for member in members if member is not None))


def refuse_leavers(*members: Member | None) -> None:
    for member in members:
        if member is not None and (not member.is_active or member.is_system):
            raise HasLeft(_("%(name)s can't sign in any more. Choose somebody else.") % {"name": member})


def refuse_over(meeting: Meeting) -> None:
    if meeting.state == Meeting.State.CLOSED:
        raise Over(_("The minutes are closed. Add what is missing as an addendum."))
    if meeting.state == Meeting.State.CANCELLED:
        raise Over(_("This meeting is cancelled."))


def refuse_ended(series: Series) -> None:
    if series.ended_at is not None:
        raise Ended(_("“%(title)s” has ended.") % {"title": series})


def said(moment: datetime, segment: Segment) -> str:
    """A moment in words, as the clocks of the series show it."""
    return date_format(timezone.localtime(moment, segment.tz), "j M Y, H:i")


def current_segment(series: Series) -> Segment:
    return series.segments.select_related("series").order_by("-first_on")[:1].get()


# --- who is asked -----------------------------------------------------------------------------------------


def sync_invitees(series: Series, now: datetime) -> tuple[list[Member], list[Member]]:
    """Ask the named members, the teams' members and liaisons, and who runs it. Returns who came and who went."""
    wanted = {member.pk: member for member in _to_be_asked(series)}
    known = {row.member_id: row for row in Invitee.objects.filter(series=series).select_related("member")}
    gone = [row for pk, row in known.items() if row.until is None and pk not in wanted]
    back = [row for pk, row in known.items() if row.until is not None and pk in wanted]
    new = [member for pk, member in wanted.items() if pk not in known]
    Invitee.objects.filter(pk__in=[row.pk for row in gone]).update(until=now)
    Invitee.objects.filter(pk__in=[row.pk for row in back]).update(since=now, until=None, answer=None)
    Invitee.objects.bulk_create([Invitee(series=series, member=member, since=now) for member in new])
    return [*new, *(row.member for row in back)], [row.member for row in gone]


def _to_be_asked(series: Series) -> Iterable[Member]:
    running = Q(pk__in=[pk for pk in (series.facilitator_id, series.scribe_id) if pk])
    named = Q(meeting_series=series)
    of_teams = Q(team__meeting_series=series) | Q(liaison_of__meeting_series=series)
    return Member.objects.active().filter(running | named | of_teams).distinct().order_by("name", "pk")


def invited(series: Series) -> list[Member]:
    """The active members who are asked now, by name."""
    asked = Invitee.objects.filter(series=series, until__isnull=True).values("member")
    return list(Member.objects.active().filter(pk__in=asked).order_by("name", "pk"))


# --- which dates there are --------------------------------------------------------------------------------


def extend(segment: Segment, now: datetime) -> list[Meeting]:
    """Rows for the dates ahead that have none yet; under the series' lock."""
    known = set(segment.meetings.values_list("slot", flat=True))
    last = (now + HORIZON).date()
    found = []
    for number, slot in enumerate(islice(_ahead(segment, now), 200)):
        if number >= AT_LEAST and slot > last:
            break
        if slot not in known:
            found.append(_new_meeting(segment, slot))
    return Meeting.objects.bulk_create(found)


def _ahead(segment: Segment, now: datetime) -> Iterable[Any]:
    """What is over by now has no agenda to wait for; a single meeting may be written down afterwards."""
    for slot in rhythm.slots(segment):
        ends = segment.moment_of(slot) + timedelta(minutes=segment.minutes)
        if ends > now or segment.every == Every.ONCE:
            yield slot


def _new_meeting(segment: Segment, slot: Any) -> Meeting:
    return Meeting(
        series_id=segment.series_id,
        segment=segment,
        slot=slot,
        starts_at=segment.moment_of(slot),
        minutes=segment.minutes,
        sequence=segment.sequence,
    )
