from rest_framework import serializers

from apps.collateral import queries
from apps.collateral.api.assets import AssetOutput
from apps.collateral.filters import VerifyFilters
from apps.people.door import Collection


class ToVerifyOutput(AssetOutput):
    verified_at = serializers.DateTimeField(allow_null=True)
    example = {"title": "Price list for distributors", "verify_by": "2026-03-20", "verified_at": None}


class AssetsToVerify(Collection):
    """List what is to be verified

    What is in use and due within two weeks or already unverified; with `by=any` whatever has such a day.
    """

    kind = "asset"
    rows = staticmethod(queries.to_verify)
    output = ToVerifyOutput
    filters = VerifyFilters
    orders = {"verify_by": ("verify_by", "title"), "title": "title"}
    default_order = "verify_by"
