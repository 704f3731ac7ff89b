"""The company's rules are the admins'; each puts off what waits for them, and no more."""

from tests.house.roles import DONE, everyone, only, they
from tests.house.who_may.page import Page, admins_page
from tests.house.who_may.whom import ADMIN, ADMIN_SENT

# --- Follow-ups: the company's rules are the admins'; each puts off what waits for them, and no more.
FOLLOWUPS = (
    admins_page("followups:rules", get=ADMIN),
    admins_page("followups:rule", "rule", get=ADMIN, post=ADMIN_SENT),
    Page(
        "followups:snooze",
        lambda w: ["task-offered", "task", w.offered.pk],
        post=everyone(409) | they("sofie", DONE),
        send=lambda w, m: {"days": "1"},
    ),
    Page("followups:wake", "snooze", post=only("sam", DONE, others=404)),
)
