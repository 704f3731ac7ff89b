"""How goals stand: when their owners are asked, and when their readers read it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.core.due import Due, Window
from apps.core.worktime import WorkingTime
from apps.goals import queries
from apps.goals.due.ground import MOST
from apps.goals.models import CheckIn, Goal
from apps.people import queries as people
from apps.people.models import Member

# Working days in which a reader reads what was said.
DAYS_TO_READ = 2


def _asked_goals() -> QuerySet[Goal]:
    """Goals whose owner says how they stand, with `heard_at`: the last time, or when the goal was set."""
    last = CheckIn.objects.that_count().filter(goal=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Goal.objects.open().filter(check_in_days__isnull=False)
    rows = rows.annotate(heard_at=Coalesce(Subquery(last), F("created_at")))
    return rows.select_related("owner", "parent__owner").order_by("due_on", "pk")


def _asked(rows: QuerySet[Goal], time: WorkingTime) -> Iterator[Due]:
    """What is due of these; nobody is asked about a goal whose time is over."""
    for goal in rows.iterator():
        read: dict[str, Any] = vars(goal)
        assert goal.check_in_days is not None
        day = time.today(read["heard_at"]) + timedelta(days=goal.check_in_days)
        if goal.due_on is None or day <= goal.due_on:
            asks = goal.parent.owner if goal.parent and goal.parent.owner_id != goal.owner_id else None
            ends = time.end_of(day)
            yield Due("check-in-missed", goal, goal.owner, due_at=ends, since=read["heard_at"], waiting_for=asks)


def check_ins_within(window: Window) -> Iterator[Due]:
    found = _asked(_asked_goals(), people.working_time())
    return (due for due in found if due.due_at in window)


def check_ins_of(member: Member, now: datetime) -> Iterator[Due]:
    found = _asked(_asked_goals().filter(owner=member), people.working_time())
    return (due for due in found if due.due_at <= now)


def unread_within(window: Window) -> Iterator[Due]:
    """What its reader was to read some working days after it was said; it is the reader's while they are away, too."""
    time = people.working_time()
    found = list(queries.unread(until=window.until))
    readers = Member.objects.in_bulk([vars(said)["reader_id"] for said in found])
    dues = (to_be_read(said, readers[vars(said)["reader_id"]], time) for said in found)
    return (due for due in dues if due.due_at in window)


def unread_of(member: Member, now: datetime) -> Iterator[Due]:
    """Each goal once, by what was said first; also where they stand in for its reader."""
    time = people.working_time()
    first: dict[Any, CheckIn] = {}
    for said in queries.unread_by(member, now)[:MOST]:
        first.setdefault(said.goal_id, said)
    return (to_be_read(said, member, time) for said in first.values())


def to_be_read(said: CheckIn, reader: Member, time: WorkingTime) -> Due:
    """What was said, as it waits for its reader."""
    due_at = time.after_days(said.at, DAYS_TO_READ)
    return Due("check-in-to-read", said.goal, reader, due_at, since=said.at, urgent=True, waiting_for=said.author)
