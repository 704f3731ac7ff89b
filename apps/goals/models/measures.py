"""What a goal is measured in, and what was read and said about it."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Row, append_only
from apps.goals.models.goals import Goal
from apps.goals.models.rules_of_ends import of_an_open_goal
from apps.people.models import Member


class Source(models.TextChoices):
    """Where a reading comes from."""

    TYPED = "typed", _("Typed in")
    API = "api", _("By the API")


class Confidence(models.TextChoices):
    """What the owner thinks; never computed, and never overruled by a number."""

    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")


class ReadingQuerySet(QuerySet["Reading"]):
    def visible_to(self, viewer: Any) -> "ReadingQuerySet":
        """Whoever sees the goal sees its readings: all members."""
        return self.all() if viewer.is_active else self.none()

    def that_count(self) -> "ReadingQuerySet":
        """Neither corrected by a later one nor taken back."""
        # Not by a join: the newest of a goal is then found in the index, however many there are.
        return self.filter(~Exists(Reading.objects.filter(corrects=OuterRef("pk"))), value__isnull=False)


class Reading(Row):
    """What the measure stood at on a day. Kept as it is: a correction is a row that names the one it corrects.

    A row without a value takes the one that it corrects back.
    """

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="readings")
    as_of = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.TYPED)
    note = models.CharField(max_length=200, blank=True)
    corrects: Any = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reading_taken_back_by_a_correction", condition=Q(value__isnull=False) | Q(corrects__isnull=False)
            ),
            models.CheckConstraint(name="reading_source_known", condition=Q(source__in=Source.values)),
            # Whoever reads the same day anew corrects what was read before.
            models.UniqueConstraint(
                name="reading_first_of_a_day", fields=["goal", "as_of", "source"], condition=Q(corrects__isnull=True)
            ),
        ]
        indexes = [models.Index(name="reading_newest", fields=["goal", "-as_of", "-at"])]
        triggers = [*append_only("reading"), of_an_open_goal("reading")]

    def __str__(self) -> str:
        return f"{self.as_of}: {self.value}"


class CheckInQuerySet(QuerySet["CheckIn"]):
    def visible_to(self, viewer: Any) -> "CheckInQuerySet":
        return self.all() if viewer.is_active else self.none()

    def that_count(self) -> "CheckInQuerySet":
        """Not corrected by a later one."""
        return self.filter(corrected_by__isnull=True)


class CheckIn(Row):
    """How the owner sees it, in one tap and at most one line; a correction names the one it corrects."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="check_ins")
    author: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confidence = models.CharField(max_length=10, choices=Confidence)
    line = models.CharField(max_length=300, blank=True)
    # Only where there is more to say.
    changed = models.CharField(max_length=300, blank=True)
    help_wanted = models.CharField(max_length=300, blank=True)
    corrects: Any = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    # What was read with it, if anything was.
    reading: Any = models.ForeignKey(Reading, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="check_in_confidence_known", condition=Q(confidence__in=Confidence.values)),
            models.CheckConstraint(
                name="check_in_off_track_says_why", condition=~Q(confidence="off_track") | ~Q(line="")
            ),
        ]
        indexes = [models.Index(name="check_in_newest", fields=["goal", "-at"])]
        triggers = [*append_only("check_in"), of_an_open_goal("check_in")]

    def __str__(self) -> str:
        return f"{self.get_confidence_display()}: {self.line}"

    @property
    def read_at(self) -> datetime | None:
        """When its reader had read it."""
        mark = getattr(self, "read_mark", None)
        return mark.at if mark else None
