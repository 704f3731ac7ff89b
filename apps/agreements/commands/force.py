"""The moment from which a version counts, and what follows from it: its predecessor ends, its audience is told."""

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.agreements import policy, queries
from apps.agreements.commands.ground import State, counting, hold, involved, tell_all
from apps.agreements.models import Acknowledgement, Agreement, Version
from apps.core import telling, things
from apps.core.errors import NotNow, require
from apps.core.models import locked
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail

# Working days to read what counts.
DAYS_TO_READ = 5
BATCH = 50


class NothingCounts(NotNow):
    """Only what is in force is acknowledged."""


class OverBefore(NotNow):
    """A promise for days that are over binds nobody."""


class ReadAlready(NotNow):
    """It is read once per version."""


def refuse_too_late(version: Version, now: datetime) -> None:
    """What would be over when it begins isn't signed any more."""
    if version.expires_on is not None and people.working_time().end_of(version.expires_on) <= _beginning(version, now):
        raise OverBefore(_("It was to end on a day that is over. Take it back and choose a later one."))


def sign_version(version: Version, actor: Member, now: datetime) -> None:
    """Write down that every seat agreed, and end the predecessor when this one begins; under the agreement's lock."""
    begins = _beginning(version, now)
    reason = Version.End.TERMINATED if version.ends_it else Version.End.SUPERSEDED
    ahead = Q(ends_at__isnull=True) | Q(ends_at__gt=begins)
    for before in version.agreement.versions.filter(ahead, state=State.SIGNED):
        before.ends_at = max(begins, before.effective_from or begins)
        before.end_reason = reason
        before.save(update_fields=["ends_at", "end_reason"])
    version.state, version.signed_at, version.effective_from = State.SIGNED, now, begins
    version.ends_at, version.end_reason = _end(version, begins)
    version.save(update_fields=["state", "signed_at", "effective_from", "ends_at", "end_reason"])
    trail.record(actor=actor, act="agreement.agreed", about=version.agreement, now=now, number=version.number)
    enter_one(version, now)


def _beginning(version: Version, now: datetime) -> datetime:
    if version.effective_on is None:
        return now
    zone = people.working_time().zone
    return max(now, datetime.combine(version.effective_on, time(0), zone))


def _end(version: Version, begins: datetime) -> tuple[datetime | None, str]:
    """What ends an agreement never counts itself; an expiry is kept from the first day on, whatever runs later."""
    if version.ends_it:
        return begins, Version.End.TERMINATED
    if version.expires_on is None:
        return None, ""
    return people.working_time().end_of(version.expires_on), Version.End.EXPIRED


def enter_one(version: Version, now: datetime) -> bool:
    """Announce it where its time has come; returns whether it has."""
    if version.effective_from is None or version.effective_from > now:
        return False
    agreement = version.agreement
    told = involved(agreement)
    agreement.versions.filter(state=State.SIGNED, ends_at__lte=now).update(state=State.ENDED)
    version.entered_at, version.read_by = now, people.working_time().after_days(now, DAYS_TO_READ)
    version.save(update_fields=["entered_at", "read_by"])
    system = Member.objects.system()
    if version.ends_it:
        trail.record(actor=system, act="agreement.terminated", about=agreement, now=now, number=version.number)
        telling.tell(to=told, kind="agreement-terminated", about=agreement, actor=system, now=now)
        return True
    trail.record(actor=system, act="agreement.in_force", about=agreement, now=now, number=version.number)
    tell_all(agreement, "agreement-in-force", system, now)
    readers = set(queries.audience(agreement)) - involved(agreement)
    telling.tell(to=readers, kind="acknowledgement-asked", about=agreement, actor=system, now=now)
    _apply(version, now)
    return True


def _apply(version: Version, now: datetime) -> None:
    about = version.agreement.about
    applying: Any = things.kind(about[0]).on_in_force if about else None
    if applying is not None:
        applying(version, now)


@transaction.atomic
def enter_force(*, now: datetime) -> int:
    """Announce what begins to count by its date, and what has expired; returns how many.

    Safe to run twice, late, or on two workers: what counts is told by the dates alone.
    """
    due = Version.objects.filter(state=State.SIGNED, entered_at__isnull=True, effective_from__lte=now)
    ids = due.order_by("effective_from").values_list("agreement", flat=True)[:BATCH]
    held = Agreement.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=list(ids))
    entered = 0
    for agreement in held.order_by("pk"):
        version = due.filter(agreement=agreement).first()
        if version is not None:
            version.agreement = hold(agreement)
            entered += enter_one(version, now)
    return entered + _expire(now)


def _expire(now: datetime) -> int:
    """Tell of what ended by its date."""
    due = Version.objects.filter(state=State.SIGNED, end_reason=Version.End.EXPIRED, ends_at__lte=now)
    ids = due.order_by("ends_at").values_list("agreement", flat=True)[:BATCH]
    held = Agreement.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=list(ids))
    expired = 0
    for agreement in held.order_by("pk"):
        version = due.filter(agreement=agreement).first()
        if version is None:
            continue
        hold(agreement)
        system = Member.objects.system()
        # Told before its seats are no longer in on it.
        tell_all(agreement, "agreement-expired", system, now)
        version.state = State.ENDED
        version.save(update_fields=["state"])
        trail.record(actor=system, act="agreement.expired", about=agreement, now=now, number=version.number)
        expired += 1
    return expired


@transaction.atomic
def acknowledge(*, actor: Member, agreement: Agreement, now: datetime, question: str = "") -> Agreement:
    """Say that one has read what counts, or what one still asks about it; the seats hear the question."""
    require(policy.may_acknowledge(actor))
    # Not counted on: whoever works on the next draft loses nothing by somebody reading this one.
    agreement = locked(agreement)
    version = counting(agreement, now)
    if version is None or version.entered_at is None:
        raise NothingCounts(_("Nothing of “%(title)s” counts at the moment.") % {"title": agreement})
    if version.acknowledgements.filter(member=actor).exists():
        raise ReadAlready(_("You have read this version already."))
    asked = question.strip()
    Acknowledgement.objects.create(version=version, member=actor, question=asked, at=now)
    trail.record(actor=actor, act="agreement.read", about=agreement, now=now, number=version.number, reason=asked)
    if asked:
        seated = Member.objects.active().filter(seats__version=version)
        telling.tell(to=seated, kind="agreement-question", about=agreement, actor=actor, now=now, question=asked)
    return agreement


@transaction.atomic
def hand_over_agreement(*, actor: Member, thing: Agreement, to: Member, now: datetime) -> None:
    """Make `to` its sponsor, because who was has left. Seats don't move by themselves."""
    agreement = hold(thing)
    before, agreement.sponsor = agreement.sponsor, to
    agreement.save(update_fields=["sponsor"])
    trail.record(actor=actor, act="agreement.handed_over", about=agreement, now=now, to=to, before=before)
