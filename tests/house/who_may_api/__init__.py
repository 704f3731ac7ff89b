"""Who may call which operation: product.md §10 for every operation of the API times every role.

A line says the operation and who is let through; what is sent is the call in `calls/`, unless the line has its own.
Let through is who gets as far as the thing's own rules: done, or refused by one of them (409, 412, 422). Strangers are
401 everywhere. An id that nothing has, or that is of another whole, is 404 for all.
"""

from tests.house.who_may.whom import MAKERS, SEE_LEADS, SEE_SHARE
from tests.house.who_may_api.agreements import AGREEMENTS
from tests.house.who_may_api.collateral import (
    COLLATERAL,
    COLLECTIONS,
    FIELD_CONTENT,
    FIELD_NOTES,
    INPUT,
    REQUESTS,
    SHARES,
    USE,
)
from tests.house.who_may_api.followups import FOLLOWUPS
from tests.house.who_may_api.goals import ACTIVITIES, GOALS, OBSTACLES, PLANS, SLIPPED, SMALL_STEPS, TASKS
from tests.house.who_may_api.home import HOME
from tests.house.who_may_api.leads import LEADS
from tests.house.who_may_api.line import Line
from tests.house.who_may_api.meetings import MEETINGS
from tests.house.who_may_api.notices import NOTICES
from tests.house.who_may_api.people import AREAS, ME, PEOPLE

OPERATIONS: tuple[Line, ...] = (
    *ME, *PEOPLE, *AREAS, *NOTICES, *AGREEMENTS, *GOALS, *PLANS, *ACTIVITIES, *SLIPPED, *OBSTACLES,
    *SMALL_STEPS,
    *TASKS, *COLLATERAL, *COLLECTIONS, *FIELD_CONTENT, *FIELD_NOTES, *INPUT, *USE, *REQUESTS, *SHARES, *LEADS,
    *MEETINGS, *FOLLOWUPS, *HOME,
)  # fmt: skip

# --- What a list holds for whom: everybody may ask for it, and finds what they may see. The operation, the query, what
#     is looked for, and who finds it.
FINDS = (
    ("tokens_list", "", "token", "sam"),
    ("saved_views_list", "", "saved_view", "sam"),
    ("sessions_list", "", "session", "sam"),
    ("notices_list", "", "notice", "sam"),
    ("follows_list", "", "follow", "sam"),
    ("snoozes_list", "", "snooze", "sam"),
    ("invitations_list", "", "invitation", "ada"),
    ("deliveries_list", "", "delivery", "ada"),
    ("received_mails_list", "", "received_mail", "ada"),
    ("follow_up_rules_list", "", "rule", "ada"),
    ("assets_list", "", "draft", MAKERS),
    ("batches_list", "", "batch", MAKERS),
    ("shares_list", "", "share", SEE_SHARE),
    ("meetings_list", "", "meeting_ahead", "sam mara mina"),
    ("agenda_items_list", "", "item", "sam mara mina"),
    ("entries_list", "", "entry", "sam mara mina"),
    ("leads_list", "", "lead", SEE_LEADS),
    ("hand_offs_list", "", "hand_off", SEE_LEADS),
    ("imports_list", "", "import_done", SEE_LEADS),
    ("assets_list", "?q=anybody", "draft", MAKERS),
    ("agreements_list", "?state=draft", "draft_agreement", "sam sofie mara eva ada"),
)
