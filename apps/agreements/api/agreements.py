from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from apps.agreements import commands, queries
from apps.agreements.api import shapes
from apps.agreements.filters import AgreementFilters
from apps.agreements.models import Seat
from apps.people.door import Collection, Single, Verb, resource
from apps.people.models import ApiToken

NAMED = "whoever is named on it, admins"
SEATS = "whoever holds a seat"


class Agreements(Collection):
    """List agreements.

    A plan or a lead definition is begun where it is worked on; here it is plain text.
    """

    kind = "agreement"
    rows = staticmethod(queries.agreements)
    output = shapes.AgreementOutput
    filters = AgreementFilters
    orders = {"title": ("title", "id"), "created_at": ("created_at", "id")}
    default_order = "title"
    words = ("title",)
    input = shapes.AgreementInput
    command = staticmethod(commands.start_agreement)
    create_summary = "Begin an agreement with a draft"
    create_roles = "marketers, managers, executives, admins"


class OneAgreement(Single):
    """Read an agreement."""

    kind = "agreement"
    rows = staticmethod(queries.agreements)
    subject = "agreement"
    output = shapes.AgreementOutput
    input = shapes.DraftChangesInput
    command = staticmethod(commands.edit_draft)
    edit_summary = "Work on an agreement's draft"
    edit_roles = "whoever is named on it; marketers, managers, executives and admins who see it"


class _Step(Verb):
    kind = "agreement"
    rows = staticmethod(queries.agreements)
    subject = "agreement"
    output = shapes.AgreementOutput


class ProposeAgreement(_Step):
    """Put the draft before its seats: it is frozen, and every seat is asked."""

    command = staticmethod(commands.propose)
    roles = "whoever is named on it; marketers, managers, executives and admins who see it"


class _Answer(_Step):
    """An answer by token is recorded as such."""

    roles = SEATS

    def besides(self) -> dict[str, Any]:
        return {"by_token": isinstance(self.request.auth, ApiToken)}


class SignAgreement(_Answer):
    """Agree to what was read, if need be with a concern.

    Send the digest of the proposal you read; another one is refused.
    """

    input = shapes.SignInput
    command = staticmethod(commands.sign)


class ObjectToAgreement(_Answer):
    """Object, with why and what would make it acceptable."""

    input = shapes.ObjectInput
    command = staticmethod(commands.object_to)


class WithdrawObjection(_Step):
    """Withdraw one's own objection."""

    command = staticmethod(commands.withdraw_objection)
    roles = SEATS


class TakeBackAgreement(_Step):
    """Make a proposal a draft again; its signatures no longer hold."""

    command = staticmethod(commands.take_back)
    roles = NAMED


class WithdrawAgreement(_Step):
    """Withdraw a proposal for good."""

    input = shapes.WithdrawInput
    command = staticmethod(commands.withdraw)
    roles = NAMED


class AmendAgreement(_Step):
    """Open the draft of the next version; until it is signed, the present one counts."""

    roles = "whoever is named on it; marketers, managers, executives, admins"

    @staticmethod
    def command(*, actor: Any, agreement: Any, now: Any) -> None:
        commands.amend(actor=actor, agreement=agreement, now=now)


class TerminateAgreement(_Step):
    """Open a draft that ends the agreement: proposed, answered and signed like any other version."""

    input = shapes.EndAgreementInput
    roles = AmendAgreement.roles

    @staticmethod
    def command(*, actor: Any, agreement: Any, now: Any, **given: Any) -> None:
        commands.terminate(actor=actor, agreement=agreement, now=now, **given)


class DiscardDraft(Verb):
    """Drop one's own draft that nobody else has read of or worked on; of a first draft nothing is left."""

    kind = "agreement"
    rows = staticmethod(queries.agreements)
    subject = "agreement"
    command = staticmethod(commands.discard_draft)
    roles = "who opened it"


class AcknowledgeAgreement(_Step):
    """Say that one has read what counts, or ask about it."""

    input = shapes.AcknowledgeInput
    command = staticmethod(commands.acknowledge)


class NameSuccessor(_Step):
    """Give a vacant seat to somebody of its side."""

    input = shapes.SeatSuccessorInput
    roles = "the lead of the seat's side, admins"

    @staticmethod
    def command(*, actor: Any, agreement: Any, seat: UUID, to: Any, now: Any) -> Any:
        seen = queries.versions(viewer=actor, now=now, agreement=agreement)
        found = get_object_or_404(Seat, pk=seat, version__in=seen)
        return commands.name_successor(actor=actor, agreement=agreement, seat=found, to=to, now=now)


class NameProxy(_Step):
    """Name who answers for the caller's seat during their present or next absence."""

    input = shapes.ProxyInput
    command = staticmethod(commands.name_proxy)
    roles = SEATS


class EndProxy(_Step):
    """Take the word back: only the caller answers for their seat."""

    command = staticmethod(commands.end_proxy)


class ReseatAgreement(_Step):
    """Give a seat that has been silent for ten working days to somebody else of its side, on the record."""

    input = shapes.ReseatInput
    roles = "the sponsor"

    @staticmethod
    def command(*, actor: Any, agreement: Any, seat: UUID, to: Any, reason: str, now: Any) -> Any:
        asking = queries.versions(viewer=actor, now=now, agreement=agreement).filter(state="proposed")
        found = get_object_or_404(Seat, pk=seat, version__in=asking)
        return commands.reseat(actor=actor, agreement=agreement, seat=found, to=to, reason=reason, now=now)


class ReviewAgreement(_Step):
    """Write down that what counts was looked at again, and when that is done next."""

    input = shapes.ReviewInput
    command = staticmethod(commands.review)
    roles = "whoever is named on it"


class Versions(Collection):
    """List an agreement's versions, with what was said about each."""

    rows = staticmethod(queries.versions)
    within = "agreement"
    within_rows = staticmethod(queries.agreements)
    output = shapes.AgreementVersionOutput
    orders = {"number": ("number", "id")}
    default_order = "-number"


urlpatterns = [
    *resource(
        "agreements",
        Agreements,
        OneAgreement,
        propose=ProposeAgreement,
        sign=SignAgreement,
        object=ObjectToAgreement,
        withdraw_objection=WithdrawObjection,
        take_back=TakeBackAgreement,
        withdraw=WithdrawAgreement,
        amend=AmendAgreement,
        terminate=TerminateAgreement,
        discard_draft=DiscardDraft,
        acknowledge=AcknowledgeAgreement,
        name_successor=NameSuccessor,
        name_proxy=NameProxy,
        end_proxy=EndProxy,
        reseat=ReseatAgreement,
        review=ReviewAgreement,
    ),
    *resource("agreements/<uuid:agreement_id>/versions", Versions),
]
