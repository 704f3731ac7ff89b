from datetime import datetime

from django.db.models import QuerySet

from apps.leads.models import Import
from apps.leads.models.imports import Reject
from apps.people.models import Member


def imports(*, viewer: Member, now: datetime) -> QuerySet[Import]:
    return Import.objects.visible_to(viewer).select_related("uploaded_by__team")


def rejects(*, viewer: Member, now: datetime, source: Import) -> QuerySet[Reject]:
    """The rows that weren't taken, in the order of the file."""
    return Reject.objects.filter(of=source).order_by("number")
