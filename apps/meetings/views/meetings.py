from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core import things
from apps.meetings import commands, policy, queries, rhythm
from apps.meetings.forms import AnswerForm, EntryForm
from apps.meetings.models import AgendaItem, Attendance, Coming, Meeting
from apps.meetings.views.forming import found, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go
from apps.people.models import Member, Side

SUGGESTED = 6


@signed_in
@require_safe
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer = member_of(request)
    context = page_context(whole(request, pk), viewer=viewer, suggests="suggested" in request.GET)
    return render(request, "meetings/meeting.html", context)


def whole(request: HttpRequest, pk: UUID) -> Meeting:
    """A meeting with all that its page points at."""
    viewer = member_of(request)
    rows = queries.with_neighbours(queries.meetings(viewer=viewer, now=timezone.now()), viewer=viewer)
    return get_object_or_404(rows, pk=pk)


def page_context(
    meeting: Meeting,
    *,
    viewer: Member,
    entry_form: EntryForm | None = None,
    answer_form: AnswerForm | None = None,
    suggests: bool = False,
) -> dict[str, Any]:
    """All that the page of a meeting shows: its agenda before, its run page during, its minutes after.

    Args:
        suggests: gather suggestions for a meeting that runs too, where the page is asked for again and again.
    """
    now = timezone.now()
    guests = queries.guests(meeting)
    own = next((guest for guest in guests if guest.is_asked and guest.member.pk == viewer.pk), None)
    may_propose = meeting.is_ahead and own is not None
    suggests = may_propose and (suggests or meeting.state == Meeting.State.SCHEDULED)
    context = minutes_context(meeting, viewer=viewer) | {
        "rhythm": rhythm.in_words(meeting.segment),
        "guests": guests,
        "runs": policy.may_run(viewer, meeting),
        "suggested": queries.suggested(meeting, viewer=viewer, now=now)[:SUGGESTED] if suggests else [],
        "suggests": suggests,
        "may_propose": may_propose,
        "may_move": meeting.state == Meeting.State.SCHEDULED and policy.may_move(viewer, meeting),
        "may_edit": policy.may_edit_series(viewer, meeting.series) and meeting.series.ended_at is None,
        "may_write": meeting.state == Meeting.State.RUNNING and own is not None,
        "previous": queries.neighbour(meeting, "previous"),
        "following": queries.neighbour(meeting, "following"),
    }
    if meeting.state == Meeting.State.SCHEDULED:
        context["sides"] = sides(guests)
        if own is not None:
            context |= {"own": own, "answer_form": answer_form or AnswerForm(initial={"line": own.line})}
    if meeting.state == Meeting.State.CLOSED:
        context["addenda"] = list(queries.addenda(viewer=viewer, meeting=meeting, now=now).order_by("at", "pk"))
        context["may_add"] = own is not None or policy.may_add(viewer, meeting)
    if context["may_write"]:
        context["entry_form"] = entry_form or _empty_form(meeting, context["agenda"])
    return context


def _empty_form(meeting: Meeting, agenda: queries.Agenda) -> EntryForm:
    items = [place.item for place in agenda.places]
    current = next((item for item in items if item.state == AgendaItem.State.OPEN), None)
    return EntryForm(meeting=meeting, items=items, initial={"item": current})


def minutes_context(meeting: Meeting, *, viewer: Member) -> dict[str, Any]:
    """What the fragment of agenda and minutes needs, which others' browsers ask for again and again."""
    agenda = queries.agenda(meeting)
    return {
        "meeting": meeting,
        "draft": f"entry-new-{meeting.pk}",
        "agenda": agenda,
        "seen": agenda.seen,
        "may_run": policy.may_run(viewer, meeting) and meeting.is_ahead,
    }


@dataclass(frozen=True)
class OfSide:
    """The guests of one side, by what they said, and how many said what."""

    side: str
    guests: list[queries.Guest]

    @property
    def word(self) -> str:
        return str(Side(self.side).label)

    def _count(self, answer: str | None) -> int:
        return sum(1 for guest in self.guests if guest.answer == answer)

    @property
    def yes(self) -> int:
        return self._count(Coming.YES)

    @property
    def maybe(self) -> int:
        return self._count(Coming.MAYBE)

    @property
    def no(self) -> int:
        return self._count(Coming.NO)

    @property
    def silent(self) -> int:
        return self._count(None)

    @property
    def missing(self) -> list[Member]:
        """Who has not said that they come."""
        return [guest.member for guest in self.guests if guest.answer not in (Coming.YES, Coming.MAYBE)]


def sides(guests: list[queries.Guest]) -> list[OfSide]:
    """Sales and marketing first, then others who are asked; a side that nobody is asked of isn't there."""
    first = [Side.SALES, Side.MARKETING]
    order = [*first, *(side for side in Side if side not in first)]
    asked = [guest for guest in guests if guest.is_asked]
    ranks: dict[str | None, int] = {
        answer: rank for rank, answer in enumerate([Coming.YES, Coming.MAYBE, None, Coming.NO])
    }
    by_side = {side: [guest for guest in asked if guest.member.side == side] for side in order}
    return [
        OfSide(side, sorted(there, key=lambda guest: ranks[guest.answer])) for side, there in by_side.items() if there
    ]


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


@signed_in
@require_POST
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row, form = member_of(request), whole(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        if "answer" in form.errors:
            raise Http404
        context = page_context(row, viewer=actor, answer_form=form)
        return render(request, "meetings/meeting.html", context, status=422)
    act = partial(commands.answer_invitation, actor=actor, meeting=row, now=timezone.now(), **form.cleaned_data)
    said = {"yes": _("You come."), "maybe": _("You may come."), "no": _("You can't come.")}
    return act_and_go(request, act=act, to=page_of("meeting", row), said=said[form.cleaned_data["answer"]])
