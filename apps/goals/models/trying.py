from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Revised
from apps.goals.models.goals import Goal
from apps.goals.models.rules import legal_jumps
from apps.goals.models.rules_of_ends import of_a_closed_goal
from apps.people.models import Member, Team
from apps.people.models.guards import held_by_active_members

# A small step shows within six weeks whether it was one.
LONGEST = timedelta(days=42)


class SmallStepQuerySet(QuerySet["SmallStep"]):
    def visible_to(self, viewer: Any) -> "SmallStepQuerySet":
        """All members see what the others try."""
        return self.all() if viewer.is_active else self.none()

    def running(self) -> "SmallStepQuerySet":
        return self.filter(state=SmallStep.State.TRYING)


class SmallStep(Revised):
    """One practice that a team, or both sides, changes for some weeks: what they try, and what they learned."""

    class State(models.TextChoices):
        TRYING = "trying", _("Being tried")
        KEPT = "kept", _("Kept")
        CHANGED = "changed", _("Changed")
        DROPPED = "dropped", _("Dropped")

    ENDS = (State.KEPT, State.CHANGED, State.DROPPED)

    practice = models.CharField(max_length=200)
    sign = models.TextField()
    # Whose practice it is; of both sides where it is nobody's alone.
    team: Any = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="small_steps")
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="small_steps")
    begun_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.TRYING)
    begun_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    learned = models.TextField(blank=True)
    # The one that was changed and led to this one.
    follows: Any = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next")
    # The goal from whose end it was learned; it stays named where the goal is reopened.
    follows_goal: Any = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="small_steps")

    objects = SmallStepQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="small_step_says_what_and_how", condition=~Q(practice="") & ~Q(sign="")),
            models.CheckConstraint(
                name="small_step_is_small",
                condition=Q(until_on__gt=F("begun_on"), until_on__lte=F("begun_on") + LONGEST),
            ),
            models.UniqueConstraint(
                name="small_step_one_at_a_time", fields=["team"], condition=Q(state="trying"), nulls_distinct=False
            ),
            models.CheckConstraint(
                name="small_step_ends_with_what_was_learned",
                condition=Q(state="trying", ended_at__isnull=True, ended_by__isnull=True, learned="")
                | Q(state__in=["kept", "changed", "dropped"], ended_at__isnull=False, ended_by__isnull=False)
                & ~Q(learned=""),
            ),
            models.CheckConstraint(
                name="small_step_follows_another", condition=Q(follows__isnull=True) | ~Q(follows=F("id"))
            ),
        ]
        indexes = [
            models.Index(name="small_step_due", fields=["until_on"], condition=Q(state="trying")),
            models.Index(name="small_step_of_owner", fields=["owner", "state"]),
        ]
        triggers = [
            *Revised.Meta.triggers,
            *legal_jumps(
                "small_step",
                *[("trying", end) for end in ("kept", "changed", "dropped")],
                # The end was taken back.
                *[(end, "trying") for end in ("kept", "changed", "dropped")],
                first=["trying"],
            ),
            held_by_active_members("small_step", "owner_id", only="({row}.state = 'trying')"),
            of_a_closed_goal("small_step", goal="NEW.follows_goal_id"),
        ]

    def __str__(self) -> str:
        return self.practice

    @property
    def is_running(self) -> bool:
        return self.state == self.State.TRYING

    def longest(self) -> date:
        """The last day until which it may run."""
        return self.begun_on + LONGEST
