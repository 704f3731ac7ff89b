"""What several commands stand on. All of them lock the agreement first: what is decided on its versions hangs on it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from apps.agreements.models import Agreement, Version
from apps.agreements.queries.suspending import is_suspended
from apps.core import telling
from apps.core.errors import NotNow, Refused
from apps.core.models import locked
from apps.people import queries as people
from apps.people.models import Member

State = Version.State
OPEN = (State.DRAFT, State.PROPOSED)


class HasLeft(Refused):
    """Whoever can't sign in can neither hold a seat nor stand for an agreement."""


class NoDraft(NotNow):
    """There is nothing that may be worked on."""


class NotProposed(NotNow):
    """Nothing is before the seats."""


class WordsNeeded(Refused):
    """What others must rely on comes with a word of why."""


class NoDayLeft(Refused):
    """What is agreed counts for a day at least, and a trial ends."""


class DayIsPast(Refused):
    """What isn't agreed yet can't count from a day that is over."""


class Suspended(NotNow):
    """Where nobody of a side is left, it isn't changed over its head."""


def refuse_suspended(version: Version, now: datetime) -> None:
    if is_suspended(version, now):
        raise Suspended(
            _("“%(title)s” is suspended: a side has had no seat for thirty days. Name a successor first, or end it.")
            % {"title": version.agreement}
        )


def hold(agreement: Agreement, *, revision: int | None = None) -> Agreement:
    """The agreement, locked and counted on: whatever happens to its versions changes its revision as well."""
    held = locked(agreement, revision=revision)
    held.steps += 1
    held.save(update_fields=["steps"])
    return held


def open_version(agreement: Agreement) -> Version | None:
    """The draft or proposal, there is at most one."""
    found = agreement.versions.filter(state__in=OPEN).first()
    if found is not None:
        found.agreement = agreement
    return found


def draft_of(agreement: Agreement) -> Version:
    version = open_version(agreement)
    if version is None:
        raise NoDraft(_("“%(title)s” has no draft. Amend it first.") % {"title": agreement})
    if version.state != State.DRAFT:
        raise NoDraft(_("“%(title)s” is proposed. Take it back first.") % {"title": agreement})
    return version


def proposed_of(agreement: Agreement) -> Version:
    version = open_version(agreement)
    if version is None or version.state != State.PROPOSED:
        raise NotProposed(_("Nothing of “%(title)s” is proposed at the moment.") % {"title": agreement})
    return version


def counting(agreement: Agreement, now: datetime) -> Version | None:
    """The version in force."""
    found = agreement.versions.in_force(now).first()
    if found is not None:
        found.agreement = agreement
    return found


def words_in(text: str, ask: str) -> str:
    if not text.strip():
        raise WordsNeeded(ask)
    return text.strip()


def here(members: Iterable[Member]) -> None:
    """Held against leaving until the transaction ends, in one order everywhere."""
    ids = {member.pk for member in members}
    for member in Member.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"):
        if not member.is_active or member.is_system:
            raise HasLeft(_("%(name)s can't sign in any more. Choose somebody else.") % {"name": member})


def refuse_past(day: date | None, now: datetime) -> None:
    if day is not None and day < people.working_time().today(now):
        raise DayIsPast(_("Choose today or a later day, or none for the day of the last signature."))


def refuse_terms(version: Version, now: datetime) -> None:
    """A trial has an end, and the end lies behind the beginning."""
    if version.is_trial and version.expires_on is None:
        raise NoDayLeft(_("A trial ends: say on which day."))
    begins = version.effective_on or people.working_time().today(now)
    if version.expires_on is not None and version.expires_on < max(begins, people.working_time().today(now)):
        raise NoDayLeft(_("It would end before it counts. Choose a later day for its end."))


def involved(agreement: Agreement) -> set[Member]:
    """Everybody in on it: who began it, its sponsor, who is consulted, seats and amenders of what isn't over."""
    current = agreement.versions.exclude(state__in=[State.ENDED, State.WITHDRAWN])
    seats = Q(seats__version__in=current) | Q(pk__in=current.values("created_by"))
    others = Q(pk__in=[agreement.started_by_id, agreement.sponsor_id]) | Q(consulted_on=agreement)
    return set(Member.objects.active().filter(seats | others).distinct())


def tell_all(
    agreement: Agreement, kind: str, actor: Any, now: datetime, *, but: Iterable[Any] = (), **facts: Any
) -> None:
    to = involved(agreement) - set(but)
    telling.tell(to=to, kind=kind, about=agreement, actor=actor, now=now, **facts)
