"""Ten things are one mail: all that is due for a reader becomes one delivery, written when it is due.

But for letters (minutes, invitations): each of them is a mail of its own.
"""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from apps.core import telling
from apps.core.ids import uuid7
from apps.notices.hours import reach_of
from apps.notices.models import Delivery, Notice
from apps.people.models import Member

READERS = 200
_GATHERING = 7_002  # the advisory lock that lets one gatherer work at a time


def message_id() -> str:
    return f"<{uuid7()}@{settings.MAIL_DOMAIN}>"


@transaction.atomic
def gather(*, now: datetime) -> int:
    """Write the deliveries that are due; returns how many. One gatherer at a time, the others leave.

    What fell due while nothing ran may meet its reader asleep by now: it waits for their next hours.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_GATHERING])
        if not cursor.fetchone()[0]:
            return 0
    waiting = Notice.objects.to_mail(now)
    readers = list(Member.objects.filter(pk__in=waiting.values("recipient")).order_by("pk")[:READERS])
    reach = reach_of(readers, now=now)
    letters = [kind.name for kind in telling.notice_kinds() if kind.letter]
    made = 0
    for reader in readers:
        due = waiting.filter(recipient=reader)
        later = reach[reader.pk].next(now)
        if later > now:
            due.update(mail_at=later)
            continue
        mails = [[pk] for pk in due.filter(kind__in=letters).order_by("at", "pk").values_list("pk", flat=True)]
        mails.append(list(due.exclude(kind__in=letters).values_list("pk", flat=True)))
        for told in filter(None, mails):
            Notice.objects.filter(pk__in=told).update(delivery=_delivery(reader, now))
            made += 1
    return made


def _delivery(reader: Member, now: datetime) -> Delivery:
    return Delivery.objects.create(
        recipient=reader,
        to_address=reader.email,
        about_notices=True,
        message_id=message_id(),
        not_before=now,
        created_at=now,
    )
