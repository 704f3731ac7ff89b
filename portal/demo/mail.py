"""Mails that came in: what somebody answered to a notice, and what a program of theirs did."""

from datetime import datetime

from apps.notices import commands
from apps.notices.incoming import addresses
from apps.notices.incoming.reading import Arrival
from apps.notices.models import Notice, ReceivedMail
from apps.people.models import Member


def answer(notice: Notice, *, subject: str, text: str, now: datetime) -> None:
    """Its reader answers the mail that told of it."""
    (token,) = addresses.give(notice.recipient, [notice], now=now)
    _arrives(notice.recipient, subject=subject, token=token, text=text, now=now)


def away(member: Member, *, subject: str, now: datetime) -> None:
    """Their mail program answers in their place."""
    _arrives(member, subject=subject, program=ReceivedMail.Why.AUTOMATIC, now=now)


def _arrives(
    member: Member, *, subject: str, now: datetime, token: str = "", program: str = "", text: str = ""
) -> None:
    number = f"<{now:%Y%m%d%H%M}.{member.email}>"
    arrival = Arrival(message_id=number, sender=member.email, subject=subject, token=token, program=program, text=text)
    commands.take(arrival=arrival, now=now)
