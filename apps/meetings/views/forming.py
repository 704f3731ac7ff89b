"""What the pages of this app share."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from apps.meetings import queries
from apps.meetings.models import Meeting
from apps.people.access import member_of


def page_of(name: str, row: Any) -> str:
    return reverse(f"meetings:{name}", args=[row.pk])


def found(request: HttpRequest, pk: UUID) -> Meeting:
    return get_object_or_404(queries.meetings(viewer=member_of(request), now=timezone.now()), pk=pk)
