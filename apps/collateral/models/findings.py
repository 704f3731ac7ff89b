from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet

from apps.collateral.models import causes
from apps.collateral.models.assets import Asset
from apps.collateral.models.causes import Cause
from apps.core.models import Row, append_only


class FindingQuerySet(QuerySet["Finding"]):
    def visible_to(self, viewer: Any) -> "FindingQuerySet":
        return self.filter(asset__in=Asset.objects.visible_to(viewer))

    def open(self) -> "FindingQuerySet":
        """What the last check hadn't seen to be gone."""
        return self.filter(resolved_at__isnull=True)

    def standing(self) -> "FindingQuerySet":
        """What is still so now: nobody reads of what was mended since the last check."""
        still = (Q(cause=cause, asset__in=causes.having(cause).values("pk")) for cause in Cause)
        return self.open().filter(reduce(or_, still))


class Finding(Row):
    """What a nightly check found wrong with a piece of collateral, from when to when."""

    cause = models.CharField(max_length=20, choices=Cause)
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="findings")
    first_seen_at = models.DateTimeField()
    # When a check saw that it was gone.
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "cause"], condition=Q(resolved_at__isnull=True), name="finding_open_once"
            ),
            models.CheckConstraint(
                name="finding_cause_known",
                condition=Q(
                    cause__in=[
                        "infected", "unreadable", "no_text", "dead_link", "unverified", "expired", "low_rating",
                        "same_file", "same_title", "no_preview", "gaps",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="finding_seen_before_it_is_gone",
                condition=Q(resolved_at__isnull=True) | Q(resolved_at__gte=F("first_seen_at")),
            ),
        ]  # fmt: skip
        triggers = append_only(
            "finding",
            but=(
                "OLD.resolved_at IS NULL AND NEW.resolved_at IS NOT NULL AND (OLD.id, OLD.cause, OLD.asset_id,"
                " OLD.first_seen_at) = (NEW.id, NEW.cause, NEW.asset_id, NEW.first_seen_at)"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cause} of {self.asset_id}"
