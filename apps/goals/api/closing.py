"""How goals end and go on, for machines."""

from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.api.goals import MAY, GoalOutput
from apps.goals.api.trying import FollowingStepInput
from apps.goals.models import Goal
from apps.people.door import Collection, Input, MemberField, Part, ThingField, Verb, resource

OUTCOMES = [(state.value, state.label) for state in Goal.CLOSED]


def _text(help_text: str = "") -> serializers.CharField:
    return serializers.CharField(max_length=10_000, required=False, allow_blank=True, help_text=help_text or None)


class ClosurePart(Part):
    """How a goal ended, and whether it was reopened since."""

    id = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    progress = serializers.DecimalField(
        max_digits=18, decimal_places=4, allow_null=True, help_text="As it was computed then; it stays."
    )
    score = serializers.DecimalField(max_digits=3, decimal_places=2, allow_null=True)
    story = serializers.CharField()
    learned = serializers.CharField()
    closed_by = MemberField()
    closed_at = serializers.DateTimeField()
    reopened_by = MemberField(allow_null=True)
    reopened_at = serializers.DateTimeField(allow_null=True)
    reopen_reason = serializers.CharField()
    example = {"outcome": "missed", "progress": "0.8000", "score": "0.70", "story": "Two talks went to autumn."}


class CloseGoalInput(Input):
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    story = _text("What happened; needed where it wasn't achieved.")
    learned = _text()
    score = serializers.DecimalField(
        max_digits=3, decimal_places=2, required=False, allow_null=True, min_value=0, max_value=1
    )
    small_step = FollowingStepInput(required=False, allow_null=True, help_text="What you try because of it.")
    example = {"outcome": "missed", "story": "Two talks went to autumn.", "learned": "Ask in spring.", "score": "0.70"}


class ReopenGoalInput(Input):
    reason = serializers.CharField(max_length=10_000, allow_blank=True)
    example = {"reason": "One of the talks came back."}


class CarryOverGoalInput(Input):
    period = ThingField("period")
    outcome = serializers.ChoiceField(choices=OUTCOMES, required=False, help_text="Of the goal that is closed so.")
    story = _text("What happened; needed where it wasn't achieved.")
    learned = _text()
    baseline = serializers.DecimalField(
        max_digits=18, decimal_places=4, required=False, allow_null=True, help_text="Its last reading where left out."
    )
    target = serializers.DecimalField(max_digits=18, decimal_places=4, required=False, allow_null=True)
    example = {"outcome": "missed", "story": "Two talks went to autumn."}


class _OfGoal(Verb):
    kind = "goal"
    rows = staticmethod(queries.goals)
    subject = "goal"
    output = GoalOutput
    roles = MAY


class CloseGoal(_OfGoal):
    """Say how a goal ended.

    Its progress stays as it is; goals below it end first. The owner of an agreed goal closes it, too.
    """

    input = CloseGoalInput
    command = staticmethod(commands.close_goal)


class ReopenGoal(_OfGoal):
    """Take a closed goal up again, and say why."""

    input = ReopenGoalInput
    command = staticmethod(commands.reopen_goal)


class CarryOver(_OfGoal):
    """Let a goal go on in another period; the answer is the new goal.

    Open milestones, tasks, obstacles and goals below it go along; what was read and said stays. It is closed if it
    isn't yet.
    """

    input = CarryOverGoalInput
    command = staticmethod(commands.carry_over)
    status = 201


class Closures(Collection):
    """List how a goal ended, each time it did."""

    rows = staticmethod(queries.closures)
    within = "goal"
    within_rows = staticmethod(queries.goals)
    output = ClosurePart
    orders = {"closed_at": ("closed_at", "id")}
    default_order = "-closed_at"


urlpatterns = resource("goals/<uuid:goal_id>/closures", Closures)
