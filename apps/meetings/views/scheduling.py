from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.errors import require
from apps.meetings import commands, policy, queries, rhythm
from apps.meetings.forms import (
    EndForm,
    MoveForm,
    ReasonForm,
    RescheduleForm,
    ScheduleForm,
    SeriesChangesForm,
)
from apps.meetings.models import Every, Series
from apps.meetings.views.forming import found, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import bound_page, typed

SHOWN = 6


def _series(request: HttpRequest, pk: UUID) -> Series:
    return get_object_or_404(queries.series(viewer=member_of(request), now=timezone.now()), pk=pk)


def _home(series: Series) -> str:
    """A single meeting has one page, a series one for all."""
    first = series.meetings.order_by("starts_at").first()
    single = series.segments.filter(every=Every.ONCE).exists()
    return page_of("meeting", first) if single and first else page_of("series", series)


@signed_in
@require_safe
def series(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer, row = member_of(request), _series(request, pk)
    stretches: list[Any] = vars(row)["stretches"]
    seen = queries.meetings(viewer=viewer, now=timezone.now()).filter(series=row)
    ahead = list(seen.ahead().order_by("starts_at", "pk")[:SHOWN])
    if stretches[0].every == Every.ONCE and len(stretches) == 1:
        single = seen.order_by("starts_at").first()
        if single is not None:
            return redirect(page_of("meeting", single))
    context = {
        "series": row,
        "segment": stretches[0],
        "rhythm": rhythm.in_words(stretches[0]),
        "asked": [one.member for one in vars(row)["asked"]],
        "teams": row.teams.order_by("name"),
        "ahead": ahead,
        "held": seen.filter(state="closed").order_by("-starts_at", "pk")[:SHOWN],
        "may_edit": policy.may_edit_series(viewer, row) and row.ended_at is None,
    }
    return render(request, "meetings/series.html", context)


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    context = {
        "heading": _("Plan a meeting"),
        "intro": _("A title and a time are enough. Everybody asked gets it for their calendar."),
        "submit": _("Plan it"),
        "cancel_url": reverse("meetings:meetings"),
        "draft": "meeting-new",
    }
    return bound_page(
        request,
        ScheduleForm(typed(request), actor=actor),
        act=partial(commands.schedule, actor=actor, now=timezone.now()),
        done=_home,
        context=context,
        said=_("It is planned, and everybody asked is told."),
    )


@signed_in
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), _series(request, pk)
    require(policy.may_edit_series(actor, row))
    context = {
        "heading": _("Change the meeting"),
        "intro": _("For all its dates. The time is changed by itself."),
        "cancel_url": _home(row),
        "draft": f"series-{row.pk}",
    }
    return bound_page(
        request,
        SeriesChangesForm(typed(request), actor=actor, initial=SeriesChangesForm.values_of(row)),
        act=partial(commands.edit_series, actor=actor, series=row, now=timezone.now()),
        done=_home,
        context=context,
    )


@signed_in
def reschedule(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), _series(request, pk)
    require(policy.may_edit_series(actor, row))
    segment = vars(row)["stretches"][0]
    following = row.meetings.filter(state="scheduled").order_by("starts_at").first()
    initial = {name: getattr(segment, name) for name in ("at", "every", "minutes", "zone")}
    context = {
        "heading": _("Another rhythm"),
        "intro": rhythm.in_words(segment),
        "submit": _("Change the rhythm"),
        "cancel_url": _home(row),
    }
    return bound_page(
        request,
        RescheduleForm(typed(request), initial=initial | {"first_on": following.slot if following else None}),
        act=partial(commands.reschedule_series, actor=actor, series=row, now=timezone.now()),
        done=_home,
        context=context,
        said=_("The rhythm is changed. Agendas went along, and calendars are told."),
    )


@signed_in
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), _series(request, pk)
    require(policy.may_edit_series(actor, row))
    context = {
        "heading": _("End the series"),
        "intro": _("What is ahead is cancelled; what was held stays readable."),
        "submit": _("End it"),
        "button": "btn-bad",
        "cancel_url": _home(row),
    }
    return bound_page(
        request,
        EndForm(typed(request)),
        act=partial(commands.end_series, actor=actor, series=row, now=timezone.now()),
        done=_home,
        context=context,
        said=_("The series has ended, and everybody asked is told."),
    )


@signed_in
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_move(actor, row))
    local = timezone.localtime(row.starts_at, row.segment.tz)
    context = {
        "heading": _("Move this meeting"),
        "intro": _("Only this one; times are those of %(zone)s.") % {"zone": row.segment.zone},
        "submit": _("Move it"),
        "cancel_url": page_of("meeting", row),
    }
    return bound_page(
        request,
        MoveForm(typed(request), initial={"on": local.date(), "at": local.time(), "minutes": row.minutes}),
        act=partial(commands.move_meeting, actor=actor, meeting=row, now=timezone.now()),
        done=page_of("meeting", row),
        context=context,
        said=_("It is moved, and calendars are told."),
    )


@signed_in
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_move(actor, row))
    context = {
        "heading": _("Cancel this meeting"),
        "intro": _("Its agenda goes to the next one."),
        "submit": _("Cancel the meeting"),
        "button": "btn-bad",
        "cancel_url": page_of("meeting", row),
    }
    return bound_page(
        request,
        ReasonForm(typed(request)),
        act=partial(commands.cancel_meeting, actor=actor, meeting=row, now=timezone.now()),
        done=page_of("meeting", row),
        context=context,
        said=_("It is cancelled, and calendars are told."),
    )
