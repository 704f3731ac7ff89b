from rest_framework import serializers

from apps.collateral import queries
from apps.collateral.filters import WeekFilters
from apps.people.door import Collection, Part, ThingField


class ContentWeekOutput(Part):
    id = serializers.UUIDField()
    begins_on = serializers.DateField(source="week.begins_on")
    asset = ThingField("asset")
    people = serializers.IntegerField(allow_null=True)
    deals = serializers.IntegerField(allow_null=True)
    ratings = serializers.IntegerField()
    delivered = serializers.IntegerField()
    opened = serializers.IntegerField()
    example = {"people": 7, "deals": None, "ratings": 2, "delivered": 1, "opened": 3}


class ContentWeeks(Collection):
    """List what happened to what you own or made, week by week

    Nobody else gets this list. Use is counted from five people up; below that `people` and `deals` aren't told.
    """

    kind = "asset"
    rows = staticmethod(queries.happened)
    output = ContentWeekOutput
    filters = WeekFilters
    orders = {"begins_on": ("week__begins_on", "-asset__title"), "asset": ("asset__title", "-week__begins_on")}
    default_order = "-begins_on"
