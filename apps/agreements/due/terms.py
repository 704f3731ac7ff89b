"""Days that a version names: on which it is looked at again, and after which it is over."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from apps.agreements.due.ground import counting
from apps.agreements.models import Version
from apps.core.due import Due, Window
from apps.core.worktime import WorkingTime
from apps.people import queries as people
from apps.people.models import Member

# Working hours before its end in which what expires is shown to those who may renew it: ten days.
HOURS_AHEAD = 80


def reviews_within(window: Window) -> Iterator[Due]:
    working = people.working_time()

    def days(part: Window) -> tuple[date, date]:
        return working.today(part.after) - timedelta(days=14), working.today(part.until)

    for version in counting().filter(window.may_hold("agreement__review_on", days)):
        found = list(_reviews(version, working))
        yield from (one for one in found if one.due_at in window)


def reviews_of(member: Member, now: datetime) -> Iterator[Due]:
    working = people.working_time()
    for version in counting().in_force(now).filter(agreement__review_on__lte=working.today(now)):
        yield from (one for one in _reviews(version, working) if one.recipient == member)


def _reviews(version: Version, working: WorkingTime) -> Iterator[Due]:
    """Of each seat and the sponsor, from the opening of that day on."""
    day = version.agreement.review_on
    assert day is not None
    opens = working.next_open(working.hours_of(day)[0])
    asked = {seat.member for seat in version.seats.all() if not seat.is_vacant} | {version.agreement.sponsor}
    for member in sorted(asked, key=lambda one: str(one.pk)):
        yield Due(kind="review-due", thing=version.agreement, recipient=member, due_at=opens, since=opens)


def _ending() -> QuerySet[Version]:
    """What expires, while nobody has opened the version that would renew it."""
    opened = Version.objects.filter(state__in=["draft", "proposed"]).values("agreement")
    rows = counting().filter(end_reason=Version.End.EXPIRED).exclude(agreement__in=opened)
    return rows.select_related("agreement__sponsor").prefetch_related("seats__member")


def ends_within(window: Window) -> Iterator[Due]:
    for version in _ending().filter(window.holds("ends_at")):
        yield from _ends(version)


def ends_of(member: Member, now: datetime) -> Iterator[Due]:
    working = people.working_time()
    for version in _ending().filter(ends_at__gt=now):
        if version.ends_at is not None and now >= working.before_hours(version.ends_at, HOURS_AHEAD):
            yield from (one for one in _ends(version) if one.recipient == member)


def _ends(version: Version) -> Iterator[Due]:
    """Of each seat and the sponsor."""
    assert version.ends_at is not None
    assert version.entered_at is not None
    asked = {seat.member for seat in version.seats.all() if not seat.is_vacant} | {version.agreement.sponsor}
    for member in sorted(asked, key=lambda one: str(one.pk)):
        yield Due(
            kind="agreement-ends",
            thing=version.agreement,
            recipient=member,
            due_at=version.ends_at,
            since=version.entered_at,
        )
