"""Who may open and send which page: product.md §10 for every URL name times every role.

A line says the page, what it is about (attributes of tests/house/world.py), and who gets what from GET and POST.
`None` is a method that the page doesn't take (405). Strangers (Olga, Dan) are asked to sign in unless the line says
otherwise. What isn't there, or isn't of its parent, is 404 for every member; on the admins' pages for admins alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.people.models import Member
from tests.cast import PASSWORD
from tests.house.addresses import url_of
from tests.house.roles import DONE, LOGIN, MEMBERS, Outcome, Outcomes, everyone, only, they
from tests.house.world import World, picture

NEW_PASSWORD = "nine-slow-otters"
Args = Callable[[World], Sequence[Any]]
Fields = Callable[[World, Member | None], dict[str, Any]]


def nothing(world: World, member: Member | None) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """One line.

    Attributes:
        name: of the URL; `case` tells lines of the same name apart.
        on: the world's thing whose id stands in the address, or a function for its arguments.
        send: what is typed; all else of the form stays as the page offers it to who may open it.
        strangers: what Olga and Dan get, by GET and by POST.
        nested: the same address with a part that is of another whole: 404 for all.
        admins: the admins' own part, where others are turned away before anything is looked for.
    """

    name: str
    on: str | Args = ""
    case: str = ""
    get: Outcomes | None = None
    post: Outcomes | None = None
    send: Fields = nothing
    strangers: tuple[Outcome, Outcome] = (LOGIN, LOGIN)
    nested: Args | None = None
    admins: bool = False

    def args(self, world: World) -> list[Any]:
        if callable(self.on):
            return list(self.on(world))
        return [_found(world, name).pk for name in self.on.split()]

    def url(self, world: World) -> str:
        return url_of(self.name, self.args(world))

    def said(self, method: str) -> Outcomes | None:
        return self.get if method == "GET" else self.post

    @property
    def title(self) -> str:
        return f"{self.name} {self.case}".strip()


def _found(world: World, name: str) -> Any:
    return getattr(world, name, None) or getattr(world.cast, name)


def admins_page(name: str, on: str | Args = "", **line: Any) -> Page:
    return Page(name, on, admins=True, **line)


# Answers that are no page: files, a part that is asked for while a page is open, and what machines ask.
NOT_LOOKED_AT = {
    "people:photo",
    "collateral:download",
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


ALL = everyone(200)
SENT = everyone(DONE)
FIELD_SALES = "sam mina ada"  # Sam, who leads his team, and the admin
CONTENT = "mara moritz ada"  # Mara, who leads her team, and the admin
MAKERS = "mara milo ada"  # who makes collateral: marketers and the admin
ADMIN = only("ada", 200)
ADMIN_SENT = only("ada", DONE)

# --- The inbox, discussions, mail: one's own inbox alone; whoever sees a thing may speak of it; deliveries are admins'.
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
    admins_page("notices:deliveries", get=ADMIN),
    admins_page("notices:delivery", "delivery", get=ADMIN),
    # No mail server is set in tests, so that the gate is passed and the rule refuses.
    admins_page("notices:send_again", "delivery", post=only("ada", 422)),
)

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

LEADING = "mina moritz eva ada"  # who answers for more than their own work
DRAFTING = "mara milo mina moritz eva ada"  # who may begin an agreement
IN_ON_PLAN = "sam mara moritz eva ada"  # its seats, who began it, its sponsor, the admin

# --- Goals, milestones: own; managers their teams'; the admin all.
GOALS = (
    Page("goals:goals", get=ALL),
    Page("goals:goal", "goal", get=ALL),
    Page("goals:new_goal", get=ALL, post=SENT, send=lambda w, m: {"title": "Fewer forms"}),
    Page(
        "goals:new_goal",
        case="of Mara's",  # who isn't on somebody's list can't be chosen there; others have no such field
        post=SENT | they("mina", 422),
        send=lambda w, m: {"title": "Fewer forms", "owner": w.cast.mara.pk},
    ),
    Page("goals:edit_goal", "goal", get=only(CONTENT, 200), post=only(CONTENT, DONE)),
    Page(
        "goals:new_milestone",
        "goal",
        get=only(CONTENT, 200),
        post=only(CONTENT, DONE),
        send=lambda w, m: {"title": "Fifteen are asked", "due_on": w.today.isoformat()},
    ),
    Page("goals:milestone", "milestone", get=ALL),
    Page("goals:edit_milestone", "milestone", get=only(CONTENT, 200), post=only(CONTENT, DONE)),
    Page("goals:complete_milestone", "milestone", post=only(CONTENT, DONE)),
    Page("goals:reopen_milestone", "reached", post=only(CONTENT, DONE)),
    Page(
        "goals:measure",
        "goal",
        get=only(CONTENT, 200),
        post=only(CONTENT, DONE),
        send=lambda w, m: {"unit": "number", "direction": "reach", "baseline": 0, "target": 20},
    ),
    Page("goals:readings", "measured", get=ALL),
    Page(
        "goals:new_reading",
        "measured",
        get=only(CONTENT, 200),
        post=only(CONTENT, DONE),
        send=lambda w, m: {"value": 35},
    ),
    Page(
        "goals:check_in",
        "goal",
        get=only(CONTENT, 200),
        post=only(CONTENT, DONE),
        send=lambda w, m: {"confidence": "on_track"},
    ),
    Page("goals:scoreboard", get=ALL),
    Page("goals:my_sight", get=ALL),
    Page("goals:sight", lambda w: [w.cast.sam.pk], get=ALL),
    Page("goals:without_a_path", get=ALL),
    Page("goals:periods", get=ALL),
    Page(
        "goals:new_period",
        get=only(LEADING, 200),
        post=only(LEADING, DONE),
        send=lambda w, m: {"year": w.today.year + 2},
    ),
)

# --- Plans: the drafting roles begin them; their drafts are for whoever is named on the agreement, and admins.
PLANS = (
    Page("goals:plans", get=ALL),
    Page(
        "goals:new_plan",
        get=only(DRAFTING, 200),
        post=only(DRAFTING, DONE),
        send=lambda w, m: {
            "title": "Our spring",
            "goals": [w.goal.pk],
            "seats": [w.cast.sam.pk, w.cast.mara.pk],
        },
    ),
    Page("goals:plan", "plan", get=ALL),
    Page("goals:plan", "draft_plan", case="draft", get=only(IN_ON_PLAN, 200, others=404)),
    Page(
        "goals:add_to_plan",
        "draft_plan",
        get=only(IN_ON_PLAN, 200, others=404),
        post=only(IN_ON_PLAN, DONE, others=404),
        send=lambda w, m: {"goal": w.goal.pk},
    ),
    Page(
        "goals:change_in_plan",
        "draft_plan planned_goal",
        get=only(IN_ON_PLAN, 200, others=404),
        post=only(IN_ON_PLAN, DONE, others=404),
        nested=lambda w: [w.draft_plan.pk, w.agreed_goal.pk],
    ),
    Page(
        "goals:leave_out",
        "draft_plan planned_goal",
        post=only(IN_ON_PLAN, DONE, others=404),
        nested=lambda w: [w.draft_plan.pk, w.agreed_goal.pk],
    ),
    Page(
        "goals:amend_goal",
        "agreed_goal",
        get=only(CONTENT, 200),
        post=only(CONTENT, DONE),
        send=lambda w, m: {"target": 120},
    ),
)

# --- Obstacles: all raise them; who can remove it accepts it; that one, who raised it, who answers for what it holds
#     up, their manager and admins end it.
HELD_UP = "sam sofie mina ada"
OBSTACLES = (
    Page("goals:obstacles", get=ALL),
    Page(
        "goals:new_obstacle",
        get=ALL,
        post=SENT,
        send=lambda w, m: {"what": "No room", "blocks": f"goal:{w.goal.pk}", "remover": w.cast.eva.pk},
    ),
    Page("goals:obstacle", "obstacle", get=ALL),
    Page("goals:edit_obstacle", "obstacle", get=only(HELD_UP, 200), post=only(HELD_UP, DONE)),
    Page("goals:accept_obstacle", "obstacle", get=only("mara", 200), post=only("mara", DONE)),
    Page(
        "goals:remove_obstacle",
        "accepted_obstacle",
        get=only(f"{HELD_UP} mara", 200),
        post=only(f"{HELD_UP} mara", DONE),
    ),
    Page(
        "goals:live_with_obstacle",
        "obstacle",
        get=only(f"{HELD_UP} mara", 200),
        post=only(f"{HELD_UP} mara", DONE),
        send=lambda w, m: {"outcome": "We quote by hand."},
    ),
)

# --- Tasks: all create and offer theirs; assigning another's is for managers within their teams, and for admins.
TASKS = (
    Page("goals:tasks", get=ALL),
    Page("goals:board", get=ALL),
    Page("goals:new_task", get=ALL, post=SENT, send=lambda w, m: {"title": "Book a room"}),
    Page("goals:task", "own_task", get=ALL),
    Page("goals:edit_task", "own_task", get=only(FIELD_SALES, 200), post=only(FIELD_SALES, DONE)),
    Page(
        "goals:offer",
        "own_task",
        get=only(FIELD_SALES, 200),
        post=only(FIELD_SALES, DONE),
        send=lambda w, m: {"to": w.cast.mara.pk},
    ),
    Page("goals:withdraw", "offered", post=only(FIELD_SALES, DONE)),
    Page("goals:accept", "offered", post=only("sofie", DONE)),
    Page("goals:accept", "assigned", case="assigned", post=only("mara", DONE)),
    Page("goals:decline", "offered", get=only("sofie", 200), post=only("sofie", DONE), send=lambda w, m: reason),
    Page(
        "goals:decline",
        "assigned",
        case="assigned",
        get=only("mara", 200),
        post=only("mara", DONE),
        send=lambda w, m: reason,
    ),
    Page(
        "goals:assign",
        "own_task",
        get=only("mina ada", 200),
        post=only("mina ada", DONE),
        send=lambda w, m: {"to": w.cast.sofie.pk},
    ),
    Page(
        "goals:assign",
        "own_task",
        case="to another manager's team",  # they aren't on Mina's list
        post=only("ada", DONE) | they("mina", 422),
        send=lambda w, m: {"to": w.cast.mara.pk},
    ),
    Page(
        "goals:assign_many",
        case="of field sales",  # Moritz assigns as well, but nobody of field sales is on his list
        post=only("mina ada", DONE) | they("moritz", 422),
        send=lambda w, m: {"ids": [w.own_task.pk, w.offered.pk], "to": w.cast.sofie.pk},
    ),
    Page(
        "goals:assign_many",
        case="of two teams",  # Milo isn't on Mina's list, and Moritz doesn't lead Sam
        post=only("ada", DONE) | they("mina", 422),
        send=lambda w, m: {"ids": [w.own_task.pk, w.assigned.pk], "to": w.cast.milo.pk},
    ),
    # Each accepts what waits for them; of these, nothing waits for the others.
    Page(
        "goals:accept_many",
        post=everyone(409) | they("sofie mara", DONE),
        send=lambda w, m: {"ids": [w.offered.pk, w.assigned.pk]},
    ),
    Page("goals:start", "own_task", post=only("sam", DONE)),
    Page("goals:complete", "own_task", post=only("sam", DONE)),
    Page("goals:confirm", "done", post=only("sam", DONE)),
    Page("goals:drop", "own_task", get=only(FIELD_SALES, 200), post=only(FIELD_SALES, DONE), send=lambda w, m: reason),
    Page("goals:reopen", "done", get=only("sam sofie mina ada", 200), post=only("sam sofie mina ada", DONE)),
    Page(
        "goals:move_due",
        "own_task",
        get=only(FIELD_SALES, 200),
        post=only(FIELD_SALES, DONE),
        send=lambda w, m: {"due_on": w.today.isoformat(), "reason": "Acme is away."},
    ),
)

# --- Collateral: marketers and admins make it; all members find, open and rate what is published or archived; drafts
#     are for marketers, whoever made them, and admins.
COLLATERAL = (
    Page("collateral:library", get=ALL),
    Page("collateral:upload", get=only(MAKERS, 200), post=only(MAKERS, DONE), send=lambda w, m: {"file": [note()]}),
    Page("collateral:asset", "published", get=ALL),
    Page("collateral:asset", "archived", case="archived", get=ALL),
    Page("collateral:asset", "draft", case="draft", get=only(MAKERS, 200, others=404)),
    Page("collateral:edit", "published", get=only(MAKERS, 200), post=only(MAKERS, DONE)),
    Page(
        "collateral:edit", "draft", case="draft", get=only(MAKERS, 200, others=404), post=only(MAKERS, DONE, others=404)
    ),
    Page(
        "collateral:replace",
        "published",
        get=only(MAKERS, 200),
        post=only(MAKERS, DONE),
        send=lambda w, m: {"file": note(), "change_note": "Said better"},
    ),
    Page(
        "collateral:replace",
        "draft",
        case="draft",
        get=only(MAKERS, 200, others=404),
        post=only(MAKERS, DONE, others=404),
        send=lambda w, m: {"file": note(), "change_note": "Said better"},
    ),
    Page("collateral:publish", "draft", post=only(MAKERS, DONE, others=404)),
    Page("collateral:unpublish", "published", post=only(MAKERS, DONE)),
    Page("collateral:archive", "published", post=only(MAKERS, DONE)),
    Page("collateral:archive", "draft", case="draft", post=only(MAKERS, DONE, others=404)),
    Page("collateral:restore", "archived", post=only(MAKERS, DONE)),
    # It could be read, so there is nothing to read again.
    Page("collateral:read_again", "published", post=only(MAKERS, 409)),
    Page("collateral:read_again", "draft", case="draft", post=only(MAKERS, 409, others=404)),
    # Nobody rates their own.
    Page("collateral:rate", "current", post=SENT | they("mara", 422), send=lambda w, m: {"rating": "4"}),
    Page(
        "collateral:rate",
        "draft_version",
        case="draft",  # seen, but not out yet
        post=only("milo ada", 409, others=404) | they("mara", 422),
        send=lambda w, m: {"rating": "4"},
    ),
    Page(
        "collateral:download",
        lambda w: [w.current.pk, w.current.sha256],
        get=ALL,
        nested=lambda w: [w.current.pk, w.older.sha256],
    ),
    Page(
        "collateral:download", lambda w: [w.older.pk, w.older.sha256], case="of an older version", get=only(MAKERS, 200)
    ),
    Page(
        "collateral:download",
        lambda w: [w.draft_version.pk, w.draft_version.sha256],
        case="of a draft",
        get=only(MAKERS, 200, others=404),
    ),
)

# --- Requests: all ask; the side it is put to answers, with its managers and the admins; whoever asked confirms.
TO_MARKETING = "mara milo moritz ada"
TO_SALES = "sam sofie mina ada"
REQUESTS = (
    Page("collateral:requests", get=ALL),
    Page("collateral:ask", get=ALL, post=SENT, send=lambda w, m: {"title": "A leaflet for fairs", "side": "marketing"}),
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
    Page("collateral:decline", "asked", post=only(TO_MARKETING, DONE), send=lambda w, m: reason),
    Page("collateral:decline", "asked_of_sales", case="of sales", post=only(TO_SALES, DONE), send=lambda w, m: reason),
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


# --- Agreements: the drafting roles begin them; named on one, whatever the role; a seat answers, and nobody for it.
def _agreement(w: World, m: Member | None) -> dict[str, Any]:
    seats = [str(w.cast.sam.pk), str(w.cast.mara.pk)]
    return {"title": "Who follows up", "seats": seats, "sponsor": str(w.cast.eva.pk), "text": "Within a day."}


def _read(w: World, m: Member | None) -> dict[str, Any]:
    proposal = w.proposed_agreement.versions.get().proposals.get()
    return {"digest": proposal.digest, "why": "Too short.", "would_do": "Two days.", "concern": "Fairs are hard."}


DRAFTERS = "mara milo mina moritz eva ada"
IN_ON_DRAFT = "sam mara eva ada"  # Sam and Mara hold its seats, Eva is its sponsor; the admin sees all
SEATED = "sam mara"
UNSEEN = everyone(404)
AGREEMENTS = (
    Page("agreements:agreements", get=ALL),
    Page("agreements:new_agreement", get=only(DRAFTERS, 200), post=only(DRAFTERS, DONE), send=_agreement),
    Page("agreements:agreement", "agreement", get=ALL),
    Page("agreements:agreement", "draft_agreement", case="a draft", get=UNSEEN | they(f"{IN_ON_DRAFT} sofie", 200)),
    Page(
        "agreements:edit_draft",
        "draft_agreement",
        get=UNSEEN | they(IN_ON_DRAFT, 200) | they("sofie", 403),
        post=UNSEEN | they(IN_ON_DRAFT, DONE) | they("sofie", 403),
        send=lambda w, m: _agreement(w, m) | {"revision": str(w.draft_agreement.revision)},
    ),
    Page("agreements:propose", "draft_agreement", post=UNSEEN | they(IN_ON_DRAFT, DONE) | they("sofie", 403)),
    Page("agreements:take_back", "proposed_agreement", post=only(IN_ON_DRAFT, DONE)),
    Page(
        "agreements:withdraw",
        "proposed_agreement",
        get=only(IN_ON_DRAFT, 200),
        post=only(IN_ON_DRAFT, DONE),
        send=lambda w, m: {"reason": "Not now."},
    ),
    Page("agreements:amend", "agreement", post=only(f"{DRAFTERS} sam", DONE)),
    Page("agreements:acknowledge", "agreement", post=SENT, send=lambda w, m: {"question": ""}),
    Page("agreements:agree", "proposed_agreement", post=only(SEATED, DONE), send=_read),
    Page(
        "agreements:agree_with_concern",
        "proposed_agreement",
        get=only(SEATED, 200),
        post=only(SEATED, DONE),
        send=_read,
    ),
    Page("agreements:object_to", "proposed_agreement", get=only(SEATED, 200), post=only(SEATED, DONE), send=_read),
    Page("agreements:withdraw_objection", "proposed_agreement", post=everyone(403) | they(SEATED, 409)),
    # Nobody has left it, so that the gate is passed and the rule refuses.
    Page(
        "agreements:name_successor",
        lambda w: [w.proposed_agreement.pk, w.seat.pk],
        get=ADMIN,
        post=only("ada", 409),
        send=lambda w, m: {"to": str(w.cast.sofie.pk)},
        nested=lambda w: [w.agreement.pk, w.seat.pk],
    ),
    Page("agreements:version", lambda w: [w.agreement.pk, 1], get=ALL, nested=lambda w: [w.agreement.pk, 2]),
    Page(
        "agreements:version",
        lambda w: [w.draft_agreement.pk, 1],
        case="a draft",
        get=UNSEEN | they(f"{IN_ON_DRAFT} sofie", 200),
    ),
    Page(
        "agreements:compare",
        lambda w: [w.amended_agreement.pk, 2],
        get=UNSEEN | they(IN_ON_DRAFT, 200),
        nested=lambda w: [w.agreement.pk, 2],
    ),
)

# --- Meetings: everybody plans one; agendas and open minutes are for who is asked (Sam; Mina, who runs it; Mara, who
#     records it), closed minutes of open series for all. Admins change a series, but read no agenda unasked.
ASKED, RUNNING = "sam mara mina", only("mara mina", DONE, others=404) | they("sam", 403)
SERIES = "mara mina ada"


def asked(outcome: Outcome, *, others: Outcome = 404) -> Outcomes:
    return only(ASKED, outcome, others=others)


def runs(outcome: Outcome) -> Outcomes:
    return only("mara mina", outcome, others=404) | they("sam", 403)


def _himself(world: World, member: Member | None) -> dict[str, Any]:
    return {"member": (member or world.cast.dan).pk, "how": "present"}


MEETINGS = (
    Page("meetings:meetings", get=ALL),
    Page("meetings:decisions", get=ALL),
    Page(
        "meetings:new",
        get=ALL,
        post=SENT,
        send=lambda w, m: {"title": "Joint hour", "first_on": w.today.isoformat(), "at": "16:00"},
    ),
    Page("meetings:series", "series", get=ALL),
    Page("meetings:edit_series", "series", get=only(SERIES, 200), post=only(SERIES, DONE)),
    Page("meetings:reschedule", "series", get=only(SERIES, 200), post=only(SERIES, DONE)),
    Page("meetings:end_series", "series", get=only(SERIES, 200), post=only(SERIES, DONE)),
    Page("meetings:meeting", "meeting_ahead", get=asked(200)),
    Page("meetings:meeting", "meeting_running", case="running", get=asked(200)),
    Page("meetings:meeting", "meeting_closed", case="closed", get=ALL),
    Page("meetings:move", "meeting_ahead", get=runs(200), post=RUNNING, send=lambda w, m: {"at": "11:30"}),
    Page("meetings:cancel", "meeting_ahead", get=runs(200), post=RUNNING, send=lambda w, m: {"reason": "The fair"}),
    Page("meetings:start", "meeting_ahead", post=RUNNING),
    Page("meetings:attend", "meeting_running", post=asked(DONE), send=_himself),
    Page("meetings:written", "meeting_running", get=asked(200)),
    Page("meetings:write", "meeting_running", post=asked(DONE), send=lambda w, m: {"kind": "note", "text": "Said"}),
    Page("meetings:close", "meeting_running", get=runs(200), post=RUNNING),
    Page(
        "meetings:add",
        "meeting_closed",
        get=asked(200, others=403),
        post=asked(DONE, others=403),
        send=lambda w, m: {"text": "On the 12th."},
    ),
    Page(
        "meetings:propose",
        "meeting_ahead",
        get=asked(200),
        post=asked(DONE),
        send=lambda w, m: {"title": "The fair"},
    ),
    Page(
        "meetings:take_in",
        "meeting_ahead",
        post=asked(DONE),
        send=lambda w, m: {"about": f"asset:{w.published.pk}"},
    ),
    Page("meetings:edit_item", "item", get=asked(200), post=asked(DONE)),
    Page("meetings:move_item", "item", post=RUNNING, send=lambda w, m: {"to": "1"}),
    Page("meetings:take_off", "item", post=asked(DONE)),
    Page("meetings:reach", "running_item", post=RUNNING),
    Page("meetings:edit_entry", "entry", get=asked(200), post=asked(DONE)),
)

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

# --- Leads: the team that takes them, marketers, marketing's managers and admins see them; all others see counts.
BRINGERS = "mara milo mina moritz ada"
SEE_LEADS = f"{BRINGERS} sam sofie"
ASKED = "sam mina ada"


def seen(who: str, outcome: Outcome) -> Outcomes:
    """These get this, whoever else sees leads is refused, Eva finds nothing."""
    return only(SEE_LEADS, 403, others=404) | they(who, outcome)


LEADS = (
    Page("leads:leads", get=ALL),
    Page(
        "leads:new_lead",
        get=only(BRINGERS, 200),
        post=only(BRINGERS, DONE),
        send=lambda w, m: {"email": "kim@acme.example"},
    ),
    Page("leads:lead", "lead", get=only(SEE_LEADS, 200, others=404)),
    Page("leads:edit_lead", "lead", get=seen(BRINGERS, 200), post=seen(BRINGERS, DONE)),
    Page("leads:attributes", get=ALL),
    Page(
        "leads:new_attribute",
        get=only(BRINGERS, 200),
        post=only(BRINGERS, DONE),
        send=lambda w, m: {"name": "city", "label": "City", "kind": "text"},
    ),
    Page("leads:edit_attribute", "attribute", get=only(BRINGERS, 200), post=only(BRINGERS, DONE)),
    Page("leads:definition", get=ALL),
    # There is one already; what is typed there is lost to nobody, and only looked at.
    Page("leads:new_definition", get=only(f"{BRINGERS} eva", 200), post=only(f"{BRINGERS} eva", 200)),
    Page(
        "leads:edit_definition",
        get=everyone(200) | they("sofie", 403),
        post=everyone(DONE) | they("sofie", 403),
        send=lambda w, m: {"do": "save"},
    ),
    Page("leads:hand_offs", get=ALL),
    Page("leads:accept", "hand_off", post=seen(ASKED, DONE)),
    Page(
        "leads:return",
        "hand_off",
        get=seen(ASKED, 200),
        post=seen(ASKED, DONE),
        send=lambda w, m: {"reason": w.return_reason.pk},
    ),
    Page("leads:contact", "taken", post=seen(ASKED, DONE), send=lambda w, m: {"contact": "reached"}),
    Page("leads:imports", get=only(BRINGERS, 200)),
    Page(
        "leads:new_import",
        get=only(BRINGERS, 200),
        post=only(BRINGERS, DONE),
        send=lambda w, m: {"is_history": "history", "file": SimpleUploadedFile("a.csv", b"Id\n1\n")},
    ),
    Page("leads:import", "import_done", get=seen(BRINGERS, 200)),
    Page("leads:map_import", "import_mapped", get=seen(BRINGERS, 200), post=seen(BRINGERS, DONE)),
    Page("leads:start_import", "import_mapped", post=seen(BRINGERS, DONE)),
    Page("leads:rejects", "import_done", get=seen(BRINGERS, 200)),
    Page("leads:qualifiers", get=ALL),
    Page(
        "leads:new_qualifier",
        get=only("mina moritz ada", 200),
        post=only("mina ada", DONE) | they("moritz", 422),  # Sofie isn't on his list
        send=lambda w, m: {"member": w.cast.sofie.pk},
    ),
    Page("leads:end_qualifier", "qualifier", post=only("mina ada", DONE)),
)

reason = {"reason": "There is no time left for it."}


def note() -> SimpleUploadedFile:
    return SimpleUploadedFile("note.txt", b"Gaskets are in stock again.")


# --- What machines ask. No worker runs beside the tests, so that the portal isn't ready.
MACHINES = (
    Page("healthz", get=ALL, strangers=(200, 405)),
    Page("readyz", get=everyone(503), strangers=(503, 405)),
    Page("api-schema", get=ALL, strangers=(401, 401)),
    Page("api-docs", get=ALL),
    Page("api-nowhere", lambda w: ["nothing"], get=everyone(404), post=everyone(404), strangers=(401, 401)),
)

PAGES: tuple[Page, ...] = (
    *NOTICES, *PEOPLE, *OWN, *SETTINGS, *ENTRANCE, *GOALS, *PLANS, *OBSTACLES, *TASKS, *COLLATERAL, *REQUESTS,
    *AGREEMENTS, *LEADS, *MEETINGS, *FOLLOWUPS, *MACHINES,
)  # fmt: skip

# --- What a page shows to whom who may open it: its address, the query, what stands on it, who finds that there.
SHOWS = (
    ("notices:inbox", "", "notice", "sam"),
    ("notices:inbox", "", "snooze", "sam"),
    ("people:tokens", "", "token", "sam"),
    ("goals:tasks", "", "saved_view", "sam"),
    ("goals:obstacles", "?mine=on", "obstacle", "mara"),
    ("goals:plans", "", "draft_plan", IN_ON_PLAN),
    ("collateral:library", "?state=draft", "draft", MAKERS),
    ("collateral:library", "?state=draft&q=anybody", "draft", MAKERS),
    ("collateral:library", "?state=draft&format=csv", "draft", MAKERS),
    ("notices:deliveries", "", "delivery", "ada"),
    ("leads:leads", "", "lead", "sam sofie mara milo mina moritz ada"),
    ("people:invitations", "", "invitation", "ada"),
    ("meetings:meetings", "", "meeting_ahead", "sam mara mina"),
    ("meetings:decisions", "", "decision", "sam sofie mara milo mina moritz eva ada"),
    ("followups:rules", "", "rule", "ada"),
    ("agreements:agreements", "?state=draft", "draft_agreement", "sam sofie mara eva ada"),
)
