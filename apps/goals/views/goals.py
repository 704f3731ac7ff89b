from datetime import datetime
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

from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.commands.composing import in_words
from apps.goals.commands.conditions import decided_in_words, named
from apps.goals.commands.phasing import may_have_phases
from apps.goals.commands.protecting import PROTECTED
from apps.goals.filters import GoalPageFilters
from apps.goals.forms import GoalChangesForm, NewGoalForm
from apps.goals.models import Goal
from apps.goals.queries.charts import chart_of
from apps.goals.views.amending import to_amendment
from apps.goals.views.forming import form_page, page_of
from apps.goals.views.saying import lines
from apps.people.access import member_of, signed_in
from apps.people.editing import typed
from apps.people.lists import Column, Empty, listing
from apps.people.models import Member

COLUMNS = [
    Column("title", gettext_lazy("Goal"), lambda goal: goal.title),
    Column("owner", gettext_lazy("Owner"), lambda goal: goal.owner),
    Column("state", gettext_lazy("State"), lambda goal: goal.get_state_display()),
    Column("side", gettext_lazy("Side"), lambda goal: goal.get_side_display()),
    Column("due_on", gettext_lazy("Due"), lambda goal: goal.due_on),
    Column("parent", gettext_lazy("Serves"), lambda goal: goal.parent),
    Column("value", gettext_lazy("Value"), lambda goal: goal.value),
    Column("target", gettext_lazy("Target"), lambda goal: goal.target),
    Column("milestones", gettext_lazy("Milestones"), lambda goal: goal.milestones_all or 0),
    Column("milestones_done", gettext_lazy("Milestones done"), lambda goal: goal.milestones_done or 0),
]
ORDERS = {"due_on": "due_on", "title": "title", "owner": "owner__name"}


@signed_in
@require_safe
def goals(request: HttpRequest) -> HttpResponseBase:
    viewer, now = member_of(request), timezone.now()
    hearing = queries.hearing(now)
    return listing(
        request,
        page="goals:goals",
        rows=queries.goals(viewer=viewer, now=now),
        filters=GoalPageFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="due_on",
        template="goals/goals.html",
        rows_template="goals/_goals.html",
        context={"hearing": hearing},
        more=lambda narrowed, page: {
            "numbers_by_id": queries.numbers_of(page.rows, asked=hearing),
            "parent": narrowed.form.cleaned_data.get("parent"),
        },
        empty=Empty(_("No goal is open. Begin with what both sides want."), reverse("goals:new_goal"), _("Set a goal")),
    )


def found(request: HttpRequest, pk: UUID) -> Goal:
    return get_object_or_404(queries.goals(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
@require_safe
def goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer, now = member_of(request), timezone.now()
    row = found(request, pk)
    steps = queries.milestones(viewer=viewer, now=now).filter(goal=row).order_by("due_on", "pk")
    context = _measured(row, viewer, now) | {
        "goal": row,
        "milestones": steps,
        "next": next((step for step in steps if not step.is_done), None),
        "tasks": queries.tasks_serving(row, viewer=viewer, now=now)[:100],
        "obstacles": queries.excused(queries.in_the_way_of(row, viewer=viewer, now=now), row),
        "check_ins": lines(row, viewer, now, 5),
        "pair": f"goal:{row.pk}",
        "conditions": named(row.conditions),
        "invocations": queries.invocations(viewer=viewer, now=now).filter(goal=row).order_by("-proposed_at", "pk"),
        "may_invoke": bool(row.consequence) and row.stands_agreed(now) and policy.may_invoke(viewer, row),
        "decided": decided_in_words(row.decided_by) if row.decided_by else "",
        "may_edit": policy.may_edit_goal(viewer, row),
    }
    return render(request, "goals/goal.html", context)


def _measured(row: Goal, viewer: Member, now: datetime) -> dict[str, Any]:
    """What the numbers say, how they came about, and what the goal serves."""
    placed = queries.placed(row, viewer=viewer, now=now)
    ahead = None if row.is_closed else queries.outlook(row, day=placed.today)
    (line,) = queries.lines_of(goals=[row], viewer=viewer)
    readings = queries.readings(viewer=viewer, now=now, goal=row).that_count()
    return {
        "placed": placed,
        "today": placed.today,
        "numbers": placed.numbers,
        "how": queries.how_computed(placed) + (queries.how_forecast(row, ahead) if ahead else []),
        "ahead": ahead,
        "phased": may_have_phases(row),
        "line": line,
        "below": queries.first_below(placed, viewer=viewer),
        "chart": chart_of(row, readings.order_by("as_of", "at"), placed.today),
        "hearing": placed.hearing,
        "closures": queries.closures(viewer=viewer, now=now, goal=row).order_by("-closed_at", "pk"),
        "small_steps": queries.small_steps(viewer=viewer, now=now).filter(follows_goal=row).order_by("-begun_at", "pk"),
        "later": row.carried_to.select_related("period").order_by("-created_at").first(),
        "agreed": row.stands_agreed(now),
        "plan_over_since": queries.plan_over_since(row, now),
        "measure": in_words({name: getattr(row, name) for name in PROTECTED}),
    }


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
        NewGoalForm(typed(request), actor=actor, initial={"owner": actor, "parent": request.GET.get("parent", "")}),
        act=partial(commands.create_goal, actor=actor, now=timezone.now()),
        done=partial(page_of, "goal"),
        context=context,
        said=_("The goal is set. Add its first milestone."),
    )


@signed_in
def edit_goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row, now = member_of(request), found(request, pk), timezone.now()
    require(policy.may_edit_goal(actor, row))
    make = partial(GoalChangesForm, typed(request), actor=actor, also=row.owner, agreed=row.stands_agreed(now))
    form = make(initial=GoalChangesForm.values_of(row))
    if amendment := to_amendment(row, form, actor, now):
        return amendment
    context = {"heading": _("Change the goal"), "cancel_url": page_of("goal", row), "draft": f"goal-{row.pk}"}
    return form_page(
        request,
        form,
        act=partial(commands.edit_goal, actor=actor, goal=row, now=now),
        done=page_of("goal", row),
        context=context,
    )
