"""Links for customers that end soon."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from apps.collateral import queries
from apps.collateral.due.ground import may_end_in
from apps.collateral.models import Share
from apps.collateral.models.shares import ShareQuerySet
from apps.core.due import Due, Window
from apps.core.worktime import WorkingTime
from apps.people.models import Member
from apps.people.queries import working_time

MOST = 200
# Sooner than this there is nothing to decide.
SOON = timedelta(days=3)


def shares_within(window: Window) -> Iterator[Due]:
    time = working_time()
    rows = _working(time, window.after).filter(may_end_in(window, time, "expires_on"))
    found = (_ending(share, time) for share in rows.iterator())
    return (one for one in found if one.due_at in window)


def shares_of(member: Member, now: datetime) -> Iterator[Due]:
    time = working_time()
    return (_ending(share, time) for share in ending_soon(member, time, now)[:MOST])


def ending_soon(member: Member, time: WorkingTime, now: datetime) -> ShareQuerySet:
    """What this member shared and a customer sees for a few days more."""
    return _working(time, now).filter(shared_by=member, expires_on__lte=time.today(now) + SOON)


def _working(time: WorkingTime, now: datetime) -> ShareQuerySet:
    return queries.shares_that_work(today=time.today(now)).order_by("expires_on", "pk")


def _ending(share: Share, time: WorkingTime) -> Due:
    ends = time.end_of(share.expires_on)
    return Due("share-ends", share, share.shared_by, due_at=ends, since=share.shared_at)
