"""What a seat says to a proposal, and who sits on a seat that its holder left."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.commands.force import refuse_too_late, sign_version
from apps.agreements.commands.ground import (
    State,
    counting,
    here,
    hold,
    open_version,
    proposed_of,
    tell_all,
    words_in,
)
from apps.agreements.models import Agreement, Objection, Proposal, Seat, Signature, Version
from apps.agreements.queries.answers import answers_of, everybody_agrees, latest, standings
from apps.agreements.queries.standing_in import answers_for
from apps.core import telling
from apps.core.errors import NotNow, Refused, require
from apps.people.models import Member
from apps.trail import commands as trail

_NOT_OVER = (State.DRAFT, State.PROPOSED, State.SIGNED)


class OtherWords(NotNow):
    """What was read isn't what is proposed any more; `read` and `current` say what each was."""

    def __init__(self, words: str, *, read: Proposal | None, current: Proposal) -> None:
        super().__init__(words)
        self.read, self.current = read, current


class NoObjection(NotNow):
    """There is no objection to withdraw."""


class NotVacant(NotNow):
    """A seat that is held changes hands by nobody's word."""


class OtherSide(Refused):
    """A seat speaks for its side."""


class SeatedAlready(Refused):
    """Nobody holds two seats."""


class AnsweredThemselves(NotNow):
    """A proxy speaks where its holder is silent, and never over them."""


class SignedAlready(NotNow):
    """What every seat agreed to is settled; a change is a new version."""


@transaction.atomic
def sign(
    *,
    actor: Member,
    agreement: Agreement,
    digest: str,
    now: datetime,
    words: str = "",
    concern: str = "",
    instead_of: Member | None = None,
    by_token: bool = False,
) -> Agreement:
    """Agree to what was read.

    Args:
        instead_of: the seat's holder, who is away and named the actor for these days.
        digest: of the proposal that the actor read.
        words: what the other team can count on from them.
        concern: agreeing all the same; it is printed with the signature.
    """
    agreement = hold(agreement)
    holder = instead_of or actor
    _require_proxy(agreement, actor, holder, now)
    version = _to_sign(agreement, holder, now)
    seat, proposal = _seat_of(version, holder), _as_read(version, digest)
    late = version.state == State.SIGNED
    Signature.objects.create(
        **_answer(seat, proposal, actor, by_token, now),
        words=words.strip(),
        concern=concern.strip(),
        as_successor=late,
    )
    act = "agreement.signed_as_successor" if late else "agreement.signed"
    _record(actor, act, agreement, version, holder, now, reason=concern.strip())
    tell_all(agreement, "agreement-signed", actor, now)
    if not late and everybody_agrees(_read_anew(version)):
        sign_version(version, actor, now)
    agreement.refresh_from_db()
    return agreement


def _require_proxy(agreement: Agreement, actor: Member, holder: Member, now: datetime) -> None:
    """Let pass whoever answers for themselves, or was named by the holder for this day."""
    require(actor.is_active and (holder == actor or answers_for(agreement, holder, now) == actor))


def _record(
    actor: Member, act: str, agreement: Agreement, version: Version, holder: Member, now: datetime, *, reason: str
) -> None:
    """The answer in the history, and with whom it was given for; who was away finds it in their inbox."""
    facts = {"number": version.number, "reason": reason}
    if holder == actor:
        trail.record(actor=actor, act=act, about=agreement, now=now, **facts)
        return
    trail.record(actor=actor, act=f"{act}_for", about=agreement, now=now, holder=holder, **facts)
    telling.tell(to=[holder], kind="proxy-answered", about=agreement, actor=actor, now=now)


def _to_sign(agreement: Agreement, actor: Member, now: datetime) -> Version:
    """What is proposed; or what counts, for who took over a seat and hasn't signed it."""
    version = open_version(agreement)
    if version is not None and version.state == State.PROPOSED:
        require(policy.may_answer(actor, version))
        refuse_too_late(version, now)
        return version
    in_force = counting(agreement, now)
    if in_force is None:
        return proposed_of(agreement)
    require(policy.may_answer(actor, in_force))
    if any(standing.agrees for standing in standings(in_force) if standing.seat.member_id == actor.pk):
        raise SignedAlready(_("Everybody has agreed to “%(title)s”. Amend it to change it.") % {"title": agreement})
    return in_force


def _seat_of(version: Version, holder: Member) -> Seat:
    return version.seats.select_related("member").get(member=holder)


def _as_read(version: Version, digest: str) -> Proposal:
    proposal = latest(version)
    if proposal is None:
        raise LookupError(f"version {version.pk} was never proposed")
    if digest != proposal.digest:
        read = Proposal.objects.filter(version__agreement=version.agreement_id, digest=digest).first()
        say = _("It was changed since you read it. Read what is proposed now, and answer that.")
        raise OtherWords(say, read=read, current=proposal)
    return proposal


def _answer(seat: Seat, proposal: Proposal, actor: Member, by_token: bool, now: datetime) -> dict[str, Any]:
    said = answers_of(seat, proposal)
    proxy = None if actor.pk == seat.member_id else actor
    last = max(said, key=lambda answer: answer.number, default=None)
    if proxy and last is not None and last.member_id == seat.member_id and last.proxy_id is None:
        raise AnsweredThemselves(_("%(name)s has answered already, and only they change that.") % {"name": seat.member})
    return {
        "proposal": proposal,
        "seat": seat,
        "member": seat.member,
        "proxy": proxy,
        "number": last.number + 1 if last else 1,
        "digest": proposal.digest,
        "by_token": by_token,
        "at": now,
    }


def _read_anew(version: Version) -> Version:
    return Version.objects.select_related("agreement").get(pk=version.pk)


@transaction.atomic
def object_to(
    *,
    actor: Member,
    agreement: Agreement,
    digest: str,
    why: str,
    would_do: str,
    now: datetime,
    instead_of: Member | None = None,
    by_token: bool = False,
) -> Agreement:
    """Object, with why and what would make it acceptable. It blocks, and nobody overrides it."""
    agreement = hold(agreement)
    holder = instead_of or actor
    _require_proxy(agreement, actor, holder, now)
    version = _proposed_to(agreement, holder)
    seat, proposal = _seat_of(version, holder), _as_read(version, digest)
    why = words_in(why, _("Say why, so that the others can understand it."))
    would_do = words_in(would_do, _("Say what would make it acceptable, so that there is a way on."))
    Objection.objects.create(**_answer(seat, proposal, actor, by_token, now), why=why, would_do=would_do)
    _record(actor, "agreement.objected", agreement, version, holder, now, reason=why)
    tell_all(agreement, "agreement-objected", actor, now, why=why, would_do=would_do)
    agreement.refresh_from_db()
    return agreement


def _proposed_to(agreement: Agreement, actor: Member) -> Version:
    """What is proposed, where the actor has a seat; who has none hears that first."""
    version = open_version(agreement)
    seated = Seat.objects.filter(version__agreement=agreement, member=actor).exists()
    require(actor.is_active and (policy.may_answer(actor, version) if version else seated))
    return proposed_of(agreement)


@transaction.atomic
def withdraw_objection(*, actor: Member, agreement: Agreement, now: datetime) -> Agreement:
    """Take one's objection away; the seat then has still to answer."""
    agreement = hold(agreement)
    version = _proposed_to(agreement, actor)
    standing = next(one for one in standings(version) if one.seat.member_id == actor.pk)
    if standing.objection is None:
        raise NoObjection(_("You have no objection to “%(title)s”.") % {"title": agreement})
    Objection.objects.filter(pk=standing.objection.pk).update(withdrawn_at=now)
    trail.record(actor=actor, act="agreement.objection_withdrawn", about=agreement, now=now, number=version.number)
    tell_all(agreement, "objection-withdrawn", actor, now)
    agreement.refresh_from_db()
    return agreement


@transaction.atomic
def name_successor(*, actor: Member, agreement: Agreement, seat: Seat, to: Member, now: datetime) -> Agreement:
    """Give a vacant seat to somebody of its side, who then answers anew.

    Who left may have sat on what counts and on its change: both seats pass on, so that nobody is left out of it.
    """
    here([to])
    agreement = hold(agreement)
    seat = Seat.objects.select_for_update(of=("self",)).select_related("member", "version").get(pk=seat.pk)
    require(policy.may_name_successor(actor, seat))
    if not seat.is_vacant:
        raise NotVacant(_("%(name)s holds this seat.") % {"name": seat.member})
    if seat.version.state not in _NOT_OVER:
        raise NotVacant(_("This version is over; its seats stay as they were."))
    if to.side != seat.side:
        raise OtherSide(_("This seat is for %(side)s.") % {"side": seat.get_side_display()})
    if seat.version.seats.filter(member=to).exists():
        raise SeatedAlready(_("%(name)s has a seat already.") % {"name": to})
    before = seat.member
    for left in Seat.objects.filter(version__agreement=agreement, version__state__in=_NOT_OVER, member=before):
        if not left.version.seats.filter(member=to).exists():
            left.member = to
            left.save(update_fields=["member"])
    trail.record(actor=actor, act="agreement.seat_taken_over", about=agreement, now=now, to=to, before=before)
    telling.tell(to=[to], kind="seat-given", about=agreement, actor=actor, now=now, before=before)
    agreement.refresh_from_db()
    return agreement
