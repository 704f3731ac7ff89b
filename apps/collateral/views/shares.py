"""What members do with links to customers: make one, see who opened it, keep it open longer, revoke it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.collateral import commands, policy, queries
from apps.collateral.filters import ShareFilters
from apps.collateral.forms import ExtendShareForm, ShareForm
from apps.collateral.models import Asset, Collection, Share
from apps.collateral.snippets import Snippet, snippet
from apps.collateral.things.shares import share_url
from apps.collateral.views.assets import found as found_asset
from apps.collateral.views.ground import refused
from apps.core import things
from apps.core.errors import Refused
from apps.people.access import MemberRequest, signed_in
from apps.people.editing import act_and_go, form_page
from apps.people.lists import Column, Empty, listing
from apps.people.queries import company, working_time

COLUMNS = [
    Column("what", gettext_lazy("What"), lambda row: row.what.title),
    Column("recipient", gettext_lazy("For"), lambda row: row.recipient),
    Column("standing", gettext_lazy("State"), lambda row: queries.standing_of(row).label),
    Column("until", gettext_lazy("Until"), lambda row: row.expires_on),
    Column("opened", gettext_lazy("Openings"), lambda row: row.opened),
    Column("opened_at", gettext_lazy("Last opened"), lambda row: row.opened_at),
    Column("download", gettext_lazy("Download"), lambda row: row.may_download),
    Column("passcode", gettext_lazy("Passcode"), lambda row: bool(row.passcode)),
    Column("shared_by", gettext_lazy("Shared by"), lambda row: row.shared_by),
    Column("shared", gettext_lazy("Shared"), lambda row: row.shared_at),
    Column("link", gettext_lazy("Link"), lambda row: share_url(row)),
]
ORDERS: dict[str, str | tuple[str, ...]] = {
    "-shared": "-shared_at",
    "until": ("expires_on", "-shared_at"),
    "-opened": ("-opened", "-shared_at"),
    "recipient": "recipient",
}


def found(request: MemberRequest, pk: UUID) -> Share:
    return get_object_or_404(queries.shares(viewer=request.user, now=timezone.now()), pk=pk)


@signed_in
@require_safe
def shares(request: MemberRequest) -> HttpResponseBase:
    return listing(
        request,
        page="collateral:shares",
        rows=queries.shares(viewer=request.user, now=timezone.now()),
        filters=ShareFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-shared",
        template="collateral/shares.html",
        rows_template="collateral/_share_rows.html",
        empty=Empty(
            _("Nothing is shared with a customer yet. Open what you would show, and share it there."),
            f"{reverse('collateral:library')}?audience=customers",
            _("Choose collateral"),
        ),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def share_asset(request: MemberRequest, pk: UUID) -> HttpResponse:
    asset = found_asset(request, pk)
    shown = queries.may_be_shown(asset, today=working_time().today(timezone.now()))
    return _share(request, partial(commands.share_asset, asset=asset), asset, shown)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def share_collection(request: MemberRequest, pk: UUID) -> HttpResponse:
    collection = get_object_or_404(queries.collections(viewer=request.user), pk=pk)
    shown = collection.archived_at is None and queries.for_customers_in(collection, now=timezone.now()).exists()
    return _share(request, partial(commands.share_collection, collection=collection), collection, shown)


def _share(
    request: MemberRequest, command: Callable[..., commands.NewShare], what: Asset | Collection, shown: bool
) -> HttpResponse:
    """The link stands on the answer to this one call, and nowhere else."""
    now = timezone.now()
    form = ShareForm(request.POST or None, today=working_time().today(now), company=company())
    context = {"what": what, "shown": shown, "cancel_url": things.url(what)}

    def show() -> HttpResponse:
        status = 422 if form.is_bound else 200
        return render(request, "collateral/share_form.html", context | {"form": form}, status=status)

    if not form.is_valid():
        return show()
    try:
        made = command(actor=request.user, now=now, **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal, form, show)
    return render(request, "collateral/shared_now.html", _shown_once(made), status=201)


def _shown_once(made: commands.NewShare) -> dict[str, Any]:
    words: Snippet = snippet(made.share, url=made.url, inside=queries.titles_in(made.share))
    return {"share": made.share, "url": made.url, "snippet": words}


@signed_in
@require_safe
def share(request: MemberRequest, pk: UUID) -> HttpResponse:
    share = found(request, pk)
    now = timezone.now()
    openings = queries.openings(viewer=request.user, share=share, now=now).order_by("-number")[:200]
    form = ExtendShareForm(initial={"expires_on": share.expires_on})
    context = {
        "share": share,
        "openings": openings,
        "may_end": policy.may_end_share(request.user, share),
        "form": form,
    }
    return render(request, "collateral/share.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def extend_share(request: MemberRequest, pk: UUID) -> HttpResponse:
    share = found(request, pk)
    return form_page(
        request,
        form=ExtendShareForm,
        act=partial(commands.extend_share, actor=request.user, share=share, now=timezone.now()),
        done=share_url(share),
        page="collateral/extend_share.html",
        context={"share": share, "submit": _("Choose this day"), "cancel_url": share_url(share)},
        said=_("The link ends on the day you chose."),
        initial={"expires_on": share.expires_on},
    )


@signed_in
@require_POST
def revoke_share(request: MemberRequest, pk: UUID) -> HttpResponse:
    share = found(request, pk)
    act = partial(commands.revoke_share, actor=request.user, share=share, now=timezone.now())
    return act_and_go(request, act=act, to=share_url(share), said=_("The link shows nothing any more."))
