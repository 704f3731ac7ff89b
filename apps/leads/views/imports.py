from collections.abc import Iterator
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import require
from apps.leads import commands, incoming, policy, queries
from apps.leads.commands.importing import CHUNK, preview
from apps.leads.filters import ImportFilters
from apps.leads.forms import MappingForm, UploadForm
from apps.leads.models import Import
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, form_page, submit, typed
from apps.people.lists import Column, Empty, csv_of, listing

COLUMNS = [
    Column("name", gettext_lazy("File"), lambda source: source.name),
    Column("state", gettext_lazy("State"), lambda source: source.get_state_display()),
    Column("uploaded_at", gettext_lazy("Newest"), lambda source: source.uploaded_at),
    Column("rows", gettext_lazy("Rows"), lambda source: source.rows),
    Column("created", gettext_lazy("Created"), lambda source: source.created),
    Column("updated", gettext_lazy("Updated"), lambda source: source.updated),
    Column("unchanged", gettext_lazy("Unchanged"), lambda source: source.unchanged),
    Column("rejected", gettext_lazy("Rejected"), lambda source: source.rejected),
]
ORDERS = {"-uploaded_at": ("-uploaded_at", "id"), "name": ("name", "id")}
# The first problems that a preview or a report shows; the file has them all.
SHOWN = 50


@signed_in
@require_safe
def imports(request: HttpRequest) -> HttpResponseBase:
    viewer = member_of(request)
    require(policy.may_bring_leads(viewer))
    return listing(
        request,
        page="leads:imports",
        rows=queries.imports(viewer=viewer, now=timezone.now()),
        filters=ImportFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-uploaded_at",
        template="leads/imports.html",
        rows_template="leads/_imports.html",
        empty=Empty(_("Nothing has been imported yet."), reverse("leads:new_import"), _("Import leads")),
    )


@signed_in
def new_import(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    require(policy.may_bring_leads(actor))
    return form_page(
        request,
        form=UploadForm,
        act=partial(commands.upload_import, actor=actor, now=timezone.now()),
        done=lambda source: reverse("leads:map_import", args=[source.pk]),
        context={
            "heading": _("Import leads"),
            "intro": _("Nothing is written until you have seen what the rows would become."),
            "submit": _("Upload"),
            "cancel_url": reverse("leads:imports"),
        },
    )


def found(request: HttpRequest, pk: UUID) -> Import:
    viewer = member_of(request)
    row = get_object_or_404(queries.imports(viewer=viewer, now=timezone.now()), pk=pk)
    require(policy.may_bring_leads(viewer))
    return row


def _page_of(source: Import) -> str:
    return reverse("leads:import", args=[source.pk])


@signed_in
@require_safe
def source(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where an import stands: what its rows would become, how far it is, or how it ended."""
    row, viewer, now = found(request, pk), member_of(request), timezone.now()
    if row.state == Import.State.UPLOADED:
        return redirect("leads:map_import", row.pk)
    ahead = preview(row, now=now) if row.state == Import.State.MAPPED else None
    rejects = ahead.rejected if ahead else queries.rejects(viewer=viewer, now=now, source=row)
    same = Import.objects.visible_to(viewer).filter(sha256=row.sha256, state=Import.State.DONE).exclude(pk=row.pk)
    context = {
        "source": row,
        "ahead": ahead,
        "previewed": CHUNK,
        "rejects": rejects[:SHOWN],
        "same": same.order_by("-finished_at").first() if ahead else None,
        "is_running": row.state == Import.State.RUNNING,
    }
    return render(request, "leads/import.html", context)


@signed_in
def map_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    form = MappingForm(typed(request), source=row)
    context = {"source": row, "form": form}
    if request.method != "POST":
        return render(request, "leads/map_import.html", context)
    return submit(
        request,
        form=form,
        act=partial(commands.map_import, actor=member_of(request), source=row, now=timezone.now()),
        done=_page_of(row),
        page="leads/map_import.html",
        context=context,
    )


@signed_in
@require_POST
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    act = partial(commands.start_import, actor=member_of(request), source=row, now=timezone.now())
    return act_and_go(request, act=act, to=_page_of(row), said=_("The import runs. You may leave this page."))


@signed_in
@require_safe
def rejects(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What was rejected, as a file to mend and import again: the same columns, and why."""
    row = found(request, pk)
    columns = [column for column in row.header if column != incoming.REASON]
    places = [place for place, column in enumerate(row.header) if column != incoming.REASON]
    rows = queries.rejects(viewer=member_of(request), now=timezone.now(), source=row)

    def lines() -> Iterator[list[str]]:
        yield [*columns, incoming.REASON]
        for reject in rows.iterator(chunk_size=2000):
            values = [reject.values[place] if place < len(reject.values) else "" for place in places]
            why = f"{reject.column}: {reject.reason}" if reject.column else reject.reason
            yield [*values, why]

    return csv_of(lines(), name="rejected-rows", delimiter=row.delimiter)
