from typing import Any

from django.db import models
from django.db.models import QuerySet

from apps.collateral.models.assets import Asset
from apps.collateral.models.versions import AssetVersion
from apps.core.models import Row, append_only
from apps.people.models import Member


class VerificationQuerySet(QuerySet["Verification"]):
    def visible_to(self, viewer: Any) -> "VerificationQuerySet":
        return self.filter(version__in=AssetVersion.objects.visible_to(viewer))


class Verification(Row):
    """Somebody's word that what a version says is still right, and until when that counts."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="verifications")
    version = models.ForeignKey(AssetVersion, on_delete=models.PROTECT, related_name="verifications")
    by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    until = models.DateField()

    objects = VerificationQuerySet.as_manager()

    class Meta:
        triggers = append_only("verification")

    def __str__(self) -> str:
        return f"verified until {self.until}"
