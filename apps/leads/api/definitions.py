from rest_framework import serializers

from apps.leads import commands, queries
from apps.leads.models import Definition
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, ThingsField, resource

TREE = {"match": "all", "items": [{"id": "size", "attribute": "company", "operator": "is_known", "values": []}]}


class DefinitionOutput(Output):
    title = serializers.CharField()
    stage = serializers.ChoiceField(choices=Definition.Stage.choices)
    team = ThingField("team", named_by="name")
    agreement = ThingField("agreement", named_by="title")
    created_by = MemberField()
    created_at = serializers.DateTimeField()
    example = {"title": "Sales-ready"}


class DefinitionChangesInput(Input):
    tree = serializers.JSONField(help_text="Groups of all, any or none; criteria of id, attribute, operator, values.")
    text = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    team = ThingField("team", required=False)
    example = {"tree": TREE, "text": "They asked for a date themselves."}


class DefinitionInput(Input):
    title = serializers.CharField(max_length=200)
    team = ThingField("team", help_text="Whose qualifiers take the leads.")
    tree = serializers.JSONField()
    text = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    seats = ThingsField("member", help_text="Who must agree, each for their side.")
    sponsor = MemberField(help_text="An executive.")
    review_on = serializers.DateField(required=False, allow_null=True)
    trial_days = serializers.IntegerField(
        min_value=0,
        max_value=366,
        required=False,
        help_text="Gone after them unless renewed; 90 by default, 0 for good.",
    )
    example = {"title": "Sales-ready", "tree": TREE, "text": ""}


class Definitions(Collection):
    """List the definitions; what each says stands in its agreement's versions."""

    kind = "definition"
    rows = staticmethod(queries.definitions)
    output = DefinitionOutput
    orders = {"created_at": ("created_at", "id")}
    default_order = "created_at"
    input = DefinitionInput
    command = staticmethod(commands.start_definition)
    create_summary = "Begin a definition as the draft of an agreement"
    create_roles = "marketers, managers, executives, admins"


class OneDefinition(Single):
    """Read a definition."""

    kind = "definition"
    rows = staticmethod(queries.definitions)
    subject = "definition"
    output = DefinitionOutput
    input = DefinitionChangesInput
    command = staticmethod(commands.write_definition)
    edit_summary = "Work on the draft; where the last version was signed, this opens the amendment"
    edit_roles = "who is named on it, marketers, managers, executives, admins"


urlpatterns = resource("definitions", Definitions, OneDefinition)
