from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core import things
from apps.core.errors import NotNow, Refused, require
from apps.goals import queries as goals
from apps.meetings import commands, policy, queries
from apps.meetings.forms import (
    AddendumForm,
    CloseForm,
    DecisionChangesForm,
    EntryChangesForm,
    EntryForm,
    WriteObstacleForm,
)
from apps.meetings.models import Entry, Meeting
from apps.meetings.views.forming import found, page_of
from apps.meetings.views.meetings import minutes_context, page_context, whole
from apps.people.access import member_of, signed_in
from apps.people.editing import bound_page, typed


@signed_in
@require_safe
def written(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What others wrote meanwhile; nothing where all of it has been seen."""
    meeting = found(request, pk)
    if request.GET.get("seen") == queries.seen_of(meeting):
        return HttpResponse(status=204)
    return render(request, "meetings/_minutes.html", minutes_context(meeting, viewer=member_of(request)))


@signed_in
@require_POST
def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, meeting = member_of(request), found(request, pk)
    form = EntryForm(request.POST, meeting=meeting)
    status = 422
    if form.is_valid():
        try:
            commands.write_entry(actor=actor, meeting=meeting, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, NotNow) else 422
        else:
            return _taken(request, meeting, form)
    if getattr(request, "htmx", False):
        context = {"meeting": meeting, "entry_form": form, "draft": f"entry-new-{meeting.pk}"}
        return render(request, "meetings/_writing.html", context, status=status)
    context = page_context(whole(request, pk), viewer=actor)
    return render(request, "meetings/meeting.html", context | {"entry_form": form}, status=status)


def _taken(request: HttpRequest, meeting: Meeting, form: EntryForm) -> HttpResponse:
    """An empty form for the next words on the same item, and the minutes with the entry in them."""
    if not getattr(request, "htmx", False):
        return redirect(page_of("meeting", meeting) + "#writing")
    fresh = EntryForm(meeting=meeting, initial={name: form.cleaned_data[name] for name in ("kind", "item")})
    context = minutes_context(meeting, viewer=member_of(request)) | {"entry_form": fresh, "taken": True}
    return render(request, "meetings/_writing.html", context)


@signed_in
def obstacle(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_write(actor, row))
    context = {
        "heading": _("Say what is in the way"),
        "intro": _("It stands in the minutes, and with what it holds up until it is removed."),
        "submit": _("Write it down"),
        "cancel_url": page_of("meeting", row),
        "draft": f"obstacle-new-{row.pk}",
    }
    return bound_page(
        request,
        WriteObstacleForm(typed(request), meeting=row, initial={"since": goals.today(timezone.now())}),
        act=partial(commands.write_obstacle, actor=actor, meeting=row, now=timezone.now()),
        done=things.url,
        context=context,
        said=_("It is written down, and whoever can remove it is told."),
    )


def _entry(request: HttpRequest, pk: UUID) -> Entry:
    return get_object_or_404(queries.entries(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), _entry(request, pk)
    require(policy.may_write(actor, row.meeting))
    form = DecisionChangesForm if row.kind == Entry.Kind.DECISION else EntryChangesForm
    context = {
        "heading": _("Change what is written down"),
        "intro": things.title(row.meeting),
        "cancel_url": page_of("meeting", row.meeting),
        "draft": f"entry-{row.pk}",
    }
    return bound_page(
        request,
        form(typed(request), initial=form.values_of(row)),
        act=partial(commands.edit_entry, actor=actor, entry=row, now=timezone.now()),
        done=things.url(row),
        context=context,
    )


@signed_in
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_run(actor, row))
    context = {
        "heading": _("Close the minutes"),
        "intro": _("Nobody changes them after that; they go to the invited and to everybody concerned."),
        "submit": _("Close the minutes"),
        "cancel_url": page_of("meeting", row),
    }
    return bound_page(
        request,
        CloseForm(typed(request), meeting=row),
        act=partial(commands.close_meeting, actor=actor, meeting=row, now=timezone.now()),
        done=page_of("meeting", row),
        context=context,
        said=_("The minutes are closed and on their way."),
    )


@signed_in
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_add(actor, row))
    context = {
        "heading": _("Add to the minutes"),
        "intro": _("The minutes stay as they are; this stands beside them, with your name."),
        "submit": _("Add it"),
        "cancel_url": page_of("meeting", row),
        "draft": f"addendum-{row.pk}",
    }
    return bound_page(
        request,
        AddendumForm(typed(request)),
        act=partial(commands.add_addendum, actor=actor, meeting=row, now=timezone.now()),
        done=page_of("meeting", row),
        context=context,
        said=_("It stands beside the minutes."),
    )
