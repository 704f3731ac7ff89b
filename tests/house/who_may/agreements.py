"""The drafting roles begin agreements; named on one, whatever the role; a seat answers, and nobody for it."""

from typing import Any

from apps.people.models import Member
from tests.house.roles import DONE, everyone, only, they
from tests.house.who_may.page import Page
from tests.house.who_may.whom import ADMIN, ALL, DRAFTING, SENT
from tests.house.world import World


# --- Agreements: the drafting roles begin them; named on one, whatever the role; a seat answers, and nobody for it.
def _agreement(w: World, m: Member | None) -> dict[str, Any]:
    seats = [str(w.cast.sam.pk), str(w.cast.mara.pk)]
    return {"title": "Who follows up", "seats": seats, "sponsor": str(w.cast.eva.pk), "text": "Within a day."}


def _read(w: World, m: Member | None) -> dict[str, Any]:
    proposal = w.proposed_agreement.versions.get().proposals.get()
    return {"digest": proposal.digest, "why": "Too short.", "would_do": "Two days.", "concern": "Fairs are hard."}


def _wish(w: World, m: Member | None) -> dict[str, Any]:
    return {"why": "A day is short at fairs.", "text": "Within three days."}


IN_ON_DRAFT = "sam mara eva ada"  # Sam and Mara hold its seats, Eva is its sponsor; the admin sees all
SEATED = "sam mara"
AMENDING = f"{DRAFTING} sam"  # the drafting roles, and who holds a seat
UNSEEN = everyone(404)
AGREEMENTS = (
    Page("agreements:agreements", get=ALL),
    Page("agreements:new_agreement", get=only(DRAFTING, 200), post=only(DRAFTING, DONE), send=_agreement),
    Page("agreements:agreement", "agreement", get=ALL),
    Page("agreements:agreement", "draft_agreement", case="a draft", get=UNSEEN | they(f"{IN_ON_DRAFT} sofie", 200)),
    Page(
        "agreements:edit_draft",
        "draft_agreement",
        get=UNSEEN | they(IN_ON_DRAFT, 200) | they("sofie", 403),
        post=UNSEEN | they(IN_ON_DRAFT, DONE) | they("sofie", 403),
        send=lambda w, m: _agreement(w, m) | {"revision": str(w.draft_agreement.revision)},
    ),
    Page("agreements:propose", "draft_agreement", post=UNSEEN | they(IN_ON_DRAFT, DONE) | they("sofie", 403)),
    Page("agreements:take_back", "proposed_agreement", post=only(IN_ON_DRAFT, DONE)),
    Page(
        "agreements:withdraw",
        "proposed_agreement",
        get=only(IN_ON_DRAFT, 200),
        post=only(IN_ON_DRAFT, DONE),
        send=lambda w, m: {"reason": "Not now."},
    ),
    Page("agreements:amend", "agreement", post=only(f"{DRAFTING} sam", DONE)),
    Page(
        "agreements:name_proxy",
        "proposed_agreement",
        get=only(SEATED, 200),
        # Sam has an absence before him, Mara hasn't.
        post=only("sam", DONE) | they("mara", 422),
        send=lambda w, m: {"to": str((w.cast.milo if m == w.cast.mara else w.cast.sofie).pk)},
    ),
    # Nobody is named yet.
    Page("agreements:end_proxy", "proposed_agreement", post=everyone(409)),
    # Asked today, so that the gate is passed and the rule refuses.
    Page(
        "agreements:reseat",
        lambda w: [w.proposed_agreement.pk, w.seat.pk],
        get=only("eva", 200),
        post=only("eva", 409),
        send=lambda w, m: {"to": str(w.cast.sofie.pk), "reason": "On a long leave."},
        nested=lambda w: [w.agreement.pk, w.seat.pk],
    ),
    Page(
        "agreements:terminate",
        "agreement",
        get=only(AMENDING, 200),
        post=only(AMENDING, DONE),
        send=lambda w, m: {"reason": "The plan says it."},
    ),
    # Mara opened it; Sofie is consulted on it.
    Page(
        "agreements:discard_draft",
        "draft_agreement",
        post=UNSEEN | they(f"{IN_ON_DRAFT} sofie", 403) | they("mara", DONE),
    ),
    Page(
        "agreements:talk_about",
        "agreement move",
        post=only("sam mara eva", DONE),
        nested=lambda w: [w.proposed_agreement.pk, w.move.pk],
    ),
    Page(
        "agreements:review",
        "agreement",
        get=only("sam mara eva", 200),
        post=only("sam mara eva", DONE),
        send=lambda w, m: {"note": "It holds."},
    ),
    Page("agreements:suggest", "agreement", get=ALL, post=SENT, send=_wish),
    Page("agreements:suggest", "draft_agreement", case="a draft", get=UNSEEN | they(f"{IN_ON_DRAFT} sofie", 200)),
    Page(
        "agreements:take_suggestion",
        "agreement suggestion",
        get=only(AMENDING, 200),
        post=only(AMENDING, DONE),
        nested=lambda w: [w.proposed_agreement.pk, w.suggestion.pk],
    ),
    Page(
        "agreements:decline_suggestion",
        "agreement suggestion",
        get=only(AMENDING, 200),
        post=only(AMENDING, DONE),
        send=lambda w, m: {"reason": "Two days are too long."},
        nested=lambda w: [w.proposed_agreement.pk, w.suggestion.pk],
    ),
    Page(
        "agreements:withdraw_suggestion",
        "agreement suggestion",
        post=only("sofie", DONE),
        nested=lambda w: [w.proposed_agreement.pk, w.suggestion.pk],
    ),
    Page("agreements:acknowledge", "agreement", post=SENT, send=lambda w, m: {"question": ""}),
    Page("agreements:agree", "proposed_agreement", post=only(SEATED, DONE), send=_read),
    Page(
        "agreements:agree_with_concern",
        "proposed_agreement",
        get=only(SEATED, 200),
        post=only(SEATED, DONE),
        send=_read,
    ),
    Page("agreements:object_to", "proposed_agreement", get=only(SEATED, 200), post=only(SEATED, DONE), send=_read),
    Page("agreements:withdraw_objection", "proposed_agreement", post=everyone(403) | they(SEATED, 409)),
    # Nobody has left it, so that the gate is passed and the rule refuses.
    Page(
        "agreements:name_successor",
        lambda w: [w.proposed_agreement.pk, w.seat.pk],
        get=ADMIN,
        post=only("ada", 409),
        send=lambda w, m: {"to": str(w.cast.sofie.pk)},
        nested=lambda w: [w.agreement.pk, w.seat.pk],
    ),
    Page("agreements:version", lambda w: [w.agreement.pk, 1], get=ALL, nested=lambda w: [w.agreement.pk, 2]),
    Page(
        "agreements:version",
        lambda w: [w.draft_agreement.pk, 1],
        case="a draft",
        get=UNSEEN | they(f"{IN_ON_DRAFT} sofie", 200),
    ),
    Page("agreements:compare", "amended_agreement", get=ALL),
    Page("agreements:compare", "draft_agreement", case="a draft", get=UNSEEN | they(f"{IN_ON_DRAFT} sofie", 200)),
    Page("agreements:as_of", get=ALL),
    Page("agreements:agreed", get=ALL),
)
