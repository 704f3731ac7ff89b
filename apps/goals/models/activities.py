"""What a plan names beside its goals: milestones and repeating promises that both sides count on."""

from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.agreements.models import Version
from apps.core.models import Revised, Row, append_only
from apps.goals.models.goals import Goal, GoalSide, Milestone
from apps.goals.models.plans import Plan
from apps.goals.models.rules import promise_stays, signed_is_kept
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members

# What is left out is nobody's any more; for `{row}` of a trigger.
IS_NAMED = "NOT {row}.leaves OR {row}.agreed_version_id IS NOT NULL"


class Rhythm(models.TextChoices):
    """How often a promise is kept."""

    WEEK = "week", _("Each week")
    MONTH = "month", _("Each month")
    QUARTER = "quarter", _("Each quarter")


class AgreedActivityQuerySet(QuerySet["AgreedActivity"]):
    def visible_to(self, viewer: Any) -> "AgreedActivityQuerySet":
        """Whoever sees the plan sees what it names."""
        return self.filter(plan__in=Plan.objects.visible_to(viewer))

    def named(self) -> "AgreedActivityQuerySet":
        """In a version that counts or counted last, or in the draft of the next."""
        return self.exclude(agreed_version__isnull=True, leaves=True)

    def promises(self) -> "AgreedActivityQuerySet":
        return self.filter(milestone__isnull=True)


class AgreedActivity(Revised):
    """A milestone of a goal, or a repeating promise, that a plan names with its owner and its side.

    Of a milestone the title, the date and the owner are its own.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="activities")
    goal: Any = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="activities")
    milestone: Any = models.OneToOneField(
        Milestone, null=True, on_delete=models.PROTECT, related_name="agreed_activity"
    )
    title = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=12, choices=GoalSide)
    owner: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="promises")
    every = models.CharField(max_length=8, choices=Rhythm, null=True)
    # None where it is kept or not.
    how_many = models.PositiveSmallIntegerField(null=True)
    # What was typed for the next version, by field; empty where it stays as it is.
    typed = models.JSONField(default=dict)
    # Whether the next version leaves it out, or the last one did.
    leaves = models.BooleanField(default=False)
    agreed_version: Any = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = AgreedActivityQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(
                name="activity_is_a_milestone_or_a_promise",
                condition=Q(
                    milestone__isnull=False, title="", owner__isnull=True, every__isnull=True, how_many__isnull=True
                )
                | Q(milestone__isnull=True, owner__isnull=False, every__isnull=False, every__in=Rhythm.values)
                & ~Q(title=""),
            ),
            models.CheckConstraint(name="activity_side_known", condition=Q(side__in=GoalSide.values)),
            models.CheckConstraint(
                name="activity_promises_something", condition=Q(how_many__isnull=True) | Q(how_many__gte=1)
            ),
        ]
        indexes = [models.Index(name="activity_of_owner", fields=["owner"], condition=Q(owner__isnull=False))]
        triggers = [
            *Revised.Meta.triggers,
            held_by_active_members("activity", "owner_id", only=f"({IS_NAMED})"),
            promise_stays(),
            signed_is_kept("activity"),
        ]

    def __str__(self) -> str:
        return str(self.milestone) if self.milestone_id else self.title

    @property
    def is_promise(self) -> bool:
        return self.milestone_id is None

    @property
    def answers(self) -> Any:
        """Who answers for it."""
        return self.owner if self.is_promise else self.milestone.owner

    def stands_agreed(self, now: Any) -> bool:
        """Whether a plan in force says what stands here."""
        return self.agreed_version is not None and self.agreed_version.counts_at(now)


class PromiseMarkQuerySet(QuerySet["PromiseMark"]):
    def visible_to(self, viewer: Any) -> "PromiseMarkQuerySet":
        return self.filter(activity__in=AgreedActivity.objects.visible_to(viewer))


class PromiseMark(Row):
    """What became of a promise in one week, month or quarter; said anew, the later one counts."""

    activity = models.ForeignKey(AgreedActivity, on_delete=models.PROTECT, related_name="marks")
    starts_on = models.DateField()
    ends_on = models.DateField()
    # Of a promise that is kept or not: 1 or 0.
    count = models.PositiveSmallIntegerField()
    # The day by which it was kept, or until which it was counted.
    kept_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PromiseMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="promise_mark_starts_before_it_ends", condition=Q(starts_on__lt=F("ends_on"))),
            models.CheckConstraint(name="promise_mark_kept_within", condition=Q(kept_on__gte=F("starts_on"))),
        ]
        indexes = [models.Index(name="promise_mark_of_activity", fields=["activity", "ends_on", "at"])]
        triggers = append_only("promise_mark")

    def __str__(self) -> str:
        return f"{self.ends_on}: {self.count}"
