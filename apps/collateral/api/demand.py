from rest_framework import serializers

from apps.collateral import queries
from apps.collateral.filters import DemandFilters
from apps.people.door import Collection, Part


class DemandOutput(Part):
    id = serializers.UUIDField()
    said = serializers.CharField()
    people = serializers.IntegerField()
    times = serializers.IntegerField()
    at = serializers.DateTimeField()
    request = serializers.UUIDField(allow_null=True)
    example = {"said": "case study healthcare", "people": 3, "times": 5, "request": None}


class UnmetDemand(Collection):
    """List what was searched and not found

    What members looked for in the library and opened nothing of, alike searches together: how many, never who.
    """

    kind = "search"
    rows = staticmethod(queries.unmet_demand)
    output = DemandOutput
    filters = DemandFilters
    orders = {"people": ("people", "times", "at"), "at": "at", "said": "said"}
    default_order = "-people"
