from typing import Any

from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.filters import GoalFilters
from apps.goals.models import Confidence, Decider, Direction, Goal, GoalSide, Unit
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, Verb

MAY = "its owner, their manager, admins"


class ConditionInput(Input):
    text = serializers.CharField(max_length=200)
    who = MemberField(required=False, allow_null=True, help_text="Who can see to it.")
    example = {"text": "The price list is released", "who": None}

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        who = given.get("who")
        return {"text": given["text"], "who": str(who.pk) if who else None}


class ConditionsInput(Input):
    conditions = ConditionInput(many=True, help_text="At most five; empty where it depends on nothing.")
    consequence = serializers.CharField(max_length=300, required=False, allow_blank=True)
    decided_by = serializers.ChoiceField(choices=Decider.choices, required=False, allow_null=True)
    example = {
        "consequence": "We look at it together in the next joint meeting: help, re-plan or drop.",
        "decided_by": "team",
    }


class GoalOutput(Output):
    title = serializers.CharField()
    why = serializers.CharField()
    owner = MemberField()
    reader = MemberField(allow_null=True, help_text="Who reads its check-ins.")
    state = serializers.ChoiceField(choices=Goal.State.choices)
    side = serializers.ChoiceField(choices=GoalSide.choices, allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    period = ThingField("period", allow_null=True)
    carried_from = ThingField("goal", allow_null=True, help_text="The goal of an earlier period that goes on here.")
    # The field is taken out of the class before it could stand in the way of DRF's own `parent`.
    parent = ThingField("goal", allow_null=True)  # type: ignore[assignment]
    is_root = serializers.BooleanField(help_text="Whether it is the revenue goal of its fiscal year.")
    weight = serializers.IntegerField()
    unit = serializers.ChoiceField(choices=Unit.choices, allow_null=True)
    direction = serializers.ChoiceField(choices=Direction.choices, allow_null=True)
    baseline = serializers.DecimalField(max_digits=18, decimal_places=4, allow_null=True)
    target = serializers.DecimalField(max_digits=18, decimal_places=4, allow_null=True)
    lower = serializers.DecimalField(max_digits=18, decimal_places=4, allow_null=True)
    upper = serializers.DecimalField(max_digits=18, decimal_places=4, allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    phases = serializers.SerializerMethodField(help_text="What is expected by which day; a straight line where none.")
    conditions = serializers.SerializerMethodField(help_text="What it depends on, and who can see to each.")
    consequence = serializers.CharField(help_text="What happens if it slips; empty where nothing is agreed for that.")
    decided_by = serializers.ChoiceField(
        choices=Decider.choices, allow_null=True, help_text="Who decides on that, after they have heard the owner."
    )
    check_in_days = serializers.IntegerField(allow_null=True)
    value = serializers.DecimalField(
        max_digits=18, decimal_places=4, allow_null=True, help_text="The newest reading that counts."
    )
    value_as_of = serializers.DateField(allow_null=True)
    confidence = serializers.ChoiceField(choices=Confidence.choices, allow_null=True)
    heard_at = serializers.DateTimeField(allow_null=True, help_text="When its owner last said how it stands.")
    milestones_all = serializers.SerializerMethodField()
    milestones_done = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    example = {"title": "Twenty customers say why they chose us", "side": "joint", "milestones_all": 4}

    def get_conditions(self, goal: Goal) -> list[dict[str, str | None]]:
        return goal.conditions

    def get_phases(self, goal: Goal) -> list[dict[str, str]]:
        return [{"on": day.isoformat(), "value": format(value, "f")} for day, value in goal.phases]

    def get_milestones_all(self, goal: object) -> int:
        return vars(goal)["milestones_all"] or 0

    def get_milestones_done(self, goal: object) -> int:
        return vars(goal)["milestones_done"] or 0


class GoalChangesInput(Input):
    title = serializers.CharField(max_length=200)
    why = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    owner = MemberField(required=False)
    side = serializers.ChoiceField(choices=GoalSide.choices, required=False, allow_null=True)
    due_on = serializers.DateField(required=False, allow_null=True)
    period = ThingField("period", required=False, allow_null=True)
    parent = ThingField(  # type: ignore[assignment]
        "goal", required=False, allow_null=True, help_text="The goal that it serves."
    )
    weight = serializers.IntegerField(required=False, min_value=0, max_value=100)
    example = {"title": "Twenty customers say why they chose us", "side": "joint"}


class GoalInput(GoalChangesInput):
    is_root = serializers.BooleanField(
        required=False, help_text="The revenue goal of its fiscal year: for managers, executives, admins."
    )


class Goals(Collection):
    """List goals."""

    kind = "goal"
    rows = staticmethod(queries.goals_and_readers)
    output = GoalOutput
    filters = GoalFilters
    orders = {"due_on": ("due_on", "id"), "title": ("title", "id"), "created_at": ("created_at", "id")}
    default_order = "due_on"
    words = ("title", "why")
    input = GoalInput
    command = staticmethod(commands.create_goal)
    create_summary = "Set a goal"
    create_roles = "all members for themselves, managers for their teams, admins for all"


class OneGoal(Single):
    """Read a goal."""

    kind = "goal"
    rows = staticmethod(queries.goals)
    subject = "goal"
    output = GoalOutput
    input = GoalChangesInput
    command = staticmethod(commands.edit_goal)
    edit_summary = "Change a goal"
    edit_roles = MAY


class SetConditions(Verb):
    """Say what a goal depends on, and what happens if it slips.

    Of a goal that is agreed in a plan this is changed by amending the plan.
    """

    kind = "goal"
    rows = staticmethod(queries.goals)
    subject = "goal"
    input = ConditionsInput
    output = GoalOutput
    command = staticmethod(commands.set_conditions)
    roles = MAY
