from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from apps.core.ids import uuid7
from apps.core.models import Revised, Row
from apps.people.models import Member
from apps.people.models.company import check_zone
from apps.people.models.guards import held_by_active_members


class MeetingSide(models.TextChoices):
    JOINT = "joint", _("Joint")
    SALES = "sales", _("Sales")
    MARKETING = "marketing", _("Marketing")


class Every(models.TextChoices):
    """How often; the day of the week, and for months which one of it, follow from the first date."""

    ONCE = "once", _("Once")
    WEEK = "week", _("Every week")
    TWO_WEEKS = "two_weeks", _("Every two weeks")
    MONTH = "month", _("Every month")


class Coming(models.TextChoices):
    """What somebody asked says to an invitation."""

    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")


class SeriesQuerySet(QuerySet["Series"]):
    def visible_to(self, viewer: Any) -> "SeriesQuerySet":
        """Open series are known to all members; of others who is or was invited, and admins, know that they exist."""
        if not viewer.is_active:
            return self.none()
        if viewer.is_admin:
            return self.all()
        asked = Invitee.objects.filter(series=OuterRef("pk"), member=viewer)
        return self.filter(Q(is_open=True) | Exists(asked))


_run_by_active_members = held_by_active_members(
    "series", "facilitator_id", "scribe_id", only="({row}.ended_at IS NULL)"
)


class Series(Revised):
    """What belongs together about meetings: what for, who runs them, who is asked. A single meeting is one of one."""

    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True, max_length=4000)
    side = models.CharField(max_length=12, choices=MeetingSide, default=MeetingSide.JOINT)
    place = models.CharField(max_length=500, blank=True)
    facilitator: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="series_run")
    scribe: Any = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="series_recorded"
    )
    teams: Any = models.ManyToManyField("people.Team", related_name="meeting_series")
    # Asked by name; whoever is asked in the end, also through a team, is an invitee.
    members: Any = models.ManyToManyField(Member, related_name="meeting_series")
    # Whether all members may read the closed minutes.
    is_open = models.BooleanField(default=True)
    created_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = SeriesQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="series_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="series_side_known", condition=Q(side__in=MeetingSide.values)),
        ]
        triggers = [*Revised.Meta.triggers, _run_by_active_members]

    def __str__(self) -> str:
        return self.title


class Segment(Row):
    """A stretch of a series with one rhythm: what calendars keep as one event, under a UID that never changes."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="segments")
    uid = models.UUIDField(unique=True, default=uuid7)
    # Rises with every change that calendars must take over.
    sequence = models.PositiveIntegerField(default=0)
    every = models.CharField(max_length=10, choices=Every)
    first_on = models.DateField()
    until_on = models.DateField(null=True)
    # Wall time: ten o'clock stays ten o'clock when the clocks change.
    at = models.TimeField()
    zone = models.CharField(max_length=60, validators=[check_zone])
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="segment_every_known", condition=Q(every__in=Every.values)),
            models.CheckConstraint(name="segment_lasts", condition=Q(minutes__range=(5, 1440))),
            models.CheckConstraint(
                name="segment_in_order", condition=Q(until_on__isnull=True) | Q(until_on__gte=F("first_on"))
            ),
            ExclusionConstraint(
                name="segment_no_overlap",
                expressions=[
                    ("series", RangeOperators.EQUAL),
                    (Func(F("first_on"), F("until_on"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.every} from {self.first_on}"

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def moment_of(self, slot: date) -> datetime:
        """When the meeting of that date begins, in UTC; what falls into the hour that a spring loses comes after it."""
        return datetime.combine(slot, self.at, self.tz).astimezone(ZoneInfo("UTC"))


class Invitee(Row):
    """A member who is asked to come; kept when they no longer are, as their calendar has to be told once."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="invitees")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="invited_to")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    # For each of its dates that isn't answered by itself.
    answer = models.CharField(max_length=5, choices=Coming, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="invitee_once", fields=["series", "member"]),
            models.CheckConstraint(
                name="invitee_answer_known", condition=Q(answer__isnull=True) | Q(answer__in=["yes", "maybe", "no"])
            ),
        ]
        indexes = [models.Index(name="invitee_now", fields=["member", "series"], condition=Q(until__isnull=True))]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.series_id}"
