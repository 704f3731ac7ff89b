"""Claims on deliveries: a token with a lease, so that no two workers send the same mail while both are alive."""

from datetime import datetime, timedelta
from secrets import SystemRandom
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F

from apps.notices.models import Delivery, DeliveryQuerySet

TRIES = 8
BATCH = 10
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
_FREE = {"token": None, "lease_until": None}
_chance = SystemRandom()


def lease() -> timedelta:
    """Longer than one mail can take: a mail server answers each of its four commands within the timeout or not."""
    return timedelta(seconds=5 * settings.MAIL_TIMEOUT)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many tries: four times longer each time, up to six hours, a fifth more or less."""
    return min(FIRST_PAUSE * 4 ** (attempts - 1), LONGEST_PAUSE) * _chance.uniform(0.8, 1.2)


@transaction.atomic
def claim(*, now: datetime) -> list[Delivery]:
    """The next deliveries, at most a batch; others' claims are passed over, abandoned ones taken again.

    They are locked first and named in the update: as its subquery, the locking select may be run once for each row,
    and then takes a batch each time.
    """
    token = uuid4()
    free = Delivery.objects.to_send(now).select_for_update(skip_locked=True, of=("self",)).order_by("not_before", "pk")
    pks = list(free.values_list("pk", flat=True)[:BATCH])
    if not pks:
        return []
    Delivery.objects.filter(pk__in=pks).update(
        state=Delivery.State.CLAIMED, token=token, lease_until=now + lease(), attempts=F("attempts") + 1
    )
    return list(
        Delivery.objects.filter(token=token).select_related("recipient", "answers__notice").order_by("not_before", "pk")
    )


def renew(delivery: Delivery, *, now: datetime) -> bool:
    """Take the lease anew just before sending; False where another worker has the delivery by now."""
    return bool(_held(delivery).update(lease_until=now + lease()))


def mark_sent(delivery: Delivery, *, subject: str, now: datetime) -> bool:
    """Sent, and its text wiped."""
    return bool(
        _held(delivery).update(
            state=Delivery.State.SENT, sent_at=now, subject=subject, body_text="", body_html="", last_error="", **_FREE
        )
    )


def mark_kept(delivery: Delivery, *, subject: str, text: str, html: str) -> bool:
    """There is no mail server: the text stays here, where an admin reads it."""
    return bool(
        _held(delivery).update(
            state=Delivery.State.KEPT, subject=subject, body_text=text, body_html=html, last_error="", **_FREE
        )
    )


def mark_dropped(delivery: Delivery) -> bool:
    """Nothing in it was still due."""
    return bool(_held(delivery).update(state=Delivery.State.DROPPED, body_text="", body_html="", **_FREE))


def mark_failed(delivery: Delivery, *, fault: str, not_before: datetime) -> bool:
    """Tried in vain: again later, or parked after the last try."""
    parked = delivery.attempts >= TRIES
    return bool(
        _held(delivery).update(
            state=Delivery.State.PARKED if parked else Delivery.State.RETRYING,
            last_error=fault[:500],
            not_before=not_before,
            **_FREE,
        )
    )


def release(deliveries: list[Delivery]) -> None:
    """Give back what wasn't begun: its time is over, the next worker takes it."""
    pks: list[UUID] = [delivery.pk for delivery in deliveries]
    tokens = {delivery.token for delivery in deliveries}
    Delivery.objects.filter(pk__in=pks, token__in=tokens, state=Delivery.State.CLAIMED).update(
        state=Delivery.State.RETRYING, attempts=F("attempts") - 1, **_FREE
    )


def park_the_poisoned(*, now: datetime) -> int:
    """Deliveries whose worker died in every try: no further worker is risked."""
    return Delivery.objects.filter(state=Delivery.State.CLAIMED, lease_until__lte=now, attempts__gte=TRIES).update(
        state=Delivery.State.PARKED, last_error=f"The worker stopped while sending it, {TRIES} times.", **_FREE
    )


def _held(delivery: Delivery) -> DeliveryQuerySet:
    return Delivery.objects.filter(pk=delivery.pk, token=delivery.token, state=Delivery.State.CLAIMED)
