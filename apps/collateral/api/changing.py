"""Many assets changed by one call, with a verdict for each."""

from datetime import date
from typing import Any

from django.db.models import Model
from rest_framework import serializers

from apps.collateral import commands
from apps.collateral.api.assets import MARKETERS
from apps.collateral.api.facets import MOST as MOST_CHOICES
from apps.collateral.api.facets import FacetInput
from apps.collateral.models import Audience
from apps.core import things
from apps.people.door import CollectionVerb, MemberField, Part, ThingField, ThingsField


class PreviewChangeInput(FacetInput):
    assets = ThingsField("asset", most=commands.MOST_CHANGED)
    kind = ThingField("choice", required=False, allow_null=True)
    audience = serializers.ChoiceField(choices=Audience.values, required=False)
    owner = MemberField(required=False)
    verify_by = serializers.DateField(required=False, allow_null=True)
    expires_on = serializers.DateField(required=False, allow_null=True)
    add = ThingsField(
        "choice", most=MOST_CHOICES, required=False, help_text="Personas, stages, industries, products and regions."
    )
    remove = ThingsField("choice", most=MOST_CHOICES, required=False, help_text="The same, taken off where it stands.")
    archive = serializers.BooleanField(required=False)
    example = {"audience": "customers"}


class ChangeAssetsInput(PreviewChangeInput):
    revisions = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        required=False,
        help_text="Those you read, in the order of `assets`; what was changed since stays as it is.",
    )
    example = {"audience": "customers", "revisions": [3]}


class EffectOutput(Part):
    asset = ThingField("asset")
    changed = serializers.SerializerMethodField(help_text="`{field: [old, new]}`; empty where it stays as it is.")
    refused = serializers.CharField(help_text="Why it can't be changed.")
    code = serializers.CharField()
    example = {"changed": {"audience": ["internal", "customers"]}, "refused": "", "code": ""}

    def get_changed(self, effect: commands.Effect) -> dict[str, Any]:
        return {name: [_plain(old), _plain(new)] for name, (old, new) in effect.changed.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return {"id": str(value.pk), "title": things.title(value)}
    return value.isoformat() if isinstance(value, date) else value


class PreviewChange(CollectionVerb):
    """Say what a change of many assets would do to each

    Nothing is changed.
    """

    output = EffectOutput
    many = True
    input = PreviewChangeInput
    command = staticmethod(commands.preview_change)
    roles = f"{MARKETERS}, their owners"


class ChangeAssets(CollectionVerb):
    """Change many assets at once

    Each has a verdict: what can't be changed says why, and the rest is changed. One undo takes all of it back.
    `for_all` names lists of which each applies to all from now on; lists that aren't sent stay as they are.
    """

    output = EffectOutput
    many = True
    input = ChangeAssetsInput
    command = staticmethod(commands.change_assets)
    roles = f"{MARKETERS}, their owners"
