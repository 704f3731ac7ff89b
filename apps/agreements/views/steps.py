"""What is done with a version as a whole."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.agreements import commands, policy
from apps.agreements.forms import QuestionForm, WithdrawForm
from apps.agreements.views.finding import asked, found, page_of
from apps.core.errors import require
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go


def _tap(request: HttpRequest, pk: UUID, command: Callable[..., Any], said: str, to: str = "") -> HttpResponse:
    agreement = found(request, pk)
    act = partial(command, actor=member_of(request), agreement=agreement, now=timezone.now())
    return act_and_go(request, act=act, to=to or page_of(agreement), said=said)


@signed_in
@require_POST
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _tap(request, pk, commands.propose, _("It is proposed. Every seat is asked for its answer."))


@signed_in
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _tap(request, pk, commands.take_back, _("It is a draft again. What was signed holds no longer."))


@signed_in
@require_POST
def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    said = _("This is the draft of the next version. Until it is signed, the present one counts.")
    return _tap(request, pk, commands.amend, said, reverse("agreements:edit_draft", args=[pk]))


@signed_in
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, agreement = member_of(request), found(request, pk)
    require(policy.may_take_back(actor, agreement))
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    act = partial(commands.withdraw, actor=actor, agreement=agreement, now=timezone.now())
    context = {"heading": _("Withdraw the proposal for good"), "submit": _("Withdraw it"), "button": "btn-bad"}
    return asked(request, form, act=act, agreement=agreement, context=context)


@signed_in
@require_POST
def acknowledge(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = found(request, pk)
    act = partial(commands.acknowledge, actor=member_of(request), agreement=agreement, now=timezone.now())
    context = {"heading": _("Have you read it?"), "submit": _("I have read it")}
    form = QuestionForm(request.POST)
    return asked(request, form, act=act, agreement=agreement, context=context, said=_("Thank you for reading it."))
