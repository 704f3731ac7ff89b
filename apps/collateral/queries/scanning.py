"""What waits for the virus scanner, for whoever looks after it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from apps.collateral.models import AssetVersion, Scan


@dataclass(frozen=True)
class Unscanned:
    """How many files aren't handed out yet, and since when the oldest of them waits."""

    count: int
    since: datetime | None


def unscanned() -> Unscanned:
    waiting = AssetVersion.objects.filter(scan=Scan.PENDING)
    found = waiting.aggregate(count=Count("pk"), since=Min("uploaded_at"))
    return Unscanned(found["count"], found["since"])
