from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.filters import GoalPageFilters
from apps.goals.forms import GoalChangesForm, GoalForm
from apps.goals.models import Goal
from apps.goals.views.forming import form_page, page_of, typed
from apps.people.access import member_of, signed_in
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("title", gettext_lazy("Goal"), lambda goal: goal.title),
    Column("owner", gettext_lazy("Owner"), lambda goal: goal.owner),
    Column("side", gettext_lazy("Side"), lambda goal: goal.get_side_display()),
    Column("due_on", gettext_lazy("Due"), lambda goal: goal.due_on),
    Column("milestones", gettext_lazy("Milestones"), lambda goal: goal.milestones_all or 0),
    Column("milestones_done", gettext_lazy("Milestones done"), lambda goal: goal.milestones_done or 0),
]
ORDERS = {"due_on": "due_on", "title": "title", "owner": "owner__name"}


@signed_in
@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    return listing(
        request,
        page="goals:goals",
        rows=queries.goals(viewer=member_of(request), now=now),
        filters=GoalPageFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="due_on",
        template="goals/goals.html",
        rows_template="goals/_goals.html",
        empty=Empty(
            _("No goal is set yet. Begin with what both sides want."), reverse("goals:new_goal"), _("Set a goal")
        ),
    )


def found(request: HttpRequest, pk: UUID) -> Goal:
    return get_object_or_404(queries.goals(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
@require_safe
def goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    now = timezone.now()
    row = found(request, pk)
    steps = queries.milestones(viewer=member_of(request), now=now).filter(goal=row).order_by("due_on", "pk")
    context = {
        "goal": row,
        "milestones": steps,
        "next": next((step for step in steps if not step.is_done), None),
        "tasks": queries.tasks_serving(row, viewer=member_of(request), now=now)[:100],
        "today": queries.today(now),
        "may_edit": policy.may_edit_goal(member_of(request), row),
    }
    return render(request, "goals/goal.html", context)


@signed_in
def new_goal(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    context = {
        "heading": _("Set a goal"),
        "submit": _("Set the goal"),
        "cancel_url": reverse("goals:goals"),
        "draft": "goal-new",
    }
    return form_page(
        request,
        GoalForm(typed(request), actor=actor, initial={"owner": actor}),
        act=partial(commands.create_goal, actor=actor, now=timezone.now()),
        done=partial(page_of, "goal"),
        context=context,
        said=_("The goal is set. Add its first milestone."),
    )


@signed_in
def edit_goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_edit_goal(actor, row))
    context = {"heading": _("Change the goal"), "cancel_url": page_of("goal", row), "draft": f"goal-{row.pk}"}
    return form_page(
        request,
        GoalChangesForm(typed(request), actor=actor, also=row.owner, initial=GoalChangesForm.values_of(row)),
        act=partial(commands.edit_goal, actor=actor, goal=row, now=timezone.now()),
        done=page_of("goal", row),
        context=context,
    )
