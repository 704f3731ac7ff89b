from typing import Any

from rest_framework import serializers

from apps.leads import commands, queries
from apps.leads.filters import HandOffFilters
from apps.leads.models import HandOff
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, Verb, resource

SEERS = "owner, qualifiers and salespeople of the team, their managers, marketers, admins"
ASKED = "the qualifier it is offered to, their manager, admins"
NAMERS = "managers within their teams, admins"


class QualifierOutput(Output):
    member = MemberField()
    capacity = serializers.IntegerField()
    load = serializers.IntegerField(help_text="Leads offered to them, or taken and not yet contacted.")
    named_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    example = {"capacity": 20, "load": 3}


class QualifierInput(Input):
    member = MemberField()
    capacity = serializers.IntegerField(min_value=1, max_value=100, required=False)
    example = {"capacity": 20}


class Qualifiers(Collection):
    """List the qualifiers: who takes leads, and how many."""

    kind = "qualifier"
    rows = staticmethod(queries.qualifiers)
    output = QualifierOutput
    orders = {"named_at": ("named_at", "id")}
    default_order = "named_at"
    input = QualifierInput
    command = staticmethod(commands.name_qualifier)
    create_summary = "Name a qualifier, or change how many leads they take"
    create_roles = NAMERS


class OneQualifier(Single):
    """Read a qualifier."""

    kind = "qualifier"
    rows = staticmethod(queries.qualifiers)
    subject = "qualifier"
    output = QualifierOutput


class EndQualifier(Verb):
    """Take the mark off: no new lead is offered to them."""

    kind = "qualifier"
    rows = staticmethod(queries.qualifiers)
    subject = "qualifier"
    output = QualifierOutput
    command = staticmethod(commands.end_qualifier)
    roles = NAMERS


class HandOffOutput(Output):
    lead = ThingField("lead")
    qualifier = MemberField()
    state = serializers.ChoiceField(choices=HandOff.State.choices)
    why = serializers.JSONField(help_text="Why to them: how many they had, how many they take, who was passed over.")
    offered_at = serializers.DateTimeField()
    accept_by = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    answered_by = MemberField(allow_null=True)
    reason = ThingField("choice", named_by="label", allow_null=True)
    note = serializers.CharField()
    contact_by = serializers.DateTimeField(allow_null=True)
    contacted_at = serializers.DateTimeField(allow_null=True)
    contact = serializers.ChoiceField(choices=HandOff.Contact.choices, allow_null=True)
    example = {"state": "offered", "why": {"load": 3, "capacity": 20, "passed_over": []}, "note": ""}


class HandOffs(Collection):
    """List the hand-offs that one may see."""

    kind = "hand-off"
    rows = staticmethod(queries.hand_offs)
    output = HandOffOutput
    filters = HandOffFilters
    orders = {"offered_at": ("offered_at", "id"), "accept_by": ("accept_by", "id")}
    default_order = "-offered_at"
    roles = SEERS


class OneHandOff(Single):
    """Read a hand-off."""

    kind = "hand-off"
    rows = staticmethod(queries.hand_offs)
    subject = "hand_off"
    output = HandOffOutput
    roles = SEERS


class _Step(Verb):
    kind = "hand-off"
    rows = staticmethod(queries.hand_offs)
    subject = "hand_off"
    output = HandOffOutput
    roles = ASKED


class AcceptLead(_Step):
    """Take a lead that is offered: one wins, everybody else gets 409."""

    command = staticmethod(commands.accept_lead)


class ReturnLeadInput(Input):
    reason = ThingField("choice", help_text="From the list of return reasons.")
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    example = {"note": "They have no budget before autumn."}


class ReturnLead(_Step):
    """Return a lead to marketing, with a reason."""

    input = ReturnLeadInput
    command = staticmethod(commands.return_lead)


class ContactInput(Input):
    contact = serializers.ChoiceField(choices=HandOff.Contact.choices)
    example = {"contact": "reached"}


class RecordContact(_Step):
    """Say how the first contact went."""

    input = ContactInput
    command = staticmethod(commands.record_contact)


# “return” is a word of Python's own.
_NAMED: dict[str, Any] = {"return": ReturnLead}
urlpatterns = [
    *resource("qualifiers", Qualifiers, OneQualifier, end=EndQualifier),
    *resource(
        "hand-offs",
        HandOffs,
        OneHandOff,
        accept=AcceptLead,
        **_NAMED,
        contact=RecordContact,
    ),
]
