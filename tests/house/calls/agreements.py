"""Calls on agreements."""

from datetime import timedelta

from apps.agreements import commands, queries
from apps.agreements.models import Agreement
from apps.people import commands as people
from apps.people.models import Member
from tests.house.operations import Call
from tests.house.world import World


def _digest(agreement: Agreement) -> str:
    version = agreement.versions.order_by("-number")[0]
    proposal = queries.latest(version)
    assert proposal is not None
    return proposal.digest


def _objected(world: World) -> Call:
    agreement = world.proposed_agreement
    commands.object_to(
        actor=world.cast.sam,
        agreement=agreement,
        digest=_digest(agreement),
        why="Too short.",
        would_do="Two days.",
        now=world.now,
    )
    return Call(world.cast.sam, {"id": agreement.pk})


def _vacant(world: World) -> Call:
    """Sam leaves, and his seat waits for a successor."""
    agreement = world.proposed_agreement
    seat = agreement.versions.get().seats.get(member=world.cast.sam)
    people.leave(actor=world.cast.ada, member=world.cast.sam, now=world.now)
    return Call(world.cast.ada, {"id": agreement.pk}, {"seat": str(seat.pk), "to": str(world.cast.sofie.pk)})


def _named_proxy(world: World) -> Call:
    agreement = world.proposed_agreement
    commands.name_proxy(actor=world.cast.sam, agreement=agreement, to=world.cast.sofie, now=world.now)
    return Call(world.cast.sam, {"id": agreement.pk})


def _silent(world: World) -> Call:
    """Proposed three weeks ago, and Sam hasn't said a word."""
    long_ago = world.now - timedelta(days=21)
    seats = [world.cast.sam, world.cast.mara]
    agreement = commands.start_agreement(
        actor=world.cast.mara, title="Who is silent", text="Words.", seats=seats, sponsor=world.cast.eva, now=long_ago
    )
    commands.propose(actor=world.cast.mara, agreement=agreement, now=long_ago)
    seat = agreement.versions.get().seats.get(side="sales")
    body = {"seat": str(seat.pk), "to": str(world.cast.sofie.pk), "reason": "On a long leave."}
    return Call(world.cast.eva, {"id": agreement.pk}, body)


def _suggestion(world: World, actor: Member, **body: str) -> Call:
    return Call(actor, {"agreement_id": world.agreement.pk, "id": world.suggestion.pk}, dict(body))


def _compared(world: World) -> Call:
    first, second = world.amended_agreement.versions.order_by("number")
    ids = {"agreement_id": world.amended_agreement.pk, "version_id": first.pk, "id": second.pk}
    return Call(world.cast.mara, ids)


CALLS = {
    "agreements_list": lambda w: Call(w.cast.sofie),
    "agreements_create": lambda w: Call(
        w.cast.mara,
        body={
            "title": "Who follows up after a fair",
            "text": "Marketing sends the list within a day.",
            "seats": [str(w.cast.sam.pk), str(w.cast.mara.pk)],
            "sponsor": str(w.cast.eva.pk),
            "consulted": [str(w.cast.sofie.pk)],
            "audience": ["sales", "marketing"],
        },
    ),
    "agreements_get": lambda w: Call(w.cast.sofie, {"id": w.agreement.pk}),
    "agreements_edit": lambda w: Call(w.cast.sam, {"id": w.draft_agreement.pk}, {"text": "Within two days."}),
    "agreements_history": lambda w: Call(w.cast.sofie, {"id": w.agreement.pk}),
    "agreements_propose": lambda w: Call(w.cast.sam, {"id": w.draft_agreement.pk}),
    "agreements_sign": lambda w: Call(
        w.cast.sam,
        {"id": w.proposed_agreement.pk},
        {"digest": _digest(w.proposed_agreement), "concern": "Fairs are hard."},
    ),
    "agreements_object": lambda w: Call(
        w.cast.sam,
        {"id": w.proposed_agreement.pk},
        {"digest": _digest(w.proposed_agreement), "why": "Too short.", "would_do": "Two days."},
    ),
    "agreements_withdraw_objection": _objected,
    "agreements_take_back": lambda w: Call(w.cast.sam, {"id": w.proposed_agreement.pk}),
    "agreements_withdraw": lambda w: Call(w.cast.sam, {"id": w.proposed_agreement.pk}, {"reason": "Not now."}),
    "agreements_amend": lambda w: Call(w.cast.sam, {"id": w.agreement.pk}),
    "agreements_acknowledge": lambda w: Call(w.cast.sofie, {"id": w.agreement.pk}, {"question": "On fairs, too?"}),
    "agreements_name_successor": _vacant,
    "agreements_as_of_list": lambda w: Call(w.cast.sofie),
    "agreements_versions_compared_with_get": _compared,
    "agreements_terminate": lambda w: Call(w.cast.sam, {"id": w.agreement.pk}, {"reason": "The plan says it better."}),
    "agreements_discard_draft": lambda w: Call(w.cast.mara, {"id": w.draft_agreement.pk}),
    "agreements_name_proxy": lambda w: Call(w.cast.sam, {"id": w.proposed_agreement.pk}, {"to": str(w.cast.sofie.pk)}),
    "agreements_end_proxy": _named_proxy,
    "agreements_reseat": _silent,
    "agreements_review": lambda w: Call(w.cast.sam, {"id": w.agreement.pk}, {"note": "It holds.", "review_on": None}),
    "agreements_versions_list": lambda w: Call(w.cast.sofie, {"agreement_id": w.agreement.pk}),
    "agreements_moves_list": lambda w: Call(w.cast.sofie, {"agreement_id": w.agreement.pk}),
    "agreements_moves_talk": lambda w: Call(w.cast.sam, {"agreement_id": w.agreement.pk, "id": w.move.pk}),
    "agreements_suggestions_list": lambda w: Call(w.cast.sofie, {"agreement_id": w.agreement.pk}),
    "agreements_suggestions_create": lambda w: Call(
        w.cast.milo,
        {"agreement_id": w.agreement.pk},
        {"why": "Fairs last three days.", "text": "Within three days."},
    ),
    "agreements_suggestions_take": lambda w: _suggestion(w, w.cast.sam, text="Within two working days."),
    "agreements_suggestions_decline": lambda w: _suggestion(w, w.cast.sam, reason="Leads go cold."),
    "agreements_suggestions_withdraw": lambda w: _suggestion(w, w.cast.sofie),
}
