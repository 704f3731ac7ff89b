"""The company's rules are the admins'; each puts off what waits for them, and no more."""

from tests.house.who_may_api.line import ADMIN_SEES, ALL, SAM, Line

# --- Follow-ups: the company's rules are the admins'; each puts off what waits for them, and no more.
FOLLOWUPS = (
    Line("follow_up_rules_list", ALL),  # for all but admins there is none in it
    Line("follow_up_rules_get", ADMIN_SEES),
    Line("follow_up_rules_history", ADMIN_SEES),
    Line("follow_up_rules_edit", ADMIN_SEES),
    Line("snoozes_list", ALL),
    Line("snoozes_create", ALL),  # what doesn't wait for them: 409
    Line("snoozes_get", SAM),
    Line("snoozes_wake", SAM),
)
