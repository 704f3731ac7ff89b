"""Collateral is made by marketers; a request is answered by the side it is put to."""

from tests.house.roles import DONE, everyone, only, they
from tests.house.who_may.page import Page, admins_page
from tests.house.who_may.whom import ADMIN, ADMIN_SENT, ALL, MAKERS, REASON, SENT, note

# --- Collateral: marketers and admins make it; all members find, open and rate what is published or archived; drafts
#     are for marketers, whoever made them, and admins.
COLLATERAL = (
    Page("collateral:library", get=ALL),
    Page("collateral:upload", get=only(MAKERS, 200), post=only(MAKERS, DONE), send=lambda w, m: {"file": [note()]}),
    Page(
        "collateral:upload",
        case="two",
        post=only(MAKERS, DONE),
        send=lambda w, m: {"file": [note(), note()]},
    ),
    Page(
        "collateral:change_assets",
        # Sam answers for what he handed in.
        get=only(f"sam {MAKERS}", 200),
        post=only(MAKERS, 200),
        send=lambda w, m: {"ids": [w.published.pk, w.draft.pk], "step": "preview", "archive": "on"},
    ),
    Page(
        "collateral:change_assets",
        case="done",
        post=only(MAKERS, DONE),
        send=lambda w, m: {
            "ids": [w.published.pk],
            "step": "apply",
            "verify_by": str(w.today),
            "seen": f"{w.published.pk}:{type(w.published).objects.get(pk=w.published.pk).revision}",
        },
    ),
    Page("collateral:batches", get=only(MAKERS, 200)),
    Page("collateral:batch", "batch", get=only(MAKERS, 200, others=404)),
    Page(
        "collateral:add_link",
        get=only(MAKERS, 200),
        post=only(MAKERS, DONE),
        send=lambda w, m: {"title": "Aurora on the web", "link": "https://example.com/aurora"},
    ),
    Page(
        "collateral:write",
        get=only(MAKERS, 200),
        post=only(MAKERS, DONE),
        send=lambda w, m: {"title": "Talk track", "text": "Ask for the price last."},
    ),
    # There is no link in it.
    Page("collateral:check_link", "published", post=only(MAKERS, 409)),
    Page("collateral:check_link", "draft", case="draft", post=only(MAKERS, 409, others=404)),
    Page("collateral:asset", "published", get=ALL),
    Page("collateral:asset", "archived", case="archived", get=ALL),
    Page("collateral:asset", "draft", case="draft", get=only(MAKERS, 200, others=404)),
    Page("collateral:edit", "published", get=only(MAKERS, 200), post=only(MAKERS, DONE)),
    Page(
        "collateral:edit", "draft", case="draft", get=only(MAKERS, 200, others=404), post=only(MAKERS, DONE, others=404)
    ),
    Page(
        "collateral:replace",
        "published",
        get=only(MAKERS, 200),
        post=only(MAKERS, DONE),
        send=lambda w, m: {"file": note(), "change_note": "Said better"},
    ),
    Page(
        "collateral:replace",
        "draft",
        case="draft",
        get=only(MAKERS, 200, others=404),
        post=only(MAKERS, DONE, others=404),
        send=lambda w, m: {"file": note(), "change_note": "Said better"},
    ),
    Page(
        "collateral:roll_back",
        "older",
        get=only(MAKERS, 200),
        post=only(MAKERS, DONE),
        send=lambda w, m: {"change_note": "The old prices count again"},
    ),
    # It is in use already.
    Page(
        "collateral:roll_back",
        "draft_version",
        case="draft",
        get=only(MAKERS, 200, others=404),
        post=only(MAKERS, 409, others=404),
        send=lambda w, m: {"change_note": "Again"},
    ),
    Page("collateral:compare", "published", get=only(MAKERS, 200)),
    Page("collateral:compare", "draft", case="draft", get=only(MAKERS, 200, others=404)),
    Page("collateral:newest_file", "published", get=ALL),
    Page(
        "collateral:picture",
        lambda w: [w.current.pk, w.current.sha256, 1],
        get=ALL,
        nested=lambda w: [w.current.pk, w.older.sha256, 1],
    ),
    Page(
        "collateral:picture",
        lambda w: [w.older.pk, w.older.sha256, 1],
        case="of an older version",
        get=only(MAKERS, 200),
    ),
    Page(
        "collateral:picture",
        lambda w: [w.draft_version.pk, w.draft_version.sha256, 1],
        case="of a draft",
        get=only(MAKERS, 200, others=404),
    ),
    # What is in use is a text, and only a PDF has pages to be drawn.
    Page("collateral:page", lambda w: [w.published.pk, 1], get=everyone(404)),
    Page("collateral:page", lambda w: [w.draft.pk, 1], case="draft", get=everyone(404)),
    # It could be drawn, so there is nothing to draw again.
    Page("collateral:draw_again", "published", post=only(MAKERS, 409)),
    Page("collateral:draw_again", "draft", case="draft", post=only(MAKERS, 409, others=404)),
    Page("collateral:newest_file", "draft", case="draft", get=only(MAKERS, 200, others=404)),
    Page("collateral:publish", "draft", post=only(MAKERS, DONE, others=404)),
    Page("collateral:unpublish", "published", post=only(MAKERS, DONE)),
    Page("collateral:ask_review", "draft", post=only(MAKERS, DONE, others=404)),
    Page("collateral:ask_review", "recalled", case="recalled", post=only(MAKERS, DONE)),
    Page("collateral:take_back", "in_review", post=only(MAKERS, DONE, others=404)),
    # Mara made it: somebody else looks.
    Page("collateral:approve", "in_review", post=only("milo ada", DONE, others=404) | they("mara", 422)),
    Page(
        "collateral:request_changes",
        "in_review",
        post=only("milo ada", DONE, others=404) | they("mara", 422),
        send=lambda w, m: {"note": "Last year's prices"},
    ),
    Page("collateral:verify", "published", post=only(MAKERS, DONE)),
    Page("collateral:recall", "published", post=only(MAKERS, DONE), send=lambda w, m: REASON),
    Page("collateral:asset", "recalled", case="recalled", get=ALL),
    Page("collateral:asset", "in_review", case="in review", get=only(MAKERS, 200, others=404)),
    Page("collateral:successor", "archived", get=only(MAKERS, 200), post=only(MAKERS, DONE)),
    Page("collateral:archive", "published", get=only(MAKERS, 200), post=only(MAKERS, DONE)),
    Page(
        "collateral:archive",
        "draft",
        case="draft",
        get=only(MAKERS, 200, others=404),
        post=only(MAKERS, DONE, others=404),
    ),
    Page("collateral:restore", "archived", post=only(MAKERS, DONE)),
    # It could be read, so there is nothing to read again.
    Page("collateral:read_again", "published", post=only(MAKERS, 409)),
    Page("collateral:read_again", "draft", case="draft", post=only(MAKERS, 409, others=404)),
    # Nobody rates their own.
    Page("collateral:rate", "current", post=SENT | they("mara", 422), send=lambda w, m: {"rating": "4"}),
    Page(
        "collateral:rate",
        "draft_version",
        case="draft",  # seen, but not out yet
        post=only("milo ada", 409, others=404) | they("mara", 422),
        send=lambda w, m: {"rating": "4"},
    ),
    Page("collateral:feedback", get=ALL),
    Page("collateral:answer_feedback", "feedback", post=only("mara ada", DONE), send=lambda w, m: {"text": "Soon."}),
    Page(
        "collateral:answer_feedback",
        "older_feedback",
        case="of an older version",
        post=only("mara ada", DONE),
        send=lambda w, m: {"text": "Soon."},
    ),
    Page(
        "collateral:fix_feedback",
        "published",
        post=only(MAKERS, DONE),
        send=lambda w, m: {"feedback": [w.older_feedback.pk]},
    ),
    # Only whoever said it says whether it is fixed.
    Page("collateral:reopen_feedback", "fixed_feedback", post=only("sofie", DONE), send=lambda w, m: {"missing": "It"}),
    Page(
        "collateral:download",
        lambda w: [w.current.pk, w.current.sha256],
        get=ALL,
        nested=lambda w: [w.current.pk, w.older.sha256],
    ),
    Page(
        "collateral:download",
        lambda w: [w.recalled.current_id, w.recalled.current.sha256],
        case="of what is recalled",
        get=only(MAKERS, 200),
    ),
    Page(
        "collateral:download", lambda w: [w.older.pk, w.older.sha256], case="of an older version", get=only(MAKERS, 200)
    ),
    Page(
        "collateral:download",
        lambda w: [w.draft_version.pk, w.draft_version.sha256],
        case="of a draft",
        get=only(MAKERS, 200, others=404),
    ),
)

# --- Admins keep what means the same when somebody searches.
FINDING = (
    Page("collateral:demand", get=ALL),
    Page("collateral:past_demand", get=ALL),
    admins_page(
        "collateral:synonyms", get=ADMIN, post=ADMIN_SENT, send=lambda w, m: {"term": "quote", "means": "offer"}
    ),
    admins_page("collateral:remove_synonym", "synonym", post=ADMIN_SENT),
)

# --- Use: all note theirs, all read counts.
USE = (
    Page("collateral:take_back_use", "used_in_deal", post=only("sam", DONE, others=404)),
    Page("collateral:scorecard", get=ALL),
    Page("collateral:asset_scorecard", "published", get=ALL),
    Page("collateral:asset_scorecard", "draft", case="draft", get=only(MAKERS, 200, others=404)),
    Page("collateral:uses", get=ALL),
    Page("collateral:weeks", get=ALL),
    Page("collateral:findings", get=ALL),
    Page("collateral:to_verify", get=ALL),
    Page("collateral:use_in_deal", "published", get=ALL, post=SENT, send=lambda w, m: {"deal": "OPP-1"}),
    Page(
        "collateral:use_in_deal",
        "draft",
        case="draft",
        get=only(MAKERS, 200, others=404),
        post=only(MAKERS, 409, others=404),
        send=lambda w, m: {"deal": "OPP-1"},
    ),
)
