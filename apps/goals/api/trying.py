from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.filters import SmallStepFilters
from apps.goals.models import SmallStep
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, Verb, resource

MAY = "its owner, their manager, admins"


class SmallStepOutput(Output):
    practice = serializers.CharField()
    sign = serializers.CharField(help_text="How they will know that it helps.")
    team = ThingField("team", allow_null=True, help_text="None where both sides try it.")
    owner = MemberField()
    state = serializers.ChoiceField(choices=SmallStep.State.choices)
    begun_on = serializers.DateField()
    until_on = serializers.DateField()
    begun_by = MemberField()
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_by = MemberField(allow_null=True)
    learned = serializers.CharField()
    follows = ThingField("small-step", allow_null=True)
    follows_goal = ThingField("goal", allow_null=True, help_text="The closed goal whose end taught it.")
    example = {
        "practice": "Call within two hours",
        "sign": "One in three talks to us the same day.",
        "state": "trying",
        "learned": "",
    }


class SmallStepChangesInput(Input):
    practice = serializers.CharField(max_length=200)
    sign = serializers.CharField(max_length=10_000)
    until_on = serializers.DateField(help_text="At most six weeks after it began.")
    owner = MemberField(required=False)
    example = {
        "practice": "Call within two hours",
        "sign": "One in three talks to us the same day.",
        "until_on": "2026-06-30",
    }


class FollowingStepInput(SmallStepChangesInput):
    team = ThingField("team", required=False, allow_null=True, help_text="Without one, both sides try it.")


class SmallStepInput(FollowingStepInput):
    follows = ThingField("small-step", required=False, allow_null=True, help_text="One that was changed.")
    follows_goal = ThingField("goal", required=False, allow_null=True, help_text="One that is closed.")


class EndSmallStepInput(Input):
    outcome = serializers.ChoiceField(choices=[(end.value, end.label) for end in SmallStep.ENDS])
    learned = serializers.CharField(max_length=10_000, allow_blank=True)
    example = {"outcome": "kept", "learned": "Whoever is called at once remembers why they asked."}


class SmallSteps(Collection):
    """List what is and was tried."""

    kind = "small-step"
    rows = staticmethod(queries.small_steps)
    output = SmallStepOutput
    filters = SmallStepFilters
    orders = {"until_on": ("until_on", "id"), "begun_on": ("begun_on", "id")}
    default_order = "-begun_on"
    words = ("practice", "sign", "learned")
    input = SmallStepInput
    command = staticmethod(commands.begin_small_step)
    create_summary = "Try one practice for some weeks, in a team or in both"


class OneSmallStep(Single):
    """Read a small step."""

    kind = "small-step"
    rows = staticmethod(queries.small_steps)
    subject = "step"
    output = SmallStepOutput
    input = SmallStepChangesInput
    command = staticmethod(commands.edit_small_step)
    edit_summary = "Change a small step while it is being tried"
    edit_roles = MAY


class EndSmallStep(Verb):
    """Say what was learned by a small step, and whether it is kept, changed or dropped."""

    kind = "small-step"
    rows = staticmethod(queries.small_steps)
    subject = "step"
    output = SmallStepOutput
    input = EndSmallStepInput
    command = staticmethod(commands.end_small_step)
    roles = MAY


urlpatterns = resource("small-steps", SmallSteps, OneSmallStep, end=EndSmallStep)
