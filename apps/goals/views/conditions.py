"""What a goal depends on, and what happens if it slips."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.agreements import policy as agreements
from apps.core.errors import require
from apps.goals import commands, policy
from apps.goals.commands.plans import values_for
from apps.goals.forms import ConditionsForm
from apps.goals.models import Goal, Plan, PlanGoal
from apps.goals.views import goals, plans
from apps.goals.views.forming import form_page, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import typed


@signed_in
def conditions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Of an agreed goal it is changed by all who signed: what is typed goes into the amendment."""
    actor, row, now = member_of(request), goals.found(request, pk), timezone.now()
    require(policy.may_edit_goal(actor, row))
    if row.stands_agreed(now):
        return _amended(request, row)
    context = _around(row) | {"cancel_url": page_of("goal", row), "draft": f"conditions-{row.pk}"}
    return form_page(
        request,
        ConditionsForm(typed(request), initial=ConditionsForm.values_of(row)),
        act=partial(commands.set_conditions, actor=actor, goal=row, now=now),
        done=page_of("goal", row),
        context=context,
    )


def _amended(request: HttpRequest, row: Goal) -> HttpResponse:
    actor, plan = member_of(request), row.in_plan.plan
    require(agreements.may_amend(actor, plan.agreement))
    context = _around(row) | {
        "intro": _("“%(title)s” is agreed. What counts now stays until everybody in the planning has signed.")
        % {"title": row.title},
        "submit": _("Open an amendment with this"),
        "cancel_url": page_of("goal", row),
        "draft": f"amend-conditions-{row.pk}",
    }
    return form_page(
        request,
        ConditionsForm(typed(request), initial=ConditionsForm.values_of(row)),
        act=partial(_without_revision, commands.amend_goal, actor=actor, goal=row, now=timezone.now()),
        done=page_of("plan", plan),
        context=context,
        said=_("The amendment is open. Say what changed and why, then propose it."),
    )


@signed_in
def conditions_in_plan(request: HttpRequest, pk: UUID, goal_id: UUID) -> HttpResponse:
    actor, plan, entry = _drafted(request, pk, goal_id)
    context = _around(entry.goal) | {
        "submit": _("Put it into the draft"),
        "cancel_url": page_of("plan", plan),
        "draft": f"plan-conditions-{plan.pk}-{goal_id}",
    }
    return form_page(
        request,
        ConditionsForm(typed(request), initial=ConditionsForm.beginning_with(values_for(entry))),
        act=partial(
            _without_revision, commands.change_in_plan, actor=actor, plan=plan, goal=entry.goal, now=timezone.now()
        ),
        done=page_of("plan", plan),
        context=context,
    )


def _drafted(request: HttpRequest, pk: UUID, goal_id: UUID) -> tuple[Any, Plan, PlanGoal]:
    plan = plans.drafted(request, pk)
    return member_of(request), plan, plans.entry_of(plan, goal_id)


def _around(row: Goal) -> dict[str, Any]:
    return {
        "heading": _("What it depends on, and what if it slips"),
        "intro": row.title,
        "in_pairs": True,
    }


def _without_revision(act: Any, *, revision: int | None = None, **given: Any) -> Any:
    """A draft is the agreement's, and an amendment overwrites nothing."""
    return act(**given)
