"""What ran by itself in the months that are told: reminders, mails kept in the portal, inboxes that were read."""

from collections.abc import Callable, Iterator
from datetime import datetime

from apps.collateral import commands as collateral
from apps.followups import commands as followups
from apps.goals import commands as goals
from apps.notices import commands as notices
from apps.notices.models import Notice
from apps.people.models import Member
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

FIRST_DAY = -119
# Before this day nothing was reminded of: all was done in time.
FIRST_REMINDERS = -22
HOUR = 9
# Of older notices there is no mail to be read in the portal any more.
FIRST_MAILS = -22
# Working days on whose evening everybody had read what was there.
READ_ON = (-60, -45, -30, -20, -10, -4)


def lines(calendar: Calendar) -> Iterator[Storyline]:
    yield _rounds(calendar)
    yield _reading(calendar)


def _rounds(calendar: Calendar) -> Storyline:
    for day in range(FIRST_DAY, 0):
        now = yield calendar.at(day, HOUR)
        if day >= FIRST_REMINDERS:
            look_after(now)
    now = yield calendar.now
    look_after(now)


def look_after(now: datetime) -> None:
    """One round of the workers."""
    goals.return_unanswered(now=now)
    collateral.check_library(now=now)
    collateral.count_week(now=now)
    followups.sweep(now=now)


def mails(calendar: Calendar) -> Callable[[datetime], None]:
    """What writes the mails that are due, without a mail server; told at each moment, so mostly there is none."""
    first = calendar.at(FIRST_MAILS, HOUR)

    def keep(now: datetime) -> None:
        if now < first:
            notices.leave_at_the_inbox()
        elif Notice.objects.to_mail(now).exists():
            notices.keep(now=now)

    return keep


def _reading(calendar: Calendar) -> Storyline:
    for day in READ_ON:
        now = yield calendar.at(day, 18)
        for member in Member.objects.active():
            notices.mark_all_read(actor=member, now=now)
