"""The steps of an asset's life that ask for a word: review, recall, archive, what is used instead."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.collateral import commands, policy, queries
from apps.collateral.forms import AskReviewForm, ChangesForm, RecallForm, SuccessorForm, VerifyForm
from apps.collateral.models import Asset
from apps.collateral.things import asset_url
from apps.collateral.views.assets import PAGE, asset_context, found
from apps.collateral.views.ground import invalid, refused
from apps.core.answer import back, say
from apps.core.errors import NotNow, Refused, require
from apps.people.access import MemberRequest, signed_in
from apps.people.editing import typed


def _stepped(
    request: MemberRequest, pk: UUID, *, form: Form, name: str, command: Callable[..., Any], done: str
) -> HttpResponse:
    """A small form of the asset's page; refused, the page comes back with the form open and as typed."""
    asset = found(request, pk)

    def show(status: int) -> HttpResponse:
        context = asset_context(request, found(request, pk)) | {name: form, "opens": name}
        return render(request, PAGE, context, status=status)

    if not form.is_valid():
        return show(422)
    try:
        command(actor=request.user, asset=asset, now=timezone.now(), **form.cleaned_data)
    except NotNow as refusal:
        say_late = asset_context(request, found(request, pk)) | {"late": str(refusal)}
        return render(request, PAGE, say_late, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(422)
    say(request, done)
    return redirect(back(request, asset_url(asset)))


@signed_in
@require_POST
def ask_review(request: MemberRequest, pk: UUID) -> HttpResponse:
    asset = found(request, pk)
    form = AskReviewForm(request.POST, others=queries.life(viewer=request.user, asset=asset).others)
    done = _("It is put up for review. You hear what comes of it.")
    return _stepped(request, pk, form=form, name="ask_form", command=commands.ask_review, done=done)


@signed_in
@require_POST
def request_changes(request: MemberRequest, pk: UUID) -> HttpResponse:
    form, done = ChangesForm(request.POST), _("Sent back. Whoever made it reads what has to change.")
    return _stepped(request, pk, form=form, name="changes_form", command=commands.request_changes, done=done)


@signed_in
@require_POST
def recall(request: MemberRequest, pk: UUID) -> HttpResponse:
    form, done = RecallForm(request.POST), _("Recalled. Everybody who relied on it is told.")
    return _stepped(request, pk, form=form, name="recall_form", command=commands.recall_asset, done=done)


@signed_in
@require_POST
def verify(request: MemberRequest, pk: UUID) -> HttpResponse:
    form, done = VerifyForm(request.POST), _("Verified. Thank you for looking.")
    return _stepped(request, pk, form=form, name="verify_form", command=commands.verify_asset, done=done)


def _tapped(request: MemberRequest, pk: UUID, command: Callable[..., Any], done: str) -> HttpResponse:
    asset = found(request, pk)
    command(actor=request.user, asset=asset, now=timezone.now())
    say(request, done % {"title": asset})
    return redirect(asset_url(asset))


@signed_in
@require_POST
def take_back(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _tapped(request, pk, commands.take_back, _("“%(title)s” is back with you."))


@signed_in
@require_POST
def approve(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _tapped(request, pk, commands.approve_asset, _("“%(title)s” is out: everybody finds it now."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Out of the lists, with what takes its place."""
    heading, submit = _("Archive it"), _("Archive")
    return _followed(request, pk, heading=heading, submit=submit, command=commands.archive_asset)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def successor(request: MemberRequest, pk: UUID) -> HttpResponse:
    """What is used instead of something that is out of use, or will be."""
    heading, submit = _("What is used instead?"), _("Save")
    return _followed(request, pk, heading=heading, submit=submit, command=commands.name_successor)


def _followed(
    request: MemberRequest, pk: UUID, *, heading: str, submit: str, command: Callable[..., Any]
) -> HttpResponse:
    asset = found(request, pk)
    require(policy.may_publish(request.user, asset))
    said = request.GET.get("q", "").strip()
    offered = list(queries.could_follow(viewer=request.user, asset=asset, said=said))
    if asset.successor is not None and asset.successor not in offered:
        offered.insert(0, asset.successor)
    sent = typed(request)
    form = SuccessorForm(sent, offered=offered, viewer=request.user, initial={"successor": asset.successor_id})

    def show() -> HttpResponse:
        context = {"asset": asset, "said": said, "heading": heading, "submit": submit, "cancel_url": asset_url(asset)}
        return invalid(request, form, page="collateral/successor.html", context=context)

    if not form.is_valid():
        return show()
    try:
        done = command(actor=request.user, asset=asset, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal, form, show)
    _say_followed(request, done)
    return redirect(asset_url(asset))


def _say_followed(request: MemberRequest, done: Any) -> None:
    if isinstance(done, Asset):
        say(request, _("Saved. Its page points there."))
        return
    _asset, offer = done
    say(request, offer.label, undo=offer)
