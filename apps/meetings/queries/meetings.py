from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

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


def with_neighbours(rows: MeetingQuerySet, *, viewer: Member) -> MeetingQuerySet:
    """With `previous` and `following` of the same series that the viewer sees: id and start, or None."""
    others = Meeting.objects.visible_to(viewer).exclude(state=Meeting.State.CANCELLED)
    others = others.filter(series=OuterRef("series"))
    before = others.filter(starts_at__lt=OuterRef("starts_at")).order_by("-starts_at")
    after = others.filter(starts_at__gt=OuterRef("starts_at")).order_by("starts_at")
    return rows.annotate(previous=_pointer(before), following=_pointer(after))


def _pointer(rows: MeetingQuerySet) -> Subquery:
    return Subquery(rows.values(pointer=JSONObject(pk="pk", starts_at="starts_at"))[:1])


@dataclass(frozen=True)
class Neighbour:
    """The meeting before or after another."""

    pk: UUID
    starts_at: datetime


def neighbour(meeting: Meeting, which: str) -> Neighbour | None:
    """`previous` or `following` of a meeting that was read by `with_neighbours`."""
    pointer = vars(meeting)[which]
    return Neighbour(UUID(pointer["pk"]), datetime.fromisoformat(pointer["starts_at"])) if pointer else None


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
    """With `concerned`: id and name of each whom it concerns."""
    concerned = Concerned.objects.filter(entry=OuterRef("pk")).order_by("member__name", "pk")
    named = concerned.values(named=JSONObject(id="member_id", name="member__name"))
    rows = rows.select_related("author", "item", "task__owner", "obstacle__remover", "meeting__series")
    return rows.annotate(concerned=ArraySubquery(named))


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
        seen: a word for all that stands there: it differs as soon as anybody wrote or changed something.
    """

    places: list[Place]
    general: list[Entry]
    minutes: int
    over: int
    seen: str


def agenda(meeting: Meeting) -> Agenda:
    """The agenda and the minutes in one; the caller has found the meeting among what the viewer sees."""
    items = list(meeting.items.select_related("proposed_by").order_by("position", "proposed_at", "pk"))
    rows = [item for item in items if item.state != AgendaItem.State.TAKEN_OFF]
    written = list(_whole(Entry.objects.filter(meeting=meeting)).order_by("written_at", "pk"))
    total = sum(item.minutes for item in rows)
    return Agenda(
        places=list(_places(meeting, rows, written)),
        general=[entry for entry in written if entry.item_id is None],
        minutes=total,
        over=max(total - meeting.minutes, 0),
        seen=_seen(meeting, sum(one.revision for one in items), sum(one.revision for one in written)),
    )


def seen_of(meeting: Meeting) -> str:
    """`Agenda.seen`, without reading what stands there."""
    items = meeting.items.aggregate(sum=Sum("revision"))["sum"] or 0
    entries = meeting.entries.aggregate(sum=Sum("revision"))["sum"] or 0
    return _seen(meeting, items, entries)


def _seen(meeting: Meeting, items: int, entries: int) -> str:
    return f"{meeting.state}-{items}-{entries}"


def _places(meeting: Meeting, rows: list[AgendaItem], written: list[Entry]) -> Iterable[Place]:
    begins = meeting.starts_at
    for number, item in enumerate(rows, start=1):
        own = [entry for entry in written if entry.item_id == item.pk]
        yield Place(item, begins, own, number, is_last=number == len(rows))
        begins += timedelta(minutes=item.minutes)
