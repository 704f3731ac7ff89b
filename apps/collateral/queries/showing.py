"""What a customer may be shown, judged at the moment somebody looks: the one place that says so."""

from datetime import date

from apps.collateral.models import Asset, Audience, Scan
from apps.collateral.models.assets import AssetQuerySet


def for_customers(rows: AssetQuerySet, *, today: date) -> AssetQuerySet:
    """Those of `rows` that may be shown to customers on this day."""
    published = rows.usable(today).filter(audience=Audience.CUSTOMERS, current__isnull=False)
    return published.exclude(current__scan=Scan.INFECTED)


def may_be_shown(asset: Asset, *, today: date) -> bool:
    return for_customers(Asset.objects.filter(pk=asset.pk), today=today).exists()
