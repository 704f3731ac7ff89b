from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.collateral import commands, policy, queries
from apps.collateral.forms import AcceptForm, DeclineForm, DeliverForm, ReopenForm
from apps.collateral.things import request_url
from apps.collateral.views.ground import invalid, refused
from apps.collateral.views.requests import PAGE, found, request_context
from apps.core.answer import answer, back, say
from apps.core.errors import NotNow, Refused, require
from apps.people.access import MemberRequest, signed_in


def _answered(
    request: MemberRequest, pk: UUID, *, form: Form, name: str, command: Callable[..., Any], done: str
) -> HttpResponse:
    """One small form of the request's page; refused, the page comes back with the form open and as typed."""
    wish = found(request, pk)

    def show(late: str = "") -> HttpResponse:
        context = request_context(request, found(request, pk), late=late, **{name: form})
        return answer(request, page=PAGE, context=context, form=form)

    if not form.is_valid():
        return show()
    try:
        command(actor=request.user, request=wish, now=timezone.now(), **form.cleaned_data)
    except NotNow as refusal:
        # Its form may not be on the page any more, now that somebody else was faster.
        response = show(late=str(refusal))
        response.status_code = 409
        return response
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, done)
    return redirect(back(request, request_url(wish)))


@signed_in
@require_POST
def accept(request: MemberRequest, pk: UUID) -> HttpResponse:
    form = AcceptForm(request.POST, wish=found(request, pk), viewer=request.user)
    done = _("Accepted. Whoever asked is told the date.")
    return _answered(request, pk, form=form, name="accept_form", command=commands.accept_request, done=done)


@signed_in
@require_POST
def start(request: MemberRequest, pk: UUID) -> HttpResponse:
    wish = found(request, pk)
    commands.start_request(actor=request.user, request=wish, now=timezone.now())
    say(request, _("You are working on it. Whoever asked sees that."))
    return redirect(back(request, request_url(wish)))


@signed_in
@require_POST
def decline(request: MemberRequest, pk: UUID) -> HttpResponse:
    form, done = DeclineForm(request.POST), _("Declined. Whoever asked is told why.")
    return _answered(request, pk, form=form, name="decline_form", command=commands.decline_request, done=done)


@signed_in
@require_POST
def reopen(request: MemberRequest, pk: UUID) -> HttpResponse:
    form, done = ReopenForm(request.POST), _("Reopened. Whoever delivered it is told what is missing.")
    return _answered(request, pk, form=form, name="reopen_form", command=commands.reopen_request, done=done)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def deliver(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Choose a published asset, found by words where it isn't among the newest, or write the answer."""
    wish = found(request, pk)
    require(policy.may_triage(request.user, wish))
    said = request.GET.get("q", "").strip()
    offered = list(queries.deliverable(viewer=request.user, said=said, like=wish.title))
    form = DeliverForm(request.POST or None, deliverable=offered, viewer=request.user)

    def show() -> HttpResponse:
        context = {"wish": wish, "said": said, "cancel_url": request_url(wish), "draft": f"deliver-{pk}"}
        return invalid(request, form, page="collateral/deliver.html", context=context)

    if not form.is_valid():
        return show()
    try:
        commands.deliver_request(actor=request.user, request=wish, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, _("Delivered. Whoever asked is told, and says whether it fits."))
    return redirect(request_url(wish))
