"""Pages of what comes from the field: content, notes, and input on drafts."""

from tests.house.roles import DONE, only, they
from tests.house.who_may.page import Page
from tests.house.who_may.whom import ALL, MAKERS, REASON, SEE_INPUT, SENT

# --- Field content: salespeople submit; whoever made it and marketing see it, and marketing decides.
THEIRS = f"sam {MAKERS}"
FIELD_CONTENT = (
    Page("collateral:field_content", get=ALL),
    Page(
        "collateral:submit_field_content",
        get=only("sam sofie ada", 200),
        post=only("sam sofie ada", DONE),
        send=lambda w, m: {"text": "Gaskets for fairs", "kind": w.published.kind_id, "used_where": "A fair"},
    ),
    Page("collateral:asset", "submitted", case="submitted", get=only(THEIRS, 200, others=404)),
    Page(
        "collateral:adopt",
        "submitted",
        get=only(MAKERS, 200, others=404) | they("sam", 403),
        post=only(MAKERS, DONE, others=404) | they("sam", 403),
    ),
    Page(
        "collateral:use_instead",
        "submitted",
        get=only(MAKERS, 200, others=404) | they("sam", 403),
        post=only(MAKERS, DONE, others=404) | they("sam", 403),
        send=lambda w, m: {"successor": w.published.pk, "note": "It is newer."},
    ),
    Page(
        "collateral:submit_again",
        "sent_back",
        get=only(THEIRS, 200, others=404),
        post=only(THEIRS, DONE, others=404),
    ),
)

# --- Field notes: all note and read; whoever noted it says it better.
FIELD_NOTES = (
    Page("collateral:field_notes", get=ALL),
    Page("collateral:note_heard", get=ALL, post=SENT, send=lambda w, m: {"heard": "They want two winters."}),
    Page("collateral:field_note", "field_note", get=ALL),
    Page("collateral:remove_note", "field_note", post=only("sam", DONE)),
    Page(
        "collateral:edit_note",
        "field_note",
        get=only("sam", 200),
        post=only("sam", DONE),
        send=lambda w, m: {"heard": "They want three winters."},
    ),
)

# --- Input: who makes a draft asks; whoever is asked opens it and answers, nobody in their place.
ANSWERED = {"quick_1": "yes"}
INPUT = (
    Page("collateral:inputs", get=ALL),
    Page("collateral:asset", "asked_draft", case="asked for input", get=only(f"sofie {SEE_INPUT}", 200, others=404)),
    Page(
        "collateral:ask_input",
        "asked_draft",
        get=only(MAKERS, 200, others=404) | they("sam sofie", 403),
        post=only(MAKERS, DONE, others=404) | they("sam sofie", 403),
        send=lambda w, m: {"question_1": "Why?", "proposed": [str(w.cast.mina.pk)]},
    ),
    Page(
        "collateral:input",
        "input",
        get=only(SEE_INPUT, 200, others=404),
        post=only("sam", DONE, others=404) | they(MAKERS, 403),
        send=lambda w, m: ANSWERED,
    ),
    Page(
        "collateral:input",
        "input_given",
        case="given",
        get=only(f"sofie {MAKERS}", 200, others=404),
        post=only("sofie", 409, others=404) | they(MAKERS, 403),
        send=lambda w, m: ANSWERED,
    ),
    Page(
        "collateral:decline_input",
        "input",
        post=only("sam", DONE, others=404) | they(MAKERS, 403),
        send=lambda w, m: REASON,
    ),
    Page("collateral:thank_input", "input_given", post=only(MAKERS, DONE, others=404) | they("sofie", 403)),
    Page("collateral:ask_another", "input_ask", post=only(MAKERS, DONE, others=404)),
    Page("collateral:withdraw_ask", "input_ask", post=only(MAKERS, DONE, others=404)),
)
