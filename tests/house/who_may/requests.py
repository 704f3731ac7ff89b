"""Pages of requests to the other side."""

from tests.house.roles import DONE, everyone, only, they
from tests.house.who_may.page import Page
from tests.house.who_may.whom import ALL, REASON, SENT, TO_MARKETING, TO_SALES

# --- Requests: all ask; the side it is put to answers, with its managers and the admins; whoever asked confirms.
REQUESTS = (
    Page("collateral:requests", get=ALL),
    Page(
        "collateral:ask",
        get=ALL,
        post=SENT,
        send=lambda w, m: {"title": "A leaflet for fairs", "kind": "event", "seen": "1"},
    ),
    Page("collateral:board", get=ALL),
    Page("collateral:request", "asked", get=ALL),
    Page("collateral:edit_request", "asked", get=only("sam ada", 200), post=only("sam ada", DONE)),
    Page(
        "collateral:accept",
        "asked",
        post=only(TO_MARKETING, DONE),
        send=lambda w, m: {"due_on": w.today.replace(year=w.today.year + 1, day=1).isoformat()},
    ),
    Page(
        "collateral:accept",
        "asked_of_sales",
        case="of sales",
        post=only(TO_SALES, DONE),
        send=lambda w, m: {"due_on": w.today.replace(year=w.today.year + 1, day=1).isoformat()},
    ),
    Page("collateral:decline", "asked", post=only(TO_MARKETING, DONE), send=lambda w, m: REASON),
    Page("collateral:decline", "asked_of_sales", case="of sales", post=only(TO_SALES, DONE), send=lambda w, m: REASON),
    # Sam asked, and counts already; what Sofie said before is said anew.
    Page("collateral:vote", "asked", post=SENT | they("sam", 422), send=lambda w, m: {"why": "For a fair"}),
    Page("collateral:take_back_vote", "asked", post=everyone(409) | they("sofie", DONE)),
    Page(
        "collateral:merge",
        "asked",
        get=only(TO_MARKETING, 200),
        post=only(TO_MARKETING, DONE),
        send=lambda w, m: {"into": w.accepted.pk},
    ),
    Page("collateral:start", "accepted", post=only("mara ada", DONE)),
    Page(
        "collateral:deliver",
        "accepted",
        get=only(TO_MARKETING, 200),
        post=only(TO_MARKETING, DONE),
        send=lambda w, m: {"asset": w.published.pk, "answer": "Here it is."},
    ),
    Page(
        "collateral:deliver",
        "asked_of_sales",
        case="of sales",
        get=only(TO_SALES, 200),
        post=only(TO_SALES, DONE),
        send=lambda w, m: {"answer": "Acme would."},
    ),
    Page("collateral:confirm", "delivered", post=only("sam ada", DONE)),
    Page("collateral:reopen", "delivered", post=only("sam ada", DONE), send=lambda w, m: {"missing": "The price"}),
)
