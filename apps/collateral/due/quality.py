"""What is to be mended is told once a week, each owner theirs."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Finding, OwnerOfCollateral
from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.core.worktime import WorkingTime
from apps.people.queries import working_time


def register() -> None:
    due.register(
        DueKind(
            "asset-findings",
            _("What to put right in one's collateral, each week"),
            within=findings_within,
            waiting=lambda member, now: (),
        ),
    )


def findings_within(window: Window) -> Iterator[Due]:
    """For each owner of what was found by the week's beginning; of weeks that were missed the newest stands for all."""
    time = working_time()
    for begins in sorted({_week_of(part.until, time) for part in window.parts}):
        if begins in window:
            found = Finding.objects.standing().filter(first_seen_at__lte=begins)
            for owner in OwnerOfCollateral.objects.active().filter(pk__in=found.values("asset__owner")).order_by("pk"):
                yield Due("asset-findings", owner, owner, due_at=begins, since=begins)


def _week_of(moment: datetime, time: WorkingTime) -> datetime:
    """When it began."""
    today = time.today(moment)
    return time.begin_of(today - timedelta(days=today.weekday()))
