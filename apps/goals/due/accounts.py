"""When owners are asked how their goal slipped: within a few working days of its being brought up."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from apps.core.due import Due, Window
from apps.core.worktime import WorkingTime
from apps.goals.models import Invocation
from apps.people import queries as people
from apps.people.models import Member

# Working days in which an owner says how their goal slipped.
DAYS_FOR_AN_ACCOUNT = 3


def asked() -> QuerySet[Invocation]:
    """What waits for its owner's account."""
    rows = Invocation.objects.filter(state=Invocation.State.PROPOSED)
    return rows.select_related("goal__owner", "proposed_by").order_by("proposed_at", "pk")


def account_by(invocation: Invocation, time: WorkingTime) -> datetime:
    return time.after_days(invocation.proposed_at, DAYS_FOR_AN_ACCOUNT)


def within(window: Window) -> Iterator[Due]:
    time = people.working_time()
    found = (_due(one, time) for one in asked().filter(proposed_at__lte=window.until))
    return (due for due in found if due.due_at in window)


def waiting(member: Member, now: datetime) -> Iterator[Due]:
    time = people.working_time()
    return (_due(one, time) for one in asked().filter(goal__owner=member))


def _due(invocation: Invocation, time: WorkingTime) -> Due:
    return Due(
        "account-asked",
        invocation,
        invocation.goal.owner,
        due_at=account_by(invocation, time),
        since=invocation.proposed_at,
        waiting_for=invocation.proposed_by,
    )
