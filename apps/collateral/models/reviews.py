from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models.assets import Asset
from apps.collateral.models.feedback import Feedback
from apps.collateral.models.versions import AssetVersion
from apps.core.models import Row
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members


class Verdict(models.TextChoices):
    APPROVED = "approved", _("Good to go out")
    CHANGES = "changes", _("Changes requested")
    TAKEN_BACK = "taken_back", _("Taken back")


class ReviewQuerySet(QuerySet["Review"]):
    def visible_to(self, viewer: Any) -> "ReviewQuerySet":
        """For those who work on it: reviews are about what isn't out yet."""
        return self.filter(asset__in=Asset.objects.worked_on_by(viewer))

    def waiting(self) -> "ReviewQuerySet":
        return self.filter(verdict="")


class Review(Row):
    """A version put before a colleague, who says that it may go out, or what to change first."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="reviews")
    version = models.ForeignKey(AssetVersion, on_delete=models.PROTECT, related_name="reviews")
    asked_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # Who is to look; once it is decided, who did.
    reviewer: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    # There was nobody else: whoever made it said so themselves, and that is on the record.
    own = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    # What its version puts right; whoever said it hears of that once it is out.
    fixes = models.ManyToManyField(Feedback, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset"], condition=Q(verdict=""), name="review_one_waits"),
            models.CheckConstraint(name="review_verdict_known", condition=Q(verdict__in=["", *Verdict.values])),
            models.CheckConstraint(
                name="review_decided_has_a_time",
                condition=Q(verdict="", decided_at__isnull=True) | (~Q(verdict="") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(name="review_changes_are_said", condition=~Q(verdict="changes") | ~Q(note="")),
        ]
        triggers = [
            held_by_active_members("review", "reviewer_id", only="{row}.verdict = ''"),
            pgtrigger.Protect(
                name="review_decided_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.verdict <> ''"),
            ),
            pgtrigger.Protect(name="review_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="review_keeps_what_was_asked", fields=["asset", "version", "asked_by", "asked_at"]),
            pgtrigger.Trigger(
                name="review_of_its_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (SELECT 1 FROM collateral_assetversion
                        WHERE id = NEW.version_id AND asset_id = NEW.asset_id) THEN
                        RAISE EXCEPTION 'review_of_its_version' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.version_id}"
