"""What was heard outside: two lines on a phone, read by both sides."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.collateral import commands, policy, queries
from apps.collateral.filters import FieldNoteFilters
from apps.collateral.forms import FieldNoteForm
from apps.collateral.models import FieldNote
from apps.collateral.things.field_notes import note_url
from apps.collateral.views.ground import invalid, refused, revision_of, stale_context
from apps.core.answer import say
from apps.core.errors import Refused, Stale, require
from apps.people.access import MemberRequest, signed_in
from apps.people.editing import act_and_go
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("heard", gettext_lazy("Heard"), lambda row: row.heard),
    Column("from_whom", gettext_lazy("From whom"), lambda row: row.from_whom),
    Column("persona", gettext_lazy("Persona"), lambda row: row.persona),
    Column("asset", gettext_lazy("Collateral"), lambda row: row.shown_asset),
    Column("request", gettext_lazy("Request"), lambda row: row.request),
    Column("noted_by", gettext_lazy("Noted by"), lambda row: row.noted_by),
    Column("noted", gettext_lazy("Newest"), lambda row: row.noted_at),
    Column("link", gettext_lazy("Link"), note_url),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"-noted": "-noted_at"}


def found(request: MemberRequest, pk: UUID) -> FieldNote:
    return get_object_or_404(queries.field_notes(viewer=request.user), pk=pk)


@signed_in
@require_safe
def field_notes(request: MemberRequest) -> HttpResponseBase:
    return listing(
        request,
        page="collateral:field_notes",
        rows=queries.field_notes(viewer=request.user),
        filters=FieldNoteFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-noted",
        template="collateral/field_notes.html",
        rows_template="collateral/_field_note_rows.html",
        empty=Empty(_("Nobody has noted anything yet."), reverse("collateral:note_heard"), _("Note what you heard")),
    )


@signed_in
@require_safe
def field_note(request: MemberRequest, pk: UUID) -> HttpResponse:
    note = found(request, pk)
    context = {"note": note, "may_edit": policy.may_edit_note(request.user, note)}
    return render(request, "collateral/field_note.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note_heard(request: MemberRequest) -> HttpResponse:
    """`?asset=` and `?request=` say what it is about, where it began on such a page."""
    initial = {name: request.GET.get(name) for name in ("asset", "request")}
    form = FieldNoteForm(request.POST or None, viewer=request.user, initial=initial)
    context: dict[str, Any] = {"cancel_url": reverse("collateral:field_notes"), "draft": "field-note-new"}
    show = partial(_page, request, form, context)
    if not form.is_valid():
        return show()
    try:
        note = commands.note_heard(actor=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, _("Noted. Both sides read it."))
    return redirect(note_url(note))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_note(request: MemberRequest, pk: UUID) -> HttpResponse:
    note = found(request, pk)
    require(policy.may_edit_note(request.user, note))
    form = FieldNoteForm(request.POST or None, viewer=request.user, note=note)
    context: dict[str, Any] = {"note": note, "revision": note.revision, "cancel_url": note_url(note)}
    show = partial(_page, request, form, context)
    if not form.is_valid():
        return show()
    try:
        commands.edit_note(
            actor=request.user, note=note, now=timezone.now(), revision=revision_of(request), **form.cleaned_data
        )
    except Stale as stale:
        context |= stale_context(request, form, stale.current, url=note_url(note))
        return render(request, "collateral/edit_note.html", context, status=412)
    except Refused as refusal:
        return refused(refusal, form, show)
    return redirect(note_url(note))


@signed_in
@require_POST
def remove_note(request: MemberRequest, pk: UUID) -> HttpResponse:
    act = partial(commands.remove_note, actor=request.user, note=found(request, pk), now=timezone.now())
    return act_and_go(request, act=act, to=reverse("collateral:field_notes"))


def _page(request: MemberRequest, form: FieldNoteForm, context: dict[str, Any]) -> HttpResponse:
    return invalid(request, form, page="collateral/edit_note.html", context=context)
