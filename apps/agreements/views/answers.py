"""A seat's answers, each as near as the others; what was read goes with them."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.agreements import commands, policy, queries
from apps.agreements.commands.answering import OtherWords
from apps.agreements.forms import ConcernForm, ObjectionForm, SignForm, SuccessorForm
from apps.agreements.models import Agreement, Seat
from apps.agreements.views.finding import asked, found, opened_of, page_of
from apps.core.errors import require
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, typed
from apps.people.models import Member


@signed_in
@require_POST
def agree(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = found(request, pk)
    form = SignForm(request.POST)
    context = {"heading": _("Do you agree?"), "submit": _("I agree")}
    return _answer(request, agreement, form, commands.sign, context, said=_("You agreed."))


@signed_in
def agree_with_concern(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = found(request, pk)
    form = _form(ConcernForm, request, agreement)
    context = {"heading": _("Agree, with a concern"), "submit": _("I agree, with a concern")}
    return _answer(request, agreement, form, commands.sign, context, said=_("You agreed, with a concern."))


@signed_in
def object_to(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = found(request, pk)
    form = _form(ObjectionForm, request, agreement)
    context = {"heading": _("Object"), "submit": _("I object")}
    said = _("Your objection stands until you withdraw it. Everybody in on it is told.")
    return _answer(request, agreement, form, commands.object_to, context, said=said)


def _form(form: type[forms.Form], request: HttpRequest, agreement: Agreement) -> forms.Form:
    """The form with the digest of what its reader sees, for whoever has a seat or answers for who has one."""
    version, viewer = opened_of(request, agreement), member_of(request)
    if request.method == "POST":
        require(
            policy.may_answer(viewer, version) or _away(agreement, viewer, request.POST.get("instead_of")) is not None
        )
        return form(request.POST)
    instead_of = _away(agreement, viewer, request.GET.get("instead_of"))
    require(policy.may_answer(viewer, version) or instead_of is not None)
    proposal = queries.latest(version)
    return form(initial={"digest": proposal.digest if proposal else "", "instead_of": instead_of})


def _away(agreement: Agreement, viewer: Member, wanted: str | None) -> Member | None:
    """Whom the viewer answers for here, if it is who was asked for."""
    holders = (holder for one, holder in queries.stands_in(viewer, timezone.now()) if one == agreement)
    return next((holder for holder in holders if str(holder.pk) == wanted), None)


def _answer(
    request: HttpRequest, agreement: Agreement, form: forms.Form, command: Any, context: dict[str, Any], *, said: str
) -> HttpResponse:
    act = partial(command, actor=member_of(request), agreement=agreement, now=timezone.now())
    try:
        return asked(request, form, act=partial(_or_difference, act), agreement=agreement, context=context, said=said)
    except _Changed as changed:
        return _difference(request, agreement, changed.fault)


class _Changed(Exception):
    """Carries what was refused past the form, because it has a page of its own."""

    def __init__(self, fault: OtherWords) -> None:
        super().__init__(str(fault))
        self.fault = fault


def _or_difference(act: Any, **sent: Any) -> Any:
    try:
        return act(**sent)
    except OtherWords as fault:
        raise _Changed(fault) from fault


def _difference(request: HttpRequest, agreement: Agreement, fault: OtherWords) -> HttpResponse:
    """What was read beside what is proposed now; nothing is signed."""
    read, current = fault.read, fault.current
    context = {
        "agreement": agreement,
        "reason": str(fault),
        "comparison": queries.compared_contents(agreement, read.content, current.content) if read else None,
    }
    return render(request, "agreements/changed.html", context, status=409)


@signed_in
@require_POST
def withdraw_objection(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = found(request, pk)
    act = partial(commands.withdraw_objection, actor=member_of(request), agreement=agreement, now=timezone.now())
    return act_and_go(request, act=act, to=page_of(agreement), said=_("Your objection is withdrawn."))


@signed_in
def name_successor(request: HttpRequest, pk: UUID, seat_id: UUID) -> HttpResponse:
    actor, agreement = member_of(request), found(request, pk)
    seen = queries.versions(viewer=actor, now=timezone.now(), agreement=agreement)
    seat = get_object_or_404(Seat.objects.select_related("member"), pk=seat_id, version__in=seen)
    require(policy.may_name_successor(actor, seat))
    form = SuccessorForm(typed(request), seat=seat)
    act = partial(commands.name_successor, actor=actor, agreement=agreement, seat=seat, now=timezone.now())
    context = {"heading": _("Name a successor for %(name)s") % {"name": seat.member}, "submit": _("Name them")}
    return asked(request, form, act=act, agreement=agreement, context=context)
