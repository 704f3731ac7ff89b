"""What a plan names beside its goals: in its draft, once it counts, and what becomes of it."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.agreements import policy as agreements
from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.commands.activities import activity_in_words, said_next, values_of
from apps.goals.forms import (
    KeptForm,
    NameMilestoneForm,
    PassPromiseOnForm,
    PromiseChangesForm,
    PromiseForm,
    StepChangesForm,
)
from apps.goals.models import AgreedActivity, Plan
from apps.goals.views import plans
from apps.goals.views.forming import form_page, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, typed


def found(request: HttpRequest, pk: UUID) -> AgreedActivity:
    return get_object_or_404(queries.activities(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
@require_safe
def activity(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of each of its spans is for those who may see its owner's part."""
    viewer, row, now = member_of(request), found(request, pk), timezone.now()
    spans = [one for one in queries.kept([row], now) if policy.may_see_part_of(viewer, one.owner)]
    agreed = row.stands_agreed(now)
    context = {
        "activity": row,
        "words": activity_in_words(values_of(row)),
        "agreed": agreed,
        "spans": spans[::-1],
        "to_say": next((one for one in spans if one.asked(now)), None),
        "may_pass_on": policy.may_pass_promises_on(viewer, row),
        "may_keep": row.is_promise and policy.may_keep_promise(viewer, row),
        "may_amend": agreed and agreements.may_amend(viewer, row.plan.agreement),
    }
    return render(request, "goals/activity.html", context)


# --- in the draft -----------------------------------------------------------------------------------------


@signed_in
def name_milestone(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = plans.drafted(request, pk)
    return _into_the_draft(
        request, row, NameMilestoneForm(typed(request), plan=row), commands.name_milestone, _("Name a milestone")
    )


@signed_in
def add_promise(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = plans.drafted(request, pk)
    form = PromiseForm(typed(request), plan=row, initial={"owner": member_of(request), "every": "month"})
    return _into_the_draft(request, row, form, commands.add_promise, _("Name a promise"))


def _into_the_draft(request: HttpRequest, plan: Plan, form: forms.Form, act: Any, heading: str) -> HttpResponse:
    context = {
        "heading": heading,
        "intro": plan.title,
        "submit": _("Put it into the draft"),
        "cancel_url": page_of("plan", plan),
    }
    return form_page(
        request,
        form,
        act=partial(act, actor=member_of(request), plan=plan, now=timezone.now()),
        done=page_of("plan", plan),
        context=context,
    )


def _in_plan(plan: Plan, activity_id: UUID) -> AgreedActivity:
    return get_object_or_404(queries.draft_seen(plan), pk=activity_id)


def _changes_form(row: AgreedActivity) -> type[PromiseChangesForm] | type[StepChangesForm]:
    return PromiseChangesForm if row.is_promise else StepChangesForm


@signed_in
def change_activity(request: HttpRequest, pk: UUID, activity_id: UUID) -> HttpResponse:
    plan = plans.drafted(request, pk)
    row = _in_plan(plan, activity_id)
    context = {
        "heading": _("What the next version says"),
        "intro": str(row),
        "submit": _("Put it into the draft"),
        "cancel_url": page_of("plan", plan),
    }
    act = partial(commands.change_activity, actor=member_of(request), plan=plan, activity=row, now=timezone.now())
    return form_page(
        request,
        _changes_form(row)(typed(request), initial=said_next(row)),
        act=partial(_without_revision, act),
        done=page_of("plan", plan),
        context=context,
    )


def _without_revision(act: Any, *, revision: int | None = None, **given: Any) -> Any:
    """A draft is the agreement's, and an amendment overwrites nothing."""
    return act(**given)


@signed_in
@require_POST
def leave_activity_out(request: HttpRequest, pk: UUID, activity_id: UUID) -> HttpResponse:
    return _taken(request, pk, activity_id, commands.leave_activity_out, _("“%(title)s” is left out of the draft."))


@signed_in
@require_POST
def take_activity_in(request: HttpRequest, pk: UUID, activity_id: UUID) -> HttpResponse:
    return _taken(request, pk, activity_id, commands.take_activity_in, _("“%(title)s” stays in the draft."))


def _taken(request: HttpRequest, pk: UUID, activity_id: UUID, act: Any, say: str) -> HttpResponse:
    plan = plans.found(request, pk)
    row = _in_plan(plan, activity_id)
    act = partial(act, actor=member_of(request), plan=plan, activity=row, now=timezone.now())
    return act_and_go(request, act=act, to=page_of("plan", plan), said=say % {"title": row})


@signed_in
def amend_activity(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(agreements.may_amend(actor, row.plan.agreement))
    context = {
        "heading": _("Propose something else"),
        "intro": _("“%(title)s” is agreed. What counts now stays until everybody in the planning has signed.")
        % {"title": row},
        "submit": _("Open an amendment with this"),
        "cancel_url": page_of("activity", row),
        "draft": f"amend-activity-{row.pk}",
    }
    return form_page(
        request,
        _changes_form(row)(typed(request), initial=values_of(row)),
        act=partial(_without_revision, partial(commands.amend_activity, actor=actor, activity=row, now=timezone.now())),
        done=page_of("plan", row.plan),
        context=context,
        said=_("The amendment is open. Say what changed and why, then propose it."),
    )


# --- kept -------------------------------------------------------------------------------------------------


@signed_in
def keep_promise(request: HttpRequest, pk: UUID, until: str) -> HttpResponse:
    actor, row, now = member_of(request), found(request, pk), timezone.now()
    require(policy.may_keep_promise(actor, row))
    day = _day(until)
    here = next((one for one in queries.kept([row], now) if row.is_promise and one.span.ends_on == day), None)
    if here is None:
        raise Http404
    initial: dict[str, Any] = {"kept_on": min(queries.today(now), day)}
    if here.mark:
        initial = {"count": here.mark.count, "kept_on": here.mark.kept_on, "note": here.mark.note}
    context = {
        "heading": _("What became of it?"),
        "intro": _("%(what)s For %(span)s.") % {"what": activity_in_words(values_of(row)), "span": here.span.words},
        "submit": _("Say so"),
        "cancel_url": page_of("activity", row),
        "draft": f"keep-{row.pk}-{until}",
    }
    return form_page(
        request,
        KeptForm(typed(request), activity=row, initial=initial),
        act=partial(commands.keep_promise, actor=actor, activity=row, until=day, now=now),
        done=page_of("activity", row),
        context=context,
        said=_("It is written down."),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Http404 from fault


@signed_in
def pass_promise_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_pass_promises_on(actor, row))
    context = {
        "heading": _("Let somebody else keep it"),
        "intro": row.title,
        "submit": _("Pass it on"),
        "cancel_url": reverse("goals:activity", args=[row.pk]),
    }
    return form_page(
        request,
        PassPromiseOnForm(typed(request), actor=actor, activity=row),
        act=partial(commands.pass_promise_on, actor=actor, activity=row, now=timezone.now()),
        done=page_of("activity", row),
        context=context,
        said=_("They know that it is theirs now."),
    )
