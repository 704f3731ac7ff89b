"""Opening the next version of what counts."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.commands.force import enter_one
from apps.agreements.commands.ground import State, counting, hold, open_version, refuse_suspended, tell_all
from apps.agreements.models import LEEWAY, Agreement, Seat, Version
from apps.core.errors import NotNow, require
from apps.people.models import Member
from apps.trail import commands as trail


class OpenAlready(NotNow):
    """Two drafts beside each other would overtake one another."""


class NothingToAmend(NotNow):
    """Only what counts is amended."""


@transaction.atomic
def amend(*, actor: Member, agreement: Agreement, now: datetime) -> Version:
    """Open the draft of the next version, with the seats of what counts; until it is signed, that counts.

    What has expired or was ended is renewed in the same way, from how it last counted.
    """
    agreement = hold(agreement)
    require(policy.may_amend(actor, agreement))
    refuse_second(agreement, now)
    in_force = counting(agreement, now)
    if in_force is not None:
        refuse_suspended(in_force, now)
    before = in_force or _counted_last(agreement)
    if before is None:
        raise NothingToAmend(_("Nothing of “%(title)s” counts at the moment.") % {"title": agreement})
    version = next_version(
        before,
        actor,
        now,
        content=before.content if agreement.about else {},
        text="" if agreement.about else before.text,
        **{name: getattr(before, name) for name in LEEWAY},
    )
    trail.record(actor=actor, act="agreement.amended", about=agreement, now=now, number=version.number)
    tell_all(agreement, "agreement-amended", actor, now)
    return version


def _counted_last(agreement: Agreement) -> Version | None:
    found = agreement.versions.filter(effective_from__isnull=False, ends_it=False).order_by("-number").first()
    if found is not None:
        found.agreement = agreement
    return found


def next_version(before: Version, actor: Member, now: datetime, **words: Any) -> Version:
    """The draft that follows `before`, with its seats; the agreement is held by the caller."""
    agreement = before.agreement
    last = agreement.versions.order_by("-number").values_list("number", flat=True)[0]
    version = Version.objects.create(agreement=agreement, number=last + 1, created_by=actor, created_at=now, **words)
    # A vacant seat comes along: it must be filled before anything is proposed.
    for seat in before.seats.all():
        Seat.objects.create(version=version, member=seat.member, side=seat.side)
    return version


def refuse_second(agreement: Agreement, now: datetime) -> None:
    """OpenAlready where a draft, a proposal or a version that waits for its date stands in the way."""
    if open_version(agreement) is not None:
        raise OpenAlready(_("“%(title)s” has an open version already. Work on that one.") % {"title": agreement})
    ahead = agreement.versions.filter(state=State.SIGNED, entered_at__isnull=True).first()
    if ahead is not None and not enter_one(ahead, now):
        raise OpenAlready(_("The version that is signed last counts later. Amend it once it does."))
