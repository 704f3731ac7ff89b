from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from apps.collateral.models.assets import Asset
from apps.collateral.models.use import FEWEST
from apps.core.models import Row, append_only
from apps.people.models import Member


class ContentWeekQuerySet(QuerySet["ContentWeek"]):
    def visible_to(self, viewer: Any) -> "ContentWeekQuerySet":
        return self.filter(member=viewer) if viewer.is_active else self.none()


class ContentWeek(Row):
    """That something happened in a week to what a member owns or made. There is none of a week without."""

    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    # The Monday, by the company's calendar.
    begins_on = models.DateField()
    counted_at = models.DateTimeField()

    objects = ContentWeekQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "begins_on"], name="content_week_once"),
            models.CheckConstraint(name="content_week_begins_on_monday", condition=Q(begins_on__iso_week_day=1)),
        ]
        indexes = [models.Index(name="content_week_counted", fields=["counted_at"])]
        triggers = append_only("content_week")

    def __str__(self) -> str:
        return f"week of {self.begins_on:%Y-%m-%d}"


class HappenedQuerySet(QuerySet["Happened"]):
    def visible_to(self, viewer: Any) -> "HappenedQuerySet":
        """One's own, of what one may still see."""
        return self.filter(week__in=ContentWeek.objects.visible_to(viewer), asset__in=Asset.objects.visible_to(viewer))


class Happened(Row):
    """What happened to one piece in a week, in numbers: they name nobody, and use is counted from five people up."""

    week = models.ForeignKey(ContentWeek, on_delete=models.PROTECT, related_name="lines")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="weeks")
    people = models.PositiveIntegerField(null=True)
    deals = models.PositiveIntegerField(null=True)
    ratings = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)

    objects = HappenedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "asset"], name="happened_once"),
            models.CheckConstraint(
                name="happened_counts_from_five", condition=Q(people__isnull=True) | Q(people__gte=FEWEST)
            ),
            models.CheckConstraint(
                name="happened_says_something",
                condition=Q(people__isnull=False)
                | Q(deals__isnull=False)
                | Q(ratings__gt=0)
                | Q(delivered__gt=0)
                | Q(opened__gt=0),
            ),
        ]
        triggers = append_only("happened")

    def __str__(self) -> str:
        return f"{self.asset_id} in {self.week_id}"
