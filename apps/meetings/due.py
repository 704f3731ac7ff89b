"""What of meetings falls due, and what waits for a member."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.goals.models import Task
from apps.meetings.models import Entry, Invitee, Meeting
from apps.meetings.queries.answers import unanswered
from apps.meetings.queries.lingering import Lingering, lingering
from apps.people.models import Member, Role

MOST = 200
NEAR = timedelta(hours=24)


def register() -> None:
    due.register(
        DueKind(
            "agenda-to-prepare",
            label=_("The agenda of a meeting is to be put together"),
            within=_agendas_within,
            waiting=_agendas,
            # A working day before it begins.
            lead_hours=8,
        ),
        DueKind(
            "invitation-to-answer",
            label=_("An invitation to a meeting is to be answered"),
            within=_invitations_within,
            waiting=_invitations,
            lead_hours=8,
        ),
        DueKind(
            "minutes-open",
            label=_("The minutes of a meeting aren't closed"),
            within=_minutes_within,
            waiting=_minutes,
            # Four hours of work after it should have been over.
            lead_hours=-4,
            repeat_days=(2, 5),
        ),
        DueKind(
            "action-item-due",
            label=_("An action item comes up at the next meeting"),
            within=_actions_within,
            waiting=_actions,
            lead_hours=8,
        ),
        DueKind(
            "obstacle-to-sponsor",
            label=_("Something has been in the way for three meetings"),
            within=_lingering_within,
            waiting=_lingering,
            repeat_days=(5, 15),
            verb=_("See what you can do"),
        ),
    )


# --- the agenda -------------------------------------------------------------------------------------------


def _with_segment() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("series__facilitator", "segment")


def _scheduled() -> QuerySet[Meeting]:
    return _with_segment().filter(state=Meeting.State.SCHEDULED).order_by("starts_at", "pk")


def _agendas_within(window: Window) -> Iterator[Due]:
    rows = _scheduled().filter(window.holds("starts_at"))
    return (_agenda(meeting) for meeting in rows.iterator())


def _agendas(member: Member, now: datetime) -> Iterator[Due]:
    """The day before: further ahead there is time."""
    rows = _scheduled().filter(series__facilitator=member, starts_at__gt=now, starts_at__lte=now + NEAR)
    return (_agenda(meeting) for meeting in rows[:MOST])


def _agenda(meeting: Meeting) -> Due:
    since = meeting.series.created_at
    return Due("agenda-to-prepare", meeting, meeting.series.facilitator, due_at=meeting.starts_at, since=since)


# --- invitations ------------------------------------------------------------------------------------------


def _invitations_within(window: Window) -> Iterator[Due]:
    return _to_answer(_scheduled().filter(window.holds("starts_at")))


def _invitations(member: Member, now: datetime) -> Iterator[Due]:
    return _to_answer(Meeting.objects.filter(pk__in=next_asked(member, now)), member=member)


def next_asked(member: Member, now: datetime) -> QuerySet[Any]:
    """The next date of each series that asks them, until it begins: those after it have time."""
    asked = Invitee.objects.filter(member=member, until__isnull=True, answer__isnull=True).values("series")
    ahead = Meeting.objects.filter(state=Meeting.State.SCHEDULED, starts_at__gt=now, series__in=asked)
    return ahead.order_by("series", "starts_at", "pk").distinct("series").values("pk")


def _to_answer(meetings: QuerySet[Meeting], **whose: Any) -> Iterator[Due]:
    rows = unanswered(meetings.order_by()).filter(**whose).select_related("member", "series__facilitator")
    found = sorted(rows, key=lambda row: (vars(row)["begins"], str(row.pk)))
    known = _with_segment().in_bulk({vars(row)["meeting_id"] for row in found})
    for row in found:
        meeting = known[vars(row)["meeting_id"]]
        yield Due(
            "invitation-to-answer",
            meeting,
            row.member,
            due_at=meeting.starts_at,
            since=row.since,
            waiting_for=row.series.facilitator if row.series.facilitator_id != row.member_id else None,
        )


# --- the minutes ------------------------------------------------------------------------------------------


def _running() -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(state=Meeting.State.RUNNING)
    return rows.select_related("series__facilitator", "segment").order_by("starts_at", "pk")


def _minutes_within(window: Window) -> Iterator[Due]:
    """By the end that was planned; a meeting lasts a day at most."""
    for meeting in _running().filter(starts_at__lte=window.until).iterator():
        if meeting.ends_at in window:
            yield _open_minutes(meeting)


def _minutes(member: Member, now: datetime) -> Iterator[Due]:
    rows = _running().filter(series__facilitator=member)
    return (_open_minutes(meeting) for meeting in rows[:MOST] if meeting.ends_at <= now)


def _open_minutes(meeting: Meeting) -> Due:
    ends = meeting.ends_at
    return Due("minutes-open", meeting, meeting.series.facilitator, due_at=ends, since=ends)


# --- action items -----------------------------------------------------------------------------------------


def _open_actions() -> QuerySet[Any]:
    """Of closed minutes, not done yet, with the moment of the series' next meeting."""
    following = Meeting.objects.filter(series=OuterRef("meeting__series"), state=Meeting.State.SCHEDULED)
    rows = Entry.objects.filter(
        kind=Entry.Kind.ACTION, meeting__state=Meeting.State.CLOSED, task__state__in=Task.ACTIVE
    )
    rows = rows.annotate(next_at=Subquery(following.order_by("starts_at").values("starts_at")[:1]))
    return rows.filter(next_at__isnull=False).select_related("task__owner", "task__wanted_by", "meeting__series")


def _actions_within(window: Window) -> Iterator[Due]:
    rows = _open_actions().filter(window.holds("next_at")).order_by("next_at", "pk")
    return (_action(entry) for entry in rows.iterator())


def _actions(member: Member, now: datetime) -> Iterator[Due]:
    """What comes up within a day; as tasks they wait in any case."""
    rows = _open_actions().filter(task__owner=member, next_at__lte=now + NEAR)
    return (_action(entry) for entry in rows.order_by("next_at", "pk")[:MOST])


def _action(entry: Entry) -> Due:
    wanted_by = entry.task.wanted_by if entry.task.wanted_by_id != entry.task.owner_id else None
    return Due(
        "action-item-due",
        entry,
        entry.task.owner,
        due_at=vars(entry)["next_at"],
        since=entry.written_at,
        waiting_for=wanted_by,
    )


# --- what stays in the way --------------------------------------------------------------------------------


def _lingering_within(window: Window) -> Iterator[Due]:
    return (_lingers(one) for one in lingering(until=window.until) if one.since in window)


def _lingering(member: Member, now: datetime) -> Iterator[Due]:
    """Sponsors are executives."""
    if member.has_role(Role.EXECUTIVE):
        yield from (_lingers(one) for one in lingering(until=now) if one.sponsor == member)


def _lingers(one: Lingering) -> Due:
    who = one.obstacle.raised_by
    return Due("obstacle-to-sponsor", one.obstacle, one.sponsor, due_at=one.since, since=one.since, waiting_for=who)
