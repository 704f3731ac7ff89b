"""Versions: put up, brought back, and set side by side."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.collateral import commands, files, policy, queries
from apps.collateral.commands.versions import NewerVersion
from apps.collateral.forms import RollBackForm, VersionForm
from apps.collateral.models import Asset, AssetVersion
from apps.collateral.things import asset_url
from apps.collateral.views.assets import found
from apps.collateral.views.ground import invalid, refused
from apps.core.answer import say
from apps.core.errors import Refused, require
from apps.people.access import MemberRequest, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Another file behind the same link."""
    asset = found(request, pk)
    require(policy.may_edit_asset(request.user, asset))
    version, page = _in_use(asset), "collateral/replace.html"
    fixable = queries.fixable(asset, viewer=request.user, in_next=True)
    files_sent = request.FILES or None
    form = VersionForm(request.POST or None, files_sent, member=request.user, version=version, fixable=fixable)
    context = {"asset": asset, "version": version, "cancel_url": asset_url(asset)}

    def show() -> HttpResponse:
        return invalid(request, form, page=page, context=context)

    if not form.is_valid():
        return show()
    given = {name: said for name, said in form.cleaned_data.items() if name != "held"}
    try:
        made = commands.add_version(actor=request.user, asset=asset, now=timezone.now(), **given)
    except NewerVersion as newer:
        return _newer(request, newer, form, page, context)
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, _("Version %(number)s is in use now. Its text is being read.") % {"number": made.number})
    return redirect(asset_url(asset))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def roll_back(request: MemberRequest, pk: UUID) -> HttpResponse:
    """An older file as the newest version."""
    version = get_object_or_404(queries.all_versions(viewer=request.user), pk=pk)
    asset = found(request, version.asset_id)
    require(policy.may_edit_asset(request.user, asset))
    page = "collateral/roll_back.html"
    form = RollBackForm(request.POST or None, initial={"based_on": _in_use(asset).number})
    context = {"asset": asset, "version": version, "in_use": _in_use(asset), "cancel_url": asset_url(asset)}

    def show() -> HttpResponse:
        return invalid(request, form, page=page, context=context)

    if not form.is_valid():
        return show()
    try:
        made = commands.roll_back(actor=request.user, version=version, now=timezone.now(), **form.cleaned_data)
    except NewerVersion as newer:
        return _newer(request, newer, form, page, context)
    except Refused as refusal:
        return refused(refusal, form, show)
    numbers = {"number": made.number, "of": version.number}
    say(request, _("Version %(number)s is in use now: the file of version %(of)s is back.") % numbers)
    return redirect(asset_url(asset))


@signed_in
@require_safe
def compare(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Any two versions page by page; without a choice, the one in use beside the one before it."""
    asset = found(request, pk)
    require(policy.may_compare(request.user, asset))
    versions = list(queries.versions(viewer=request.user, asset=asset).order_by("number"))
    after = _chosen(versions, request.GET.get("b")) or versions[-1]
    earlier = [version for version in versions if version.number < after.number]
    before = _chosen(versions, request.GET.get("a")) or (earlier or [after])[-1]
    context = {
        "asset": asset,
        "versions": versions,
        "before": before,
        "after": after,
        "comparison": queries.compared_versions(before, after) if before != after else None,
    }
    return render(request, "collateral/compare.html", context)


def _in_use(asset: Asset) -> AssetVersion:
    if asset.current is None:
        raise LookupError(asset.pk)
    return asset.current


def _chosen(versions: list[AssetVersion], number: str | None) -> AssetVersion | None:
    """The version of this number; 404 where there is none."""
    if number is None:
        return None
    for version in versions:
        if str(version.number) == number:
            return version
    raise Http404


def _newer(request: MemberRequest, newer: NewerVersion, form: Form, page: str, context: dict[str, Any]) -> HttpResponse:
    """Both versions side by side: one press puts one's own over the other, without sending the file again."""
    theirs, kept, note = newer.current, newer.kept, form.cleaned_data["change_note"]
    form.initial = {"change_note": note, "based_on": theirs.number}
    if "fixes" in form.cleaned_data:
        form.initial["fixes"] = [one.pk for one in form.cleaned_data["fixes"]]
    fields = [_pair(_("What is new in it"), note, theirs.change_note)]
    if "text" in form.cleaned_data and theirs.is_markdown:
        form.initial["text"] = form.cleaned_data["text"]
        fields.insert(0, _pair(_("Text"), form.cleaned_data["text"], files.text_of(theirs.file)))
    if "link" in form.cleaned_data:
        form.initial["link"] = form.cleaned_data["link"]
        fields.insert(0, _pair(_("Address"), form.cleaned_data["link"], theirs.link))
    if kept is not None and kept.stored_as:
        form.initial["held"] = files.pass_for(kept, request.user.pk)
        fields.insert(0, _pair(_("File"), _named(kept.name, kept.size), _named(theirs.original_name, theirs.size)))
    form.is_bound = False
    stale = {
        "by": theirs.uploaded_by,
        "at": theirs.uploaded_at,
        "url": asset_url(context["asset"]),
        "action": request.path,
        "revision": theirs.number,
        "fields": fields,
    }
    return render(request, page, context | {"form": form, "stale": stale}, status=412)


def _named(name: str, size: int) -> str:
    return f"{name}, {filesizeformat(size)}"


def _pair(label: str, yours: str, theirs: str) -> dict[str, Any]:
    return {"label": label, "yours": yours, "theirs": theirs, "differs": yours != theirs}
