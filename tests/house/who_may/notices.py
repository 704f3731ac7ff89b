"""The inbox, discussions, mail: one's own inbox alone; whoever sees a thing may speak of it; deliveries are admins'."""

from tests.house.roles import DONE, only
from tests.house.who_may.page import Page, admins_page
from tests.house.who_may.whom import ADMIN, ALL, MAKERS, SENT

NOTICES = (
    Page("notices:inbox", get=ALL),
    Page("notices:mark_all_read", post=SENT),
    Page("notices:preferences", get=ALL, post=SENT),
    Page("notices:unsubscribe", lambda w: [w.unsubscribe], get=ALL, post=ALL, strangers=(200, 200)),
    Page("notices:open", "notice", get=only("sam", DONE, others=404)),
    Page("notices:read", "notice", post=only("sam", DONE, others=404)),
    Page("notices:comment", lambda w: ["goal", w.goal.pk], post=SENT, send=lambda w, m: {"text": "Well said."}),
    Page(
        "notices:comment",
        lambda w: ["asset", w.draft.pk],
        case="on a draft",
        post=only(MAKERS, DONE, others=404),
        send=lambda w, m: {"text": "Nearly there."},
    ),
    Page(
        "notices:edit_comment",
        "comment",
        get=only("sam ada", 200),
        post=only("sam", DONE),
        send=lambda w, m: {"text": "Acme would say so on camera."},
    ),
    Page("notices:withdraw_comment", "comment", post=only("sam ada", DONE)),
    Page("notices:follow", lambda w: ["task", w.own_task.pk], post=SENT),
    Page("notices:follow", lambda w: ["asset", w.draft.pk], case="a draft", post=only(MAKERS, DONE, others=404)),
    Page("notices:unfollow", lambda w: ["goal", w.goal.pk], post=only("sam", DONE, others=404)),
    Page("notices:offer_help", lambda w: ["task", w.own_task.pk], post=SENT),
    Page("notices:offer_help", lambda w: ["asset", w.draft.pk], case="a draft", post=only(MAKERS, DONE, others=404)),
    admins_page("status", get=ADMIN),
    admins_page("notices:received_mails", get=ADMIN),
    admins_page("notices:deliveries", get=ADMIN),
    admins_page("notices:delivery", "delivery", get=ADMIN),
    # No mail server is set in tests, so that the gate is passed and the rule refuses.
    admins_page("notices:send_again", "delivery", post=only("ada", 422)),
)
