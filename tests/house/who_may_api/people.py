"""One's own page, the company and its people, areas and absence."""

from tests.house.roles import only
from tests.house.who_may.whom import CONTENT, FIELD_SALES
from tests.house.who_may_api.line import ADMIN, ADMIN_SEES, ALL, SAM, Line, at

# --- One's own page, and what each keeps to themselves.
ME = (
    Line("undo", ALL),  # for all but who did it there is nothing to take back: 409
    Line("me_get", ALL),
    Line("me_edit", ALL),
    Line("me_history", ALL),
    Line("me_set_photo", ALL),
    Line("me_remove_photo", ALL),
    Line("tokens_list", ALL),
    Line("tokens_create", ALL),
    Line("tokens_get", SAM),
    Line("tokens_history", SAM),
    Line("tokens_revoke", SAM),
    Line("saved_views_list", ALL),
    Line("saved_views_create", ALL),
    Line("saved_views_get", SAM),
    Line("saved_views_history", SAM),
    Line("saved_views_delete", SAM),
    Line("sessions_list", ALL),
    Line("sessions_end", SAM),
    Line("sessions_end_others", ALL),
)

# --- The company and its people: the directory is for all; people, roles, teams, settings are the admins'.
PEOPLE = (
    Line("directory_list", ALL),
    Line("members_list", ALL),
    Line("members_get", ALL),
    Line("members_history", ALL),
    Line("members_edit", ADMIN),
    Line("members_change_roles", ADMIN),
    Line("members_leave", ADMIN),
    Line("members_erase", ADMIN),
    Line("teams_list", ALL),
    Line("teams_get", ALL),
    Line("teams_history", ALL),
    Line("teams_create", ADMIN),
    Line("teams_edit", ADMIN),
    Line("invitations_list", ALL),  # for all but admins there is none in it
    Line("invitations_create", ADMIN),
    Line("invitations_get", ADMIN_SEES),
    Line("invitations_history", ADMIN_SEES),
    Line("invitations_resend", ADMIN_SEES),
    Line("invitations_withdraw", ADMIN_SEES),
    Line("company_get", ADMIN_SEES),
    Line("company_history", ADMIN_SEES),
    Line("company_edit", ADMIN_SEES),
    Line("closed_days_list", ALL),
    Line("closed_days_get", ALL),
    Line("closed_days_history", ALL),
    Line("closed_days_create", ADMIN),
    Line("closed_days_remove", ADMIN),
    Line("choices_list", ALL),
    Line("choices_get", ALL),
    Line("choices_history", ALL),
    Line("choices_create", ADMIN),
    Line("choices_edit", ADMIN),
    Line("choices_set_kind", ADMIN),
    Line("choices_retire", ADMIN),
    Line("choices_restore", ADMIN),
    Line("choices_move", ADMIN),
    Line("choices_merge", ADMIN),
)

# --- Areas' owners and absence: managers their own teams', admins all; absence is everybody's own as well.
AREAS = (
    Line("areas_list", ALL),
    Line("areas_get", ALL),
    Line("areas_history", ALL),
    Line("areas_create", only("moritz ada")),  # Milo is to own it
    Line("areas_edit", only("moritz ada")),  # Mara owns it
    Line("areas_hand_over", ADMIN, "to another manager's team"),
    Line("areas_hand_over", only("moritz ada"), "within the team", lambda w: at(w.area, to=w.cast.milo)),
    Line("areas_retire", only("moritz ada")),
    Line("areas_restore", only("moritz ada")),
    Line("absences_list", ALL),
    Line("absences_get", ALL),
    Line("absences_history", ALL),
    Line("absences_create", only(CONTENT)),  # Mara's
    Line("absences_end", only(CONTENT), "of Mara's"),
    Line("absences_end", only(FIELD_SALES), "of Sam's", lambda w: at(w.absence)),
)
