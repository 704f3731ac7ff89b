"""Members, teams, areas; one's own page; the admins' settings; the way in and out."""

from tests.cast import PASSWORD
from tests.house.roles import DONE, everyone, only, they
from tests.house.who_may.page import Page, admins_page
from tests.house.who_may.whom import ADMIN, ADMIN_SENT, ALL, FIELD_SALES, SENT
from tests.house.world import picture

NEW_PASSWORD = "nine-slow-otters"

# --- Who works here: the directory is for all; people, roles, teams and settings are the admins'.
PEOPLE = (
    Page("people:directory", get=ALL),
    Page("people:teams", get=ALL),
    Page("people:team", "field_sales", get=ALL),
    admins_page("people:new_team", get=ADMIN, post=ADMIN_SENT, send=lambda w, m: {"name": "Partners"}),
    admins_page("people:edit_team", "field_sales", get=ADMIN, post=ADMIN_SENT),
    Page("people:areas", get=ALL),
    Page("people:area", "area", get=ALL),
    # Managers name owners in their own teams: Mara is of Moritz's, so Mina is asked to choose somebody of hers.
    Page(
        "people:new_area",
        get=only("mina moritz ada", 200),
        post=only("moritz ada", DONE),
        send=lambda w, m: {"name": "Events", "owner": w.cast.mara.pk},
    ),
    Page("people:edit_area", "area", get=only("moritz ada", 200), post=only("moritz ada", DONE)),
    Page(
        "people:hand_over_area",
        "area",
        get=only("moritz ada", 200),
        post=only("moritz ada", DONE),
        send=lambda w, m: {"to": w.cast.milo.pk},
    ),
    Page(
        "people:hand_over_area",
        "area",
        case="to another manager's team",
        post=only("ada", DONE),
        send=lambda w, m: {"to": w.cast.sofie.pk},
    ),
    Page("people:retire_area", "area", post=only("moritz ada", DONE)),
    Page("people:restore_area", "retired_area", post=only("moritz ada", DONE)),
    Page("people:member", "sam", get=ALL),
    Page("people:member", "dan", case="who left", get=ALL),
    Page("people:photo", "sam", get=ALL),
    # Absence: one's own; managers their teams'; the admin everybody's.
    Page(
        "people:set_absence",
        "sam",
        get=only(FIELD_SALES, 200),
        post=only(FIELD_SALES, DONE),
        send=lambda w, m: {"until_on": w.today.isoformat()},
    ),
    Page("people:end_absence", "absence", post=only(FIELD_SALES, DONE)),
    admins_page(
        "people:edit_member", "sam", get=ADMIN, post=ADMIN_SENT, send=lambda w, m: {"job_title": "Account manager"}
    ),
    admins_page("people:change_roles", "sam", get=ADMIN, post=ADMIN_SENT),
    admins_page("people:leave", "sam", get=ADMIN, post=ADMIN_SENT),
    admins_page("people:erase", "dan", get=ADMIN, post=ADMIN_SENT),
)

# --- One's own page and what each keeps to themselves.
OWN = (
    Page("people:me", get=ALL, post=SENT),
    Page("people:set_photo", post=SENT, send=lambda w, m: {"photo": picture()}),
    Page("people:remove_photo", post=everyone(422) | they("sam", DONE)),  # the others have none
    Page("people:set_theme", post=SENT, send=lambda w, m: {"theme": "dark", "next": "/"}),
    Page("people:sessions", get=ALL),
    Page("people:end_other_sessions", post=SENT),
    Page("people:end_session", "session", post=only("sam", DONE, others=404)),
    Page("people:tokens", get=ALL),
    # The answer shows the secret this one time, so it isn't sent on to another page.
    Page(
        "people:new_token",
        get=ALL,
        post=everyone(201),
        send=lambda w, m: {"name": "A script", "scopes": ["read"], "days": "30"},
    ),
    Page("people:revoke_token", "token", post=only("sam", DONE, others=404)),
    Page(
        "people:save_view", lambda w: ["goals:tasks"], post=SENT, send=lambda w, m: {"name": "Late", "path": "/tasks/"}
    ),
    Page("people:delete_view", "saved_view", post=only("sam", DONE, others=404)),
    # Only who did it takes it back.
    Page("people:undo", post=everyone(409) | they("sam", DONE), send=lambda w, m: {"token": w.undo}),
)

# --- Settings and people: the admins'.
SETTINGS = (
    admins_page("people:admin", get=ADMIN),
    admins_page("people:company", get=ADMIN, post=ADMIN_SENT),
    admins_page(
        "people:closed_days",
        get=ADMIN,
        post=ADMIN_SENT,
        send=lambda w, m: {"on": w.today.replace(year=w.today.year + 2, day=1).isoformat(), "name": "Founders' day"},
    ),
    admins_page("people:remove_closed_day", "closed_day", post=ADMIN_SENT),
    admins_page("people:choices", get=ADMIN),
    admins_page(
        "people:add_choice", post=ADMIN_SENT, send=lambda w, m: {"list": "persona", "label": "Facility manager"}
    ),
    admins_page("people:rename_choice", "choice", get=ADMIN, post=ADMIN_SENT, send=lambda w, m: {"label": "Fitter"}),
    admins_page(
        "people:merge_choice", "choice", get=ADMIN, post=ADMIN_SENT, send=lambda w, m: {"into": w.other_choice.pk}
    ),
    admins_page("people:kind", lambda w: [w.published.kind_id], get=ADMIN, post=ADMIN_SENT),
    admins_page("people:retire_choice", "choice", post=ADMIN_SENT),
    admins_page("people:restore_choice", "retired_choice", post=ADMIN_SENT),
    admins_page("people:move_choice", "choice", post=ADMIN_SENT, send=lambda w, m: {"to": "up"}),
    admins_page("people:members", get=ADMIN),
    admins_page("people:invitations", get=ADMIN),
    admins_page(
        "people:invite",
        get=ADMIN,
        post=ADMIN_SENT,
        send=lambda w, m: {"email": "otto@test.example", "name": "Otto Olsen", "side": "sales"},
    ),
    admins_page("people:resend_invitation", "invitation", post=ADMIN_SENT),
    admins_page("people:withdraw_invitation", "invitation", post=ADMIN_SENT),
    admins_page("people:misses", get=ADMIN),
)

# --- The way in and out. Signing in, getting a new password and accepting an invitation are for strangers; who is
#     signed in already goes on to the inbox.
ENTRANCE = (
    Page(
        "account_login",
        get=SENT,
        post=SENT,
        strangers=(200, DONE),
        send=lambda w, m: {"login": w.cast.sofie.email, "password": PASSWORD},
    ),
    Page("account_logout", get=ALL, post=SENT, strangers=(DONE, DONE)),
    Page("account_inactive", get=ALL, strangers=(200, 405)),
    Page("account_reauthenticate", get=ALL, post=SENT, send=lambda w, m: {"password": PASSWORD}),
    Page(
        "account_change_password",
        get=ALL,
        post=SENT,
        send=lambda w, m: {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    ),
    Page(
        "account_reset_password",
        get=ALL,
        post=SENT,
        strangers=(200, DONE),
        send=lambda w, m: {"email": f"not-{m.email if m else 'olga@test.example'}"},
    ),
    Page("account_reset_password_done", get=ALL, strangers=(200, 405)),
    Page(
        "account_reset_password_from_key",
        lambda w: ["nobody", "set-password"],
        case="of nobody",
        get=ALL,
        post=ALL,
        strangers=(200, 200),
    ),
    Page("account_reset_password_from_key_done", get=ALL, strangers=(200, 405)),
    Page(
        "people:invitation",
        lambda w: [w.invitation_secret],
        get=ALL,
        post=SENT,
        strangers=(200, DONE),
        send=lambda w, m: {"name": "Nora Nilsen", "password": PASSWORD},
    ),
)
