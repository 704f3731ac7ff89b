from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.agreements import policy as agreements
from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.commands.plans import values_for
from apps.goals.forms import AddGoalForm, AgreedForm, PlanForm
from apps.goals.models import Goal, Period, Plan, PlanGoal
from apps.goals.views.forming import form_page, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, typed
from apps.people.models import Member


@signed_in
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    viewer, now = member_of(request), timezone.now()
    rows = queries.plans(viewer=viewer, now=now).order_by("-period__starts_on", "title", "pk")
    return render(request, "goals/plans.html", {"rows": rows, "may_start": agreements.may_start(viewer)})


def found(request: HttpRequest, pk: UUID) -> Plan:
    return get_object_or_404(queries.plans(viewer=member_of(request), now=timezone.now()), pk=pk)


def entry_of(plan: Plan, goal_id: UUID) -> PlanGoal:
    return get_object_or_404(queries.entries(plan), goal=goal_id)


@signed_in
@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer, now, row = member_of(request), timezone.now(), found(request, pk)
    text = queries.text_of(row, viewer=viewer, now=now)
    context = {
        "plan": row,
        "text": text,
        "may_edit": text.draft is not None and agreements.may_edit(viewer, row.agreement),
    }
    return render(request, "goals/plan.html", context)


@signed_in
def new_plan(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    require(agreements.may_start(actor))
    if missing := _missing_for_a_plan(actor):
        return render(request, "goals/plan_not_yet.html", missing)
    context = {
        "heading": _("Begin a plan"),
        "intro": _("The goals that both sides agree on. Nothing counts before everybody has signed."),
        "submit": _("Begin the plan"),
        "cancel_url": reverse("goals:plans"),
        "draft": "plan-new",
    }
    return form_page(
        request,
        PlanForm(typed(request)),
        act=partial(commands.start_plan, actor=actor, now=timezone.now()),
        done=partial(page_of, "plan"),
        context=context,
        said=_("The plan has a draft. Look at it together, then propose it."),
    )


def _missing_for_a_plan(actor: Member) -> dict[str, Any]:
    """What has to be there before a plan can be written, and where it is made; empty where nothing is missing."""
    if not Period.objects.exists():
        may_open = policy.may_open_years(actor)
        return {
            "say": _("A plan is for a period, and no fiscal year is open yet."),
            "do_url": reverse("goals:new_period") if may_open else "",
            "do_label": _("Open the fiscal year"),
        }
    if not Goal.objects.exists():
        return {
            "say": _("A plan says which goals both sides agree on, and no goal is set yet."),
            "do_url": reverse("goals:new_goal"),
            "do_label": _("Set a goal"),
        }
    return {}


def drafted(request: HttpRequest, pk: UUID) -> Plan:
    row = found(request, pk)
    require(agreements.may_edit(member_of(request), row.agreement))
    return row


@signed_in
def add_goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), drafted(request, pk)
    context = {
        "heading": _("Add a goal to the plan"),
        "intro": row.title,
        "submit": _("Add it"),
        "cancel_url": page_of("plan", row),
    }
    return form_page(
        request,
        AddGoalForm(typed(request), plan=row),
        act=partial(commands.add_to_plan, actor=actor, plan=row, now=timezone.now()),
        done=page_of("plan", row),
        context=context,
    )


@signed_in
def change_goal(request: HttpRequest, pk: UUID, goal_id: UUID) -> HttpResponse:
    actor, row = member_of(request), drafted(request, pk)
    entry = entry_of(row, goal_id)
    context = {
        "heading": _("What the next version says"),
        "intro": entry.goal.title,
        "submit": _("Put it into the draft"),
        "cancel_url": page_of("plan", row),
        "draft": f"plan-{row.pk}-{goal_id}",
    }
    return form_page(
        request,
        AgreedForm(typed(request), initial=AgreedForm.beginning_with(values_for(entry))),
        act=partial(_change, actor=actor, plan=row, goal=entry.goal, now=timezone.now()),
        done=page_of("plan", row),
        context=context,
    )


def _change(*, revision: int | None = None, **given: Any) -> Any:
    """The draft is the agreement's, and its revision is judged there."""
    return commands.change_in_plan(**given)


@signed_in
@require_POST
def leave_out(request: HttpRequest, pk: UUID, goal_id: UUID) -> HttpResponse:
    row = found(request, pk)
    goal = entry_of(row, goal_id).goal
    act = partial(commands.leave_out, actor=member_of(request), plan=row, goal=goal, now=timezone.now())
    said = _("“%(title)s” is left out of the draft.") % {"title": goal}
    return act_and_go(request, act=act, to=page_of("plan", row), said=said)
