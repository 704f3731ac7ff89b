from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.answer import back
from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.filters import BoardFilters, GroupedFilters
from apps.goals.forms import AssignForm
from apps.goals.models import Task
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, submit
from apps.people.lists import saved_views

# As many tasks at once as a list shows on some twenty pages.
MOST = 1000


@signed_in
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    narrowed = BoardFilters(request.GET, queryset=queries.tasks(viewer=member_of(request), now=now), request=request)
    rows = narrowed.qs if narrowed.is_valid() else Task.objects.none()
    context = {
        "columns": queries.board(rows, now=now),
        "card_template": "goals/_card.html",
        "filter_form": narrowed.form,
        "today": queries.today(now),
    }
    return render(request, "goals/board.html", context | saved_views(request, "goals:board"))


@signed_in
@require_safe
def grouped(request: HttpRequest) -> HttpResponse:
    """Who has what: the board from which admins and managers spread the work, and everybody sees it."""
    viewer, now = member_of(request), timezone.now()
    narrowed = GroupedFilters(request.GET, queryset=queries.tasks(viewer=viewer, now=now), request=request)
    rows = narrowed.qs if narrowed.is_valid() else Task.objects.none()
    by = request.GET.get("by", "")
    by = by if by in queries.BY else "owner"
    today = queries.today(now)
    context = {
        "found": queries.grouped(rows, by=by, today=today),
        "ways": [(way, label, _by(request, way)) for way, label in queries.BY.items()],
        "by": by,
        "filter_form": narrowed.form,
        "today": today,
        "assign_form": AssignForm(actor=viewer) if policy.may_assign_some(viewer) else None,
    }
    return render(request, "goals/grouped.html", context | saved_views(request, "goals:grouped"))


def _by(request: HttpRequest, way: str) -> str:
    """The same tasks, grouped another way."""
    rest = {name: values for name, values in request.GET.lists() if name != "by"}
    return f"{request.path}?{urlencode({**rest, 'by': way}, doseq=True)}"


def _chosen(request: HttpRequest) -> list[Task]:
    """The ticked tasks that their reader can see; what isn't an id is none of them."""
    ids = []
    for text in request.POST.getlist("ids")[:MOST]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    rows = queries.tasks(viewer=member_of(request), now=timezone.now())
    return list(rows.filter(pk__in=ids).order_by("due_on", "pk"))


@signed_in
@require_POST
def assign_many(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    require(policy.may_assign_some(actor))
    tasks, home = _chosen(request), back(request, reverse("goals:tasks"))
    form = AssignForm(request.POST, actor=actor)
    act = partial(commands.assign_tasks, actor=actor, tasks=tasks, now=timezone.now())
    context = {"tasks": tasks, "back": home}
    return submit(request, form=form, act=act, done=home, page="goals/assign_many.html", context=context)


@signed_in
@require_POST
def accept_many(request: HttpRequest) -> HttpResponse:
    actor, tasks = member_of(request), _chosen(request)
    act = partial(commands.accept_tasks, actor=actor, tasks=tasks, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("goals:tasks"), said=_("You answer for them now."))
