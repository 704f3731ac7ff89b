"""What an asset is for, as the API sends and answers it."""

from typing import Any

from rest_framework import serializers

from apps.collateral.models import MANY
from apps.people.door import Input, ThingField, ThingsField
from apps.people.models import ChoiceList

MOST = 200


class SaidField(ThingsField):
    """The entries of one list, answered from what `queries.library` says of all lists."""

    def __init__(self, name: ChoiceList) -> None:
        super().__init__("choice", source="said_facets")
        self.facet = name

    def columns(self, source: str) -> tuple[str, ...]:
        return (source,)

    def build(self, *said: Any) -> Any:
        return [{"id": one["id"], "title": one["label"]} for one in said[0] if one["list"] == self.facet]

    def to_representation(self, value: Any) -> Any:
        return self.build(value)


class SaidOnce(ThingField):
    """The same of a list of which an asset has one entry at most."""

    def __init__(self, name: ChoiceList) -> None:
        super().__init__("choice", source="said_facets", allow_null=True)
        self.facet = name

    def columns(self, source: str) -> tuple[str, ...]:
        return (source,)

    def build(self, *said: Any) -> Any:
        return next(({"id": one["id"], "title": one["label"]} for one in said[0] if one["list"] == self.facet), None)

    def to_representation(self, value: Any) -> Any:
        return self.build(value)


class FacetInput(Input):
    """Lists that aren't sent stay as they are."""

    persona = ThingsField("choice", most=MOST, required=False)
    funnel_stage = ThingsField("choice", most=MOST, required=False)
    industry = ThingsField("choice", most=MOST, required=False)
    product = ThingsField("choice", most=MOST, required=False)
    region = ThingsField("choice", most=MOST, required=False)
    language = ThingField("choice", required=False, allow_null=True)
    for_all = serializers.ListField(child=serializers.ChoiceField(choices=[one.value for one in MANY]), required=False)
