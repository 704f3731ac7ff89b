"""Rules of following up, and putting off, at the machine's door."""

from rest_framework import serializers

from apps.core import due
from apps.followups import commands, queries
from apps.followups.forms import RuleFilters
from apps.followups.models import LONGEST_LEAD
from apps.people.door import AboutField, Collection, Input, Output, Single, Verb, resource


class RuleOutput(Output):
    kind = serializers.CharField()
    name = serializers.CharField(source="label")
    is_on = serializers.BooleanField()
    lead_hours = serializers.IntegerField()
    repeat_days = serializers.ListField(child=serializers.IntegerField())
    tells_who_waits = serializers.BooleanField()
    example = {"kind": "task-overdue", "name": "A task of mine is overdue", "lead_hours": 0, "repeat_days": [1, 3, 7]}


class RuleChanges(Input):
    is_on = serializers.BooleanField()
    lead_hours = serializers.IntegerField(min_value=-LONGEST_LEAD, max_value=LONGEST_LEAD)
    repeat_days = serializers.ListField(child=serializers.IntegerField(min_value=1))
    tells_who_waits = serializers.BooleanField()
    example = {"lead_hours": 8, "repeat_days": [1, 3, 7]}


class Rules(Collection):
    """List the rules of following up."""

    kind = "follow-up-rule"
    rows = staticmethod(queries.rules)
    output = RuleOutput
    filters = RuleFilters
    orders = {"kind": "kind"}
    default_order = "kind"
    roles = "admin"


class OneRule(Single):
    """Read a rule of following up."""

    kind = "follow-up-rule"
    rows = staticmethod(queries.rules)
    subject = "rule"
    output = RuleOutput
    input = RuleChanges
    command = staticmethod(commands.edit_rule)
    roles = "admin"
    edit_summary = "Change when it is reminded of"
    edit_roles = "admin"


class SnoozeOutput(Output):
    kind = serializers.CharField()
    about = AboutField()
    until = serializers.DateTimeField()
    at = serializers.DateTimeField()
    example = {"kind": "task-overdue"}


class SnoozeInput(Input):
    kind = serializers.ChoiceField(choices=[(kind.name, kind.label) for kind in due.due_kinds()])
    about = AboutField(source="thing")
    days = serializers.IntegerField(min_value=1, help_text="Working days.")
    example = {"days": 3}


class Snoozes(Collection):
    """List what I put off being reminded of."""

    kind = "snooze"
    rows = staticmethod(queries.snoozes)
    output = SnoozeOutput
    orders = {"until": ("until", "id")}
    default_order = "until"
    input = SnoozeInput
    command = staticmethod(commands.snooze)
    create_summary = "Put off being reminded of what waits for me"


class OneSnooze(Single):
    """Read what I put off."""

    kind = "snooze"
    rows = staticmethod(queries.snoozes)
    output = SnoozeOutput


class WakeSnooze(Verb):
    """Be reminded as before."""

    kind = "snooze"
    rows = staticmethod(queries.snoozes)
    subject = "snooze"
    command = staticmethod(commands.wake)


urlpatterns = [
    *resource("follow-up-rules", Rules, OneRule),
    *resource("snoozes", Snoozes, OneSnooze, history=False, wake=WakeSnooze),
]
