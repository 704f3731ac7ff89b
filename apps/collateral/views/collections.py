"""Collections: found, read, filled and put in order."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.collateral import commands, policy, queries
from apps.collateral.filters import CollectionFilters
from apps.collateral.forms import (
    CollectedInForm,
    CollectForm,
    CollectionForm,
    ItemForm,
    MoveForm,
    NewCollectionForm,
)
from apps.collateral.models import Collection, CollectionItem
from apps.collateral.things import asset_url
from apps.collateral.things.collections import collection_url
from apps.collateral.views.assets import found as found_asset
from apps.core.errors import require
from apps.people.access import MemberRequest, signed_in
from apps.people.editing import act_and_go, form_page, submit
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda row: row.title),
    Column("use_when", gettext_lazy("Use when"), lambda row: row.use_when),
    Column("size", gettext_lazy("Pieces"), lambda row: row.size),
    Column("owner", gettext_lazy("Owner"), lambda row: row.owner),
    Column("created", gettext_lazy("Newest"), lambda row: row.created_at),
    Column("archived", gettext_lazy("Archived"), lambda row: row.archived_at),
    Column("link", gettext_lazy("Link"), collection_url),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"title": "title", "-created": "-created_at", "-size": ("-size", "title")}
FORM = "collateral/collection_form.html"


def found(request: MemberRequest, pk: UUID) -> Collection:
    return get_object_or_404(queries.collections(viewer=request.user), pk=pk)


def found_item(request: MemberRequest, pk: UUID) -> CollectionItem:
    rows = CollectionItem.objects.visible_to(request.user).select_related("asset", "collection")
    return get_object_or_404(rows, pk=pk)


@signed_in
@require_safe
def collections(request: MemberRequest) -> HttpResponseBase:
    first: tuple[str, ...] = ()
    if policy.may_begin_collection(request.user):
        first = (reverse("collateral:new_collection"), _("Begin the first"))
    return listing(
        request,
        page="collateral:collections",
        rows=queries.collections(viewer=request.user),
        filters=CollectionFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="title",
        template="collateral/collections.html",
        rows_template="collateral/_collection_rows.html",
        context={"may_begin": policy.may_begin_collection(request.user)},
        empty=Empty(_("There are no collections yet: collateral in order, for one situation."), *first),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_collection(request: MemberRequest) -> HttpResponse:
    require(policy.may_begin_collection(request.user))
    return form_page(
        request,
        form=NewCollectionForm,
        act=partial(commands.begin_collection, actor=request.user, now=timezone.now()),
        done=collection_url,
        page=FORM,
        context={
            "heading": _("New collection"),
            "submit": _("Begin it"),
            "cancel_url": reverse("collateral:collections"),
        },
        said=_("It is there. Put in what belongs to it."),
    )


@signed_in
@require_safe
def collection(request: MemberRequest, pk: UUID) -> HttpResponse:
    return render(request, "collateral/collection.html", _context(request, found(request, pk)))


def _context(request: MemberRequest, collection: Collection) -> dict[str, Any]:
    viewer = request.user
    inside = queries.collected(viewer=viewer, collection=collection, now=timezone.now())
    may_edit = policy.may_edit_collection(viewer, collection)
    open_to_edit = may_edit and collection.archived_at is None
    return {
        "collection": collection,
        "inside": inside,
        "may_edit": may_edit,
        "open_to_edit": open_to_edit,
        "may_be_shared": collection.archived_at is None and any(one.shown for one in inside),
        "form": CollectForm(viewer=viewer, collection=collection) if open_to_edit else None,
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_collection(request: MemberRequest, pk: UUID) -> HttpResponse:
    collection = found(request, pk)
    require(policy.may_edit_collection(request.user, collection))
    return form_page(
        request,
        form=CollectionForm,
        act=partial(commands.edit_collection, actor=request.user, collection=collection, now=timezone.now()),
        done=collection_url,
        page=FORM,
        context={
            "heading": _("Edit what is said of it"),
            "cancel_url": collection_url(collection),
            "draft": f"collection-{pk}",
        },
        initial={**CollectionForm.values_of(collection), "revision": collection.revision},
    )


@signed_in
@require_POST
def collect(request: MemberRequest, pk: UUID) -> HttpResponse:
    """From the collection's page."""
    collection = found(request, pk)
    require(policy.may_edit_collection(request.user, collection))
    return submit(
        request,
        form=CollectForm(request.POST, viewer=request.user, collection=collection),
        act=partial(commands.collect, actor=request.user, collection=collection, now=timezone.now()),
        done=f"{collection_url(collection)}#items",
        page="collateral/collection.html",
        context=_context(request, collection),
        said=_("It is in."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def collect_asset(request: MemberRequest, pk: UUID) -> HttpResponse:
    """From the asset's page."""
    asset = found_asset(request, pk)
    require(policy.may_begin_collection(request.user))
    return form_page(
        request,
        form=partial(CollectedInForm, viewer=request.user),
        act=partial(commands.collect, actor=request.user, asset=asset, now=timezone.now()),
        done=lambda item: collection_url(item.collection),
        page=FORM,
        context={
            "heading": _("Put it into a collection"),
            "asset": asset,
            "submit": _("Put it in"),
            "cancel_url": asset_url(asset),
        },
        said=_("It is in."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_item(request: MemberRequest, pk: UUID) -> HttpResponse:
    item = found_item(request, pk)
    require(policy.may_edit_collection(request.user, item.collection))
    url = collection_url(item.collection)
    return form_page(
        request,
        form=ItemForm,
        act=partial(commands.edit_item, actor=request.user, item=item, now=timezone.now()),
        done=url,
        page=FORM,
        context={"heading": _("When to use it"), "asset": item.asset, "cancel_url": url},
        initial={"use_when": item.use_when},
    )


@signed_in
@require_POST
def move_item(request: MemberRequest, pk: UUID) -> HttpResponse:
    item = found_item(request, pk)
    form = MoveForm(request.POST)
    direction = form.cleaned_data["direction"] if form.is_valid() else ""
    act = partial(commands.move_item, actor=request.user, item=item, direction=direction, now=timezone.now())
    return act_and_go(request, act=act, to=f"{collection_url(item.collection)}#item-{item.pk}")


@signed_in
@require_POST
def remove_item(request: MemberRequest, pk: UUID) -> HttpResponse:
    item = found_item(request, pk)
    act = partial(commands.remove_item, actor=request.user, item=item, now=timezone.now())
    return act_and_go(request, act=act, to=f"{collection_url(item.collection)}#items")


def _act(request: MemberRequest, pk: UUID, command: Callable[..., Any], said: str = "") -> HttpResponse:
    collection = found(request, pk)
    act = partial(command, actor=request.user, collection=collection, now=timezone.now())
    return act_and_go(request, act=act, to=collection_url(collection), said=said)


@signed_in
@require_POST
def archive_collection(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, commands.archive_collection)


@signed_in
@require_POST
def restore_collection(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, commands.restore_collection, _("It stands in the lists again."))
