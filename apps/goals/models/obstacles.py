from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Revised
from apps.goals.models.goals import Goal
from apps.goals.models.rules import legal_jumps
from apps.goals.models.rules_of_ends import of_an_open_goal
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members


class ObstacleQuerySet(QuerySet["Obstacle"]):
    def visible_to(self, viewer: Any) -> "ObstacleQuerySet":
        """All members see what is in the way of whom."""
        return self.all() if viewer.is_active else self.none()

    def open(self) -> "ObstacleQuerySet":
        """Still in the way."""
        return self.filter(state__in=Obstacle.OPEN)

    def that_hold_up(self) -> "ObstacleQuerySet":
        """Still in the way of something that isn't over with its goal."""
        return self.open().exclude(blocks_kind="goal", blocks_id__in=Goal.objects.filter(state__in=Goal.CLOSED))


class Obstacle(Revised):
    """What is in the way of a task or a goal, since when, and who can remove it."""

    class State(models.TextChoices):
        RAISED = "raised", _("Raised")
        ACCEPTED = "accepted", _("Being removed")
        REMOVED = "removed", _("Removed")
        LIVED_WITH = "lived_with", _("We live with it")

    OPEN = (State.RAISED, State.ACCEPTED)

    blocks_kind = models.CharField(max_length=40)
    blocks_id = models.UUIDField()
    what = models.CharField(max_length=200)
    since = models.DateField()
    remover: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="obstacles")
    remove_by = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.RAISED)
    raised_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True)
    # Where it was raised, if not on its own: a meeting.
    origin_kind = models.CharField(max_length=40, null=True)
    origin_id = models.UUIDField(null=True)
    # Whether it came about by the owner of what it blocks: then it excuses no delay.
    own_doing = models.BooleanField(default=False)
    # Whether it excuses the delay of what it holds up, where somebody had to say so.
    excuses = models.BooleanField(null=True)
    judged_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True)
    judged_why = models.TextField(blank=True)

    objects = ObstacleQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="obstacle_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="obstacle_blocks_a_task_or_goal", condition=Q(blocks_kind__in=["task", "goal"])
            ),
            models.CheckConstraint(
                name="obstacle_closed_by_somebody",
                condition=Q(state__in=["raised", "accepted"], closed_at__isnull=True, closed_by__isnull=True)
                | Q(state__in=["removed", "lived_with"], closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="obstacle_lived_with_for_a_reason", condition=~Q(state="lived_with") | ~Q(outcome="")
            ),
            models.CheckConstraint(
                name="obstacle_origin_whole",
                condition=Q(origin_kind__isnull=True, origin_id__isnull=True)
                | Q(origin_kind__isnull=False, origin_kind="meeting", origin_id__isnull=False),
            ),
            models.CheckConstraint(
                name="obstacle_judged_by_somebody",
                condition=Q(excuses__isnull=True, judged_by__isnull=True, judged_at__isnull=True, judged_why="")
                | Q(excuses__isnull=False, judged_by__isnull=False, judged_at__isnull=False) & ~Q(judged_why=""),
            ),
            models.CheckConstraint(
                name="obstacle_accepted_at_a_time", condition=~Q(state="accepted") | Q(accepted_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="obstacle_of_remover", fields=["remover", "state"]),
            models.Index(name="obstacle_blocking", fields=["blocks_id", "blocks_kind"]),
            models.Index(name="obstacle_ahead", fields=["remove_by"], condition=Q(state__in=["raised", "accepted"])),
        ]
        triggers = [
            *Revised.Meta.triggers,
            *legal_jumps(
                "obstacle",
                ("raised", "accepted"),
                ("raised", "removed"),
                ("raised", "lived_with"),
                # Back to raised: somebody else is to remove it now, or its end is undone.
                ("accepted", "raised"),
                ("accepted", "removed"),
                ("accepted", "lived_with"),
                ("removed", "raised"),
                ("removed", "accepted"),
                ("lived_with", "raised"),
                ("lived_with", "accepted"),
                first=["raised"],
            ),
            held_by_active_members("obstacle", "remover_id", only="({row}.state IN ('raised', 'accepted'))"),
            of_an_open_goal("obstacle", goal="NEW.blocks_id", when="NEW.blocks_kind = 'goal'"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def blocks(self) -> tuple[str, UUID]:
        return self.blocks_kind, self.blocks_id

    @property
    def origin(self) -> tuple[str, UUID] | None:
        return (self.origin_kind, self.origin_id) if self.origin_kind and self.origin_id else None

    def may_excuse(self, owner: Member, due_at: datetime | None) -> bool:
        """Raised before the date was over, and neither the owner's own doing nor theirs alone to remove.

        What was judged stands as it was judged.
        """
        if self.excuses is not None:
            return self.excuses
        in_time = due_at is None or self.raised_at < due_at
        return in_time and not self.own_doing and self.remover_id != owner.pk

    def days_open(self, today: date) -> int:
        """Since when it is in the way, in days."""
        return (today - self.since).days
