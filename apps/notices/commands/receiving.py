"""Fetching answers to mails, and doing what they say."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError

from apps.notices.commands.answering import take
from apps.notices.incoming import addresses, reading
from apps.notices.incoming.imap import Box, Unreachable, box_name
from apps.notices.incoming.reading import Arrival
from apps.notices.models import Mailbox, ReceivedMail, ReplyAddress

logger = logging.getLogger(__name__)
# Nothing new is begun after this; what is left then is the next round's.
RUN = timedelta(seconds=15)
KEPT_FOR = timedelta(days=90)


def fetch(*, now: datetime) -> int:
    """Take in the answers that wait in the mailbox; returns how many were new. Safe to run twice, late, by two workers.

    A mail is marked in the mailbox only after what it says is done; fetched again it is known by its Message-ID.
    """
    if settings.INBOX is None:
        return 0
    try:
        with Box(settings.INBOX) as box:
            found = _empty(box, now)
    except Unreachable as fault:
        _note_fault(fault, now)
        return 0
    _note_looked(now)
    return found


def tidy(*, now: datetime) -> None:
    """Forget addresses long expired, and after three months which mails came."""
    ReplyAddress.objects.filter(created_at__lt=now - addresses.KEPT_FOR).delete()
    ReceivedMail.objects.filter(at__lt=now - KEPT_FOR).delete()


def _empty(box: Box, now: datetime) -> int:
    clock = _from(now)
    new = 0
    for number in box.waiting():
        if clock() - now > RUN:
            break
        found = box.read(number)
        if found is None:
            continue
        new += _take_safely(*found, now=clock())
        box.mark_taken(number)
    return new


def _take_safely(raw: bytes, whole: bool, *, now: datetime) -> bool:
    """Do what one mail says; one that can't be read or dealt with must not hold up the others."""
    try:
        return take(arrival=reading.read(raw, whole=whole), now=now) is not None
    except (OperationalError, InterfaceError, SoftTimeLimitExceeded):
        raise  # not the mail's fault: it waits for the next round
    except Exception as fault:
        logger.warning("A mail couldn't be taken in: %s", type(fault).__name__)
        broken = Arrival(
            message_id=reading.fingerprint(raw), sender="", subject="", token="", program=ReceivedMail.Why.UNREADABLE
        )
        return take(arrival=broken, now=now) is not None


def _from(now: datetime) -> Callable[[], datetime]:
    """A clock that goes on from `now`."""
    begun = monotonic()
    return lambda: now + timedelta(seconds=monotonic() - begun)


def _note_looked(now: datetime) -> None:
    Mailbox.objects.update_or_create(name=box_name(), defaults={"looked_at": now, "failing_since": None, "fault": ""})


def _note_fault(fault: Unreachable, now: datetime) -> None:
    """Kept for the admins' page each time, logged once until it works again."""
    mailbox, _new = Mailbox.objects.get_or_create(name=box_name())
    if mailbox.failing_since is None:
        logger.warning("The mailbox can't be looked into: %s", fault)
        mailbox.failing_since = now
    mailbox.fault = str(fault)[:300]
    mailbox.save(update_fields=["failing_since", "fault"])
