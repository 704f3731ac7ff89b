from rest_framework import serializers

from apps.collateral import queries
from apps.collateral.filters import DemandFilters, PastDemandFilters
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


class PastDemandOutput(Part):
    id = serializers.UUIDField()
    said = serializers.CharField()
    month = serializers.DateField(help_text="Its first day.")
    people = serializers.IntegerField()
    times = serializers.IntegerField()
    unmet = serializers.IntegerField(help_text="How often nothing was opened.")
    example = {"said": "case study healthcare", "month": "2025-10-01", "people": 3, "times": 5, "unmet": 2}


class PastDemand(Collection):
    """List what was searched long ago

    Who searched is forgotten after thirteen months; how many people searched for it in a month, and how often, stays.
    """

    kind = "search"
    rows = staticmethod(queries.past_demand)
    output = PastDemandOutput
    filters = PastDemandFilters
    orders = {"month": ("month", "people", "times"), "people": ("people", "times", "month"), "said": "said"}
    default_order = "-month"
