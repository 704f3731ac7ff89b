from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from apps.meetings.models import (
    Addendum,
    AgendaItem,
    Attendance,
    Concerned,
    Decision,
    Entry,
    Invitee,
    Meeting,
    Segment,
    Series,
)
from apps.meetings.models.meetings import MeetingQuerySet
from apps.people.models import Member


def series(*, viewer: Member, now: datetime | None = None) -> QuerySet[Series]:
    """Series with `current`, the stretch that counts now, and who is asked."""
    latest = Segment.objects.order_by("-first_on")
    asked = Invitee.objects.filter(until__isnull=True).select_related("member").order_by("member__name", "pk")
    return (
        Series.objects.visible_to(viewer)
        .select_related("facilitator", "scribe", "created_by")
        .prefetch_related(
            Prefetch("segments", queryset=latest, to_attr="stretches"),
            Prefetch("invitees", queryset=asked, to_attr="asked"),
        )
    )


def meetings(*, viewer: Member, now: datetime | None = None) -> MeetingQuerySet:
    return Meeting.objects.visible_to(viewer).select_related(
        "series__facilitator", "series__scribe", "segment", "closed_by"
    )


def items(*, viewer: Member, now: datetime | None = None) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.visible_to(viewer)
    return rows.select_related("meeting__series", "meeting__segment", "proposed_by")


def entries(*, viewer: Member, now: datetime | None = None) -> QuerySet[Entry]:
    """What was written down, with whom it concerns, and the task that an action item is."""
    return _whole(Entry.objects.visible_to(viewer))


def decisions(*, viewer: Member, now: datetime | None = None) -> QuerySet[Decision]:
    """The register of decisions."""
    concerned = Concerned.objects.select_related("member").order_by("member__name", "pk")
    return (
        Decision.objects.visible_to(viewer)
        .select_related("author", "meeting__series", "meeting__segment", "item")
        .prefetch_related(Prefetch("concerns", queryset=concerned, to_attr="concerned"))
    )


def _whole(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    concerned = Concerned.objects.select_related("member").order_by("member__name", "pk")
    return rows.select_related("author", "item", "task__owner", "meeting__series").prefetch_related(
        Prefetch("concerns", queryset=concerned, to_attr="concerned")
    )


def addenda(*, viewer: Member, meeting: Meeting, now: datetime | None = None) -> QuerySet[Addendum]:
    """Corrections of closed minutes; the caller has found the meeting among what `viewer` sees."""
    return meeting.addenda.select_related("author")


def attendances(*, viewer: Member, meeting: Meeting, now: datetime | None = None) -> QuerySet[Attendance]:
    return meeting.attendances.select_related("member")


@dataclass(frozen=True)
class Place:
    """An item of the agenda where it stands.

    Attributes:
        begins: by the planned minutes before it.
        entries: what was written down for it, in the order it was.
        number: its place, from 1.
    """

    item: AgendaItem
    begins: datetime
    entries: list[Entry]
    number: int
    is_last: bool


@dataclass(frozen=True)
class Agenda:
    """A meeting's agenda with what was written down.

    Attributes:
        general: entries for no item of it.
        minutes: the sum of the planned ones; `over` is by how many they exceed the meeting.
    """

    places: list[Place]
    general: list[Entry]
    minutes: int
    over: int


def agenda(meeting: Meeting) -> Agenda:
    """The agenda and the minutes in one; the caller has found the meeting among what the viewer sees."""
    rows = list(meeting.items.standing().select_related("proposed_by").order_by("position", "proposed_at", "pk"))
    written = list(_whole(Entry.objects.filter(meeting=meeting)).order_by("written_at", "pk"))
    total = sum(item.minutes for item in rows)
    return Agenda(
        places=list(_places(meeting, rows, written)),
        general=[entry for entry in written if entry.item_id is None],
        minutes=total,
        over=max(total - meeting.minutes, 0),
    )


def _places(meeting: Meeting, rows: list[AgendaItem], written: list[Entry]) -> Iterable[Place]:
    begins = meeting.starts_at
    for number, item in enumerate(rows, start=1):
        own = [entry for entry in written if entry.item_id == item.pk]
        yield Place(item, begins, own, number, is_last=number == len(rows))
        begins += timedelta(minutes=item.minutes)
