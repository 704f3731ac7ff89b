"""How a goal ended."""

from decimal import Decimal
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q, QuerySet

from apps.core.models import Row, append_only
from apps.goals.models.goals import Goal
from apps.goals.models.rules_of_ends import closed_as_said
from apps.people.models import Member


class ClosureQuerySet(QuerySet["Closure"]):
    def visible_to(self, viewer: Any) -> "ClosureQuerySet":
        """Whoever sees the goal sees how it ended: all members."""
        return self.all() if viewer.is_active else self.none()

    def standing(self) -> "ClosureQuerySet":
        """Of goals that weren't reopened since."""
        return self.filter(reopened_at__isnull=True)


class Closure(Row):
    """A goal's end, with the progress that stays. Reopening the goal is noted on it once; a later end is another."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="closures")
    outcome = models.CharField(max_length=8, choices=[(state.value, state.label) for state in Goal.CLOSED])
    # How far it was, as it was computed then; None without data.
    progress = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    # How good it was all in all, as its owner sees it: 0 to 1.
    score = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    story = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    closed_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    reopened_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopen_reason = models.TextField(blank=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closure_outcome_known", condition=Q(outcome__in=["achieved", "missed", "dropped"])
            ),
            models.CheckConstraint(
                name="closure_score_from_0_to_1", condition=Q(score__isnull=True) | Q(score__range=(0, 1))
            ),
            models.CheckConstraint(
                name="closure_says_why_it_was_not_reached", condition=Q(outcome="achieved") | ~Q(story="")
            ),
            models.CheckConstraint(
                name="closure_reopened_for_a_reason",
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reopen_reason="")
                | Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopen_reason=""),
            ),
            models.UniqueConstraint(
                name="closure_one_that_stands", fields=["goal"], condition=Q(reopened_at__isnull=True)
            ),
        ]
        indexes = [models.Index(name="closure_of_goal", fields=["goal", "-closed_at"])]
        triggers = [
            *append_only(
                "closure",
                but="OLD.reopened_at IS NULL AND NEW.reopened_at IS NOT NULL AND"
                " (OLD.id, OLD.goal_id, OLD.outcome, OLD.progress, OLD.score, OLD.story, OLD.learned, OLD.closed_by_id,"
                " OLD.closed_at) IS NOT DISTINCT FROM (NEW.id, NEW.goal_id, NEW.outcome, NEW.progress, NEW.score,"
                " NEW.story, NEW.learned, NEW.closed_by_id, NEW.closed_at)",
            ),
            closed_as_said("closure", goal="NEW.goal_id", operation=pgtrigger.Insert | pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def percent(self) -> int | None:
        return None if self.progress is None else int((self.progress * 100).quantize(Decimal(1)))
