from typing import Any
from uuid import UUID

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.finding import words_index
from apps.core.models import Revised, Row, append_only
from apps.goals.models.rules import legal_jumps, one_owner
from apps.goals.models.rules_of_ends import of_an_open_goal
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members


class TaskQuerySet(QuerySet["Task"]):
    def visible_to(self, viewer: Any) -> "TaskQuerySet":
        """All members see all tasks."""
        return self.all() if viewer.is_active else self.none()

    def active(self) -> "TaskQuerySet":
        """Still to be done."""
        return self.filter(state__in=Task.ACTIVE)


class Task(Revised):
    """Something one member does. `owner` is who answers for it now; an offer to somebody else doesn't change that."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        IN_PROGRESS = "in_progress", _("In progress")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    ACTIVE = (State.OPEN, State.IN_PROGRESS)

    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    # What it takes, point by point, and which of the points are done.
    checklist = ArrayField(models.CharField(max_length=200), default=list)
    ticked = ArrayField(models.CharField(max_length=200), default=list)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="tasks")
    due_on = models.DateField(null=True)
    # The goal or milestone it serves.
    serves_kind = models.CharField(max_length=40, null=True)
    serves_id = models.UUIDField(null=True)
    # What it came from, for example a request.
    origin_kind = models.CharField(max_length=40, null=True)
    origin_id = models.UUIDField(null=True)
    wanted_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="tasks_wanted")
    created_at = models.DateTimeField()
    drop_reason = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="task_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="task_ticks_are_of_its_checklist", condition=Q(ticked__contained_by=F("checklist"))
            ),
            models.CheckConstraint(
                name="task_dropped_for_a_reason",
                condition=Q(state="dropped") & ~Q(drop_reason="") | ~Q(state="dropped") & Q(drop_reason=""),
            ),
            models.CheckConstraint(
                name="task_done_at_a_time",
                condition=Q(state="done", done_at__isnull=False) | ~Q(state="done") & Q(done_at__isnull=True),
            ),
            models.CheckConstraint(
                name="task_confirmed_once_done",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, state="done"),
            ),
            models.CheckConstraint(
                name="task_serves_a_goal_or_milestone",
                condition=Q(serves_kind__isnull=True, serves_id__isnull=True)
                | Q(serves_kind__isnull=False, serves_kind__in=["goal", "milestone"], serves_id__isnull=False),
            ),
            models.CheckConstraint(
                name="task_origin_is_a_pair",
                condition=Q(origin_kind__isnull=True, origin_id__isnull=True)
                | Q(origin_kind__isnull=False, origin_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="task_ahead", fields=["due_on", "id"], condition=Q(state__in=["open", "in_progress"])),
            models.Index(name="task_of_owner", fields=["owner", "state", "due_on"]),
            models.Index(name="task_in_state", fields=["state", "due_on", "id"]),
            # What a long list may be ordered by, whatever it is narrowed by.
            models.Index(name="task_by_date", fields=["due_on", "id"]),
            models.Index(name="task_by_title", fields=["title", "id"]),
            models.Index(name="task_newest", fields=["-created_at", "-id"]),
            words_index("task_words", "title", "detail"),
            words_index("task_title_words", "title"),
            models.Index(name="task_serving", fields=["serves_id", "serves_kind"]),
            models.Index(name="task_done_lately", fields=["-done_at"], condition=Q(state="done")),
        ]
        triggers = [
            *Revised.Meta.triggers,
            *legal_jumps(
                "task",
                ("open", "in_progress"),
                ("open", "done"),
                ("open", "dropped"),
                ("in_progress", "done"),
                ("in_progress", "dropped"),
                ("done", "open"),
                ("done", "in_progress"),
                ("dropped", "open"),
                ("dropped", "in_progress"),
                first=["open"],
            ),
            held_by_active_members("task", "owner_id", only="({row}.state IN ('open', 'in_progress'))"),
            one_owner("task", task="NEW.id", operation=pgtrigger.Insert | pgtrigger.UpdateOf("owner_id")),
            of_an_open_goal(
                "task",
                goal="CASE NEW.serves_kind WHEN 'goal' THEN NEW.serves_id ELSE"
                " (SELECT m.goal_id FROM goals_milestone m WHERE m.id = NEW.serves_id) END",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("serves_kind", "serves_id"),
                when="NEW.serves_id IS NOT NULL",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_active(self) -> bool:
        return self.state in self.ACTIVE

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def serves(self) -> tuple[str, UUID] | None:
        return (self.serves_kind, self.serves_id) if self.serves_kind and self.serves_id else None

    @property
    def origin(self) -> tuple[str, UUID] | None:
        return (self.origin_kind, self.origin_id) if self.origin_kind and self.origin_id else None


class DueMove(Row):
    """A due date that was moved, and why."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="due_moves")
    old = models.DateField(null=True)
    new = models.DateField()
    reason = models.TextField(blank=True)
    by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="due_move_has_a_reason", condition=Q(old__isnull=True) | ~Q(reason="")),
            models.CheckConstraint(name="due_move_moves", condition=Q(old__isnull=True) | ~Q(old=models.F("new"))),
        ]
        indexes = [models.Index(name="due_move_of_task", fields=["task", "at"])]
        triggers = append_only("due_move")

    def __str__(self) -> str:
        return f"{self.old} to {self.new}"
