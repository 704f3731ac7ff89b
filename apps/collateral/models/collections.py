from typing import Any

from django.db import models
from django.db.models import Deferrable, Q, QuerySet

from apps.collateral.models.assets import Asset
from apps.core.models import Revised, Row
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members


class CollectionQuerySet(QuerySet["Collection"]):
    def visible_to(self, viewer: Any) -> "CollectionQuerySet":
        return self.all() if viewer.is_active else self.none()

    def in_use(self) -> "CollectionQuerySet":
        return self.filter(archived_at__isnull=True)


class Collection(Revised):
    """Collateral for a situation, in the order in which it is used."""

    NAMED_BY = "title"

    title = models.CharField(max_length=200)
    use_when = models.CharField(max_length=500)
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="collections")
    created_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="collections_created")
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = CollectionQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="collection_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="collection_says_when", condition=~Q(use_when="")),
        ]
        indexes = [models.Index(name="collection_title", fields=["title", "id"])]
        triggers = [*Revised.Meta.triggers, held_by_active_members("collection", "owner_id")]

    def __str__(self) -> str:
        return self.title


class CollectionItemQuerySet(QuerySet["CollectionItem"]):
    def visible_to(self, viewer: Any) -> "CollectionItemQuerySet":
        """Also what the viewer can't open at the moment: nothing goes from a collection without a word."""
        return self.filter(collection__in=Collection.objects.visible_to(viewer))


class CollectionItem(Row):
    """A piece of collateral at its place in a collection, if need be with when to use just this."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="items")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="collected")
    position = models.PositiveIntegerField()
    use_when = models.CharField(max_length=300, blank=True)
    added_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = CollectionItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "asset"], name="collected_once"),
            # Two change places in one transaction.
            models.UniqueConstraint(
                fields=["collection", "position"], name="collected_at_one_place", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="collected_from_one", condition=Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id} in {self.collection_id}"
