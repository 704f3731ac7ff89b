"""What was agreed, and who has still to read it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

from apps.agreements import queries
from apps.agreements.commands.force import DAYS_TO_READ
from apps.agreements.due.ground import counting
from apps.agreements.models import Acknowledgement, Agreement, Version
from apps.core.due import Due, Window
from apps.people import queries as people
from apps.people.models import Member

# Five working days are over by then, whatever is closed between.
JOINED_LATELY = timedelta(days=30)


def readings_within(window: Window) -> Iterator[Due]:
    for version in counting().filter(window.holds("read_by")):
        yield from _unread(version, Member.objects.filter(joined_at__lte=version.entered_at))
    yield from _readings_of_joiners(window)


def _readings_of_joiners(window: Window) -> Iterator[Due]:
    """Who came later has the same days from the day they joined."""
    working = people.working_time()
    lately = Member.objects.active().filter(joined_at__gt=window.after - JOINED_LATELY, joined_at__lte=window.until)
    due_of = {member.pk: working.after_days(member.joined_at, DAYS_TO_READ) for member in lately}
    now_due = [pk for pk, due_at in due_of.items() if due_at in window]
    if not now_due:
        return
    for version in counting().in_force(window.until):
        joined = Member.objects.filter(pk__in=now_due, joined_at__gt=version.entered_at)
        yield from (replace(one, due_at=due_of[one.recipient.pk]) for one in _unread(version, joined))


def _unread(version: Version, members: QuerySet[Member]) -> Iterator[Due]:
    done = set(version.acknowledgements.values_list("member", flat=True))
    done |= {seat.member_id for seat in version.seats.all()}
    asked = queries.audience(version.agreement).filter(pk__in=members.values("pk")).exclude(pk__in=done)
    for member in asked.order_by("pk").distinct().iterator():
        yield _reading(version, member)


def readings_of(member: Member, now: datetime) -> Iterator[Due]:
    read = Acknowledgement.objects.filter(member=member).values("version")
    asked = Agreement.objects.filter(queries.is_for(member)).values("pk")
    for version in counting().in_force(now).filter(agreement__in=asked).exclude(pk__in=read):
        if not any(seat.member_id == member.pk for seat in version.seats.all()):
            yield _reading(version, member)


def _reading(version: Version, member: Member) -> Due:
    assert version.read_by is not None
    assert version.entered_at is not None
    return Due(
        kind="acknowledgement-asked",
        thing=version.agreement,
        recipient=member,
        due_at=version.read_by,
        since=version.entered_at,
    )
