"""What is said of goals, what of it is still to be read, and who hasn't been heard of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateField, DateTimeField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from apps.core.worktime import WorkingTime
from apps.goals.models import CheckIn, Goal, ReaderTerm
from apps.goals.models.readers import to_read
from apps.people.models import Absence, Member


def check_ins(*, viewer: Member, now: datetime, goal: Goal) -> QuerySet[CheckIn]:
    """Everything that was said of the goal, corrected or not."""
    rows = CheckIn.objects.visible_to(viewer).filter(goal=goal)
    return rows.select_related("goal", "author", "reading", "corrects", "corrected_by", "read_mark__by")


@dataclass(frozen=True)
class Hearing:
    """By whose calendar, and on which day, it is asked whether somebody was heard of."""

    today: date
    time: WorkingTime

    def missed_since(self, goal: Goal) -> datetime | None:
        """When the goal's owner was last heard of, where they should have been since; as `with_readings` reads it."""
        if goal.check_in_days is None or goal.is_closed:
            return None
        read: dict[str, Any] = vars(goal)
        heard: datetime = read["heard_at"] or goal.created_at
        asked_on = self.time.today(heard) + timedelta(days=goal.check_in_days)
        return heard if asked_on < self.today and (goal.due_on is None or asked_on <= goal.due_on) else None


def _read_by(member: Member, now: datetime) -> Q:
    """The member's own terms, and those of whoever is away today and named them to stand in."""
    # Which day it is, each knows by their own clock.
    day = Cast(Func(F("member__time_zone"), Value(now, DateTimeField()), function="timezone"), DateField())
    away = Absence.objects.filter(member=OuterRef("reader"), deputy=member, from_on__lte=day, until_on__gte=day)
    return Q(reader=member) | Q(Exists(away))


def unread_by(member: Member, now: datetime) -> QuerySet[CheckIn]:
    """What waits for the member to be read, as reader or in a reader's place; the oldest first."""
    rows = to_read(_read_by(member, now)).exclude(author=member)
    return rows.select_related("goal__owner", "author").order_by("at", "pk")


def unread(*, until: datetime) -> QuerySet[Any]:
    """The oldest check-in of each goal that its reader hasn't read, with `reader_id`."""
    standing = ReaderTerm.objects.standing().filter(goal=OuterRef("goal"))
    rows = to_read().filter(at__lte=until).annotate(reader_id=Subquery(standing.values("reader")[:1]))
    return rows.select_related("goal__owner", "author").order_by("goal", "at", "pk").distinct("goal")
