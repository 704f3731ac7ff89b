"""What salespeople made themselves: handed in, listed, adopted, or answered by what is out already."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from apps.collateral import commands, policy, queries
from apps.collateral.filters import FieldContentFilters
from apps.collateral.forms import AdoptForm, FieldContentForm, SubmitAgainForm, UseInsteadForm
from apps.collateral.models import Asset, FieldContent
from apps.collateral.things import asset_url
from apps.collateral.views.assets import found
from apps.core.answer import say
from apps.core.errors import require
from apps.people.access import MemberRequest, signed_in
from apps.people.editing import form_page
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda row: row.asset.title),
    Column("kind", gettext_lazy("Kind"), lambda row: row.asset.kind),
    Column("made_by", gettext_lazy("Made by"), lambda row: row.made_by),
    Column("adapted_by", gettext_lazy("Adapted by"), lambda row: row.adapted_by),
    Column("used_where", gettext_lazy("Where it was used"), lambda row: row.used_where),
    Column("checks", gettext_lazy("Looked at"), lambda row: ", ".join(row.checks)),
    Column("state", gettext_lazy("State"), lambda row: row.asset.get_state_display()),
    Column("reviewer", gettext_lazy("With"), lambda row: row.with_reviewer),
    Column("owner", gettext_lazy("Owner"), lambda row: row.asset.owner),
    Column("submitted", gettext_lazy("Newest"), lambda row: row.submitted_at),
    Column("link", gettext_lazy("Link"), lambda row: asset_url(row.asset)),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"-submitted": "-submitted_at", "title": "asset__title"}


@signed_in
@require_safe
def field_content(request: MemberRequest) -> HttpResponseBase:
    may_submit = policy.may_submit(request.user)
    nothing = (_("Nobody has handed anything in yet."),)
    hand_in = (reverse("collateral:submit_field_content"), _("Hand in what you made")) if may_submit else ()
    return listing(
        request,
        page="collateral:field_content",
        rows=queries.field_content(viewer=request.user),
        filters=FieldContentFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-submitted",
        template="collateral/field_content.html",
        rows_template="collateral/_field_content_rows.html",
        context={"may_submit": may_submit},
        empty=Empty(*nothing, *hand_in),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def submit_field_content(request: MemberRequest) -> HttpResponse:
    require(policy.may_submit(request.user))
    return form_page(
        request,
        form=FieldContentForm,
        act=partial(commands.submit_field_content, actor=request.user, now=timezone.now()),
        done=lambda content: asset_url(content.asset),
        page="collateral/submit.html",
        context={"cancel_url": reverse("collateral:field_content")},
        said=_("Handed in. You hear what marketing makes of it."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def submit_again(request: MemberRequest, pk: UUID) -> HttpResponse:
    """What was sent back, changed."""
    asset, content = _of_the_field(request, pk)
    require(policy.may_edit_asset(request.user, asset))
    return form_page(
        request,
        form=SubmitAgainForm,
        act=partial(commands.submit_again, actor=request.user, asset=asset, now=timezone.now()),
        done=asset_url(asset),
        page="collateral/submit_again.html",
        context=_around(asset, content),
        said=_("Handed in again. You hear what marketing makes of it."),
        initial={"used_where": content.used_where, "checks": content.checks},
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: MemberRequest, pk: UUID) -> HttpResponse:
    """As it is, or adapted by another file."""
    asset, content = _of_the_field(request, pk)
    require(policy.may_review(request.user, asset))

    def act(**given: Any) -> None:
        made = commands.adopt_field_content(actor=request.user, asset=asset, now=timezone.now(), **given)
        said = _("Adopted. %(name)s is told, and keeps the credit.")
        if made.state == Asset.State.IN_REVIEW:
            said = _("Your version is with another marketer now: it is adopted once they have looked.")
        say(request, said % {"name": content.made_by})

    return form_page(
        request,
        form=AdoptForm,
        act=act,
        done=asset_url(asset),
        page="collateral/adopt.html",
        context=_around(asset, content),
        initial={"audience": asset.audience},
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def use_instead(request: MemberRequest, pk: UUID) -> HttpResponse:
    """What is in review isn't needed: something that is out already does it."""
    asset = found(request, pk)
    require(policy.may_publish(request.user, asset))
    words = request.GET.get("q", "").strip()
    offered = list(queries.could_follow(viewer=request.user, asset=asset, said=words))
    return form_page(
        request,
        form=partial(UseInsteadForm, offered=offered, viewer=request.user),
        act=partial(commands.use_instead, actor=request.user, asset=asset, now=timezone.now()),
        done=asset_url(asset),
        page="collateral/use_instead.html",
        context={"asset": asset, "said": words, "cancel_url": asset_url(asset)},
        said=_("Archived. Whoever made it is told what to use instead, and why."),
    )


def _of_the_field(request: MemberRequest, pk: UUID) -> tuple[Asset, FieldContent]:
    """404 also where the asset isn't of the field."""
    asset = found(request, pk)
    return asset, get_object_or_404(queries.field_content(viewer=request.user), asset=asset)


def _around(asset: Asset, content: FieldContent) -> dict[str, object]:
    return {"asset": asset, "content": content, "cancel_url": asset_url(asset)}
