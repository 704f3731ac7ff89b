"""Uploading: a file by itself becomes a draft at once; several, or an archive, a batch that a worker takes in."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from apps.collateral import archives, commands, files, policy, queries
from apps.collateral.filters import BatchFilters
from apps.collateral.forms import UploadForm
from apps.collateral.models import Asset
from apps.collateral.things import asset_url
from apps.collateral.things.batches import batch_title, batch_url
from apps.core.answer import answer, say
from apps.core.errors import Refused, require
from apps.people.access import MemberRequest, signed_in
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("uploaded", gettext_lazy("When"), lambda row: row.uploaded_at),
    Column("by", gettext_lazy("Uploaded by"), lambda row: row.uploaded_by),
    Column("files", gettext_lazy("Files"), lambda row: row.count),
    Column("made", gettext_lazy("Taken in"), lambda row: row.made),
    Column("link", gettext_lazy("Link"), lambda row: batch_url(row)),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"-uploaded": "-uploaded_at", "-files": ("-count", "-uploaded_at")}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: MemberRequest) -> HttpResponse:
    """All of it is received before anything of it is listed."""
    require(policy.may_create_asset(request.user))
    form = UploadForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _upload_page(request, form)
    try:
        return _taken_in(request, form)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _upload_page(request, form)


def _taken_in(request: MemberRequest, form: UploadForm) -> HttpResponse:
    given, said = form.cleaned_data["file"], {name: value for name, value in form.values.items() if name != "file"}
    now = timezone.now()
    if len(given) == 1 and not said["publish"] and not archives.is_archive(given[0].name):
        said.pop("publish")
        asset = commands.create_asset(actor=request.user, file=given[0], now=now, **said)
        say(request, _("“%(title)s” is in. Its text is being read.") % {"title": asset})
        return redirect(asset_url(asset))
    return redirect(batch_url(commands.upload_batch(actor=request.user, file=given, now=now, **said)))


def _upload_page(request: MemberRequest, form: UploadForm) -> HttpResponse:
    context = {"limit": files.limit_megabytes(), "cancel_url": reverse("collateral:library")}
    return answer(request, page="collateral/upload.html", context=context, form=form)


@signed_in
@require_safe
def batches(request: MemberRequest) -> HttpResponseBase:
    require(policy.may_create_asset(request.user))
    return listing(
        request,
        page="collateral:batches",
        rows=queries.batches(viewer=request.user),
        filters=BatchFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-uploaded",
        template="collateral/batches.html",
        rows_template="collateral/_batch_rows.html",
        empty=Empty(
            _("Nobody has uploaded several files at once yet."),
            reverse("collateral:upload"),
            _("Upload the first files"),
        ),
    )


@signed_in
@require_safe
def batch(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Each file and how far it is; the page looks again by itself while a worker has to do with one of them."""
    found = get_object_or_404(queries.batches(viewer=request.user), pk=pk)
    rows = list(queries.files_of_batch(viewer=request.user, batch=found).order_by("number"))
    shown = [_line(row) for row in rows if queries.way_of(row) != queries.Way.UNPACKED]
    counts = queries.counts(rows)
    done = sum(count for way, count in counts if way not in queries.ON_THE_WAY)
    context = {
        "batch": found,
        "title": batch_title(found),
        "lines": [line for line in shown if not (line["why"] or line["missing"])],
        "count": len(shown),
        "counts": counts,
        "done": done,
        "is_on_the_way": queries.is_on_the_way(rows),
        "to_mend": [line for line in shown if line["why"] or line["missing"]],
        "with_gaps": [line["file"].asset_id for line in shown if line["gaps"] or line["missing"]],
        "published": sum(row.state == "made" and _is_published(row.asset) for row in rows),
    }
    return render(request, "collateral/batch.html", context)


def _is_published(asset: Asset | None) -> bool:
    return asset is not None and asset.state == Asset.State.PUBLISHED


def _line(row: Any) -> dict[str, Any]:
    way = queries.way_of(row)
    said = {"why": queries.why_not(row), "missing": commands.missing_in(row), "gaps": queries.gaps_of(row)}
    return {"file": row, "way": way, **said}
