"""Check-ins and who reads them, for machines."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.api.goals import MAY, GoalOutput
from apps.goals.api.measures import ReadingPart
from apps.goals.models import CheckIn, Confidence, Goal, Source
from apps.people.door import Collection, Input, MemberField, Part, Verb, resource
from apps.people.models import Member


class CheckInPart(Part):
    """How the owner sees a goal."""

    id = serializers.UUIDField()
    author = MemberField()
    at = serializers.DateTimeField()
    confidence = serializers.ChoiceField(choices=Confidence.choices)
    line = serializers.CharField()
    changed = serializers.CharField()
    help_wanted = serializers.CharField()
    corrects = serializers.UUIDField(source="corrects_id", allow_null=True)
    reading = ReadingPart(allow_null=True)
    read_at = serializers.DateTimeField(allow_null=True, help_text="When its reader had read it.")
    example = {"confidence": "at_risk", "line": "Two large talks moved to autumn.", "changed": "", "help_wanted": ""}


class CheckInInput(Input):
    confidence = serializers.ChoiceField(choices=Confidence.choices)
    line = serializers.CharField(max_length=300, required=False, allow_blank=True)
    value = serializers.DecimalField(max_digits=18, decimal_places=4, required=False, allow_null=True)
    changed = serializers.CharField(max_length=300, required=False, allow_blank=True)
    help_wanted = serializers.CharField(max_length=300, required=False, allow_blank=True)
    example = {"confidence": "at_risk", "line": "Two large talks moved to autumn."}


class CheckIns(Collection):
    """List how a goal's owner saw it."""

    rows = staticmethod(queries.check_ins)
    within = "goal"
    within_rows = staticmethod(queries.goals)
    output = CheckInPart
    orders = {"at": ("at", "id")}
    default_order = "-at"
    input = CheckInInput
    command = staticmethod(commands.check_in)
    create_summary = "Check in: say how a goal stands"
    create_roles = MAY

    def besides(self) -> dict[str, Any]:
        return {"source": Source.API}


def _correct(*, goal: Goal, **given: Any) -> CheckIn:
    return commands.correct_check_in(**given)


def _read(*, actor: Member, check_in: CheckIn, goal: Goal, now: datetime) -> CheckIn:
    return commands.mark_read(actor=actor, check_in=check_in, now=now)


class _OfCheckIn(Verb):
    revised = False
    rows = staticmethod(queries.check_ins)
    within = "goal"
    within_rows = staticmethod(queries.goals)
    subject = "check_in"
    output = CheckInPart


class CorrectCheckIn(_OfCheckIn):
    """Say otherwise what one said last, within three days.

    Both are kept; the later one counts.
    """

    input = CheckInInput
    command = staticmethod(_correct)
    status = 201
    roles = "who said it"


class ReadCheckIn(_OfCheckIn):
    """Say that one has read it, and what was said before in one's time."""

    command = staticmethod(_read)
    roles = "the goal's reader; while they are away, who stands in for them"


class ReaderInput(Input):
    reader = MemberField(allow_null=True, help_text="Not its owner; none where nobody shall read.")


class NameReader(Verb):
    """Say who reads a goal's check-ins from now on."""

    kind = "goal"
    rows = staticmethod(queries.goals)
    subject = "goal"
    input = ReaderInput
    output = GoalOutput
    command = staticmethod(commands.name_reader)
    roles = MAY


urlpatterns = resource("goals/<uuid:goal_id>/check-ins", CheckIns, correct=CorrectCheckIn, read=ReadCheckIn)
