"""Reading collections."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.collateral.models import Asset, Collection, CollectionItem, Share
from apps.collateral.models.collections import CollectionItemQuerySet, CollectionQuerySet
from apps.collateral.queries.showing import for_customers
from apps.people.models import Member
from apps.people.queries import working_time


@dataclass(frozen=True)
class Collected:
    """An item as one sees it.

    Attributes:
        seen: whether the viewer may open it; a draft is for those who work on it.
        shown: whether a customer may see it today.
    """

    item: CollectionItem
    seen: bool
    shown: bool


def collections(*, viewer: Member, now: datetime | None = None) -> CollectionQuerySet:
    """Each with how many things are in it."""
    inside = CollectionItem.objects.filter(collection=OuterRef("pk")).order_by().values("collection")
    count = Coalesce(Subquery(inside.annotate(n=Count("pk")).values("n")), 0)
    return Collection.objects.visible_to(viewer).select_related("owner").annotate(size=count)


def items(*, viewer: Member, collection: Collection, now: datetime | None = None) -> CollectionItemQuerySet:
    rows = CollectionItem.objects.visible_to(viewer).filter(collection=collection)
    return rows.select_related("asset__kind", "collection").defer("asset__search")


def collected(*, viewer: Member, collection: Collection, now: datetime) -> list[Collected]:
    """All that is in it, in its order, also what is archived or can't be opened at the moment."""
    found = list(items(viewer=viewer, collection=collection).order_by("position"))
    rows = Asset.objects.filter(pk__in=[item.asset_id for item in found])
    seen = set(rows.visible_to(viewer).values_list("pk", flat=True))
    shown = set(for_customers(rows, today=working_time().today(now)).values_list("pk", flat=True))
    return [Collected(item, item.asset_id in seen, item.asset_id in shown) for item in found]


def collections_with(*, viewer: Member, asset: Asset) -> list[CollectionItem]:
    """Its places in collections that are in use."""
    rows = CollectionItem.objects.visible_to(viewer).filter(asset=asset, collection__archived_at__isnull=True)
    return list(rows.select_related("collection").order_by("collection__title", "pk"))


def titles_in(share: Share) -> list[str]:
    """What a customer would find behind the link to a collection; an asset's own title stands above it anyway."""
    if share.collection is None:
        return []
    return list(for_customers_in(share.collection, now=share.shared_at).values_list("title", flat=True)[:20])


def for_customers_in(collection: Collection, *, now: datetime) -> QuerySet[Asset]:
    """What of it a customer may see today, in its order."""
    rows = for_customers(Asset.objects.filter(collected__collection=collection), today=working_time().today(now))
    return rows.select_related("current").defer("search").order_by("collected__position")
