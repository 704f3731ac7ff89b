"""Days of the cast's March 2026, and what the worker does on them.

Berlin is an hour ahead of UTC then. Work is from nine to five, mails keep to eight to six.
"""

from datetime import UTC, datetime
from email.message import EmailMessage

from apps.followups import commands as followups
from apps.notices import commands as notices
from apps.people.models import Member
from tests.smtp import MailServer

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, NEXT_MONDAY = 9, 10, 11, 12, 13, 16


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of that March, by the clocks of Berlin."""
    return datetime(2026, 3, day, hour - 1, minute, tzinfo=UTC)


def pass_time(*moments: datetime) -> None:
    """What the worker does at each moment, twice, as it may."""
    for now in moments:
        for _ in range(2):
            followups.sweep(now=now)
            notices.deliver(now=now)


def mails_to(server: MailServer, member: Member) -> list[EmailMessage]:
    """What the mail server was given for them, in order."""
    with server.arrived:
        return [mail for mail in server.mails if member.email in str(mail["To"])]
