from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.core import markdown, things
from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.filters import TaskPageFilters
from apps.goals.forms import AssignForm, TaskChangesForm, TaskForm
from apps.goals.models import Task
from apps.goals.queries.steps import steps_of
from apps.goals.views.forming import form_page, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import typed
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("title", gettext_lazy("Task"), lambda task: task.title),
    Column("owner", gettext_lazy("Owner"), lambda task: task.owner),
    Column("state", gettext_lazy("State"), lambda task: task.get_state_display()),
    Column("due_on", gettext_lazy("Due"), lambda task: task.due_on),
    Column("times_moved", gettext_lazy("Date moved"), lambda task: task.times_moved or 0),
    Column("serves", gettext_lazy("Serves"), lambda task: task.serves_title),
    Column("wanted_by", gettext_lazy("Wanted by"), lambda task: task.wanted_by),
    Column("created_at", gettext_lazy("Newest"), lambda task: task.created_at),
]
ORDERS: dict[str, str | tuple[str, ...]] = {
    "due_on": "due_on",
    "title": "title",
    "owner": ("owner__name", "due_on"),
    "-created_at": "-created_at",
}


@signed_in
@require_safe
def tasks(request: HttpRequest) -> HttpResponseBase:
    viewer, now = member_of(request), timezone.now()
    context = {
        "today": queries.today(now),
        "waiting": queries.waiting_for(viewer=viewer, now=now).values_list("pk", flat=True)[:200],
        "assign_form": AssignForm(actor=viewer) if policy.may_assign_some(viewer) else None,
    }
    return listing(
        request,
        page="goals:tasks",
        rows=queries.tasks(viewer=viewer, now=now),
        filters=TaskPageFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="due_on",
        template="goals/tasks.html",
        rows_template="goals/_tasks.html",
        context=context,
        empty=Empty(_("Nothing is left to do here."), reverse("goals:new_task"), _("Write a task down")),
    )


def found(request: HttpRequest, pk: UUID) -> Task:
    return get_object_or_404(queries.tasks(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
@require_safe
def task(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer, now, row = member_of(request), timezone.now(), found(request, pk)
    pairs = [pair for pair in (row.serves, row.origin) if pair]
    around = things.resolve(pairs, viewer)
    origin = around.get(row.origin) if row.origin else None
    (line,) = queries.lines_of(tasks=[row], viewer=viewer)
    context = {
        "task": row,
        "steps": steps_of(row, viewer=viewer, not_me=queries.may_say_not_me(row, viewer=viewer, now=now)),
        "serves": around.get(row.serves) if row.serves else None,
        "origin": origin,
        "origin_url": things.url(origin) if origin else "",
        "detail": markdown.render(row.detail),
        "terms": queries.terms(viewer=viewer, now=now, task=row).order_by("-offered_at", "-ended_at", "pk"),
        "due_moves": queries.due_moves(viewer=viewer, now=now, task=row).order_by("-at", "pk"),
        "line": line,
        "obstacles": queries.excused(queries.in_the_way_of(row, viewer=viewer, now=now), row),
        "pair": f"task:{row.pk}",
        "today": queries.today(now),
        "may_edit": policy.may_edit_task(viewer, row),
        "may_tick": row.is_active and policy.may_work_on(viewer, row),
    }
    return render(request, "goals/task.html", context)


@signed_in
def new_task(request: HttpRequest) -> HttpResponse:
    actor, origin = member_of(request), _origin(request)
    context = {
        "heading": _("Write a task down"),
        "intro": _("From “%(title)s”") % {"title": things.title(origin)} if origin else "",
        "submit": _("Write it down"),
        "cancel_url": things.url(origin) if origin else reverse("goals:tasks"),
        "draft": "task-new",
    }
    initial = {"serves": request.GET.get("serves", ""), "title": request.GET.get("title", "")}
    return form_page(
        request,
        TaskForm(typed(request), actor=actor, initial=initial),
        act=partial(commands.create_task, actor=actor, origin=origin, now=timezone.now()),
        done=partial(page_of, "task"),
        context=context,
        said=_("The task is written down."),
    )


def _origin(request: HttpRequest) -> Any:
    """What the task comes from, named in the address as `origin=<kind>:<id>`, if its reader can see it."""
    kind, _colon, pk = request.GET.get("origin", "").partition(":")
    try:
        return things.find(kind, UUID(pk), member_of(request))
    except ValueError:
        return None


@signed_in
def edit_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_edit_task(actor, row))
    context = {"heading": _("Change the task"), "cancel_url": page_of("task", row), "draft": f"task-{row.pk}"}
    return form_page(
        request,
        TaskChangesForm(typed(request), initial=TaskChangesForm.values_of(row)),
        act=partial(commands.edit_task, actor=actor, task=row, now=timezone.now()),
        done=page_of("task", row),
        context=context,
    )
