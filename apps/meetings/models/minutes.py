from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.finding import words_index
from apps.core.models import Revised, Row, append_only
from apps.goals.models import Obstacle, Task
from apps.meetings.models.meetings import AgendaItem, Meeting
from apps.meetings.models.rules import frozen_once_closed
from apps.people.models import Member


class EntryQuerySet(QuerySet["Entry"]):
    def visible_to(self, viewer: Any) -> "EntryQuerySet":
        """With its minutes."""
        return self.filter(meeting__in=Meeting.objects.visible_to(viewer))


class Entry(Revised):
    """One thing that somebody wrote down: a row for each, so that several write at once and lose no word."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        DECISION = "decision", _("Decision")
        ACTION = "action", _("Action item")
        OBSTACLE = "obstacle", _("In the way")

    # Whose words live on a page of their own, by which they are changed.
    ELSEWHERE = (Kind.ACTION, Kind.OBSTACLE)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="entries")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField(max_length=10_000)
    author: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="entries_written")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    # Of a decision: when to look at it again.
    review_on = models.DateField(null=True)
    # Of an action item: it is this task.
    task: Any = models.OneToOneField(Task, null=True, on_delete=models.PROTECT, related_name="noted_in")

    # Of what is in the way: it is this obstacle.
    obstacle: Any = models.OneToOneField(Obstacle, null=True, on_delete=models.PROTECT, related_name="raised_in")

    objects = EntryQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="entry_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="entry_kind_known", condition=Q(kind__in=["note", "decision", "action", "obstacle"])
            ),
            models.CheckConstraint(
                name="entry_action_is_a_task",
                condition=Q(kind="action", task__isnull=False) | ~Q(kind="action") & Q(task__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_in_the_way_is_an_obstacle",
                condition=Q(kind="obstacle", obstacle__isnull=False) | ~Q(kind="obstacle") & Q(obstacle__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_decisions_are_reviewed", condition=Q(kind="decision") | Q(review_on__isnull=True)
            ),
        ]
        indexes = [
            words_index("entry_words", "text"),
            models.Index(name="entry_of_meeting", fields=["meeting", "written_at"]),
            models.Index(name="entry_decisions", fields=["-written_at", "id"], condition=Q(kind="decision")),
        ]
        triggers = [*Revised.Meta.triggers, frozen_once_closed("entry")]

    def __str__(self) -> str:
        return self.text[:100]


class DecisionQuerySet(QuerySet["Decision"]):
    def visible_to(self, viewer: Any) -> "DecisionQuerySet":
        """Once the minutes are closed, decisions are known to all members; before that, with the minutes."""
        if not viewer.is_active:
            return self.none()
        seen = Q(meeting__state="closed") | Q(meeting__in=Meeting.objects.visible_to(viewer))
        return self.filter(seen, kind="decision")


class Decision(Entry):
    """An entry that is a decision, as the register of decisions has it."""

    objects = DecisionQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        proxy = True


class Concerned(Row):
    """A member whom an entry concerns: a decision by word, an action item by owning it."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="concerns")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="concerned_by")

    class Meta:
        constraints = [models.UniqueConstraint(name="concerned_once", fields=["entry", "member"])]
        triggers = [frozen_once_closed("concerned", by_entry=True)]

    def __str__(self) -> str:
        return f"{self.member_id} by {self.entry_id}"


class Addendum(Row):
    """A correction of closed minutes: beside what stands there, never instead of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField(max_length=10_000)
    author: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="addendum_says_something", condition=~Q(text=""))]
        indexes = [models.Index(name="addendum_of_meeting", fields=["meeting", "at"])]
        triggers = append_only("addendum")

    def __str__(self) -> str:
        return self.text[:100]
