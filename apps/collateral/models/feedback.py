from typing import Any

import pgtrigger
from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
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

    def named_for(self, viewer: Any) -> "FeedbackQuerySet":
        """Each with whether `viewer` may know who said it: whoever owns the collateral, and who said it themselves."""
        may_know = Q(version__asset__owner=viewer) | Q(author=viewer)
        return self.annotate(
            named=Case(When(may_know, then=Value(True)), default=Value(False), output_field=BooleanField())
        )

    def current(self) -> "FeedbackQuerySet":
        """What each member thinks now."""
        return self.filter(replaced_at__isnull=True)

    def standing(self) -> "FeedbackQuerySet":
        """What is still to be put right: nobody says that it is fixed, and its author hasn't judged a later version."""
        later = Feedback.objects.filter(
            author=OuterRef("author"),
            version__asset=OuterRef("version__asset"),
            version__number__gt=OuterRef("version__number"),
        )
        said_fixed = FeedbackFix.objects.filter(feedback=OuterRef("pk")).exclude(outcome=FeedbackFix.Outcome.REOPENED)
        return (
            self.current()
            .filter(Q(rating__lte=LOW) | ~Q(what_would_help=""))
            .exclude(Exists(later) | Exists(said_fixed))
        )

    def unanswered(self) -> "FeedbackQuerySet":
        """Low ratings of what is in use, and those whose fix wasn't one, to which nobody has said anything since.

        A word of the owner in the discussion is an answer as well; so is a new version, until it turns out to be none.
        """
        reopened = FeedbackFix.objects.filter(feedback=OuterRef("pk"), outcome=FeedbackFix.Outcome.REOPENED)
        rows = self.standing().annotate(
            reopened_at=Subquery(reopened.order_by("-closed_at").values("closed_at")[:1]),
            waits_since=Coalesce(F("reopened_at"), F("given_at")),
        )
        waits = Q(rating__lte=LOW, version__current_of__isnull=False) | Q(reopened_at__isnull=False)
        said = Comment.objects.filter(
            about_kind="asset",
            about_id=OuterRef("version__asset"),
            author=OuterRef("version__asset__owner"),
            at__gte=OuterRef("waits_since"),
            withdrawn_at__isnull=True,
        )
        answered = FeedbackAnswer.objects.filter(feedback=OuterRef("pk"), answered_at__gte=OuterRef("waits_since"))
        rows = rows.filter(waits, version__asset__state=Asset.State.PUBLISHED)
        return rows.exclude(Exists(said) | Exists(answered))


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
        indexes = [
            models.Index(name="feedback_given", fields=["version", "-given_at"]),
            models.Index(name="feedback_newest", fields=["-given_at", "id"]),
        ]
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

    @property
    def named_author(self) -> Any:
        """Who said it, where the reader may know; nobody where it wasn't read for one."""
        return self.author if vars(self).get("named") else None

    @property
    def last_fix(self) -> "FeedbackFix | None":
        """The newest word that it is fixed; of a judgement whose fixes were read with it."""
        return max(self.fixes.all(), key=lambda fix: fix.said_at, default=None)


class FeedbackAnswer(Row):
    """What the owner says to a judgement; it stays with it."""

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="answers")
    author: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="feedback_answer_says_something", condition=~Q(text=""))]
        triggers = append_only("feedback_answer")

    def __str__(self) -> str:
        return f"answer to {self.feedback_id}"


class FeedbackFixQuerySet(QuerySet["FeedbackFix"]):
    def open(self) -> "FeedbackFixQuerySet":
        """Those that whoever said it hasn't looked at."""
        return self.filter(outcome=FeedbackFix.Outcome.OPEN)


class FeedbackFix(Row):
    """The word that a version fixes what somebody said, until they confirm it by a new rating or reopen it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        REOPENED = "reopened", _("reopened")

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="fixes")
    version = models.ForeignKey(AssetVersion, on_delete=models.PROTECT, related_name="fixes")
    said_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    missing = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackFixQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feedback"], condition=~Q(outcome="reopened"), name="feedback_fix_one_that_holds"
            ),
            models.CheckConstraint(
                name="feedback_fix_outcome_known", condition=Q(outcome__in=["open", "confirmed", "reopened"])
            ),
            models.CheckConstraint(
                name="feedback_fix_closed_has_a_time",
                condition=Q(outcome="open", closed_at__isnull=True) | (~Q(outcome="open") & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="feedback_fix_reopened_says_what_is_missing", condition=~Q(outcome="reopened") | ~Q(missing="")
            ),
        ]
        triggers = [
            *append_only(
                "feedback_fix",
                but=(
                    "OLD.outcome = 'open' AND NEW.outcome <> 'open' AND (OLD.id, OLD.feedback_id, OLD.version_id,"
                    " OLD.said_by_id, OLD.said_at) = (NEW.id, NEW.feedback_id, NEW.version_id, NEW.said_by_id,"
                    " NEW.said_at)"
                ),
            ),
            pgtrigger.Trigger(
                name="feedback_fix_is_a_later_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM collateral_feedback f
                        JOIN collateral_assetversion judged ON judged.id = f.version_id
                        JOIN collateral_assetversion fixing ON fixing.id = NEW.version_id
                        WHERE f.id = NEW.feedback_id AND judged.asset_id = fixing.asset_id
                            AND judged.number < fixing.number) THEN
                        RAISE EXCEPTION 'feedback_fix_is_a_later_version' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} fixed in {self.version_id}"
