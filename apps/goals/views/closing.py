"""How a goal ends, how it is taken up again, and how it goes on in another period."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.forms import CarryOverForm, CloseForm, ReopenForm
from apps.goals.forms.trying import USUAL
from apps.goals.models import Goal
from apps.goals.views.forming import form_page, page_of
from apps.goals.views.goals import found
from apps.people.access import member_of, signed_in
from apps.people.editing import submit, typed

PAGE = "goals/close.html"


def _mine(request: HttpRequest, pk: UUID) -> Goal:
    row = found(request, pk)
    require(policy.may_edit_goal(member_of(request), row))
    return row


@signed_in
def close_goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asked for with everything beside it that is still open, and what becomes of that."""
    actor, row, now = member_of(request), _mine(request, pk), timezone.now()
    context = _still_open(request, row) | {
        "heading": _("How did it end?"),
        "submit": _("Close the goal"),
        "cancel_url": page_of("goal", row),
        "draft": f"close-{row.pk}",
    }
    initial = {"revision": row.revision, "team": actor.team, "until_on": queries.today(now) + USUAL}
    form = CloseForm(typed(request), actor=actor, initial=initial)
    if request.method != "POST":
        return render(request, PAGE, context | {"form": form})
    act = partial(commands.close_goal, actor=actor, goal=row, now=now)
    return submit(request, form=form, act=act, done=page_of("goal", row), page=PAGE, context=context)


def _still_open(request: HttpRequest, row: Goal) -> dict[str, Any]:
    viewer, now = member_of(request), timezone.now()
    return {
        "goal": row,
        "numbers": queries.numbers_of([row], asked=queries.hearing(now))[row.pk],
        "below": row.children.open().select_related("owner__team").order_by("title", "pk"),
        "steps": row.milestones.filter(done_at__isnull=True).select_related("owner__team").order_by("due_on", "pk"),
        "tasks": queries.tasks_serving(row, viewer=viewer, now=now).active()[:100],
    }


@signed_in
def reopen_goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), _mine(request, pk)
    context = {
        "heading": _("Reopen the goal"),
        "intro": _("“%(title)s”: how it ended stays in its history; what it serves counts it anew from now on.")
        % {"title": row.title},
        "submit": _("Reopen it"),
        "cancel_url": page_of("goal", row),
        "draft": f"reopen-goal-{row.pk}",
    }
    return form_page(
        request,
        ReopenForm(typed(request), initial={"revision": row.revision}),
        act=partial(commands.reopen_goal, actor=actor, goal=row, now=timezone.now()),
        done=page_of("goal", row),
        context=context,
        said=_("It is open again."),
    )


@signed_in
def carry_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), _mine(request, pk)
    context = {
        "heading": _("Carry it over"),
        "intro": _(
            "“%(title)s” goes on as a new goal. Open milestones, tasks and goals below it go along; what was read and"
            " said stays here."
        )
        % {"title": row.title},
        "submit": _("Carry it over"),
        "cancel_url": page_of("goal", row),
        "draft": f"carry-over-{row.pk}",
    }
    return form_page(
        request,
        CarryOverForm(typed(request), goal=row, initial=CarryOverForm.values_of(row)),
        act=partial(commands.carry_over, actor=actor, goal=row, now=timezone.now()),
        done=partial(page_of, "goal"),
        context=context,
    )
