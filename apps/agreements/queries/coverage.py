from dataclasses import dataclass
from typing import Any

from apps.agreements.models import Version
from apps.agreements.queries.agreements import audience
from apps.people.models import Member


@dataclass(frozen=True)
class Coverage:
    """How much of its audience has read what counts; who signed it has.

    Attributes:
        unread: who hasn't, as far as the reader may know their names.
        questions: what was asked instead of only read.
    """

    asked: int
    read: int
    unread: list[Member]
    questions: list[Any]

    @property
    def percent(self) -> int:
        return self.read * 100 // self.asked if self.asked else 100


def coverage(version: Version, *, viewer: Member) -> Coverage:
    """Per cent for all; names for the seats, for admins, and for managers within their teams."""
    asked = list(audience(version.agreement).select_related("team").order_by("name", "pk"))
    answers = list(version.acknowledgements.select_related("member").order_by("at", "pk"))
    seated = {seat.member_id for seat in version.seats.all()}
    done = {answer.member_id for answer in answers} | seated
    unread = [member for member in asked if member.pk not in done]
    sees_all = viewer.is_admin or viewer.pk in seated
    return Coverage(
        asked=len(asked),
        read=len(asked) - len(unread),
        unread=[member for member in unread if sees_all or (member.team and member.team.lead_id == viewer.pk)],
        questions=[answer for answer in answers if answer.question],
    )
