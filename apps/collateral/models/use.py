from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models.assets import Asset
from apps.collateral.models.versions import AssetVersion
from apps.core.models import Row, append_only
from apps.people.models import Member

# Fewer people would say who they are.
FEWEST = 5


class UseQuerySet(QuerySet["Use"]):
    def visible_to(self, viewer: Any) -> "UseQuerySet":
        """What a person opened is for that person alone; all others get counts."""
        return self.standing().filter(member=viewer) if viewer.is_active else self.none()

    def standing(self) -> "UseQuerySet":
        """Without the deals that were named by mistake."""
        return self.filter(taken_back_at__isnull=True)

    def of_others(self) -> "UseQuerySet":
        """Without its owner's and its maker's own."""
        return self.standing().exclude(Q(member=F("asset__owner")) | Q(member=F("asset__created_by")))


class Use(Row):
    """That somebody opened an asset or took its file on a day, or used it in a deal."""

    class Kind(models.TextChoices):
        VIEW = "view", _("opened")
        DOWNLOAD = "download", _("downloaded")
        DEAL = "deal", _("used in a deal")

    kind = models.CharField(max_length=10, choices=Kind)
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="uses")
    version = models.ForeignKey(AssetVersion, on_delete=models.PROTECT, related_name="uses")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # The company's day: however often it is opened on one, it is one use.
    on = models.DateField()
    # The id that the deal has in the CRM.
    deal = models.CharField(max_length=100, blank=True)
    # Since when whoever named the deal says that it was a mistake.
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "member", "kind", "on"], condition=~Q(kind="deal"), name="use_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["asset", "member", "deal"],
                condition=Q(kind="deal", taken_back_at__isnull=True),
                name="use_once_in_a_deal",
            ),
            models.CheckConstraint(
                name="use_taken_back_is_of_a_deal", condition=Q(taken_back_at__isnull=True) | Q(kind="deal")
            ),
            models.CheckConstraint(name="use_kind_known", condition=Q(kind__in=["view", "download", "deal"])),
            models.CheckConstraint(
                name="use_in_a_deal_names_it", condition=Q(kind="deal") & ~Q(deal="") | ~Q(kind="deal") & Q(deal="")
            ),
        ]
        indexes = [models.Index(name="use_of_member", fields=["member", "-at"])]
        triggers = append_only(
            "use",
            but="(OLD.id, OLD.kind, OLD.asset_id, OLD.version_id, OLD.member_id, OLD.at, OLD.on, OLD.deal)"
            " = (NEW.id, NEW.kind, NEW.asset_id, NEW.version_id, NEW.member_id, NEW.at, NEW.on, NEW.deal)",
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.asset_id}"
