from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from apps.collateral import commands, queries
from apps.collateral.api.assets import AssetOutput, AssetVerb
from apps.collateral.filters import FieldContentFilters
from apps.collateral.models import Asset, Audience, Check
from apps.collateral.models.states import EDITORS, REVIEWERS
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, ThingsField

EXAMPLE = {"used_where": "First calls with small utilities", "checks": ["claims", "logo"]}


class FieldContentOutput(Output):
    asset = ThingField("asset")
    state = serializers.ChoiceField(source="asset.state", choices=Asset.State.values)
    made_by = MemberField()
    adapted_by = MemberField(allow_null=True)
    used_where = serializers.CharField()
    checks = serializers.ListField(child=serializers.ChoiceField(choices=Check.values))
    submitted_at = serializers.DateTimeField()
    example = EXAMPLE | {"state": "in_review"}


class _GivenInput(Input):
    file = serializers.FileField(required=False)
    link = serializers.CharField(max_length=2000, required=False)
    text = serializers.CharField(max_length=100_000, required=False, help_text="Markdown, instead of a file.")


class FieldContentInput(_GivenInput):
    kind = ThingField("choice")
    used_where = serializers.CharField(max_length=300)
    checks = serializers.MultipleChoiceField(choices=Check.choices, required=False)
    persona = ThingsField("choice", required=False)
    title = serializers.CharField(max_length=200, required=False)
    summary = serializers.CharField(max_length=2000, required=False)
    example = {**EXAMPLE, "title": "First call with a small utility", "text": "Three questions that open the talk."}


class FieldContents(Collection):
    """List what salespeople made themselves

    Before it is adopted, whoever made it and marketing see it. `checks` names what they have looked at.
    """

    kind = "field-content"
    rows = staticmethod(queries.field_content)
    output = FieldContentOutput
    filters = FieldContentFilters
    orders = {"submitted_at": "submitted_at", "title": "asset__title"}
    default_order = "-submitted_at"
    input = FieldContentInput
    command = staticmethod(commands.submit_field_content)
    create_summary = "Hand in what you made yourself"
    create_roles = "salespeople, admins"
    parsers = (MultiPartParser,)


class OneFieldContent(Single):
    """Read what a salesperson handed in"""

    kind = "field-content"
    rows = staticmethod(queries.field_content)
    output = FieldContentOutput
    subject = "content"


class SubmitAgainInput(_GivenInput):
    used_where = serializers.CharField(max_length=300)
    checks = serializers.MultipleChoiceField(choices=Check.choices, required=False)
    change_note = serializers.CharField(max_length=500, required=False)
    example = {**EXAMPLE, "text": "Three questions that open the talk.", "change_note": "Without the old price"}


class SubmitAgain(AssetVerb):
    """Hand what was sent back in again, changed or as it is"""

    input = SubmitAgainInput
    command = staticmethod(commands.submit_again)
    roles = EDITORS
    parsers = (MultiPartParser,)


class AdoptInput(_GivenInput):
    audience = serializers.ChoiceField(choices=Audience.values, required=False)
    note = serializers.CharField(max_length=2000, required=False)
    change_note = serializers.CharField(max_length=500, required=False)
    example = {"audience": "customers", "note": "Exactly what was missing."}


class AdoptFieldContent(AssetVerb):
    """Adopt what a salesperson made, with credit: as it is, or adapted by what is given

    An adapted version of a kind that is reviewed goes before another marketer first.
    """

    input = AdoptInput
    output = AssetOutput
    command = staticmethod(commands.adopt_field_content)
    roles = REVIEWERS
    parsers = (MultiPartParser,)
