"""Putting a reminder off. It is nobody else's business, so it isn't written into the thing's history."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.core import due, things, undo
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.followups import policy
from apps.followups.models import Snooze
from apps.notices.hours import reach_of
from apps.people import queries as people
from apps.people.models import Member

LONGEST = 20
# It comes back before the digest of its day, to be in it.
_BEFORE_THE_DIGEST = timedelta(hours=1)


class NothingWaits(NotNow):
    """Only what waits for somebody can be put off by them."""


class TooLong(Refused):
    """Putting it off for months would be dropping it without a word."""


@transaction.atomic
def snooze(*, actor: Member, kind: str, thing: Model, days: int, now: datetime) -> tuple[Snooze, Undo]:
    """No reminder of this for so many working days; then one, if it still waits. Others aren't held up less by it."""
    require(policy.may_snooze(actor))
    if not 1 <= days <= LONGEST:
        raise TooLong(_("Choose 1 to %d working days.") % LONGEST)
    name, pk = things.pair(thing)
    if not _waits(actor, kind, (name, pk), now):
        raise NothingWaits(_("This doesn't wait for you any more."))
    until = _morning_after(actor, days, now)
    # One that is over but that no sweep has ended yet makes room.
    Snooze.objects.open().filter(member=actor, kind=kind, about_kind=name, about_id=pk).update(ended_at=now)
    made = Snooze.objects.create(member=actor, kind=kind, about_kind=name, about_id=pk, until=until, at=now)
    offer = undo.offer(
        name="followups.snooze",
        label=_("You will be reminded of it again on %(day)s.") % {"day": f"{until:%d %b}"},
        actor=actor,
        payload={"snooze": str(made.pk), "revision": made.revision},
    )
    return made, offer


@transaction.atomic
def wake(*, actor: Member, snooze: Snooze, now: datetime) -> None:
    """Take the snooze back: reminders come as before."""
    require(policy.may_wake(actor, snooze))
    if not Snooze.objects.open().filter(pk=snooze.pk).update(ended_at=now):
        raise NothingWaits(_("It has come back already."))


@transaction.atomic
def undo_snooze(*, actor: Member, now: datetime, snooze: str, revision: int) -> None:
    """As if it had not been put off."""
    wake(actor=actor, snooze=locked(Snooze.objects.get(pk=UUID(snooze)), revision=revision), now=now)


def _waits(member: Member, kind: str, pair: things.Pair, now: datetime) -> bool:
    known = {one.name: one for one in due.due_kinds()}
    return kind in known and any(things.pair(one.thing) == pair for one in known[kind].waiting(member, now))


def _morning_after(member: Member, days: int, now: datetime) -> datetime:
    """Shortly before the digest of the day that is so many working days away."""
    reach = reach_of([member], now=now)[member.pk]
    day = reach.hours.today(people.working_time().after_days(now, days))
    midnight = reach.hours.end_of(day - timedelta(days=1))
    return reach.next_digest(midnight) - _BEFORE_THE_DIGEST
