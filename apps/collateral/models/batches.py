from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.collateral.models.assets import MANY, Asset, Audience
from apps.core.models import Revised, Row
from apps.people.models import Choice, Member, Role


class BatchQuerySet(QuerySet["Batch"]):
    def visible_to(self, viewer: Any) -> "BatchQuerySet":
        """Its rows name drafts, also those of others; so it is for those who see all drafts."""
        sees = viewer.is_active and viewer.has_role(Role.MARKETER, Role.ADMIN)
        return self.all() if sees else self.none()


class Batch(Revised):
    """Files that came in one go, with what is said of all of them."""

    uploaded_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="batches")
    uploaded_at = models.DateTimeField()
    kind = models.ForeignKey(Choice, null=True, on_delete=models.PROTECT, related_name="+")
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, blank=True)
    facet_ids = ArrayField(models.UUIDField(), default=list)
    for_all = ArrayField(models.CharField(max_length=20), default=list)
    # Whether what is complete enough is published as soon as it is in.
    publish = models.BooleanField(default=False)

    objects = BatchQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="batch_audience_known", condition=Q(audience__in=["", *Audience.values])),
            models.CheckConstraint(
                name="batch_for_all_of_a_list", condition=Q(for_all__contained_by=[one.value for one in MANY])
            ),
        ]
        indexes = [models.Index(name="batch_newest", fields=["-uploaded_at", "id"])]

    def __str__(self) -> str:
        return str(self.pk)


class BatchFileQuerySet(QuerySet["BatchFile"]):
    def visible_to(self, viewer: Any) -> "BatchFileQuerySet":
        return self.filter(batch__in=Batch.objects.visible_to(viewer))

    def archives_over(self) -> "BatchFileQuerySet":
        """Archives that still lie in the storage, though none of what is in them waits any more."""
        unpacked = Q(state="unpacked") & ~Exists(BatchFile.objects.filter(packed_in=OuterRef("pk"), state="waiting"))
        refused = Q(state="refused", name__iendswith=".zip")
        return self.filter(unpacked | refused).exclude(file="")


class BatchFile(Row):
    """One file of a batch on its way to an asset; of what lies in an archive, where in it.

    It moves on in the transaction that makes its asset, so that no asset is made twice whatever dies in between.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        MADE = "made"
        SAME = "same"
        REFUSED = "refused"
        UNPACKED = "unpacked"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    # In the storage; empty of an archive that is unpacked, and of what lies in one, as the entry with this number.
    file = models.CharField(max_length=200, blank=True)
    packed_in = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="entries")
    entry = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    # The rule that refused it, or that kept it from being published, and with what.
    reason = models.CharField(max_length=30, blank=True)
    asset = models.ForeignKey(Asset, null=True, on_delete=models.PROTECT, related_name="+")
    to_publish = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)

    objects = BatchFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_file_number_once"),
            models.UniqueConstraint(fields=["packed_in", "entry"], name="batch_file_unpacked_once"),
            models.UniqueConstraint(fields=["asset"], condition=Q(state="made"), name="batch_file_makes_asset_once"),
            models.CheckConstraint(
                name="batch_file_state_known",
                condition=Q(state__in=["waiting", "made", "same", "refused", "unpacked"]),
            ),
            models.CheckConstraint(
                name="batch_file_asset_where_it_is_in",
                condition=Q(state__in=["made", "same"], asset__isnull=False)
                | ~Q(state__in=["made", "same"]) & Q(asset__isnull=True),
            ),
            models.CheckConstraint(name="batch_file_refused_says_why", condition=~Q(state="refused") | ~Q(reason="")),
            models.CheckConstraint(name="batch_file_publish_made", condition=Q(to_publish=False) | Q(state="made")),
            # What waits lies in the storage, by itself or in its archive.
            models.CheckConstraint(
                name="batch_file_waits_in_the_storage",
                condition=~Q(state="waiting") | Q(packed_in__isnull=False) | ~Q(file=""),
            ),
            models.CheckConstraint(
                name="batch_file_packed_as_an_entry",
                condition=Q(packed_in__isnull=True, entry__isnull=True)
                | Q(packed_in__isnull=False, entry__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="batch_file_waiting", fields=["batch", "number"], condition=Q(state="waiting")),
            models.Index(
                name="batch_file_in_the_storage",
                fields=["id"],
                condition=Q(state__in=["unpacked", "refused"]) & ~Q(file=""),
            ),
            models.Index(name="batch_file_to_publish", fields=["batch", "number"], condition=Q(to_publish=True)),
        ]
        triggers = [
            pgtrigger.FSM(
                name="batch_file_moves",
                field="state",
                transitions=[("waiting", "made"), ("waiting", "same"), ("waiting", "refused"), ("waiting", "unpacked")],
            )
        ]

    def __str__(self) -> str:
        return self.name
