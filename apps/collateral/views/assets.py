from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.collateral import commands, policy, queries
from apps.collateral.forms import (
    AnswerForm,
    AskAnotherForm,
    AskReviewForm,
    AssetForm,
    ChangesForm,
    FeedbackForm,
    MissingForm,
    RecallForm,
    VerifyForm,
    standing,
)
from apps.collateral.models import Asset, Use
from apps.collateral.things import asset_url
from apps.collateral.views.ground import invalid, refused, revision_of, stale_context
from apps.collateral.words import parse
from apps.core.answer import say
from apps.core.asking import whole_number
from apps.core.errors import Refused, Stale, require
from apps.people.access import MemberRequest, signed_in

PAGE = "collateral/asset.html"
MOST_PAGES = 100_000


def found(request: MemberRequest, pk: UUID) -> Asset:
    return get_object_or_404(queries.library(viewer=request.user).select_related("field_content__made_by"), pk=pk)


@signed_in
@require_safe
def asset(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The asset, what happens next, the text of its pages around the one asked for, and what others say of it."""
    if request.GET.get("q"):
        commands.note_opening(actor=request.user, now=timezone.now())
    shown = found(request, pk)
    # Not where the page asks by itself how far the worker is.
    if request.method == "GET" and not request.htmx and shown.current is not None:
        commands.note_use(member=request.user, version=shown.current, kind=Use.Kind.VIEW, now=timezone.now())
    return render(request, PAGE, asset_context(request, shown))


def asset_context(request: MemberRequest, asset: Asset, form: FeedbackForm | None = None) -> dict[str, Any]:
    viewer, version = request.user, asset.current
    if version is None:
        raise LookupError(asset.pk)
    version.asset = asset
    page = request.GET.get("page", "1")
    life = queries.life(viewer=viewer, asset=asset)
    may_edit = policy.may_edit_asset(viewer, asset)
    content = getattr(asset, "field_content", None)
    said = queries.said_of(asset, viewer=viewer, may_fix=may_edit)
    return {
        "asset": asset,
        "version": version,
        "versions": queries.versions(viewer=viewer, asset=asset).order_by("-number"),
        "words": parse(request.GET.get("q", "")),
        "shelf": queries.shelf(viewer=viewer, version=version, page=whole_number(page, most=MOST_PAGES) or 1),
        "trouble": queries.in_the_way(version),
        "undrawn": queries.undrawn(version),
        "missing": commands.missing_to_publish(asset),
        "gaps": queries.gaps(asset),
        "to_mend": queries.to_mend(viewer=viewer, asset=asset),
        "twins": queries.same_content(viewer=viewer, version=version),
        "places": queries.collections_with(viewer=viewer, asset=asset),
        "may_collect": policy.may_begin_collection(viewer) and asset.state == Asset.State.PUBLISHED,
        "sharing": queries.sharing_of(viewer=viewer, asset=asset, now=timezone.now()),
        "said": said,
        "counted_use": queries.counted_use(asset),
        "form": form or FeedbackForm.of(said.own),
        "answer_form": AnswerForm(),
        "missing_form": MissingForm(),
        "may_edit": may_edit,
        "may_answer": viewer.is_admin or asset.owner_id == viewer.pk,
        "may_publish": policy.may_publish(viewer, asset),
        "may_download": policy.may_download(viewer, version),
        "life": life,
        "content": content,
        "to_adopt": content is not None and asset.published_at is None,
        "input": queries.input_on(viewer=viewer, asset=asset),
        "another_form": AskAnotherForm(could=queries.could_give_input(asset)),
        "ask_form": AskReviewForm(others=life.others),
        "changes_form": ChangesForm(),
        "recall_form": RecallForm(),
        "verify_form": VerifyForm(),
        "may_rate": asset.is_out
        and asset.recalled_at is None
        and viewer.pk not in (asset.owner_id, asset.created_by_id),
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, pk: UUID) -> HttpResponse:
    asset = found(request, pk)
    require(policy.may_edit_asset(request.user, asset))
    form = AssetForm(request.POST or None, asset=asset)
    context = {"asset": asset, "revision": asset.revision, "cancel_url": asset_url(asset), "draft": f"asset-{pk}"}

    def show() -> HttpResponse:
        return invalid(request, form, page="collateral/edit.html", context=context)

    if not form.is_valid():
        return show()
    try:
        commands.edit_asset(
            actor=request.user, asset=asset, now=timezone.now(), revision=revision_of(request), **form.values
        )
    except Stale as stale:
        vars(stale.current).update(standing(stale.current))
        context |= stale_context(request, form, stale.current, url=asset_url(asset))
        return render(request, "collateral/edit.html", context, status=412)
    except Refused as refusal:
        return refused(refusal, form, show)
    return redirect(asset_url(asset))


def _move(request: MemberRequest, pk: UUID, move: Callable[..., Any]) -> HttpResponse:
    asset = found(request, pk)
    _asset, offer = move(actor=request.user, asset=asset, now=timezone.now())
    say(request, offer.label, undo=offer)
    return redirect(asset_url(asset))


@signed_in
@require_POST
def publish(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _move(request, pk, commands.publish_asset)


@signed_in
@require_POST
def unpublish(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _move(request, pk, commands.unpublish_asset)


@signed_in
@require_POST
def restore(request: MemberRequest, pk: UUID) -> HttpResponse:
    asset = found(request, pk)
    commands.restore_asset(actor=request.user, asset=asset, now=timezone.now())
    say(request, _("“%(title)s” is back from the archive.") % {"title": asset})
    return redirect(asset_url(asset))


@signed_in
@require_POST
def read_again(request: MemberRequest, pk: UUID) -> HttpResponse:
    asset = found(request, pk)
    commands.read_again(actor=request.user, asset=asset, now=timezone.now())
    say(request, _("The file is being read again."))
    return redirect(asset_url(asset))
