from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.finding import words_index
from apps.core.models import Revised, Row
from apps.meetings.models.rules import frozen_once_closed, meeting_moves, meeting_stays_closed
from apps.meetings.models.series import Coming, Invitee, Segment, Series
from apps.people.models import Member


class MeetingQuerySet(QuerySet["Meeting"]):
    def visible_to(self, viewer: Any) -> "MeetingQuerySet":
        """Agendas and open minutes: the invited and the concerned. Closed minutes of open series: all members."""
        if not viewer.is_active:
            return self.none()
        from apps.meetings.models.minutes import Concerned

        invited = Invitee.objects.filter(series=OuterRef("series"), member=viewer, until__isnull=True)
        concerned = Concerned.objects.filter(entry__meeting=OuterRef("pk"), member=viewer)
        was_there = Attendance.objects.filter(meeting=OuterRef("pk"), member=viewer)
        published = Q(state="closed", series__is_open=True)
        return self.filter(published | Exists(invited) | Exists(concerned) | Exists(was_there))

    def ahead(self) -> "MeetingQuerySet":
        return self.filter(state__in=["scheduled", "running"])


class Meeting(Revised):
    """One date of a series, from its agenda to its closed minutes. It keeps its slot, also where it is moved."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("Ahead")
        RUNNING = "running", _("Running")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings")
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="meetings")
    # The date that the rhythm gives it: by this calendars know it.
    slot = models.DateField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    cancelled_because = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(
                name="meeting_once_per_slot", fields=["segment", "slot"], deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="meeting_lasts", condition=Q(minutes__range=(5, 1440))),
            models.CheckConstraint(
                name="meeting_closed_by_somebody",
                condition=Q(state="closed", closed_at__isnull=False, closed_by__isnull=False)
                | ~Q(state="closed") & Q(closed_at__isnull=True, closed_by__isnull=True),
            ),
            models.CheckConstraint(
                name="meeting_started_at_a_time",
                condition=Q(state__in=["running", "closed"], started_at__isnull=False)
                | Q(state__in=["scheduled", "cancelled"], started_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="meeting_starts", fields=["-starts_at", "id"]),
            models.Index(name="meeting_of_series", fields=["series", "starts_at"]),
            models.Index(name="meeting_open", fields=["starts_at"], condition=Q(state__in=["scheduled", "running"])),
        ]
        triggers = [*Revised.Meta.triggers, meeting_moves, meeting_stays_closed]

    def __str__(self) -> str:
        return self.series.title

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_moved(self) -> bool:
        return self.starts_at != self.segment.moment_of(self.slot) or self.minutes != self.segment.minutes

    @property
    def is_ahead(self) -> bool:
        return self.state in (self.State.SCHEDULED, self.State.RUNNING)


class AgendaItemQuerySet(QuerySet["AgendaItem"]):
    def visible_to(self, viewer: Any) -> "AgendaItemQuerySet":
        return self.filter(meeting__in=Meeting.objects.visible_to(viewer))

    def standing(self) -> "AgendaItemQuerySet":
        """What is on the agenda, or was when the meeting was closed."""
        return self.exclude(state="taken_off")


class AgendaItem(Revised):
    """Something to talk about. Not reached, it is carried to the next meeting as a row of its own, or parked."""

    class State(models.TextChoices):
        OPEN = "open", _("To be talked about")
        REACHED = "reached", _("Done")
        CARRIED = "carried", _("Carried over")
        PARKED = "parked", _("Parked")
        TAKEN_OFF = "taken_off", _("Taken off")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True, max_length=4000)
    minutes = models.PositiveSmallIntegerField(default=10)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    proposed_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="agenda_items")
    proposed_at = models.DateTimeField()
    # What it was suggested by, and what spoke for it then.
    about_kind = models.CharField(max_length=40, null=True)
    about_id = models.UUIDField(null=True)
    evidence = models.CharField(max_length=500, blank=True)
    carried_from: Any = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="carried_to")
    # The how manieth meeting has it on its agenda.
    times = models.PositiveSmallIntegerField(default=1)

    objects = AgendaItemQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="agenda_item_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="agenda_item_minutes", condition=Q(minutes__lte=480)),
            models.CheckConstraint(
                name="agenda_item_about_is_a_pair",
                condition=Q(about_kind__isnull=True, about_id__isnull=True)
                | Q(about_kind__isnull=False, about_id__isnull=False),
            ),
            models.UniqueConstraint(
                name="agenda_item_once_about_a_thing",
                fields=["meeting", "about_kind", "about_id"],
                condition=Q(about_id__isnull=False) & ~Q(state="taken_off"),
            ),
        ]
        indexes = [
            words_index("agenda_item_words", "title", "detail"),
            models.Index(name="agenda_item_of_meeting", fields=["meeting", "position"]),
        ]
        triggers = [*Revised.Meta.triggers, frozen_once_closed("agenda_item")]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> tuple[str, UUID] | None:
        return (self.about_kind, self.about_id) if self.about_kind and self.about_id else None


class Attendance(Row):
    """Who was there, and how."""

    class How(models.TextChoices):
        PRESENT = "present", _("Here")
        REMOTE = "remote", _("By call")
        EXCUSED = "excused", _("Excused")

    HERE = (How.PRESENT, How.REMOTE)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    how = models.CharField(max_length=8, choices=How)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["meeting", "member"]),
            models.CheckConstraint(name="attendance_how_known", condition=Q(how__in=["present", "remote", "excused"])),
        ]
        triggers = [frozen_once_closed("attendance")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.how}"


class Answer(Row):
    """What somebody asked said to one date. It was said of a time: of another it says nothing."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="answers")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="meeting_answers")
    answer = models.CharField(max_length=5, choices=Coming)
    line = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="answer_once", fields=["meeting", "member"]),
            models.CheckConstraint(name="answer_known", condition=Q(answer__in=["yes", "maybe", "no"])),
        ]
        triggers = [frozen_once_closed("answer")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.answer}"
