"""How each seat of a version stands to what is proposed."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.agreements.models import Objection, Proposal, Seat, Signature, Version

# Sides stand in this order wherever seats are shown.
SIDES = ["sales", "marketing", "leadership", "other"]


@dataclass(frozen=True)
class Standing:
    """A seat, and the answer that holds.

    Attributes:
        said: `agree`, `concern`, `object`, or empty while it hasn't answered.
    """

    seat: Seat
    signature: Signature | None = None
    objection: Objection | None = None

    @property
    def said(self) -> str:
        if self.objection is not None:
            return "object"
        if self.signature is not None:
            return "concern" if self.signature.concern else "agree"
        return ""

    @property
    def agrees(self) -> bool:
        return self.signature is not None


def latest(version: Version) -> Proposal | None:
    """The proposal that the version stands or falls by; none while it was never proposed."""
    return max(version.proposals.all(), key=lambda proposal: proposal.number, default=None)


def standings(version: Version) -> list[Standing]:
    """Every seat's answer to the latest proposal; while the version is a draft again, no answer holds."""
    proposal = latest(version) if version.state != Version.State.DRAFT else None
    seats = sorted(version.seats.all(), key=lambda seat: (SIDES.index(seat.side), seat.member.name, seat.pk))
    return [_standing(seat, proposal) for seat in seats]


def _standing(seat: Seat, proposal: Proposal | None) -> Standing:
    if proposal is None:
        return Standing(seat)
    mine = [answer for answer in answers_of(seat, proposal) if answer.member_id == seat.member_id]
    last = max(mine, key=lambda answer: answer.number, default=None)
    if isinstance(last, Signature):
        return Standing(seat, signature=last)
    return Standing(seat, objection=last if last is not None and last.withdrawn_at is None else None)


def answers_of(seat: Seat, proposal: Proposal) -> list[Any]:
    """All that was said for the seat to the proposal, by whoever held it, withdrawn or not."""
    said = chain(seat.signatures.all(), seat.objections.all())
    return [answer for answer in said if answer.proposal_id == proposal.pk]


def everybody_agrees(version: Version) -> bool:
    return all(standing.agrees for standing in standings(version))


def silent_seats() -> QuerySet[Seat]:
    """Seats whose holder has no answer to what is proposed: what `standings` says, as the database finds it."""
    newest = Proposal.objects.filter(version=OuterRef("version")).order_by("-number").values("pk")[:1]
    rows = Seat.objects.filter(version__state=Version.State.PROPOSED).annotate(asked=Subquery(newest))
    theirs = {"seat": OuterRef("pk"), "member": OuterRef("member"), "proposal": OuterRef("asked")}
    signed = Signature.objects.filter(**theirs).order_by("-number")
    objected = Objection.objects.filter(**theirs).order_by("-number")
    rows = rows.annotate(
        agreed_as=Subquery(signed.values("number")[:1]),
        objected_as=Subquery(objected.values("number")[:1]),
        withdrawn_at=Subquery(objected.values("withdrawn_at")[:1]),
    )
    never = Q(agreed_as__isnull=True, objected_as__isnull=True)
    withdrawn = Q(objected_as__gt=Coalesce(F("agreed_as"), 0), withdrawn_at__isnull=False)
    return rows.filter(never | withdrawn)


def standing_objections() -> QuerySet[Objection]:
    """What holds back a proposal: the last word of a seat's holder to it, and not withdrawn."""
    newest = Proposal.objects.filter(version=OuterRef("seat__version")).order_by("-number").values("pk")[:1]
    rows = Objection.objects.filter(seat__version__state=Version.State.PROPOSED, withdrawn_at__isnull=True)
    rows = rows.filter(member=F("seat__member"), proposal=Subquery(newest))
    later = {"seat": OuterRef("seat"), "member": OuterRef("member"), "proposal": OuterRef("proposal")}
    return rows.exclude(Exists(Signature.objects.filter(**later, number__gt=OuterRef("number")))).exclude(
        Exists(Objection.objects.filter(**later, number__gt=OuterRef("number")))
    )
