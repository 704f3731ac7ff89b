"""What the pages of this app share."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from apps.agreements import queries
from apps.agreements.models import Agreement, Version
from apps.people.access import member_of
from apps.people.editing import bound_page


def found(request: HttpRequest, pk: UUID) -> Agreement:
    return get_object_or_404(queries.agreements(viewer=member_of(request), now=timezone.now()), pk=pk)


def version_of(request: HttpRequest, agreement: Agreement, number: int) -> Version:
    rows = queries.versions(viewer=member_of(request), now=timezone.now(), agreement=agreement)
    return get_object_or_404(rows, number=number)


def opened_of(request: HttpRequest, agreement: Agreement) -> Version:
    """The draft or proposal, as far as its reader may see it."""
    rows = queries.versions(viewer=member_of(request), now=timezone.now(), agreement=agreement)
    version = rows.filter(state__in=["draft", "proposed"]).first()
    if version is None:
        raise Http404
    return version


def page_of(agreement: Agreement) -> str:
    return reverse("agreements:agreement", args=[agreement.pk])


def asked(
    request: HttpRequest,
    form: forms.Form,
    *,
    act: Any,
    agreement: Agreement,
    context: dict[str, Any],
    said: str = "",
    page: str = "kit/form.html",
) -> HttpResponse:
    """A page with one form about an agreement, and what becomes of it once it is sent."""
    shown = {"cancel_url": page_of(agreement), "intro": agreement.title} | context
    return bound_page(request, form, act=act, done=page_of(agreement), page=page, context=shown, said=said)
