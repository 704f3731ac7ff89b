from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Row
from apps.people.models import Member

# Whoever looks at what was found has opened something of it by then, or didn't want it.
TO_OPEN = timedelta(minutes=30)
# Thirteen months.
KEPT = timedelta(days=396)


class SearchQuerySet(QuerySet["Search"]):
    def visible_to(self, viewer: Any) -> "SearchQuerySet":
        """Who searched for what is that person's own; all others see how many."""
        return self.filter(member=viewer) if viewer.is_active else self.none()

    def unmet(self, now: datetime) -> "SearchQuerySet":
        """Nothing was opened: there was nothing, or nothing that would have done."""
        return self.filter(Q(found=0) | Q(at__lte=now - TO_OPEN), opened_at__isnull=True)


class Search(Row):
    """What somebody looked for in the library, once they had typed it, and whether they opened anything of it."""

    class Cause(models.TextChoices):
        """Why somebody had nothing of it."""

        NONE = "none", _("there is none")
        HIDDEN = "hidden", _("there is a draft")
        FILTERS = "filters", _("the filters left nothing")
        TYPO = "typo", _("it was mistyped")
        UNOPENED = "unopened", _("nothing of it was opened")

    member: Any = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    said = models.CharField(max_length=200)
    # The words of the first search like it, under which all of them are counted.
    likeness = models.CharField(max_length=200)
    found = models.PositiveIntegerField()
    cause = models.CharField(max_length=10, choices=Cause)
    at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = SearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="search_cause_known", condition=Q(cause__in=[
                "none", "hidden", "filters", "typo", "unopened",
            ])),
            models.CheckConstraint(
                name="search_found_or_says_why",
                condition=Q(found=0, cause__in=["none", "hidden", "filters"])
                | Q(found__gt=0, cause__in=["typo", "unopened"]),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(name="search_of_member", fields=["member", "-at"]),
            models.Index(name="search_unopened", fields=["likeness", "-at"], condition=Q(opened_at__isnull=True)),
            GinIndex(OpClass(F("likeness"), "gin_trgm_ops"), name="search_alike"),
        ]

    def __str__(self) -> str:
        return self.said


class PastSearchQuerySet(QuerySet["PastSearch"]):
    def visible_to(self, viewer: Any) -> "PastSearchQuerySet":
        return self.all() if viewer.is_active else self.none()


class PastSearch(Row):
    """What alike searches of a month long ago came to, once it is forgotten who made them."""

    # Its first day.
    month = models.DateField()
    said = models.CharField(max_length=200)
    likeness = models.CharField(max_length=200)
    people = models.PositiveIntegerField()
    times = models.PositiveIntegerField()
    # How often nothing was opened.
    unmet = models.PositiveIntegerField()

    objects = PastSearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "likeness"], name="past_search_once_a_month"),
            models.CheckConstraint(name="past_search_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="past_search_parts_of_times",
                condition=Q(people__lte=F("times"), unmet__lte=F("times"), times__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.said
