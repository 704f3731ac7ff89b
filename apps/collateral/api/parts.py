"""What lies in an asset besides its versions: the text of pages."""

from datetime import datetime

from rest_framework import serializers

from apps.collateral import queries
from apps.collateral.models import Asset
from apps.collateral.models.versions import PassageQuerySet
from apps.people.door import Collection, Part
from apps.people.models import Member


class PassageOutput(Part):
    page = serializers.IntegerField(source="number")
    internal = serializers.BooleanField()
    text = serializers.CharField()
    example = {"page": 3, "internal": False, "text": "Kupferfinger X-200 12.40"}


def _passages(*, viewer: Member, asset: Asset, now: datetime) -> PassageQuerySet:
    return queries.passages(viewer=viewer, now=now).filter(version=asset.current)


class Passages(Collection):
    """Read the text of an asset's pages

    Of the version in use; `internal` are a speaker's notes.
    """

    kind = "passage"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_passages)
    output = PassageOutput
    orders = {"page": ("number", "internal")}
    default_order = "page"
