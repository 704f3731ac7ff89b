from rest_framework import serializers

from apps.collateral import queries
from apps.collateral.filters import FindingFilters
from apps.collateral.models import Cause, Finding
from apps.people.door import Collection, MemberField, Part, ThingField


class FindingOutput(Part):
    id = serializers.UUIDField()
    asset = ThingField("asset")
    owner = MemberField(source="asset.owner")
    cause = serializers.ChoiceField(choices=Cause.values)
    first_seen_at = serializers.DateTimeField()
    resolved_at = serializers.DateTimeField(allow_null=True)
    to_do = serializers.SerializerMethodField()
    example = {"cause": "dead_link", "resolved_at": None, "to_do": "Give the right address."}

    def get_to_do(self, row: Finding) -> str:
        return queries.next_step(row).say


class Findings(Collection):
    """List what is to be put right in the library

    What a nightly check found and is still so; with `state=mended` what isn't any more.
    """

    kind = "finding"
    rows = staticmethod(queries.findings)
    output = FindingOutput
    filters = FindingFilters
    orders = {"first_seen_at": ("first_seen_at", "asset__title"), "asset": ("asset__title", "cause")}
    default_order = "first_seen_at"
