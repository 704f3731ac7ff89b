"""Who is asked to a meeting, what they say to it, and how they were there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.meetings.models import Answer, Attendance, Coming, Invitee, Meeting, Segment
from apps.people.models import Member


@dataclass(frozen=True)
class Guest:
    """Somebody who is asked to a meeting, or was there besides.

    Attributes:
        answer: to this date, or else to all of its series; None while they said nothing.
        how: how they are or were there; None while nothing is known.
    """

    member: Member
    is_asked: bool
    answer: str | None
    line: str
    how: str | None

    @property
    def answer_word(self) -> str:
        return str(Coming(self.answer).label) if self.answer else ""

    @property
    def how_word(self) -> str:
        return str(Attendance.How(self.how).label) if self.how else ""


@dataclass(frozen=True)
class Answers:
    """What one member says to the dates of a stretch.

    Attributes:
        usual: to all of them but those in `single`.
    """

    usual: str | None
    single: Mapping[UUID, str]

    def to(self, meeting: Meeting) -> str | None:
        return self.single.get(meeting.pk, self.usual)


def guests(meeting: Meeting) -> list[Guest]:
    """By name; the caller has found the meeting among what the viewer sees."""
    asked = Invitee.objects.filter(series=meeting.series_id, until__isnull=True, member=OuterRef("pk"))
    there = Attendance.objects.filter(meeting=meeting, member=OuterRef("pk"))
    said = Answer.objects.filter(meeting=meeting, starts_at=meeting.starts_at, member=OuterRef("pk"))
    rows = Member.objects.filter(Exists(asked.filter(member__is_active=True)) | Exists(there)).annotate(
        is_asked=Exists(asked),
        answer=Coalesce(Subquery(said.values("answer")), Subquery(asked.values("answer"))),
        line=Subquery(said.values("line")),
        how=Subquery(there.values("how")),
    )
    return [_guest(row) for row in rows.order_by("name", "pk")]


def _guest(row: Member) -> Guest:
    known = vars(row)
    return Guest(row, known["is_asked"], known["answer"], known["line"] or "", known["how"])


def answers(*, viewer: Member, meeting: Meeting, now: datetime | None = None) -> list[Guest]:
    """Everybody asked, with what they say to it; the caller has found the meeting among what `viewer` sees."""
    return [one for one in guests(meeting) if one.is_asked]


def answers_of(member: Member, segment: Segment) -> Answers:
    usual = Invitee.objects.filter(series=segment.series_id, member=member).values_list("answer", flat=True).first()
    rows = Answer.objects.filter(meeting__segment=segment, member=member).select_related("meeting")
    return Answers(usual, {row.meeting_id: row.answer for row in rows if row.starts_at == row.meeting.starts_at})


def awaits_answer(meeting: Meeting, member: Any) -> bool:
    return unanswered(Meeting.objects.filter(pk=meeting.pk)).filter(member=member).exists()


def unanswered(meetings: QuerySet[Meeting]) -> QuerySet[Invitee]:
    """Who is asked to these meetings and said nothing, with `meeting_id` and `begins`, once for each of them."""
    rows = Invitee.objects.filter(
        until__isnull=True, answer__isnull=True, member__is_active=True, series__meetings__in=meetings
    )
    rows = rows.annotate(meeting_id=F("series__meetings"), begins=F("series__meetings__starts_at"))
    said = Answer.objects.filter(
        meeting=OuterRef("meeting_id"), member=OuterRef("member"), starts_at=OuterRef("begins")
    )
    return rows.filter(~Exists(said))
