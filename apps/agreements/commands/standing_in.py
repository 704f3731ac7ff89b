"""Whoever holds a seat may be away, and says before who answers then; the sponsor gives a silent seat to another."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.commands.answering import OtherSide, SeatedAlready
from apps.agreements.commands.ground import counting, here, hold, open_version, proposed_of, tell_all, words_in
from apps.agreements.models import Agreement, Proxy, Reseating, Seat
from apps.agreements.queries.answers import latest, standings
from apps.agreements.queries.standing_in import next_absence
from apps.core import telling
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail

# Working days without a word, after which the sponsor may give the seat to somebody else.
DAYS_OF_SILENCE = 10


class NoAbsence(Refused):
    """Who is here answers themselves."""


class NoProxy(NotNow):
    """There is nobody to take the word back from."""


class HasAnswered(NotNow):
    """Nobody is replaced for what they said."""


class TooEarly(NotNow):
    """Ten working days belong to whoever is asked."""


class NeverForIt(Refused):
    """Who gives a seat away doesn't sign from it."""


@transaction.atomic
def name_proxy(*, actor: Member, agreement: Agreement, to: Member, now: datetime) -> Agreement:
    """Name who answers for the actor's seat during their present or next absence, and only then."""
    here([actor, to])
    agreement = locked(agreement)
    seat = _own_seat(agreement, actor, now)
    require(seat is not None)
    assert seat is not None
    absence = next_absence(actor, now)
    if absence is None:
        raise NoAbsence(_("Say first when you are away; then name who answers for you on these days."))
    if to.side != seat.side:
        raise OtherSide(_("This seat is for %(side)s.") % {"side": seat.get_side_display()})
    if _own_seat(agreement, to, now) is not None:
        raise SeatedAlready(_("%(name)s has a seat already, and answers for that one.") % {"name": to})
    _current(agreement, actor).update(ended_at=now)
    days = {"from_on": absence.from_on, "until_on": absence.until_on}
    Proxy.objects.create(agreement=agreement, member=actor, to=to, named_at=now, **days)
    trail.record(actor=actor, act="agreement.proxy_named", about=agreement, now=now, to=to, **days)
    told = {name: day.isoformat() for name, day in days.items()}
    telling.tell(to=[to], kind="proxy-named", about=agreement, actor=actor, now=now, **told)
    return agreement


def _own_seat(agreement: Agreement, member: Member, now: datetime) -> Seat | None:
    """Theirs in what is open, else in what counts."""
    versions = [open_version(agreement), counting(agreement, now)]
    seats = [version.seats.filter(member=member).first() for version in versions if version is not None]
    return next((seat for seat in seats if seat is not None), None)


def _current(agreement: Agreement, member: Member) -> QuerySet[Proxy]:
    return agreement.proxies.filter(member=member, ended_at__isnull=True)


@transaction.atomic
def end_proxy(*, actor: Member, agreement: Agreement, now: datetime) -> Agreement:
    """Take the word back: from now on only the actor answers for their seat."""
    agreement = locked(agreement)
    require(actor.is_active)
    named = _current(agreement, actor).select_related("to").first()
    if named is None:
        raise NoProxy(_("Nobody is named to answer for you."))
    _current(agreement, actor).update(ended_at=now)
    trail.record(actor=actor, act="agreement.proxy_ended", about=agreement, now=now, to=named.to)
    telling.tell(to=[named.to], kind="proxy-ended", about=agreement, actor=actor, now=now)
    return agreement


@transaction.atomic
def reseat(*, actor: Member, agreement: Agreement, seat: Seat, to: Member, reason: str, now: datetime) -> Agreement:
    """Give a seat that has been silent for ten working days to somebody else of its side, on the record."""
    here([to])
    agreement = hold(agreement)
    require(policy.may_reseat(actor, agreement))
    version = proposed_of(agreement)
    standing = next((one for one in standings(version) if one.seat.pk == seat.pk), None)
    proposal = latest(version)
    if standing is None or proposal is None:
        raise LookupError(f"seat {seat.pk} isn't of what is proposed")
    if standing.said:
        raise HasAnswered(_("%(name)s has answered.") % {"name": standing.seat.member})
    if now < people.working_time().after_days(proposal.at, DAYS_OF_SILENCE):
        raise TooEarly(_("Give them ten working days for an answer; then you may name somebody else."))
    if to.pk == actor.pk:
        raise NeverForIt(_("A sponsor names somebody else, and never signs for a side."))
    if to.side != standing.seat.side:
        raise OtherSide(_("This seat is for %(side)s.") % {"side": standing.seat.get_side_display()})
    if version.seats.filter(member=to).exists():
        raise SeatedAlready(_("%(name)s has a seat already.") % {"name": to})
    reason = words_in(reason, _("Say why: it stays on the record."))
    before = standing.seat.member
    Reseating.objects.create(
        proposal=proposal, seat=standing.seat, before=before, to=to, by=actor, reason=reason, at=now
    )
    standing.seat.member = to
    standing.seat.save(update_fields=["member"])
    facts = {"before": before, "reason": reason}
    trail.record(actor=actor, act="agreement.reseated", about=agreement, now=now, to=to, **facts)
    telling.tell(to=[to], kind="seat-given", about=agreement, actor=actor, now=now, before=before)
    telling.tell(to=[before], kind="seat-taken", about=agreement, actor=actor, now=now, to_whom=to, reason=reason)
    tell_all(agreement, "seat-reseated", actor, now, but=[to, before], **facts)
    agreement.refresh_from_db()
    return agreement
