"""What a goal is measured by and what it stands at, for machines."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.api.goals import MAY, ConditionInput, GoalOutput
from apps.goals.models import Confidence, Decider, Direction, Goal, GoalSide, Source, Unit
from apps.goals.queries.measuring import Pace
from apps.people.door import Collection, Input, MemberField, Part, Single, ThingField, Verb, resource, single
from apps.people.models import Member


def _number(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=18, decimal_places=4, **options)


class MeasureInput(Input):
    unit = serializers.ChoiceField(choices=Unit.choices)
    direction = serializers.ChoiceField(choices=Direction.choices)
    baseline = _number(required=False, allow_null=True)
    target = _number(required=False, allow_null=True)
    lower = _number(required=False, allow_null=True, help_text="Of what is kept within bounds.")
    upper = _number(required=False, allow_null=True)
    starts_on = serializers.DateField()
    due_on = serializers.DateField()
    check_in_days = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=92)
    example = {
        "unit": "money",
        "direction": "reach",
        "baseline": "0.0000",
        "target": "1200000.0000",
        "starts_on": "2026-01-01",
        "due_on": "2026-12-31",
    }


class AgreedInput(Input):
    """What a plan says of a goal; what isn't sent stays as it is."""

    title = serializers.CharField(max_length=200, required=False)
    owner = MemberField(required=False)
    side = serializers.ChoiceField(choices=GoalSide.choices, required=False, allow_null=True)
    unit = serializers.ChoiceField(choices=Unit.choices, required=False)
    direction = serializers.ChoiceField(choices=Direction.choices, required=False)
    baseline = _number(required=False, allow_null=True)
    target = _number(required=False, allow_null=True)
    lower = _number(required=False, allow_null=True)
    upper = _number(required=False, allow_null=True)
    starts_on = serializers.DateField(required=False)
    due_on = serializers.DateField(required=False)
    conditions = ConditionInput(many=True, required=False, help_text="What it depends on.")
    consequence = serializers.CharField(max_length=300, required=False, allow_blank=True)
    decided_by = serializers.ChoiceField(choices=Decider.choices, required=False, allow_null=True)
    example = {"target": "1500000.0000"}


class ReadingPart(Part):
    """What a measure stood at on a day."""

    id = serializers.UUIDField()
    as_of = serializers.DateField()
    value = _number(allow_null=True, help_text="None where a reading is taken back.")
    # The field is taken out of the class before it could stand in the way of DRF's own `source`.
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    note = serializers.CharField()
    corrects = serializers.UUIDField(source="corrects_id", allow_null=True)
    by = MemberField()
    at = serializers.DateTimeField()
    example = {"value": "410000.0000", "source": "api", "note": "Bookings until Friday"}


class ReadingInput(Input):
    value = _number()
    as_of = serializers.DateField(required=False)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)
    example = {"value": "410000.0000", "note": "Bookings until Friday"}


class ForecastPart(Part):
    """What becomes of a measure if it goes on as it did."""

    value = _number(help_text="At the due date.")
    low = _number(help_text="The band around it: a fifth of all slopes lies below.")
    high = _number()
    reaches_on = serializers.DateField(allow_null=True)
    readings = serializers.IntegerField(help_text="How many it was made from.")
    example = {"value": "980000.0000", "low": "910000.0000", "high": "1040000.0000", "readings": 9}


class NumbersPart(Part):
    """What is derived of a goal, and how."""

    progress = _number(allow_null=True, help_text="The part that is reached; it may be below 0 and above 1.")
    expected = _number(allow_null=True)
    pace = serializers.ChoiceField(choices=Pace.choices, allow_null=True, help_text="None once it is closed.")
    reporting = serializers.IntegerField(help_text="Of a goal without its own measure: how many below it report.")
    below = serializers.IntegerField()
    coverage = _number(allow_null=True, help_text="The part of the weight below that reports.")
    forecast = ForecastPart(allow_null=True, help_text="None while there are too few readings, over too few days.")
    needed_per_week = _number(allow_null=True)
    gained_per_week = _number(allow_null=True, help_text="What the last four weeks brought.")
    how = serializers.ListField(child=serializers.CharField())
    example = {
        "progress": "0.3417",
        "expected": "0.5534",
        "pace": "behind",
        "how": ["Expected: 202 of 365 days."],
    }


class SetMeasure(Verb):
    """Say what a goal is measured by.

    Of a goal that is agreed in a plan only the rhythm of check-ins is changed so; the rest by amending the plan.
    """

    kind = "goal"
    rows = staticmethod(queries.goals)
    subject = "goal"
    input = MeasureInput
    output = GoalOutput
    command = staticmethod(commands.set_measure)
    roles = MAY


class PhaseInput(Input):
    on = serializers.DateField(help_text="After the start, and before the due date.")
    value = _number(help_text="What the measure is expected to stand at by then.")
    example = {"on": "2026-06-30", "value": "400000.0000"}


class SetPhasesInput(Input):
    phases = PhaseInput(many=True, help_text="Empty for a straight line.")


def _set_phases(*, actor: Member, goal: Goal, phases: list[dict[str, Any]], now: datetime) -> Goal:
    pairs = [(phase["on"], phase["value"]) for phase in phases]
    return commands.set_phases(actor=actor, goal=goal, phases=pairs, now=now)


class SetPhases(Verb):
    """Say how much is expected of a goal by when.

    Of an agreed goal, too: its target stays, and the seats of its plan are told.
    """

    kind = "goal"
    rows = staticmethod(queries.goals)
    subject = "goal"
    input = SetPhasesInput
    output = GoalOutput
    command = staticmethod(_set_phases)
    roles = MAY


class Readings(Collection):
    """List what was read of a goal."""

    rows = staticmethod(queries.readings)
    within = "goal"
    within_rows = staticmethod(queries.goals)
    output = ReadingPart
    orders = {"as_of": ("as_of", "at", "id")}
    default_order = "-as_of"
    input = ReadingInput
    command = staticmethod(commands.record_reading)
    create_summary = "Write down what a goal's measure stood at"
    create_roles = MAY

    def besides(self) -> dict[str, Any]:
        return {"source": Source.API}


class _Derived:
    """A goal's numbers as an answer."""

    def __init__(self, placed: queries.Placed) -> None:
        goal, numbers = placed.goal, placed.numbers
        self.progress, self.expected, self.pace = numbers.progress, numbers.expected, numbers.said_pace
        self.reporting, self.below = numbers.reporting, numbers.below
        self.coverage = numbers.coverage
        self.how = queries.how_computed(placed)
        ahead = None if goal.is_closed else queries.outlook(goal, day=placed.today)
        self.forecast = ahead.forecast if ahead else None
        self.needed_per_week = ahead.rates.needed if ahead else None
        self.gained_per_week = ahead.rates.lately if ahead else None
        if ahead:
            self.how += queries.how_forecast(goal, ahead)


class GoalNumbers(Single):
    """Read how far a goal is, and how that is computed."""

    rows = staticmethod(queries.goals)
    within = "goal"
    within_rows = staticmethod(queries.goals)
    output = NumbersPart

    def found(self, around: dict[str, Any]) -> Any:
        return _Derived(queries.placed(around["goal"], viewer=self.request.user, now=self.now))  # type: ignore[arg-type]


class ScorePart(Part):
    """One agreed goal on the scoreboard."""

    goal = ThingField("goal")
    owner = MemberField(source="goal.owner")
    value = _number(source="goal.value", allow_null=True)
    target = _number(source="goal.target", allow_null=True)
    progress = _number(source="numbers.progress", allow_null=True)
    expected = _number(source="numbers.expected", allow_null=True)
    state = serializers.ChoiceField(source="goal.state", choices=Goal.State.choices)
    pace = serializers.ChoiceField(source="numbers.said_pace", choices=Pace.choices, allow_null=True)
    confidence = serializers.ChoiceField(source="goal.confidence", choices=Confidence.choices, allow_null=True)


class ScoreboardPart(Part):
    revenue = ScorePart(allow_null=True)
    agreed = ScorePart(many=True)


class ReadScoreboard(Single):
    """Read the scoreboard.

    Revenue against its target, and every goal that is agreed in a plan in force.
    """

    output = ScoreboardPart

    def found(self, around: dict[str, Any]) -> Any:
        return queries.scoreboard(viewer=self.request.user, now=self.now)  # type: ignore[arg-type]


urlpatterns = [
    *resource("goals/<uuid:goal_id>/readings", Readings),
    *single("goals/<uuid:goal_id>/numbers", GoalNumbers),
    *single("scoreboard", ReadScoreboard),
]
