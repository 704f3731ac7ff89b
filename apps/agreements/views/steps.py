"""What is done with a version as a whole."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.agreements import commands, policy, queries
from apps.agreements.forms import EndForm, QuestionForm, ReviewForm, WithdrawForm
from apps.agreements.views.finding import asked, found, page_of
from apps.core.answer import say
from apps.core.errors import require
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, typed


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
    form = WithdrawForm(typed(request))
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


@signed_in
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, agreement = member_of(request), found(request, pk)
    require(policy.may_review(actor, agreement))
    form = ReviewForm(typed(request))
    act = partial(commands.review, actor=actor, agreement=agreement, now=timezone.now())
    context = {"heading": _("Look at it again"), "submit": _("We looked at it: it stays as it is")}
    return asked(request, form, act=act, agreement=agreement, context=context, said=_("It is written down."))


@signed_in
def terminate(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, agreement = member_of(request), found(request, pk)
    require(policy.may_amend(actor, agreement))
    form = EndForm(typed(request))
    act = partial(commands.terminate, actor=actor, agreement=agreement, now=timezone.now())
    context = {"heading": _("Begin to end it"), "submit": _("Draft its end")}
    said = _("This draft ends it. Propose it: it counts until every seat has agreed to its end.")
    return asked(request, form, act=act, agreement=agreement, context=context, said=said)


@signed_in
@require_POST
def discard_draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = found(request, pk)
    left = commands.discard_draft(actor=member_of(request), agreement=agreement, now=timezone.now())
    say(request, _("The draft is dropped."))
    return redirect(page_of(left) if left else reverse("agreements:agreements"))


@signed_in
@require_POST
def talk_about(request: HttpRequest, pk: UUID, move_id: UUID) -> HttpResponse:
    actor, agreement, now = member_of(request), found(request, pk), timezone.now()
    move = get_object_or_404(queries.moves(viewer=actor, now=now, agreement=agreement), pk=move_id)
    act = partial(commands.talk_about, actor=actor, agreement=agreement, move=move, now=now)
    said = _("%(name)s is told, and the next joint meeting suggests it.") % {"name": move.by}
    return act_and_go(request, act=act, to=page_of(agreement), said=said)
