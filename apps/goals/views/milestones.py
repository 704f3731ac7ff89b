from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.forms import MilestoneChangesForm, MilestoneForm
from apps.goals.models import Milestone
from apps.goals.views import goals
from apps.goals.views.forming import form_page, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, typed


def found(request: HttpRequest, pk: UUID) -> Milestone:
    return get_object_or_404(queries.milestones(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
@require_safe
def milestone(request: HttpRequest, pk: UUID) -> HttpResponse:
    now = timezone.now()
    row = found(request, pk)
    serving = queries.tasks(viewer=member_of(request), now=now).filter(serves_kind="milestone", serves_id=row.pk)
    context = {
        "milestone": row,
        "named": queries.activities(viewer=member_of(request), now=now).named().filter(milestone=row).first(),
        "tasks": serving.order_by("state", "due_on", "pk")[:100],
        "today": queries.today(now),
        "may_edit": not row.goal.is_closed and policy.may_edit_milestone(member_of(request), row),
        "may_complete": not row.goal.is_closed and policy.may_complete_milestone(member_of(request), row),
    }
    return render(request, "goals/milestone.html", context)


@signed_in
def new_milestone(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, goal = member_of(request), goals.found(request, pk)
    require(policy.may_edit_goal(actor, goal))
    context = {
        "heading": _("Add a milestone"),
        "intro": goal.title,
        "submit": _("Add the milestone"),
        "cancel_url": page_of("goal", goal),
        "draft": f"milestone-new-{goal.pk}",
    }
    return form_page(
        request,
        MilestoneForm(typed(request), actor=actor, also=goal.owner, initial={"owner": goal.owner}),
        act=partial(commands.add_milestone, actor=actor, goal=goal, now=timezone.now()),
        done=page_of("goal", goal),
        context=context,
    )


@signed_in
def edit_milestone(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_edit_milestone(actor, row))
    context = {
        "heading": _("Change the milestone"),
        "intro": row.goal.title,
        "cancel_url": page_of("milestone", row),
        "draft": f"milestone-{row.pk}",
    }
    initial = MilestoneChangesForm.values_of(row)
    return form_page(
        request,
        MilestoneChangesForm(typed(request), actor=actor, also=row.owner, initial=initial),
        act=partial(commands.edit_milestone, actor=actor, milestone=row, now=timezone.now()),
        done=page_of("milestone", row),
        context=context,
    )


@signed_in
@require_POST
def complete(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    act = partial(commands.complete_milestone, actor=member_of(request), milestone=row, now=timezone.now())
    return act_and_go(request, act=act, to=page_of("milestone", row))


@signed_in
@require_POST
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    act = partial(commands.reopen_milestone, actor=member_of(request), milestone=row, now=timezone.now())
    said = _("“%(title)s” is open again.") % {"title": row}
    return act_and_go(request, act=act, to=page_of("milestone", row), said=said)
