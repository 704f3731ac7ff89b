"""The nightly look through the library: what is wrong with what, since when, and what isn't any more."""

from datetime import datetime

from django.db import transaction

from apps.collateral.models import Cause, Finding, causes


def check_library(*, now: datetime) -> int:
    """Enter what is found anew, close what is gone; returns how many were found anew. Safe twice, or at once."""
    return sum(_check(cause, now) for cause in Cause)


@transaction.atomic
def _check(cause: Cause, now: datetime) -> int:
    found = set(causes.having(cause).values_list("pk", flat=True))
    open_ones = Finding.objects.open().filter(cause=cause)
    known = set(open_ones.values_list("asset", flat=True))
    rows = [Finding(cause=cause, asset_id=asset, first_seen_at=now) for asset in sorted(found - known)]
    Finding.objects.bulk_create(rows, ignore_conflicts=True)
    open_ones.filter(asset__in=known - found).update(resolved_at=now)
    return len(rows)
