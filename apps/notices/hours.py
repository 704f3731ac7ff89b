"""When a mail may reach somebody: in their own hours, on the company's days, and not while they are away."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from apps.core.worktime import WorkingTime
from apps.people import queries as people
from apps.people.models import Absence, Member

DIGEST_AT = time(8)


@dataclass(frozen=True)
class Reach:
    """One member's hours and absences."""

    hours: WorkingTime
    absences: tuple[Absence, ...]

    def away_on(self, day: date) -> Absence | None:
        """The absence that covers a date of the member's own calendar."""
        return next((absence for absence in self.absences if absence.covers(day)), None)

    def away(self, moment: datetime) -> Absence | None:
        return self.away_on(self.hours.today(moment))

    def next(self, moment: datetime) -> datetime:
        """`moment` itself while the member may be reached, else the next moment they may be."""
        while True:
            moment = self.hours.next_open(moment)
            absence = self.away(moment)
            if absence is None:
                return moment
            moment = self.hours.end_of(absence.until_on)

    def next_digest(self, moment: datetime) -> datetime:
        """The next eight o'clock of a day on which the member is at work, or the start of their hours after it."""
        for ahead in count():
            day = self.hours.today(moment) + timedelta(days=ahead)
            if not self.hours.is_working_day(day) or self.away_on(day):
                continue
            at = self._digest_on(day)
            if at >= moment:
                return at
        raise AssertionError("days never end")

    def _digest_on(self, day: date) -> datetime:
        opens, closes = self.hours.hours_of(day)
        eight = datetime.combine(day, DIGEST_AT, self.hours.zone).astimezone(ZoneInfo("UTC"))
        return max(eight, opens) if eight < closes else opens


def reach_of(members: Iterable[Member], *, now: datetime) -> dict[UUID, Reach]:
    """The reach of each member, by three queries for all; for nobody by none."""
    members = list(members)
    if not members:
        return {}
    companys = people.working_time()
    away: dict[UUID, list[Absence]] = {}
    absences = Absence.objects.filter(member__in=members, until_on__gte=now.date() - timedelta(days=1))
    for absence in absences.select_related("deputy").order_by("from_on"):
        away.setdefault(absence.member_id, []).append(absence)
    return {
        member.pk: Reach(
            replace(companys, zone=ZoneInfo(member.time_zone), opens=member.hours_from, closes=member.hours_until),
            tuple(away.get(member.pk, ())),
        )
        for member in members
    }
