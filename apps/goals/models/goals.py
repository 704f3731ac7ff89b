from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.agreements.models import Version
from apps.core.finding import words_index
from apps.core.models import Revised
from apps.goals.models.periods import Period
from apps.goals.models.rules import agreed_stays, legal_jumps, root_and_no_circle, step_stays
from apps.goals.models.rules_of_ends import (
    closed_as_said,
    closed_stays,
    closes_in_order,
    of_an_open_goal,
    owner_reads_another,
)
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members


class GoalSide(models.TextChoices):
    """Whose goal it is; none where nobody has said."""

    JOINT = "joint", _("Joint")
    SALES = "sales", _("Sales")
    MARKETING = "marketing", _("Marketing")


class Unit(models.TextChoices):
    """What the numbers of a measure are."""

    MONEY = "money", _("Money")
    NUMBER = "number", _("A number")
    PERCENT = "percent", _("Per cent")
    YES_NO = "yes_no", _("Yes or no")


class Direction(models.TextChoices):
    REACH = "reach", _("Reach it")
    KEEP = "keep", _("Keep within bounds")


class Decider(models.TextChoices):
    """Who decides on what was agreed for the case that a goal slips."""

    TEAM = "team", _("Both teams together")
    EXECUTIVES = "executives", _("The executives")


class GoalQuerySet(QuerySet["Goal"]):
    def visible_to(self, viewer: Any) -> "GoalQuerySet":
        """All members see all goals."""
        return self.all() if viewer.is_active else self.none()

    def open(self) -> "GoalQuerySet":
        """Not closed."""
        return self.filter(state=Goal.State.ACTIVE)


_NO_MEASURE = Q(unit__isnull=True, direction__isnull=True, starts_on__isnull=True)
_NO_BOUNDS = Q(lower__isnull=True, upper__isnull=True)
_NO_TARGET = Q(baseline__isnull=True, target__isnull=True)
_STAYS_CLOSED = (
    "title", "why", "owner_id", "side", "due_on", "period_id", "is_root", "parent_id", "weight", "unit", "direction",
    "baseline", "target", "lower", "upper", "starts_on", "phase_days", "phase_values", "check_in_days",
    "carried_from_id", "conditions", "consequence", "decided_by",
)  # fmt: skip
_DATED = Q(unit__isnull=False, unit__in=Unit.values, starts_on__isnull=False, due_on__isnull=False)


class Goal(Revised):
    """What the company wants to reach, why, who answers for it, what it serves, and what it is measured by.

    One measure per goal: what others call a key result is a goal below it.
    """

    NAMED_BY = "title"

    class State(models.TextChoices):
        ACTIVE = "active", _("Open")
        ACHIEVED = "achieved", _("Achieved")
        MISSED = "missed", _("Missed")
        DROPPED = "dropped", _("Dropped")

    CLOSED = (State.ACHIEVED, State.MISSED, State.DROPPED)

    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="goals")
    side = models.CharField(max_length=12, choices=GoalSide, null=True)
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    period = models.ForeignKey(Period, null=True, on_delete=models.PROTECT, related_name="goals")
    # The revenue goal of its fiscal year: what all others serve.
    is_root = models.BooleanField(default=False)
    parent: Any = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    # How much it counts among the goals under the same parent.
    weight = models.PositiveSmallIntegerField(default=1)
    unit = models.CharField(max_length=8, choices=Unit, null=True)
    direction = models.CharField(max_length=8, choices=Direction, null=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    # The bounds of what is kept, both of them included; one of them is enough.
    lower = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    upper = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    starts_on = models.DateField(null=True)
    # What is expected by which days between its start and its due date; a straight line where there are none.
    phase_days = ArrayField(models.DateField(), default=list)
    phase_values = ArrayField(models.DecimalField(max_digits=18, decimal_places=4), default=list)
    # How often its owner says how it stands; None where nobody asks.
    check_in_days = models.PositiveSmallIntegerField(null=True)
    # What it depends on: `{"text": …, "who": the id of who can see to it, or None}`.
    conditions = models.JSONField(default=list)
    # What happens if it slips, where both sides want to have said so, and who decides on it. The owner is heard first.
    consequence = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=10, choices=Decider, null=True)
    # The version of a plan's agreement that says what stands here: it is changed by amending that.
    agreed_version: Any = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    # The goal of an earlier period that goes on as this one; what was read and said of it stays there.
    carried_from: Any = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="carried_to")

    objects = GoalQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="goal_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="goal_side_known", condition=Q(side__isnull=True) | Q(side__in=GoalSide.values)
            ),
            models.UniqueConstraint(name="goal_one_root_per_year", fields=["period"], condition=Q(is_root=True)),
            models.CheckConstraint(
                name="goal_root_stands_on_top",
                condition=Q(is_root=False) | Q(parent__isnull=True, period__isnull=False),
            ),
            models.CheckConstraint(
                name="goal_measure_is_whole",
                condition=_NO_MEASURE & _NO_BOUNDS & _NO_TARGET
                | _DATED & Q(direction="reach", baseline__isnull=False, target__isnull=False) & _NO_BOUNDS
                | _DATED & Q(direction="keep") & _NO_TARGET & (Q(lower__isnull=False) | Q(upper__isnull=False)),
            ),
            models.CheckConstraint(
                name="goal_target_is_not_its_baseline",
                condition=Q(baseline__isnull=True) | Q(target__isnull=True) | ~Q(baseline=F("target")),
            ),
            models.CheckConstraint(
                name="goal_bounds_in_order",
                condition=Q(lower__isnull=True) | Q(upper__isnull=True) | Q(lower__lte=F("upper")),
            ),
            models.CheckConstraint(
                name="goal_yes_or_no",
                condition=Q(unit__isnull=True)
                | ~Q(unit="yes_no")
                | Q(direction="reach", baseline=0, target=1, baseline__isnull=False, target__isnull=False),
            ),
            models.CheckConstraint(name="goal_phases_are_pairs", condition=Q(phase_days__len=F("phase_values__len"))),
            models.CheckConstraint(
                name="goal_phases_of_what_is_reached",
                condition=Q(phase_days__len=0)
                | Q(direction="reach", direction__isnull=False) & ~Q(unit="yes_no") & Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="goal_starts_before_it_is_due",
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(starts_on__lt=F("due_on")),
            ),
            models.CheckConstraint(
                name="goal_consequence_is_decided_by_somebody",
                condition=Q(consequence="", decided_by__isnull=True)
                | ~Q(consequence="") & Q(decided_by__isnull=False, decided_by__in=Decider.values),
            ),
            models.CheckConstraint(
                name="goal_checked_in_regularly",
                condition=Q(check_in_days__isnull=True) | Q(check_in_days__range=(1, 92)),
            ),
            models.CheckConstraint(
                name="goal_carried_from_another",
                condition=Q(carried_from__isnull=True) | ~Q(carried_from=F("id")),
            ),
        ]
        indexes = [
            models.Index(name="goal_due", fields=["due_on", "id"]),
            words_index("goal_words", "title", "why"),
            models.Index(name="goal_asked_for_check_ins", fields=["owner"], condition=Q(check_in_days__isnull=False)),
        ]
        triggers = [
            *Revised.Meta.triggers,
            # A closed goal keeps the name of whoever answered for it, also once they have left.
            held_by_active_members("goal", "owner_id", only="({row}.state = 'active')"),
            root_and_no_circle(),
            agreed_stays(),
            *legal_jumps(
                "goal",
                ("active", "achieved"),
                ("active", "missed"),
                ("active", "dropped"),
                ("achieved", "active"),
                ("missed", "active"),
                ("dropped", "active"),
                first=["active"],
            ),
            closes_in_order(),
            closed_stays(*_STAYS_CLOSED),
            owner_reads_another(),
            closed_as_said("goal", goal="NEW.id", operation=pgtrigger.UpdateOf("state")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reader(self) -> Member | None:
        """Who reads its check-ins now; read beforehand as `reading_now` where there are many goals."""
        terms = vars(self).get("reading_now")
        if terms is None:
            terms = self.reader_terms.filter(until_at__isnull=True).select_related("reader")
        return next((term.reader for term in terms), None)

    @property
    def is_measured(self) -> bool:
        return self.unit is not None

    @property
    def is_closed(self) -> bool:
        return self.state in self.CLOSED

    @property
    def phases(self) -> list[tuple[date, Decimal]]:
        """The value that is expected by each day, in their order."""
        return list(zip(self.phase_days, self.phase_values, strict=True))

    def is_root_on(self, day: date) -> bool:
        """Whether it is the revenue goal of the fiscal year that `day` lies in."""
        return self.is_root and self.period is not None and self.period.starts_on <= day <= self.period.ends_on

    def stands_agreed(self, now: datetime) -> bool:
        """Whether a plan in force says what stands here."""
        return self.agreed_version is not None and self.agreed_version.counts_at(now)


class MilestoneQuerySet(QuerySet["Milestone"]):
    def visible_to(self, viewer: Any) -> "MilestoneQuerySet":
        """Whoever sees the goal sees its steps: all members."""
        return self.all() if viewer.is_active else self.none()

    def ahead(self) -> "MilestoneQuerySet":
        """Still to be reached, of goals that are open."""
        return self.filter(done_at__isnull=True, goal__state=Goal.State.ACTIVE)


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
            words_index("milestone_words", "title"),
            models.Index(name="milestone_ahead", fields=["due_on", "id"], condition=Q(done_at__isnull=True)),
        ]
        triggers = [
            *Revised.Meta.triggers,
            held_by_active_members("milestone", "owner_id", only="({row}.done_at IS NULL)"),
            step_stays(),
            of_an_open_goal("milestone"),
            # What a closed goal left undone may still be handed over by whoever leaves, and nothing else.
            of_an_open_goal(
                "kept_milestone",
                operation=pgtrigger.Update,
                when="NOT ((OLD.goal_id, OLD.title, OLD.due_on, OLD.done_at)"
                " IS NOT DISTINCT FROM (NEW.goal_id, NEW.title, NEW.due_on, NEW.done_at))",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.done_at is not None
