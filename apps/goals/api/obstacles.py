from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.filters import ObstacleFilters
from apps.goals.models import Goal, Obstacle, Task
from apps.people.door import AboutField, Collection, Input, MemberField, Output, Single, Verb, resource

HAS_A_SAY = "who raised it, who answers for what it holds up, their manager, admins"


class ObstacleOutput(Output):
    what = serializers.CharField()
    blocks = AboutField()
    state = serializers.ChoiceField(choices=Obstacle.State.choices)
    since = serializers.DateField()
    remover = MemberField()
    remove_by = serializers.DateField(allow_null=True)
    raised_by = MemberField()
    raised_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    closed_by = MemberField(allow_null=True)
    outcome = serializers.CharField()
    origin = AboutField(allow_null=True, help_text="The meeting in which it was raised.")
    own_doing = serializers.BooleanField(help_text="By the owner of what it holds up: it excuses no delay then.")
    excuses = serializers.BooleanField(
        allow_null=True, help_text="As it was judged. Else it excuses a delay where it was raised before the due date."
    )
    judged_by = MemberField(allow_null=True)
    judged_at = serializers.DateTimeField(allow_null=True)
    judged_why = serializers.CharField()
    example = {"what": "Nobody may publish the new prices", "state": "raised", "outcome": ""}


class ObstacleChangesInput(Input):
    what = serializers.CharField(max_length=200)
    since = serializers.DateField(required=False)
    remover = MemberField()
    remove_by = serializers.DateField(required=False, allow_null=True)
    own_doing = serializers.BooleanField(required=False)
    example = {"what": "Nobody may publish the new prices"}


class ObstacleInput(ObstacleChangesInput):
    blocks = AboutField(help_text="A task or a goal.")

    def validate_blocks(self, row: Any) -> Any:
        if not isinstance(row, Goal | Task):
            raise serializers.ValidationError(_("Name a task or a goal."), code="not-held-up")
        return row


class AcceptObstacleInput(Input):
    remove_by = serializers.DateField(required=False, allow_null=True)


class RemoveObstacleInput(Input):
    outcome = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    example = {"outcome": "The prices are free from Monday on."}


class LiveWithInput(Input):
    outcome = serializers.CharField(max_length=10_000, allow_blank=True)
    example = {"outcome": "We quote without a list until spring."}


class JudgeObstacleInput(Input):
    excuses = serializers.BooleanField()
    why = serializers.CharField(max_length=10_000, allow_blank=True)
    example = {"excuses": True, "why": "Nobody could know it before."}


class Obstacles(Collection):
    """List what is or was in the way."""

    kind = "obstacle"
    rows = staticmethod(queries.obstacles)
    output = ObstacleOutput
    filters = ObstacleFilters
    orders = {"since": ("since", "id"), "remove_by": ("remove_by", "id")}
    default_order = "since"
    words = ("what",)
    input = ObstacleInput
    command = staticmethod(commands.raise_obstacle)
    create_summary = "Say what is in the way of a task or goal, and who can remove it"


class OneObstacle(Single):
    """Read an obstacle."""

    kind = "obstacle"
    rows = staticmethod(queries.obstacles)
    subject = "obstacle"
    output = ObstacleOutput
    input = ObstacleChangesInput
    command = staticmethod(commands.edit_obstacle)
    edit_summary = "Change an obstacle"
    edit_roles = HAS_A_SAY


class _Step(Verb):
    kind = "obstacle"
    rows = staticmethod(queries.obstacles)
    subject = "obstacle"
    output = ObstacleOutput


class AcceptObstacle(_Step):
    """Say that one is getting it out of the way."""

    input = AcceptObstacleInput
    command = staticmethod(commands.accept_obstacle)
    roles = "who can remove it"


class RemoveObstacle(_Step):
    """Say that it is out of the way."""

    input = RemoveObstacleInput
    command = staticmethod(commands.remove_obstacle)
    roles = f"who can remove it, {HAS_A_SAY}"


class LiveWithObstacle(_Step):
    """Say that it stays, and how one lives with it."""

    input = LiveWithInput
    command = staticmethod(commands.live_with_obstacle)
    roles = f"who can remove it, {HAS_A_SAY}"


class JudgeObstacle(_Step):
    """Say whether it excuses the delay of what it holds up, and why."""

    input = JudgeObstacleInput
    command = staticmethod(commands.judge_obstacle)
    roles = "the manager of who is held up, executives, admins; nobody their own delay"


urlpatterns = resource(
    "obstacles",
    Obstacles,
    OneObstacle,
    accept=AcceptObstacle,
    remove=RemoveObstacle,
    live_with=LiveWithObstacle,
    judge=JudgeObstacle,
)
