"""The steps of one task: one tap where one tap is enough, else a form that asks what must be said."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.errors import require
from apps.goals import commands, policy
from apps.goals.forms import AssignForm, MoveForm, OfferForm, ReasonForm, RemarkForm
from apps.goals.models import Task
from apps.goals.views.forming import form_page, page_of
from apps.goals.views.tasks import found
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, typed


def _tap(request: HttpRequest, task: Task, command: Callable[..., Any], said: str = "") -> HttpResponse:
    act = partial(command, actor=member_of(request), task=task, now=timezone.now())
    return act_and_go(request, act=act, to=page_of("task", task), said=said)


def _ask(
    request: HttpRequest,
    task: Task,
    command: Callable[..., Any],
    form: forms.Form,
    *,
    heading: str,
    submit: str,
    said: str = "",
) -> HttpResponse:
    act = partial(command, actor=member_of(request), task=task, now=timezone.now())
    context = {"heading": heading, "intro": task.title, "submit": submit, "cancel_url": page_of("task", task)}
    return form_page(request, form, act=act, done=page_of("task", task), context=context, said=said)


@signed_in
@require_POST
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _tap(request, found(request, pk), commands.accept_task, _("You answer for it now."))


@signed_in
@require_POST
def not_me(request: HttpRequest, pk: UUID) -> HttpResponse:
    said = _("It is back with who noted it.")
    return _tap(request, found(request, pk), commands.not_me, said)


@signed_in
@require_POST
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _tap(request, found(request, pk), commands.start_task, _("It is in progress."))


@signed_in
@require_POST
def tick(request: HttpRequest, pk: UUID) -> HttpResponse:
    point, done = request.POST.get("point", ""), request.POST.get("done") == "yes"
    return _tap(request, found(request, pk), partial(commands.tick_task, point=point, done=done))


@signed_in
@require_POST
def complete(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _tap(request, found(request, pk), commands.complete_task)


@signed_in
@require_POST
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _tap(request, found(request, pk), commands.confirm_task, _("You confirmed it."))


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _tap(request, found(request, pk), commands.withdraw_offer, _("The offer is taken back."))


@signed_in
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    task = found(request, pk)
    require(policy.may_offer(member_of(request), task))
    form = OfferForm(typed(request), task=task)
    said = _("It is offered. Until it is accepted, %(name)s answers for it.") % {"name": task.owner}
    heading, submit = _("Offer it to somebody"), _("Offer")
    return _ask(request, task, commands.offer_task, form, heading=heading, submit=submit, said=said)


@signed_in
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    task = found(request, pk)
    require(policy.may_answer(member_of(request), task))
    form = ReasonForm(typed(request))
    said = _("You declined it. Who asked you is told why.")
    return _ask(request, task, commands.decline_task, form, heading=_("Why not?"), submit=_("Decline"), said=said)


@signed_in
def assign(request: HttpRequest, pk: UUID) -> HttpResponse:
    task, actor = found(request, pk), member_of(request)
    require(policy.may_reassign(actor, task))
    form = AssignForm(typed(request), actor=actor)
    return _ask(request, task, commands.assign_task, form, heading=_("Assign it"), submit=_("Assign"))


@signed_in
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    task = found(request, pk)
    require(policy.may_drop(member_of(request), task))
    form = ReasonForm(typed(request))
    return _ask(request, task, commands.drop_task, form, heading=_("Drop it"), submit=_("Drop"))


@signed_in
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    task = found(request, pk)
    require(policy.may_reopen(member_of(request), task))
    form, said = RemarkForm(typed(request)), _("It is open again.")
    return _ask(request, task, commands.reopen_task, form, heading=_("Reopen it"), submit=_("Reopen"), said=said)


@signed_in
def move_due(request: HttpRequest, pk: UUID) -> HttpResponse:
    task = found(request, pk)
    require(policy.may_move_due(member_of(request), task))
    form = MoveForm(typed(request), task=task, initial={"due_on": task.due_on})
    heading = _("Move the due date") if task.due_on else _("Set a due date")
    submit, said = _("Move the date") if task.due_on else _("Set the date"), _("The date is set.")
    return _ask(request, task, commands.move_due, form, heading=heading, submit=submit, said=said)
