from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.api.goals import GoalOutput
from apps.goals.api.measures import AgreedInput
from apps.goals.models import Goal, Period, PlanGoal
from apps.people.door import (
    Collection,
    Input,
    MemberField,
    Output,
    Part,
    Single,
    ThingField,
    ThingsField,
    Verb,
    resource,
)
from apps.people.models import Member

DRAFTERS = "who is named on its draft; marketers, managers, executives, admins"


class PeriodPart(Part):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Period.Kind.choices)
    year = serializers.IntegerField()
    quarter = serializers.IntegerField(allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="The last day that is part of it.")
    example = {"kind": "year", "year": 2026, "quarter": None}


class PeriodInput(Input):
    year = serializers.IntegerField(
        min_value=2000, max_value=2100, help_text="The calendar year in which the fiscal year ends."
    )
    example = {"year": 2027}


class Periods(Collection):
    """List fiscal years and their quarters."""

    kind = "period"
    rows = staticmethod(queries.periods)
    output = PeriodPart
    orders = {"starts_on": ("starts_on", "-ends_on", "id")}
    default_order = "starts_on"
    input = PeriodInput
    command = staticmethod(commands.open_fiscal_year)
    create_summary = "Open a fiscal year with its four quarters"
    create_roles = "managers, executives, admins"


class OnePeriod(Single):
    """Read a fiscal year or a quarter."""

    kind = "period"
    rows = staticmethod(queries.periods)
    subject = "period"
    output = PeriodPart


class PlanEntryPart(Part):
    """A goal in a plan, with what the draft of the next version says otherwise, for whoever sees that draft."""

    goal = ThingField("goal")
    typed = serializers.SerializerMethodField()
    leaves = serializers.SerializerMethodField(help_text="Whether the next version leaves it out.")
    example = {"typed": {"target": "1500000.0000"}, "leaves": False}

    def get_typed(self, entry: PlanGoal) -> dict[str, Any]:
        return entry.typed if vars(entry)["draft_seen"] else {}

    def get_leaves(self, entry: PlanGoal) -> bool:
        return entry.leaves and vars(entry)["draft_seen"]


class PlanOutput(Output):
    title = serializers.CharField()
    period = ThingField("period")
    agreement = ThingField("agreement")
    goals = PlanEntryPart(source="entries", many=True)
    created_at = serializers.DateTimeField()
    example = {"title": "What we win together this year"}


class PlanInput(Input):
    title = serializers.CharField(max_length=200)
    period = ThingField("period")
    sponsor = MemberField(help_text="An executive.")
    seats = ThingsField("member", help_text="Who must agree, each for their own side.")
    goals = ThingsField("goal")
    example = {"title": "What we win together this year"}


class GoalOfPlanInput(Input):
    goal = ThingField("goal")


class ChangeInPlanInput(AgreedInput):
    goal = ThingField("goal")


class Plans(Collection):
    """List plans."""

    kind = "plan"
    rows = staticmethod(queries.plans)
    output = PlanOutput
    orders = {"title": ("title", "id"), "created_at": ("created_at", "id")}
    default_order = "title"
    words = ("title",)
    input = PlanInput
    command = staticmethod(commands.start_plan)
    create_summary = "Begin a plan, with the agreement about it"
    create_roles = "marketers, managers, executives, admins"


class OnePlan(Single):
    """Read a plan."""

    kind = "plan"
    rows = staticmethod(queries.plans)
    subject = "plan"
    output = PlanOutput


class _Step(Verb):
    kind = "plan"
    rows = staticmethod(queries.plans)
    subject = "plan"
    output = PlanOutput
    roles = DRAFTERS


class AddToPlan(_Step):
    """Put a goal into the draft of a plan."""

    input = GoalOfPlanInput
    command = staticmethod(commands.add_to_plan)


class LeaveOut(_Step):
    """Take a goal out of the draft of a plan."""

    input = GoalOfPlanInput
    command = staticmethod(commands.leave_out)


class ChangeInPlan(_Step):
    """Say what the next version of a plan says otherwise of a goal."""

    input = ChangeInPlanInput
    command = staticmethod(commands.change_in_plan)


def _amend(*, actor: Member, goal: Goal, now: datetime, **changes: Any) -> Goal:
    """The goal as it stands: the amendment is its plan's."""
    commands.amend_goal(actor=actor, goal=goal, now=now, **changes)
    return goal


class AmendGoal(Verb):
    """Open an amendment of a goal's plan with another target, side or date.

    What counts stays until everybody in the planning has signed.
    """

    kind = "goal"
    rows = staticmethod(queries.goals)
    subject = "goal"
    input = AgreedInput
    output = GoalOutput
    command = staticmethod(_amend)
    roles = DRAFTERS


urlpatterns = resource("periods", Periods, OnePeriod)
