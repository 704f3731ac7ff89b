"""Collateral is made by marketers; a request is answered by the side it is put to."""

from typing import Any

from tests.house.roles import only, they
from tests.house.who_may.whom import MAKERS, SEE_INPUT, SEE_SHARE, TO_MARKETING, TO_SALES, note
from tests.house.who_may_api.line import ADMIN, ALL, Line, Sent, at, version, within


def _changed(world: Any) -> Sent:
    return Sent(body={"assets": [str(world.published.pk)], "expires_on": str(world.today)})


# --- Collateral: marketers and admins make it; all members find, open and rate what is published or archived; drafts
#     are for marketers, whoever made them, and admins.
DRAFT = only(MAKERS, others=404)
COLLATERAL = (
    Line("assets_list", ALL),
    Line("assets_get", ALL),
    Line("assets_get", ALL, "archived", lambda w: at(w.archived)),
    Line("assets_get", DRAFT, "draft", lambda w: at(w.draft)),
    Line("assets_history", ALL),
    Line("assets_history", DRAFT, "draft", lambda w: at(w.draft)),
    Line("assets_create", only(MAKERS)),
    Line("assets_edit", DRAFT, "draft"),
    Line("assets_edit", only(MAKERS), "published", lambda w: at(w.published, title="All prices")),
    # Others don't see the draft; what they see isn't theirs to change.
    Line("assets_change", only(MAKERS, others=400)),
    Line("assets_change", only(MAKERS), "published", lambda w: _changed(w)),
    Line("assets_preview_change", only(MAKERS, others=400)),
    Line("assets_preview_change", only(MAKERS), "published", lambda w: _changed(w)),
    Line("unmet_demand_list", ALL),
    Line("past_demand_list", ALL),
    Line("batches_create", only(MAKERS)),
    Line("batches_list", ALL),
    Line("batches_get", only(MAKERS, others=404)),
    Line("batches_history", only(MAKERS, others=404)),
    Line("batches_files_list", only(MAKERS, others=404)),
    Line("synonyms_list", ALL),
    Line("synonyms_get", ALL),
    Line("synonyms_history", ALL),
    Line("synonyms_create", ADMIN),
    Line("synonyms_remove", ADMIN),
    Line("assets_publish", DRAFT),
    Line("assets_unpublish", only(MAKERS)),
    Line("assets_ask_review", DRAFT),
    Line("assets_ask_review", only(MAKERS), "recalled", lambda w: at(w.recalled)),
    Line("assets_take_back", DRAFT),
    Line("assets_approve", DRAFT),  # its author only without another marketer: 422
    Line("assets_request_changes", DRAFT),
    Line("assets_recall", only(MAKERS)),
    Line("assets_verify", only(MAKERS)),
    Line("assets_name_successor", only(MAKERS)),
    Line("assets_reviews_list", DRAFT),
    Line("assets_reviews_list", ALL, "published", lambda w: within(w.published)),  # empty but for who works on it
    Line("assets_archive", only(MAKERS)),
    Line("assets_archive", DRAFT, "draft", lambda w: at(w.draft)),
    Line("assets_restore", only(MAKERS)),
    Line("assets_read_again", DRAFT, "draft"),
    Line("assets_read_again", only(MAKERS), "published", lambda w: at(w.published)),
    Line("assets_draw_again", DRAFT),
    Line("assets_draw_again", only(MAKERS), "published", lambda w: at(w.published)),
    Line("assets_versions_preview", ALL, nested=lambda w: version(w.published, w.draft_version)),
    Line("assets_versions_preview", only(MAKERS), "older", lambda w: version(w.published, w.older)),
    Line("assets_versions_preview", DRAFT, "draft", lambda w: version(w.draft, w.draft_version)),
    Line("assets_check_link", DRAFT),
    Line("assets_check_link", only(MAKERS), "published", lambda w: at(w.published)),
    Line("assets_versions_list", ALL),
    Line("assets_versions_list", DRAFT, "draft", lambda w: within(w.draft)),
    Line("assets_versions_create", only(MAKERS)),
    Line(
        "assets_versions_create",
        DRAFT,
        "draft",
        lambda w: Sent({"asset_id": w.draft.pk}, {"change_note": "Better"}, {"file": note()}),
    ),
    Line("assets_versions_get", ALL, nested=lambda w: version(w.published, w.draft_version)),
    Line("assets_versions_get", DRAFT, "draft", lambda w: version(w.draft, w.draft_version)),
    Line("assets_versions_file", ALL, nested=lambda w: version(w.published, w.draft_version)),
    Line("assets_versions_file", only(MAKERS), "older", lambda w: version(w.published, w.older)),
    Line("assets_versions_file", DRAFT, "draft", lambda w: version(w.draft, w.draft_version)),
    Line("assets_versions_roll_back", only(MAKERS)),
    Line(
        "assets_versions_roll_back",
        DRAFT,
        "draft",
        lambda w: Sent({"asset_id": w.draft.pk, "id": w.draft_version.pk}, {"change_note": "Again"}),
    ),
    Line(
        "assets_versions_compared_with_get",
        only(MAKERS),
        nested=lambda w: Sent({"asset_id": w.published.pk, "version_id": w.older.pk, "id": w.draft_version.pk}),
    ),
    Line("assets_file", ALL),
    Line("assets_file", DRAFT, "draft", lambda w: at(w.draft)),
    Line("assets_passages_list", ALL),
    Line("assets_passages_list", DRAFT, "draft", lambda w: within(w.draft)),
    Line("assets_feedback_list", ALL),
    Line("assets_feedback_list", DRAFT, "draft", lambda w: within(w.draft)),
    Line("assets_feedback_create", ALL),  # nobody their own: 422
    Line("assets_feedback_create", DRAFT, "draft", lambda w: within(w.draft, rating=4)),
    Line("assets_say_fixed", only(MAKERS)),
    Line("feedback_list", ALL),
    Line("feedback_get", ALL),
    Line("feedback_answer", only("mara ada")),
    Line("feedback_reopen", only("sofie")),
)

# --- Use: all note theirs, all read counts.
USE = (
    Line("uses_list", ALL),
    Line("content_weeks_list", ALL),
    Line("findings_list", ALL),
    Line("assets_to_verify_list", ALL),
    Line("uses_take_back", only("sam", others=404)),
    Line("scorecards_list", ALL),
    Line("scorecards_get", ALL),
    Line("scorecards_get", DRAFT, "draft", lambda w: at(w.draft)),
    Line("coverage_list", ALL),
    Line("assets_use_in_deal", ALL),
    Line("assets_use_in_deal", DRAFT, "draft", lambda w: at(w.draft, deal="OPP-1")),
)

# --- Field content: salespeople submit; whoever made it and marketing see it, and marketing decides.
FIELD_CONTENT = (
    Line("field_content_list", ALL),
    Line("field_content_get", only(f"sam {MAKERS}", others=404)),
    Line("field_content_create", only("sam sofie ada")),
    Line("assets_submit_again", only(f"sam {MAKERS}", others=404)),
    Line("assets_adopt", only(MAKERS, others=404) | they("sam", 403)),
    Line("assets_use_instead", only(MAKERS, others=404) | they("sam", 403)),
)

# --- Field notes: all note and read; whoever noted it says it better.
FIELD_NOTES = (
    Line("field_notes_list", ALL),
    Line("field_notes_get", ALL),
    Line("field_notes_history", ALL),
    Line("field_notes_create", ALL),
    Line("field_notes_edit", only("sam")),
    Line("field_notes_remove", only("sam")),
)

# --- Input: who makes a draft asks; whoever is asked opens it and answers, nobody in their place.
ASKED = only(SEE_INPUT, others=404)
INPUT = (
    Line("inputs_list", ALL),
    Line("inputs_get", ASKED),
    Line("inputs_give", only("sam", others=404) | they(MAKERS, 403)),
    Line("inputs_decline", only("sam", others=404) | they(MAKERS, 403)),
    Line("inputs_thank", only(MAKERS, others=404) | they("sofie", 403)),
    Line("input_asks_list", ALL),
    Line("input_asks_get", DRAFT),
    Line("input_asks_create", only(MAKERS, others=400) | they("sam sofie", 403)),  # a draft they don't see is none
    Line("input_asks_ask_another", DRAFT),
    Line("input_asks_withdraw", DRAFT),
)

# --- Requests: all ask; the side it is put to answers, with its managers and the admins; whoever asked confirms.
REQUESTS = (
    Line("requests_list", ALL),
    Line("requests_get", ALL),
    Line("requests_history", ALL),
    Line("requests_create", ALL),
    Line("requests_edit", only("sam ada")),
    Line("requests_accept", only(TO_MARKETING)),
    Line("requests_accept", only(TO_SALES), "of sales", lambda w: at(w.asked_of_sales, due_on="2099-01-02")),
    Line("requests_decline", only(TO_MARKETING)),
    Line("requests_decline", only(TO_SALES), "of sales", lambda w: at(w.asked_of_sales, reason="Nobody would.")),
    Line("requests_vote", ALL),  # nobody for their own: 422
    Line("requests_take_back_vote", ALL),  # who hasn't: 409
    Line("requests_votes_list", ALL),
    Line("requests_clocks_list", ALL),
    Line("requests_capacities_list", ALL),
    Line("requests_merge", only(TO_MARKETING)),
    Line("requests_start", only("mara ada")),
    Line("requests_deliver", only(TO_MARKETING)),
    Line("requests_deliver", only(TO_SALES), "of sales", lambda w: at(w.asked_of_sales, answer="Acme would.")),
    Line("requests_confirm", only("sam ada")),
    Line("requests_reopen", only("sam ada")),
)

# --- Shares with customers: all share what is for customers; who shared, who owns it, marketers and admins see and end
#     a link.
SHARE = only(SEE_SHARE, others=404)
SHARES = (
    Line("shares_list", ALL),
    Line("shares_create", ALL),
    Line("shares_get", SHARE),
    Line("shares_history", SHARE),
    Line("shares_extend", SHARE),
    Line("shares_revoke", SHARE),
    Line("shares_openings_list", SHARE),
)


def _item(world: Any, collection: Any) -> dict[str, Any]:
    return {"collection_id": collection.pk, "id": world.collection_item.pk}


# --- Collections: marketers and admins, and the owner, make them; all read and share them.
COLLECTIONS = (
    Line("collections_list", ALL),
    Line("collections_create", only(MAKERS)),
    Line("collections_get", ALL),
    Line("collections_history", ALL),
    Line("collections_edit", only(MAKERS)),
    Line("collections_archive", only(MAKERS)),
    Line("collections_restore", only(MAKERS)),
    Line("collections_share", ALL),
    Line("collections_items_list", ALL),
    Line("collections_items_create", only(MAKERS)),
    Line(
        "collections_items_say_when",
        only(MAKERS),
        nested=lambda w: Sent(_item(w, w.archived_collection), {"use_when": "At the end."}),
    ),
    Line(
        "collections_items_move",
        only(MAKERS),
        nested=lambda w: Sent(_item(w, w.archived_collection), {"direction": "up"}),
    ),
    Line("collections_items_remove", only(MAKERS), nested=lambda w: Sent(_item(w, w.archived_collection))),
)
