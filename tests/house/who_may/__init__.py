"""Who may open and send which page: product.md §10 for every URL name times every role.

A line says the page, what it is about (attributes of tests/house/world.py), and who gets what from GET and POST.
`None` is a method that the page doesn't take (405). Strangers (Olga, Dan) are asked to sign in unless the line says
otherwise. What isn't there, or isn't of its parent, is 404 for every member; on the admins' pages for admins alone.
"""

from tests.house.roles import MEMBERS
from tests.house.who_may.agreements import AGREEMENTS
from tests.house.who_may.collateral import COLLATERAL, FINDING, USE
from tests.house.who_may.field import FIELD_CONTENT, FIELD_NOTES, INPUT
from tests.house.who_may.followups import FOLLOWUPS
from tests.house.who_may.goals import ACTIVITIES, GOALS, OBSTACLES, PLANS, SLIPPED, SMALL_STEPS, TASKS
from tests.house.who_may.home import HOME
from tests.house.who_may.leads import LEADS
from tests.house.who_may.machines import MACHINES
from tests.house.who_may.meetings import MEETINGS
from tests.house.who_may.notices import NOTICES
from tests.house.who_may.page import Page
from tests.house.who_may.people import ENTRANCE, OWN, PEOPLE, SETTINGS
from tests.house.who_may.requests import REQUESTS
from tests.house.who_may.sharing import COLLECTIONS, SHARES
from tests.house.who_may.whom import IN_ON_PLAN, MAKERS, SEE_INPUT, SEE_LEADS, SEE_SHARE

# Answers that are no page: files, a part that is asked for while a page is open, and what machines ask.
NOT_LOOKED_AT = {
    "people:photo",
    "collateral:download",
    "collateral:newest_file",
    "collateral:picture",
    "collateral:shared_file",
    "leads:rejects",
    "meetings:written",
    "api-schema",
    "healthz",
}


def pages_to_look_at() -> list[Page]:
    """Every page that a GET shows to somebody."""
    return [page for page in PAGES if page.name not in NOT_LOOKED_AT and who_sees(page)]


def who_sees(page: Page) -> list[str]:
    """Who may open it: a stranger where it is for them, the admin first of all others."""
    seen = (page.get or {}) | {"olga": page.strangers[0]}
    return [role for role in ("olga", "ada", *MEMBERS[:-1]) if seen.get(role) == 200]


PAGES: tuple[Page, ...] = (
    *NOTICES, *PEOPLE, *OWN, *SETTINGS, *ENTRANCE, *GOALS, *PLANS, *ACTIVITIES, *SLIPPED, *OBSTACLES, *SMALL_STEPS,
    *TASKS, *COLLATERAL, *COLLECTIONS, *FIELD_CONTENT, *FIELD_NOTES, *INPUT, *USE, *FINDING, *REQUESTS, *SHARES,
    *AGREEMENTS, *LEADS, *MEETINGS, *FOLLOWUPS, *HOME, *MACHINES,
)  # fmt: skip

# --- What a page shows to whom who may open it: its address, the query, what stands on it, who finds that there.
SHOWS = (
    ("notices:inbox", "", "notice", "sam"),
    ("home:home", "", "snooze", "sam"),
    ("people:tokens", "", "token", "sam"),
    ("goals:tasks", "", "saved_view", "sam"),
    ("goals:obstacles", "?mine=on", "obstacle", "mara"),
    ("goals:plans", "", "draft_plan", IN_ON_PLAN),
    ("collateral:library", "?state=draft", "draft", MAKERS),
    ("collateral:library", "?state=draft&q=anybody", "draft", MAKERS),
    ("collateral:library", "?state=draft&format=csv", "draft", MAKERS),
    ("collateral:library", "?state=draft", "asked_draft", f"sam sofie {MAKERS}"),
    ("collateral:inputs", "", "input", SEE_INPUT),
    ("collateral:inputs", "?format=csv", "input_given", f"sofie {MAKERS}"),
    ("collateral:batches", "", "batch", MAKERS),
    ("collateral:shares", "", "share", SEE_SHARE),
    ("collateral:shares", "?format=csv", "share", SEE_SHARE),
    ("notices:deliveries", "", "delivery", "ada"),
    ("home:search", "?q=anybody", "draft", MAKERS),
    ("home:search", "?q=discount", "draft_agreement", "sam sofie mara eva ada"),
    ("home:search", "?q=customer&kind=lead", "lead", SEE_LEADS),
    ("leads:leads", "", "lead", SEE_LEADS),
    ("people:invitations", "", "invitation", "ada"),
    ("meetings:meetings", "", "meeting_ahead", "sam mara mina"),
    ("meetings:decisions", "", "decision", "sam sofie mara milo mina moritz eva ada"),
    ("followups:rules", "", "rule", "ada"),
    ("agreements:agreements", "?state=draft", "draft_agreement", "sam sofie mara eva ada"),
)
