"""The drafting roles begin agreements; named on one, whatever the role; a seat answers, and nobody for it."""

from tests.house.roles import only
from tests.house.who_may.whom import DRAFTING
from tests.house.who_may_api.line import ADMIN, ALL, Line, Sent, at
from tests.house.world import World

# --- Agreements: the drafting roles begin them; named on one, whatever the role; a seat answers, and nobody for it.
IN_ON_DRAFT = "sam mara eva ada"  # Sam and Mara hold its seats, Eva is its sponsor; the admin sees all
ON_DRAFT = only(IN_ON_DRAFT, others=404) | {"sofie": 403}  # Sofie is consulted
SEATED = only("sam mara")
AMENDING = only(f"{DRAFTING} sam")


def read(w: World, **more: str) -> Sent:
    proposal = w.proposed_agreement.versions.get().proposals.get()
    return at(w.proposed_agreement, digest=proposal.digest, **more)


def elsewhere(w: World, **body: str) -> Sent:
    """The suggestion, under an agreement that it isn't for."""
    return Sent({"agreement_id": w.proposed_agreement.pk, "id": w.suggestion.pk}, dict(body))


AGREEMENTS = (
    Line("agreements_list", ALL),
    Line("agreements_get", ALL),
    Line("agreements_get", only(f"{IN_ON_DRAFT} sofie", others=404), "a draft", lambda w: at(w.draft_agreement)),
    Line("agreements_history", ALL),
    Line("agreements_create", only(DRAFTING)),
    Line("agreements_edit", ON_DRAFT),
    Line("agreements_propose", ON_DRAFT),
    Line("agreements_sign", SEATED, make=lambda w: read(w)),
    Line("agreements_object", SEATED, make=lambda w: read(w, why="Too short.", would_do="Two days.")),
    Line("agreements_withdraw_objection", SEATED, make=lambda w: at(w.proposed_agreement)),
    Line("agreements_take_back", only(IN_ON_DRAFT)),
    Line("agreements_withdraw", only(IN_ON_DRAFT)),
    Line("agreements_amend", only(f"{DRAFTING} sam")),
    Line("agreements_acknowledge", ALL),
    # Nobody has left the seat: for who may name a successor it is 409.
    Line(
        "agreements_name_successor",
        ADMIN,
        make=lambda w: at(w.proposed_agreement, seat=str(w.seat.pk), to=str(w.cast.sofie.pk)),
        nested=lambda w: at(w.agreement, seat=str(w.seat.pk), to=str(w.cast.sofie.pk)),
    ),
    Line("agreements_terminate", AMENDING),
    Line("agreements_discard_draft", only("mara", others=404) | dict.fromkeys(["sam", "eva", "ada", "sofie"], 403)),
    Line("agreements_name_proxy", SEATED, make=lambda w: at(w.proposed_agreement, to=str(w.cast.sofie.pk))),
    Line("agreements_end_proxy", ALL, make=lambda w: at(w.proposed_agreement)),
    Line(
        "agreements_reseat",
        only("eva"),
        nested=lambda w: at(w.agreement, seat=str(w.seat.pk), to=str(w.cast.sofie.pk), reason="On leave."),
    ),
    Line("agreements_review", only("sam mara eva")),
    Line("agreements_versions_list", ALL),
    Line("agreements_as_of_list", ALL),
    # The second version is a draft.
    Line("agreements_versions_compared_with_get", only(IN_ON_DRAFT, others=404)),
    Line("agreements_moves_list", ALL),
    Line(
        "agreements_moves_talk",
        only("sam mara eva"),
        nested=lambda w: Sent({"agreement_id": w.proposed_agreement.pk, "id": w.move.pk}),
    ),
    Line("agreements_suggestions_list", ALL),
    Line("agreements_suggestions_create", ALL),
    Line("agreements_suggestions_take", AMENDING, nested=lambda w: elsewhere(w)),
    Line("agreements_suggestions_decline", AMENDING, nested=lambda w: elsewhere(w, reason="Too long.")),
    Line("agreements_suggestions_withdraw", only("sofie"), nested=lambda w: elsewhere(w)),
)
