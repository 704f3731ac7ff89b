"""What lower apps must know of meetings, their agendas and what is decided in them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core import navigation, telling, things
from apps.core.finding import fitting, holding
from apps.meetings import commands, queries
from apps.meetings.models import AgendaItem, Decision, Entry, Meeting, Series
from apps.meetings.words import ACTS, FIELDS, NOTICES
from apps.people.models import Member
from apps.trail import acts


def register() -> None:
    for thing in (SERIES, MEETING, ITEM, ENTRY, DECISION):
        things.register(thing)
    acts.register(ACTS)
    acts.name_fields(FIELDS)
    telling.register(*NOTICES)
    navigation.register(navigation.Entry(40, _("Meetings"), "meetings:meetings", icon="calendar", key="m", thumb=4))
    navigation.register_new(navigation.Entry(40, _("Meeting"), "meetings:new"))


def _title(meeting: Meeting) -> str:
    day = date_format(timezone.localtime(meeting.starts_at, meeting.segment.tz), "j M Y")
    return f"{meeting.series}, {day}"


def _series_of(member: Member) -> QuerySet[Series]:
    """What they run or record, with `held_by`, their own id."""
    rows = Series.objects.filter(Q(facilitator=member) | Q(scribe=member), ended_at__isnull=True)
    return rows.annotate(held_by=Value(member.pk))


def _hand_over(*, actor: Member, rows: Iterable[Series], to: Member, now: datetime) -> None:
    for series in rows:
        leaver = Member.objects.get(pk=vars(series)["held_by"])
        commands.hand_over_series(actor=actor, series=series, leaver=leaver, to=to, now=now)


def _series_still_due(series: Series, kind: str, recipient: Any) -> bool:
    return series.ended_at is None or kind in ("meeting-uninvited", "series-ended")


def _meeting_still_due(meeting: Meeting, kind: str, recipient: Any) -> bool:
    if kind == "agenda-to-prepare":
        return meeting.state == Meeting.State.SCHEDULED and meeting.series.facilitator_id == recipient.pk
    if kind == "minutes-open":
        return meeting.state == Meeting.State.RUNNING and meeting.series.facilitator_id == recipient.pk
    if kind == "invitation-to-answer":
        return meeting.state == Meeting.State.SCHEDULED and queries.awaits_answer(meeting, recipient)
    return kind != "meeting-moved" or meeting.state == Meeting.State.SCHEDULED


def _item_still_due(item: AgendaItem, kind: str, recipient: Any) -> bool:
    return kind != "item-proposed" or item.state == AgendaItem.State.OPEN


def _entry_still_due(entry: Entry, kind: str, recipient: Any) -> bool:
    return kind != "action-item-due" or (entry.task.is_active and entry.task.owner_id == recipient.pk)


def _find_meetings(viewer: Any, words: str) -> QuerySet[Meeting]:
    """By the series' title, what was on the agenda, or what was written down; the latest first."""
    seen = Meeting.objects.visible_to(viewer)
    titled = seen.filter(holding(words, "series__title")).values("pk")
    noted = Entry.objects.filter(holding(words, "text"), meeting__in=seen).values("meeting")
    planned = AgendaItem.objects.filter(holding(words, "title", "detail"), meeting__in=seen)
    found = Q(pk__in=titled) | Q(pk__in=noted) | Q(pk__in=planned.values("meeting"))
    rows = Meeting.objects.filter(found).annotate(elsewhere=~Q(pk__in=titled))
    return rows.select_related("series", "segment").order_by("elsewhere", "-starts_at", "pk")


def _find_series(viewer: Any, words: str) -> QuerySet[Series]:
    return fitting(Series.objects.visible_to(viewer), words, "title", "purpose")


def _find_decisions(viewer: Any, words: str) -> QuerySet[Decision]:
    return fitting(Decision.objects.visible_to(viewer), words, "text")


def _meetings_seen(viewer: Any) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(viewer).select_related("series__facilitator", "segment")


SERIES = things.Thing(
    kind="series",
    label=_("Series"),
    model=Series,
    title=lambda series: series.title,
    url=lambda series: reverse("meetings:series", args=[series.pk]),
    visible_to=Series.objects.visible_to,
    involved=lambda series: [series.facilitator],
    owned_by=_series_of,
    hand_over=_hand_over,
    counted=lambda count: ngettext("%d meeting series", "%d meeting series", count) % count,
    still_due=_series_still_due,
    many=_("Series of meetings"),
    find=_find_series,
)
MEETING = things.Thing(
    kind="meeting",
    label=_("Meeting"),
    model=Meeting,
    title=_title,
    url=lambda meeting: reverse("meetings:meeting", args=[meeting.pk]),
    visible_to=_meetings_seen,
    involved=lambda meeting: [meeting.series.facilitator],
    still_due=_meeting_still_due,
    many=_("Meetings"),
    find=_find_meetings,
)
ITEM = things.Thing(
    kind="agenda-item",
    label=_("Agenda item"),
    model=AgendaItem,
    title=lambda item: item.title,
    url=lambda item: f"{reverse('meetings:meeting', args=[item.meeting_id])}#item-{item.pk}",
    visible_to=AgendaItem.objects.visible_to,
    involved=lambda item: [item.proposed_by],
    talked_about_at=lambda item: item.meeting,
    still_due=_item_still_due,
)
ENTRY = things.Thing(
    kind="entry",
    label=_("Entry in minutes"),
    model=Entry,
    title=str,
    url=lambda entry: f"{reverse('meetings:meeting', args=[entry.meeting_id])}#entry-{entry.pk}",
    visible_to=Entry.objects.visible_to,
    involved=lambda entry: [entry.author],
    talked_about_at=lambda entry: entry.meeting,
    still_due=_entry_still_due,
)
DECISION = things.Thing(
    kind="decision",
    label=_("Decision"),
    model=Decision,
    title=str,
    url=lambda decision: f"{reverse('meetings:decisions')}#decision-{decision.pk}",
    visible_to=Decision.objects.visible_to,
    involved=lambda decision: [decision.author],
    talked_about_at=lambda decision: decision.meeting,
    many=_("Decisions"),
    find=_find_decisions,
)
