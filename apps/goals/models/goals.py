from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Revised
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members


class GoalSide(models.TextChoices):
    """Whose goal it is; none where nobody has said."""

    JOINT = "joint", _("Joint")
    SALES = "sales", _("Sales")
    MARKETING = "marketing", _("Marketing")


class GoalQuerySet(QuerySet["Goal"]):
    def visible_to(self, viewer: Any) -> "GoalQuerySet":
        """All members see all goals."""
        return self.all() if viewer.is_active else self.none()


class Goal(Revised):
    """What the company wants to reach, why, and who answers for it."""

    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="goals")
    side = models.CharField(max_length=12, choices=GoalSide, null=True)
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    objects = GoalQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="goal_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="goal_side_known", condition=Q(side__isnull=True) | Q(side__in=GoalSide.values)
            ),
        ]
        indexes = [models.Index(name="goal_due", fields=["due_on", "id"])]
        triggers = [*Revised.Meta.triggers, held_by_active_members("goal", "owner_id")]

    def __str__(self) -> str:
        return self.title


class MilestoneQuerySet(QuerySet["Milestone"]):
    def visible_to(self, viewer: Any) -> "MilestoneQuerySet":
        """Whoever sees the goal sees its steps: all members."""
        return self.all() if viewer.is_active else self.none()


class Milestone(Revised):
    """A dated step of a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=200)
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="milestones")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MilestoneQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="milestone_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="milestone_done_by_somebody",
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="milestone_ahead", fields=["due_on", "id"], condition=Q(done_at__isnull=True)),
        ]
        triggers = [
            *Revised.Meta.triggers,
            held_by_active_members("milestone", "owner_id", only="({row}.done_at IS NULL)"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.done_at is not None
