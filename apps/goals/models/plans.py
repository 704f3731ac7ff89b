from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from apps.agreements.models import Agreement
from apps.core.models import Revised, Row
from apps.goals.models.goals import Goal
from apps.goals.models.periods import Period


class PlanQuerySet(QuerySet["Plan"]):
    def visible_to(self, viewer: Any) -> "PlanQuerySet":
        """Whoever sees the agreement sees what it is about."""
        return self.filter(agreement__in=Agreement.objects.visible_to(viewer))


class Plan(Revised):
    """The agreed goals of a period, under one agreement."""

    title = models.CharField(max_length=200)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="plans")
    # Made in the same transaction, right after the plan that it is about.
    agreement: Any = models.OneToOneField(Agreement, null=True, on_delete=models.PROTECT, related_name="plan")
    created_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [models.CheckConstraint(name="plan_has_a_title", condition=~Q(title=""))]

    def __str__(self) -> str:
        return self.title


class PlanGoal(Row):
    """A goal in a plan, with what the next version of the agreement shall say otherwise about it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="entries")
    goal: Any = models.OneToOneField(Goal, on_delete=models.PROTECT, related_name="in_plan")
    position = models.PositiveSmallIntegerField()
    # What was typed for the next version, by field; empty where the goal stays as it is.
    typed = models.JSONField(default=dict)
    # Whether the next version leaves it out.
    leaves = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(name="plan_goal_in_order", fields=["plan", "position"])]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.goal_id}"
