from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models.assets import Asset
from apps.collateral.models.versions import AssetVersion
from apps.core.models import Row, append_only
from apps.notices.models import Comment
from apps.people.models import Member

# Whoever rates it so low says why, and waits for an answer.
LOW = 2


class Reason(models.TextChoices):
    """What stands behind a rating, in one tap."""

    OUTDATED = "outdated", _("Outdated")
    WRONG_FACT = "wrong_fact", _("Wrong fact")
    WRONG_AUDIENCE = "wrong_audience", _("Wrong audience")
    PROOF_MISSING = "proof_missing", _("Proof missing")
    TOO_LONG = "too_long", _("Too long")
    OFF_MESSAGE = "off_message", _("Off-message")
    HARD_TO_FIND = "hard_to_find", _("Hard to find")
    WORKED_WELL = "worked_well", _("Worked well")


class FeedbackQuerySet(QuerySet["Feedback"]):
    def visible_to(self, viewer: Any) -> "FeedbackQuerySet":
        return self.filter(version__in=AssetVersion.objects.visible_to(viewer))

    def current(self) -> "FeedbackQuerySet":
        """What each member thinks now."""
        return self.filter(replaced_at__isnull=True)

    def unanswered(self) -> "FeedbackQuerySet":
        """Low ratings of what is in use, to which whoever owns it has said nothing since and has put up nothing new."""
        said = Comment.objects.filter(
            about_kind="asset",
            about_id=OuterRef("version__asset"),
            author=OuterRef("version__asset__owner"),
            at__gte=OuterRef("given_at"),
            withdrawn_at__isnull=True,
        )
        low = self.current().filter(rating__lte=LOW, version__current_of__state=Asset.State.PUBLISHED)
        return low.filter(~Exists(said))


class Feedback(Row):
    """A member's judgement of a version; a newer one of theirs takes its place, and it stays in the history."""

    version = models.ForeignKey(AssetVersion, on_delete=models.PROTECT, related_name="feedback")
    author: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="feedback_given")
    rating = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    what_would_help = models.CharField(max_length=500, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    given_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "author"], condition=Q(replaced_at__isnull=True), name="feedback_one_current"
            ),
            models.CheckConstraint(name="feedback_rating_1_to_5", condition=Q(rating__range=(1, 5))),
            models.CheckConstraint(name="feedback_reason_known", condition=Q(reason__in=["", *Reason.values])),
            models.CheckConstraint(
                name="feedback_low_has_a_reason",
                condition=Q(rating__gt=2) | ~Q(reason__in=["", "worked_well"]),
            ),
        ]
        indexes = [models.Index(name="feedback_given", fields=["version", "-given_at"])]
        triggers = append_only(
            "feedback",
            but=(
                "OLD.replaced_at IS NULL AND NEW.replaced_at IS NOT NULL AND (OLD.id, OLD.version_id, OLD.author_id,"
                " OLD.rating, OLD.reason, OLD.what_would_help, OLD.text, OLD.given_at) = (NEW.id, NEW.version_id,"
                " NEW.author_id, NEW.rating, NEW.reason, NEW.what_would_help, NEW.text, NEW.given_at)"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rating} of 5 for {self.version_id}"
