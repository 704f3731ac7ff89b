"""The inbox, discussions, mail: as the pages."""

from tests.house.roles import only
from tests.house.who_may.whom import MAKERS
from tests.house.who_may_api.line import ADMIN_SEES, ALL, SAM, Line, about, at

# --- The inbox, discussions, mail: one's own inbox alone; whoever sees a thing may speak of it; deliveries are admins'.
NOTICES = (
    Line("notices_list", ALL),
    Line("notices_get", SAM),
    Line("notices_read", SAM),
    Line("notices_read_many", ALL),
    Line("waiting_list", ALL),
    Line("preferences_list", ALL),
    Line("preferences_create", ALL),
    Line("comments_list", ALL),
    Line("comments_get", ALL),
    Line("comments_history", ALL),
    Line("comments_create", ALL),
    Line("comments_create", only(MAKERS, others=400), "on a draft", lambda w: about("asset", w.draft, text="Nearly.")),
    Line("comments_edit", only("sam")),
    Line("comments_withdraw", only("sam ada")),
    Line("follows_list", ALL),
    Line("follows_get", SAM),
    Line("follows_create", ALL),
    Line("follows_create", only(MAKERS, others=400), "of a draft", lambda w: about("asset", w.draft)),
    Line("follows_help", ALL),
    Line("follows_help", only(MAKERS, others=400), "with a draft", lambda w: about("asset", w.draft)),
    Line("follows_unfollow", SAM),
    Line("received_mails_list", ALL),  # for all but admins there is none in it
    Line("received_mails_get", ADMIN_SEES),
    Line("deliveries_list", ALL),  # for all but admins there is none in it
    Line("deliveries_get", ADMIN_SEES),
    Line("deliveries_history", ADMIN_SEES, make=lambda w: at(w.delivery)),
    Line("deliveries_send_again", ADMIN_SEES),
)
