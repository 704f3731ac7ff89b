"""What was agreed for the case that a goal slips: brought up, heard, decided."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.commands.conditions import decided_in_words
from apps.goals.forms import AccountForm, ApplyForm, InvokeForm, WaiveForm
from apps.goals.models import Invocation
from apps.goals.views import goals
from apps.goals.views.forming import form_page, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import typed


def found(request: HttpRequest, pk: UUID) -> Invocation:
    return get_object_or_404(queries.invocations(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
def invoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row, now = member_of(request), goals.found(request, pk), timezone.now()
    require(row.stands_agreed(now) and policy.may_invoke(actor, row))
    context = {
        "heading": _("It slipped: what was agreed for that"),
        "intro": _("“%(title)s”: %(step)s %(owner)s is heard before anything is decided.")
        % {"title": row.title, "step": row.consequence, "owner": row.owner},
        "submit": _("Bring it up"),
        "cancel_url": page_of("goal", row),
        "draft": f"invoke-{row.pk}",
    }
    return form_page(
        request,
        InvokeForm(typed(request)),
        act=partial(commands.invoke_consequence, actor=actor, goal=row, now=now),
        done=partial(page_of, "invocation"),
        context=context,
        said=_("%(owner)s is asked how it came about.") % {"owner": row.owner},
    )


@signed_in
@require_safe
def invocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer, row = member_of(request), found(request, pk)
    heard = row.state == Invocation.State.HEARD
    context = {
        "invocation": row,
        "decided": decided_in_words(row.decided_by),
        "may_speak": row.state == Invocation.State.PROPOSED and policy.may_give_account(viewer, row),
        "may_decide": heard and policy.may_decide_on(viewer, row),
    }
    return render(request, "goals/invocation.html", context)


def _step(request: HttpRequest, row: Invocation, form: forms.Form, act: Any, heading: str, submit: str) -> HttpResponse:
    context = {
        "heading": heading,
        "intro": _("“%(title)s”: %(step)s") % {"title": row.goal.title, "step": row.step},
        "submit": submit,
        "cancel_url": page_of("invocation", row),
        "draft": f"invocation-{row.pk}",
    }
    act = partial(act, actor=member_of(request), invocation=row, now=timezone.now())
    return form_page(request, form, act=act, done=page_of("invocation", row), context=context)


@signed_in
def give_account(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    require(policy.may_give_account(member_of(request), row))
    form = AccountForm(typed(request))
    return _step(request, row, form, commands.give_account, _("How did it come about?"), _("Say so"))


@signed_in
def apply_consequence(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    require(policy.may_decide_on(member_of(request), row))
    form = ApplyForm(typed(request))
    return _step(request, row, form, commands.apply_consequence, _("Do as was agreed"), _("Decide it so"))


@signed_in
def waive_consequence(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    require(policy.may_decide_on(member_of(request), row))
    form = WaiveForm(typed(request))
    return _step(request, row, form, commands.waive_consequence, _("Let it be"), _("Decide it so"))
