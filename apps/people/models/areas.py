from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower

from apps.core.models import Revised, Row
from apps.people.models.guards import held_by_active_members
from apps.people.models.members import Member


class AreaQuerySet(QuerySet["Area"]):
    def visible_to(self, viewer: Any) -> "AreaQuerySet":
        return self.all() if viewer.is_active else self.none()

    def current(self) -> "AreaQuerySet":
        return self.filter(retired_at__isnull=True)


class Area(Revised):
    """Something people turn to one owner for, with at most one deputy; retired, the directory no longer shows it."""

    name = models.CharField(max_length=120)
    words = models.CharField(max_length=300, blank=True)
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="areas")
    deputy: Any = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="deputy_for")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(Lower("name"), name="area_name_once"),
            models.CheckConstraint(name="area_deputy_is_another", condition=~Q(deputy=F("owner"))),
        ]
        triggers = [*Revised.Meta.triggers, held_by_active_members("area", "owner_id", "deputy_id")]

    def __str__(self) -> str:
        return self.name


class DirectorySearch(Row):
    """A search in the directory that found nobody."""

    words = models.CharField(max_length=200)
    member: Any = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="directory_search_at", fields=["at"])]

    def __str__(self) -> str:
        return self.words
