from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Row


class PeriodQuerySet(QuerySet["Period"]):
    def visible_to(self, viewer: Any) -> "PeriodQuerySet":
        """The calendar is everybody's."""
        return self.all() if viewer.is_active else self.none()

    def newest_first(self) -> "PeriodQuerySet":
        """Each year before its quarters."""
        return self.order_by("-year", F("quarter").asc(nulls_first=True))

    def years(self) -> "PeriodQuerySet":
        return self.filter(kind=Period.Kind.YEAR)


class Period(Row):
    """A fiscal year, or a quarter within it. It is named after the calendar year in which the fiscal year ends."""

    class Kind(models.TextChoices):
        YEAR = "year", _("Fiscal year")
        QUARTER = "quarter", _("Quarter")

    kind = models.CharField(max_length=8, choices=Kind)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField()
    # The last day that is part of it.
    ends_on = models.DateField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="period_quarters_have_a_number",
                condition=Q(kind="year", quarter__isnull=True)
                | Q(kind="quarter", quarter__isnull=False, quarter__range=(1, 4)),
            ),
            models.CheckConstraint(name="period_starts_before_it_ends", condition=Q(starts_on__lt=F("ends_on"))),
            models.UniqueConstraint(name="period_one_of_a_kind", fields=["year", "quarter"], nulls_distinct=False),
        ]
        indexes = [models.Index(name="period_by_date", fields=["starts_on", "kind"])]

    def __str__(self) -> str:
        if self.quarter is None:
            return _("Fiscal year %(year)s") % {"year": self.year}
        return _("Quarter %(quarter)s of %(year)s") % {"quarter": self.quarter, "year": self.year}
