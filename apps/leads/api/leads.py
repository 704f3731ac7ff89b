from rest_framework import serializers

from apps.leads import commands, queries
from apps.leads.criteria import Kind
from apps.leads.filters import LeadFilters
from apps.leads.models import Lead, Outcome
from apps.people.door import Collection, Input, MemberField, Output, Part, Single, resource

BRINGERS = "marketers, managers, admins"
SEERS = "owner, qualifiers and salespeople of the team, their managers, marketers, admins"


def _texts(**options: object) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(max_length=80), max_length=200, **options)  # type: ignore[arg-type]


class AttributeOutput(Output):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=Kind.choices)
    choices = _texts()
    missing = _texts()
    known_at_hand_off = serializers.BooleanField()
    example = {"name": "employees", "label": "Employees", "kind": "number", "choices": [], "missing": ["-1"]}


class AttributeChangesInput(Input):
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]
    choices = _texts(required=False)
    missing = _texts(required=False, help_text="Values that say nothing.")
    known_at_hand_off = serializers.BooleanField(required=False)
    example = {"label": "Employees", "choices": [], "missing": ["-1"], "known_at_hand_off": True}


class AttributeInput(AttributeChangesInput):
    name = serializers.RegexField(r"^[a-z][a-z0-9_]*$", max_length=60)
    kind = serializers.ChoiceField(choices=Kind.choices)
    example = AttributeChangesInput.example | {"name": "employees", "kind": "number"}


class Attributes(Collection):
    """List the attributes that leads have."""

    kind = "attribute"
    rows = staticmethod(queries.attributes)
    output = AttributeOutput
    orders = {"name": ("name", "id"), "label": ("label", "id")}
    default_order = "label"
    words = ("name", "label")
    input = AttributeInput
    command = staticmethod(commands.add_attribute)
    create_summary = "Add an attribute to the catalogue"
    create_roles = BRINGERS


class OneAttribute(Single):
    """Read an attribute."""

    kind = "attribute"
    rows = staticmethod(queries.attributes)
    subject = "attribute"
    output = AttributeOutput
    input = AttributeChangesInput
    command = staticmethod(commands.edit_attribute)
    edit_summary = "Change an attribute; name and kind stay"
    edit_roles = BRINGERS


class LeadOutput(Output):
    external_id = serializers.CharField(allow_null=True)
    email = serializers.CharField()
    name = serializers.CharField()
    company = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    attributes = serializers.JSONField()
    is_history = serializers.BooleanField()
    stage = serializers.ChoiceField(choices=Lead.Stage.choices)
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_null=True)
    owner = MemberField(allow_null=True)
    created_at = serializers.DateTimeField()
    example = {"email": "kim@acme.example", "company": "Acme", "attributes": {"employees": 80}, "stage": "offered"}


class LeadInput(Input):
    external_id = serializers.CharField(max_length=120, required=False, allow_blank=True, allow_null=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    name = serializers.CharField(max_length=160, required=False, allow_blank=True)
    company = serializers.CharField(max_length=200, required=False, allow_blank=True)
    source = serializers.CharField(max_length=120, required=False, allow_blank=True)  # type: ignore[assignment]
    attributes = serializers.DictField(
        required=False, help_text="By the names of the catalogue; null says that it isn't known."
    )
    example = {"email": "kim@acme.example", "company": "Acme", "attributes": {"employees": 80}}


class Leads(Collection):
    """List the leads that one may see."""

    kind = "lead"
    rows = staticmethod(queries.leads)
    output = LeadOutput
    filters = LeadFilters
    orders = {"created_at": ("created_at", "id"), "company": ("company", "id")}
    default_order = "-created_at"
    words = ("name", "company", "email", "external_id")
    roles = SEERS
    input = LeadInput
    command = staticmethod(commands.create_lead)
    create_summary = "Write a new lead down; one that is sales-ready is offered to a qualifier"
    create_roles = BRINGERS


class OneLead(Single):
    """Read a lead."""

    kind = "lead"
    rows = staticmethod(queries.leads)
    subject = "lead"
    output = LeadOutput
    roles = SEERS
    input = LeadInput
    command = staticmethod(commands.edit_lead)
    edit_summary = "Change what is known of a lead; it is judged anew"
    edit_roles = f"{BRINGERS}, its owner"


class VerdictPart(Part):
    """What a version of the definition said of a lead; bit n stands for the nth criterion of its tree."""

    id = serializers.UUIDField()
    number = serializers.IntegerField(source="version.number")
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    true_bits = serializers.IntegerField()
    unknown_bits = serializers.IntegerField()
    as_of = serializers.DateTimeField()
    example = {"number": 2, "outcome": "unknown", "true_bits": 5, "unknown_bits": 2}


class Verdicts(Collection):
    """List what was said of a lead, by which version of the definition."""

    rows = staticmethod(queries.verdicts)
    within = "lead"
    within_rows = staticmethod(queries.leads)
    output = VerdictPart
    orders = {"as_of": ("as_of", "id")}
    default_order = "-as_of"
    roles = SEERS


urlpatterns = [
    *resource("attributes", Attributes, OneAttribute),
    *resource("leads", Leads, OneLead),
    *resource("leads/<uuid:lead_id>/verdicts", Verdicts),
]
