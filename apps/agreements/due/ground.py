"""What is asked and what counts, with what its reminders read of it."""

from django.db.models import Prefetch, QuerySet

from apps.agreements import queries
from apps.agreements.models import Proposal, Seat, Version
from apps.agreements.models.versions import VersionQuerySet

_AROUND = (
    Prefetch("proposals", Proposal.objects.select_related("by")),
    Prefetch("seats", Seat.objects.select_related("member")),
    "seats__signatures",
    "seats__objections",
)


def asking() -> QuerySet[Version]:
    rows = Version.objects.filter(state=Version.State.PROPOSED)
    return rows.select_related("agreement").prefetch_related(*_AROUND).order_by("created_at", "pk")


def is_asked(standing: queries.Standing) -> bool:
    return not standing.said and not standing.seat.is_vacant


def counting() -> VersionQuerySet:
    rows = Version.objects.filter(state=Version.State.SIGNED, entered_at__isnull=False)
    return rows.select_related("agreement").prefetch_related("seats").order_by("read_by", "pk")
