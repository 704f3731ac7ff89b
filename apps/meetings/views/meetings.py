from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core import things
from apps.meetings import commands, policy, queries, rhythm
from apps.meetings.forms import EntryForm
from apps.meetings.models import AgendaItem, Attendance, Meeting
from apps.meetings.views.forming import found, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go
from apps.people.models import Member

SUGGESTED = 6


@signed_in
@require_safe
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    return render(request, "meetings/meeting.html", page_context(row, viewer=member_of(request)))


def page_context(meeting: Meeting, *, viewer: Member, entry_form: EntryForm | None = None) -> dict[str, Any]:
    """All that the page of a meeting shows: its agenda before, its run page during, its minutes after."""
    now = timezone.now()
    there = list(queries.attendances(viewer=viewer, meeting=meeting, now=now).order_by("member__name", "pk"))
    may_propose = meeting.is_ahead and policy.may_propose(viewer, meeting)
    suggested = queries.suggested(meeting, viewer=viewer, now=now)[:SUGGESTED] if may_propose else []
    context = minutes_context(meeting, viewer=viewer) | {
        "rhythm": rhythm.in_words(meeting.segment),
        "attendance": _attendance(meeting, there, viewer),
        "suggested": suggested,
        "addenda": list(queries.addenda(viewer=viewer, meeting=meeting, now=now).order_by("at", "pk")),
        "may_propose": may_propose,
        "may_move": meeting.state == Meeting.State.SCHEDULED and policy.may_move(viewer, meeting),
        "may_edit": policy.may_edit_series(viewer, meeting.series) and meeting.series.ended_at is None,
        "may_write": meeting.state == Meeting.State.RUNNING and policy.may_write(viewer, meeting),
        "may_add": meeting.state == Meeting.State.CLOSED and policy.may_add(viewer, meeting),
        "previous": _neighbour(meeting, viewer, before=True),
        "following": _neighbour(meeting, viewer, before=False),
    }
    if context["may_write"]:
        context["entry_form"] = entry_form or EntryForm(meeting=meeting, initial={"item": _current(context["agenda"])})
    return context


def minutes_context(meeting: Meeting, *, viewer: Member) -> dict[str, Any]:
    """What the fragment of agenda and minutes needs, which others' browsers ask for again and again."""
    return {
        "meeting": meeting,
        "draft": f"entry-new-{meeting.pk}",
        "agenda": queries.agenda(meeting),
        "seen": seen_of(meeting),
        "may_run": policy.may_run(viewer, meeting) and meeting.is_ahead,
    }


def seen_of(meeting: Meeting) -> str:
    """A word for all that stands there now: it differs as soon as anybody wrote or changed something."""
    entries = meeting.entries.aggregate(sum=Sum("revision"))["sum"] or 0
    items = meeting.items.aggregate(sum=Sum("revision"))["sum"] or 0
    return f"{meeting.state}-{entries}-{items}"


def _current(agenda: queries.Agenda) -> AgendaItem | None:
    """What is talked about: the first item that isn't done."""
    return next((place.item for place in agenda.places if place.item.state == AgendaItem.State.OPEN), None)


def _attendance(meeting: Meeting, there: list[Attendance], viewer: Member) -> list[dict[str, Any]]:
    """Everybody asked, and whoever was there besides; with whether the viewer may say how they are there."""
    known = {one.member_id: one for one in there}
    asked = [row.member for row in meeting.series.invitees.filter(until__isnull=True).select_related("member")]
    if meeting.state == Meeting.State.CLOSED:
        # Who is asked today wasn't necessarily asked then.
        asked = [member for member in asked if member.pk in known]
    people = {member.pk: member for member in [*asked, *(one.member for one in there)]}
    runs = policy.may_run(viewer, meeting)
    return [
        {
            "member": member,
            "how": known.get(member.pk),
            "may_mark": meeting.state == Meeting.State.RUNNING and (runs or member.pk == viewer.pk),
        }
        for member in sorted(people.values(), key=lambda member: member.name)
    ]


def _neighbour(meeting: Meeting, viewer: Member, *, before: bool) -> Meeting | None:
    rows = queries.meetings(viewer=viewer).filter(series=meeting.series).exclude(state=Meeting.State.CANCELLED)
    if before:
        return rows.filter(starts_at__lt=meeting.starts_at).order_by("-starts_at").first()
    return rows.filter(starts_at__gt=meeting.starts_at).order_by("starts_at").first()


@signed_in
@require_POST
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    act = partial(commands.start_meeting, actor=member_of(request), meeting=row, now=timezone.now())
    return act_and_go(request, act=act, to=page_of("meeting", row), said=_("It has begun. Say who is there."))


@signed_in
@require_POST
def attend(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, how = found(request, pk), request.POST.get("how", "")
    try:
        who = get_object_or_404(
            things.kind("member").visible_to(member_of(request)), pk=UUID(request.POST.get("member", ""))
        )
    except ValueError as fault:
        raise Http404 from fault
    if how not in ("", *Attendance.How.values):
        raise Http404
    act = partial(
        commands.mark_attendance, actor=member_of(request), meeting=row, member=who, how=how, now=timezone.now()
    )
    return act_and_go(request, act=act, to=page_of("meeting", row) + "#attendance")
