"""Sending what waits, and sending again what was given up."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.errors import NotNow, Refused, require
from apps.core.keeping import reading
from apps.notices import nudge, policy
from apps.notices.hours import reach_of
from apps.notices.models import Delivery, Notice
from apps.notices.outbox import claims, rendering, smtp
from apps.notices.outbox.gathering import gather
from apps.people.models import Member
from apps.trail import commands as trail

logger = logging.getLogger(__name__)
# Nothing new is begun after this; what is left then is the next worker's.
RUN = timedelta(seconds=15)


class AlreadyOut(NotNow):
    """It was sent, or is about to be."""


class NoMailServer(Refused):
    """There is nobody to hand it to."""


def deliver(*, now: datetime) -> int:
    """Send all mails that are due; returns how many went out. Safe to run twice, late, or on two workers.

    A mail that was being sent when a worker died may arrive twice, with the same Message-ID.
    """
    with smtp.Connection(settings.SMTP) if settings.SMTP else _Nowhere() as connection:
        return _deliver(connection, now)


def keep(*, now: datetime) -> None:
    """Keep here all mails that are due, as without a mail server: for a past that is told, not lived."""
    _deliver(None, now)


def leave_at_the_inbox() -> None:
    """What still waits for its mail gets none; whoever reads the inbox finds it."""
    Notice.objects.filter(delivery__isnull=True, mail_at__isnull=False).update(mail_at=None)


@transaction.atomic
def send_again(*, actor: Member, delivery: Delivery, now: datetime) -> Delivery:
    """Put a mail that was given up, or kept for want of a mail server, back on its way."""
    require(policy.may_see_deliveries(actor))
    current = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if current.state not in {Delivery.State.PARKED, Delivery.State.KEPT}:
        raise AlreadyOut(_("It was sent meanwhile, or is about to be."))
    if settings.SMTP is None:
        raise NoMailServer(_("No mail server is set, so it can't leave: set EMAIL_URL first."))
    current.state, current.attempts, current.not_before = Delivery.State.RETRYING, 0, now
    current.save(update_fields=["state", "attempts", "not_before"])
    trail.record(actor=actor, act="delivery.sent_again", about=current, now=now)
    nudge.deliver_soon()
    return current


def _deliver(connection: smtp.Connection | None, now: datetime) -> int:
    clock = _from(now)
    sent = 0
    with reading():
        gather(now=now)
        claims.park_the_poisoned(now=now)
        while clock() - now < RUN:
            batch = claims.claim(now=clock())
            if not batch:
                break
            sent += _send_batch(batch, connection, clock, until=now + RUN)
    return sent


class _Nowhere:
    """In place of a connection where no mail server is set."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _from(now: datetime) -> Callable[[], datetime]:
    """A clock that goes on from `now`: a run takes seconds, and leases must know."""
    begun = monotonic()
    return lambda: now + timedelta(seconds=monotonic() - begun)


def _send_batch(
    batch: list[Delivery], connection: smtp.Connection | None, clock: Callable[[], datetime], *, until: datetime
) -> int:
    sent = 0
    for place, delivery in enumerate(batch):
        if clock() > until:
            claims.release(batch[place:])
            break
        try:
            sent += _send(delivery, connection, clock)
        except smtp.Unreachable as fault:
            for left in batch[place:]:
                _failed(left, fault, clock())
            break
    return sent


def _send(delivery: Delivery, connection: smtp.Connection | None, clock: Callable[[], datetime]) -> bool:
    """Send one, if it is still ours and still due; whatever goes wrong with it must not hold up the others."""
    try:
        mail = rendering.render(delivery, now=clock())
        if mail is None:
            claims.mark_dropped(delivery)
            return False
        if connection is None:
            claims.mark_kept(delivery, subject=mail.subject, text=mail.text, html=mail.html)
            return False
        message = smtp.message(delivery, mail, now=clock())
        connection.open()
        if not claims.renew(delivery, now=clock()):
            return False
        connection.send(message, to=smtp.ascii_address(delivery.to_address))
    except smtp.Unreachable:
        raise
    except Exception as fault:
        # The server's words name people, so the log has the kind of fault alone; the delivery keeps them for admins.
        logger.warning("The delivery %s couldn't be sent: %s", delivery.pk, type(fault).__name__)
        _failed(delivery, fault, clock())
        return False
    return claims.mark_sent(delivery, subject=mail.subject, now=clock())


def _failed(delivery: Delivery, fault: Exception, now: datetime) -> None:
    again = now + claims.pause_after(delivery.attempts)
    if delivery.about_notices:
        again = reach_of([delivery.recipient], now=now)[delivery.recipient.pk].next(again)
    claims.mark_failed(delivery, fault=f"{type(fault).__name__}: {fault}", not_before=again)
