"""Small steps: what is being tried, until when, and what was learned."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.filters import SmallStepPageFilters
from apps.goals.forms import EndSmallStepForm, SmallStepChangesForm, SmallStepForm
from apps.goals.forms.trying import USUAL
from apps.goals.models import Goal, SmallStep
from apps.goals.views.forming import form_page, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import typed
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("practice", gettext_lazy("What we try"), lambda step: step.practice),
    Column("sign", gettext_lazy("How we'll know"), lambda step: step.sign),
    Column("team", gettext_lazy("Who tries it"), lambda step: step.team or _("Both sides")),
    Column("owner", gettext_lazy("Owner"), lambda step: step.owner),
    Column("state", gettext_lazy("State"), lambda step: step.get_state_display()),
    Column("begun_on", gettext_lazy("Begun"), lambda step: step.begun_on),
    Column("until_on", gettext_lazy("Until"), lambda step: step.until_on),
    Column("learned", gettext_lazy("What we learned"), lambda step: step.learned),
    Column("follows_goal", gettext_lazy("Follows from closing"), lambda step: step.follows_goal or ""),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"-begun_on": "-begun_on", "until_on": "until_on", "owner": "owner__name"}


@signed_in
@require_safe
def small_steps(request: HttpRequest) -> HttpResponseBase:
    now = timezone.now()
    return listing(
        request,
        page="goals:small_steps",
        rows=queries.small_steps(viewer=member_of(request), now=now),
        filters=SmallStepPageFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-begun_on",
        template="goals/small_steps.html",
        rows_template="goals/_small_steps.html",
        context={"today": queries.today(now)},
        empty=Empty(_("Nothing is being tried yet."), reverse("goals:new_small_step"), _("Try something")),
    )


def found(request: HttpRequest, pk: UUID) -> SmallStep:
    return get_object_or_404(queries.small_steps(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
@require_safe
def small_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer, row = member_of(request), found(request, pk)
    follower = SmallStep.objects.visible_to(viewer).filter(follows=row).first()
    leads_on = row.state == SmallStep.State.CHANGED and follower is None
    context = {
        "step": row,
        "follower": follower,
        "today": queries.today(timezone.now()),
        "may_edit": row.is_running and policy.may_edit_small_step(viewer, row),
        "next_url": _next_url(row) if leads_on and policy.may_begin_small_step(viewer, row.team, viewer) else "",
    }
    return render(request, "goals/small_step.html", context)


def _next_url(row: SmallStep) -> str:
    return f"{reverse('goals:new_small_step')}?{urlencode({'follows': row.pk})}"


@signed_in
def new_small_step(request: HttpRequest) -> HttpResponse:
    actor, now = member_of(request), timezone.now()
    before, goal = _named(request, "follows", queries.small_steps), _named(request, "follows_goal", queries.goals)
    initial: dict[str, Any] = {"until_on": queries.today(now) + USUAL, "owner": actor, "team": actor.team}
    if before is not None:
        initial |= {"practice": before.practice, "sign": before.sign, "team": before.team, "owner": before.owner}
    context = {"heading": _("Try something"), "submit": _("Begin"), "draft": "small-step-new"}
    return form_page(
        request,
        SmallStepForm(typed(request), actor=actor, initial=initial),
        act=partial(commands.begin_small_step, actor=actor, follows=before, follows_goal=goal, now=now),
        done=partial(page_of, "small_step"),
        context=context | _led_here(before, goal),
        said=_("It has begun. On its last day it comes up again."),
    )


def _named(request: HttpRequest, name: str, rows: Callable[..., QuerySet[Any]]) -> Any:
    """What the new one follows from, where the address names it: a small step, or a goal."""
    try:
        pk = UUID(request.GET[name])
    except (KeyError, ValueError):
        return None
    return get_object_or_404(rows(viewer=member_of(request), now=timezone.now()), pk=pk)


def _led_here(before: SmallStep | None, goal: Goal | None) -> dict[str, Any]:
    """What was learned before, and the page to go back to."""
    if before is not None:
        intro = _("What you learned last time: %(learned)s") % {"learned": before.learned}
        return {"intro": intro, "cancel_url": page_of("small_step", before)}
    if goal is not None:
        return {"intro": _learned_from(goal), "cancel_url": page_of("goal", goal)}
    intro = _("One practice at a time, for a few weeks. Then you say what you learned: keep, change or drop it.")
    return {"intro": intro, "cancel_url": reverse("goals:small_steps")}


def _learned_from(goal: Goal) -> str:
    closure = goal.closures.standing().first()
    if closure is None or not closure.learned:
        return _("It follows from how “%(goal)s” ended.") % {"goal": goal}
    return _("What you learned from “%(goal)s”: %(learned)s") % {"goal": goal, "learned": closure.learned}


@signed_in
def edit_small_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_edit_small_step(actor, row))
    context = {"heading": _("Change the small step"), "cancel_url": page_of("small_step", row)}
    return form_page(
        request,
        SmallStepChangesForm(typed(request), actor=actor, also=row.owner, initial=SmallStepChangesForm.values_of(row)),
        act=partial(commands.edit_small_step, actor=actor, step=row, now=timezone.now()),
        done=page_of("small_step", row),
        context=context | {"draft": f"small-step-{row.pk}"},
    )


@signed_in
def end_small_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_edit_small_step(actor, row))
    context = {
        "heading": _("What did you learn?"),
        "intro": f"{row.practice} – {row.sign}",
        "submit": _("Say so"),
        "cancel_url": page_of("small_step", row),
    }
    return form_page(
        request,
        EndSmallStepForm(typed(request)),
        act=partial(commands.end_small_step, actor=actor, step=row, now=timezone.now()),
        done=_after,
        context=context,
    )


def _after(row: SmallStep) -> str:
    """What is changed is tried once more, otherwise."""
    return _next_url(row) if row.state == SmallStep.State.CHANGED else page_of("small_step", row)
