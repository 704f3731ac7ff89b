"""Who may call which operation: product.md §10 for every operation of the API times every role.

A line says the operation and who is let through; what is sent is the call in `calls/`, unless the line has its own.
Let through is who gets as far as the thing's own rules: done, or refused by one of them (409, 412, 422). Strangers are
401 everywhere. An id that nothing has, or that is of another whole, is 404 for all.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from apps.people.models import Member
from tests.house.operations import Call
from tests.house.operations_data import CALLS
from tests.house.roles import OK, Outcomes, everyone, only, they
from tests.house.who_may import DRAFTING, HELD_UP, IN_ON_PLAN, LEADING, note
from tests.house.world import World


@dataclass(frozen=True)
class Sent:
    """What a line sends itself, whoever sends it; as a `Call`."""

    ids: dict[str, UUID] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    query: str = ""


def sending(**body: Any) -> Sent:
    return Sent(body=_plain(body))


def at(thing: Any, **body: Any) -> Sent:
    return Sent({"id": thing.pk}, _plain(body))


def within(asset: Any, **body: Any) -> Sent:
    return Sent({"asset_id": asset.pk}, _plain(body))


def version(asset: Any, version: Any) -> Sent:
    return Sent({"asset_id": asset.pk, "id": version.pk})


def about(kind: str, thing: Any, **body: Any) -> Sent:
    return Sent(body={"about": {"kind": kind, "id": str(thing.pk)}, **body})


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """A member goes out as an id."""
    return {name: str(value.pk) if isinstance(value, Member) else value for name, value in body.items()}


Make = Callable[[World], Call | Sent]


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        name: of the operation; `case` tells lines of the same name apart.
        make: the call, where it isn't the one in `calls/`.
        nested: the same call with a part that is of another whole.
    """

    name: str
    who: Outcomes
    case: str = ""
    make: Make | None = None
    nested: Make | None = None

    @property
    def title(self) -> str:
        return f"{self.name} {self.case}".strip()

    def call(self, world: World) -> Call | Sent:
        return (self.make or CALLS[self.name])(world)


ALL = everyone(OK)
ADMIN = only("ada")
# Not even there for the others.
SAM = only("sam", others=404)
ADMIN_SEES = only("ada", others=404)
FIELD_SALES = "sam mina ada"  # Sam, who leads his team, and the admin
CONTENT = "mara moritz ada"  # Mara, who leads her team, and the admin
MAKERS = "mara milo ada"  # who makes collateral: marketers and the admin
TO_MARKETING = "mara milo moritz ada"
TO_SALES = "sam sofie mina ada"

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
    Line("choices_retire", ADMIN),
    Line("choices_restore", ADMIN),
    Line("choices_move", ADMIN),
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
    Line("deliveries_list", ALL),  # for all but admins there is none in it
    Line("deliveries_get", ADMIN_SEES),
    Line("deliveries_history", ADMIN_SEES, make=lambda w: at(w.delivery)),
    Line("deliveries_send_again", ADMIN_SEES),
)

# --- Goals, milestones: own; managers their teams'; admins all.
GOALS = (
    Line("goals_list", ALL),
    Line("goals_get", ALL),
    Line("goals_history", ALL),
    Line("goals_create", ALL),
    Line("goals_create", only(CONTENT), "of Mara's", lambda w: sending(title="Fewer forms", owner=w.cast.mara)),
    Line("goals_edit", only(CONTENT)),
    Line("goals_edit", ADMIN, "to another manager's team", lambda w: at(w.goal, owner=w.cast.sofie)),
    Line("milestones_list", ALL),
    Line("milestones_get", ALL),
    Line("milestones_history", ALL),
    Line("milestones_create", only(CONTENT)),
    Line("milestones_edit", only(CONTENT)),
    Line("milestones_complete", only(CONTENT)),
    Line("milestones_reopen", only(CONTENT)),
    Line(
        "goals_create",
        only(LEADING),
        "the revenue goal",
        lambda w: sending(title="Revenue", is_root=True, period=str(w.next_year.pk)),
    ),
    Line("goals_set_measure", only(CONTENT)),
    Line("goals_amend", only(f"{DRAFTING} sam")),
    Line("goals_readings_list", ALL),
    Line("goals_readings_create", only(CONTENT)),
    Line("goals_check_ins_list", ALL),
    Line("goals_check_ins_create", only(CONTENT)),
    Line("goals_numbers_get", ALL),
    Line("goals_line_of_sight_list", ALL),
    Line("tasks_line_of_sight_list", ALL),
    Line("members_line_of_sight_list", ALL),
    Line("work_without_a_path_list", ALL),
    Line("scoreboard_get", ALL),
    Line("periods_list", ALL),
    Line("periods_get", ALL),
    Line("periods_history", ALL),
    Line("periods_create", only(LEADING)),
)

# --- Plans: the drafting roles begin them; their drafts are for whoever is named on the agreement, and admins.
PLANS = (
    Line("plans_list", ALL),
    Line("plans_get", ALL),
    Line("plans_get", only(IN_ON_PLAN, others=404), "a draft", lambda w: at(w.draft_plan)),
    Line("plans_history", ALL),
    Line("plans_create", only(DRAFTING)),
    Line("plans_add_goal", only(IN_ON_PLAN, others=404)),
    Line("plans_change_goal", only(IN_ON_PLAN, others=404)),
    Line("plans_leave_out", only(IN_ON_PLAN, others=404)),
)

# --- Obstacles: all raise them; who can remove it accepts it; that one, and who is held up, end it.
OBSTACLES = (
    Line("obstacles_list", ALL),
    Line("obstacles_get", ALL),
    Line("obstacles_history", ALL),
    Line("obstacles_create", ALL),
    Line("obstacles_edit", only(HELD_UP)),
    Line("obstacles_accept", only("mara")),
    Line("obstacles_remove", only(f"{HELD_UP} mara")),
    Line("obstacles_live_with", only(f"{HELD_UP} mara")),
)

# --- Agreements: the drafting roles begin them; named on one, whatever the role; a seat answers, and nobody for it.
DRAFTERS = "mara milo mina moritz eva ada"
IN_ON_DRAFT = "sam mara eva ada"  # Sam and Mara hold its seats, Eva is its sponsor; the admin sees all
ON_DRAFT = only(IN_ON_DRAFT, others=404) | {"sofie": 403}  # Sofie is consulted
SEATED = only("sam mara")


def read(w: World, **more: str) -> Sent:
    proposal = w.proposed_agreement.versions.get().proposals.get()
    return at(w.proposed_agreement, digest=proposal.digest, **more)


AGREEMENTS = (
    Line("agreements_list", ALL),
    Line("agreements_get", ALL),
    Line("agreements_get", only(f"{IN_ON_DRAFT} sofie", others=404), "a draft", lambda w: at(w.draft_agreement)),
    Line("agreements_history", ALL),
    Line("agreements_create", only(DRAFTERS)),
    Line("agreements_edit", ON_DRAFT),
    Line("agreements_propose", ON_DRAFT),
    Line("agreements_sign", SEATED, make=lambda w: read(w)),
    Line("agreements_object", SEATED, make=lambda w: read(w, why="Too short.", would_do="Two days.")),
    Line("agreements_withdraw_objection", SEATED, make=lambda w: at(w.proposed_agreement)),
    Line("agreements_take_back", only(IN_ON_DRAFT)),
    Line("agreements_withdraw", only(IN_ON_DRAFT)),
    Line("agreements_amend", only(f"{DRAFTERS} sam")),
    Line("agreements_acknowledge", ALL),
    # Nobody has left the seat: for who may name a successor it is 409.
    Line(
        "agreements_name_successor",
        ADMIN,
        make=lambda w: at(w.proposed_agreement, seat=str(w.seat.pk), to=str(w.cast.sofie.pk)),
        nested=lambda w: at(w.agreement, seat=str(w.seat.pk), to=str(w.cast.sofie.pk)),
    ),
    Line("agreements_versions_list", ALL),
)

# --- Tasks: all create and offer theirs; assigning another's is for managers within their teams, and for admins.
TASKS = (
    Line("tasks_list", ALL),
    Line("tasks_get", ALL),
    Line("tasks_history", ALL),
    Line("tasks_terms_list", ALL),
    Line("tasks_due_moves_list", ALL),
    Line("tasks_create", ALL),
    Line("tasks_edit", only(FIELD_SALES)),
    Line("tasks_offer", only(FIELD_SALES)),
    Line("tasks_withdraw_offer", only(FIELD_SALES)),
    Line("tasks_accept", only("sofie")),
    Line("tasks_accept", only("mara"), "assigned", lambda w: at(w.assigned)),
    Line("tasks_accept_many", ALL),  # what doesn't wait for them: 409
    Line("tasks_decline", only("sofie")),
    Line("tasks_assign", ADMIN, "to another manager's team"),
    Line("tasks_assign", only("mina ada"), "within the team", lambda w: at(w.own_task, to=w.cast.sofie)),
    Line("tasks_assign_many", ADMIN, "of two teams"),
    Line(
        "tasks_assign_many",
        only("mina ada"),
        "within the team",
        lambda w: sending(tasks=[str(w.own_task.pk), str(w.offered.pk)], to=w.cast.sofie),
    ),
    Line("tasks_start", only("sam")),
    Line("tasks_complete", only("sam")),
    Line("tasks_confirm", only("sam")),
    Line("tasks_drop", only(FIELD_SALES)),
    Line("tasks_reopen", only(FIELD_SALES)),
    Line("tasks_move_due", only(FIELD_SALES)),
)

# --- Collateral: marketers and admins make it; all members find, open and rate what is published or archived; drafts
#     are for marketers, whoever made them, and admins.
DRAFT = only(MAKERS, others=404)
COLLATERAL = (
    Line("assets_list", ALL),
    Line("assets_get", ALL),
    Line("assets_get", ALL, "archived", lambda w: at(w.archived)),
    Line("assets_get", DRAFT, "draft", lambda w: at(w.draft)),
    Line("assets_history", ALL),
    Line("assets_history", DRAFT, "draft", lambda w: at(w.draft)),
    Line("assets_create", only(MAKERS)),
    Line("assets_edit", DRAFT, "draft"),
    Line("assets_edit", only(MAKERS), "published", lambda w: at(w.published, title="All prices")),
    Line("assets_publish", DRAFT),
    Line("assets_unpublish", only(MAKERS)),
    Line("assets_archive", only(MAKERS)),
    Line("assets_archive", DRAFT, "draft", lambda w: at(w.draft)),
    Line("assets_restore", only(MAKERS)),
    Line("assets_read_again", DRAFT, "draft"),
    Line("assets_read_again", only(MAKERS), "published", lambda w: at(w.published)),
    Line("assets_versions_list", ALL),
    Line("assets_versions_list", DRAFT, "draft", lambda w: within(w.draft)),
    Line("assets_versions_create", only(MAKERS)),
    Line(
        "assets_versions_create",
        DRAFT,
        "draft",
        lambda w: Sent({"asset_id": w.draft.pk}, {"change_note": "Better"}, {"file": note()}),
    ),
    Line("assets_versions_get", ALL, nested=lambda w: version(w.published, w.draft_version)),
    Line("assets_versions_get", DRAFT, "draft", lambda w: version(w.draft, w.draft_version)),
    Line("assets_versions_file", ALL, nested=lambda w: version(w.published, w.draft_version)),
    Line("assets_versions_file", only(MAKERS), "older", lambda w: version(w.published, w.older)),
    Line("assets_versions_file", DRAFT, "draft", lambda w: version(w.draft, w.draft_version)),
    Line("assets_passages_list", ALL),
    Line("assets_passages_list", DRAFT, "draft", lambda w: within(w.draft)),
    Line("assets_feedback_list", ALL),
    Line("assets_feedback_list", DRAFT, "draft", lambda w: within(w.draft)),
    Line("assets_feedback_create", ALL),  # nobody their own: 422
    Line("assets_feedback_create", DRAFT, "draft", lambda w: within(w.draft, rating=4)),
)

# --- Requests: all ask; the side it is put to answers, with its managers and the admins; whoever asked confirms.
REQUESTS = (
    Line("requests_list", ALL),
    Line("requests_get", ALL),
    Line("requests_history", ALL),
    Line("requests_create", ALL),
    Line("requests_edit", only("sam ada")),
    Line("requests_accept", only(TO_MARKETING)),
    Line("requests_accept", only(TO_SALES), "of sales", lambda w: at(w.asked_of_sales, due_on="2099-01-02")),
    Line("requests_decline", only(TO_MARKETING)),
    Line("requests_decline", only(TO_SALES), "of sales", lambda w: at(w.asked_of_sales, reason="Nobody would.")),
    Line("requests_deliver", only(TO_MARKETING)),
    Line("requests_deliver", only(TO_SALES), "of sales", lambda w: at(w.asked_of_sales, answer="Acme would.")),
    Line("requests_confirm", only("sam ada")),
    Line("requests_reopen", only("sam ada")),
)

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

# --- Leads: who brings them, who sees them, who is asked; the catalogue and the definition are for all to read.
BRINGERS = "mara milo mina moritz ada"
SEE_LEADS = f"{BRINGERS} sam sofie"
SEERS = only(SEE_LEADS, others=404)


def seen(who: str) -> Outcomes:
    """These pass, whoever else sees leads is refused, Eva finds nothing."""
    return only(SEE_LEADS, 403, others=404) | they(who, OK)


LEADS = (
    Line("attributes_list", ALL),
    Line("attributes_create", only(BRINGERS)),
    Line("attributes_get", ALL),
    Line("attributes_edit", only(BRINGERS)),
    Line("attributes_history", ALL),
    Line("leads_list", ALL),  # for who sees none there is none in it
    Line("leads_create", only(BRINGERS)),
    Line("leads_get", SEERS),
    Line("leads_edit", seen(BRINGERS)),
    Line("leads_history", SEERS),
    Line("leads_verdicts_list", SEERS),
    Line("definitions_list", ALL),
    Line("definitions_create", only(f"{BRINGERS} eva")),
    Line("definitions_get", ALL),
    Line("definitions_edit", everyone(OK) | they("sofie", 403)),
    Line("definitions_history", ALL),
    Line("qualifiers_list", ALL),
    Line("qualifiers_create", only("mina ada")),
    Line("qualifiers_get", ALL),
    Line("qualifiers_history", ALL),
    Line("qualifiers_end", only("mina ada")),
    Line("hand_offs_list", ALL),
    Line("hand_offs_get", SEERS),
    Line("hand_offs_history", SEERS),
    Line("hand_offs_accept", seen("sam mina ada")),
    Line("hand_offs_return", seen("sam mina ada")),
    Line("hand_offs_contact", seen("sam mina ada")),
    Line("imports_list", ALL),
    Line("imports_create", only(BRINGERS)),
    Line("imports_get", SEERS),
    Line("imports_history", SEERS),
    Line("imports_map", seen(BRINGERS)),
    Line("imports_start", seen(BRINGERS)),
    Line("imports_rejects_list", SEERS),
)

# --- Meetings: as the pages.
ASKED = only("sam mara mina", others=404)
RUNS = only("mara mina", others=404) | they("sam", 403)
SERIES = only("mara mina ada")
MEETINGS = (
    Line("series_list", ALL),
    Line("series_create", only("mina moritz eva ada"), "with a whole team"),
    Line("series_create", ALL, "by name", lambda w: sending(title="Talk", first_on=str(w.today), at="16:00")),
    Line("series_get", ALL),
    Line("series_edit", SERIES),
    Line("series_history", ALL),
    Line("series_reschedule", SERIES),
    Line("series_end", SERIES),
    Line("meetings_list", ALL),
    Line("meetings_get", ASKED),
    Line("meetings_get", ALL, "closed", lambda w: at(w.meeting_closed)),
    Line("meetings_history", ASKED),
    Line("meetings_move", RUNS),
    Line("meetings_cancel", RUNS),
    Line("meetings_start", RUNS),
    Line("meetings_attend", RUNS, "somebody else"),
    Line("meetings_close", RUNS),
    Line("meetings_add", only("sam mara mina")),
    Line("meetings_take_in", ASKED),
    Line("meetings_attendances_list", ASKED),
    Line("meetings_addenda_list", ALL),
    Line("meetings_suggestions_list", ASKED),
    Line("agenda_items_list", ALL),
    Line("agenda_items_create", only("sam mara mina", others=400)),  # a meeting they can't see isn't there
    Line("agenda_items_get", ASKED),
    Line("agenda_items_edit", ASKED),
    Line("agenda_items_history", ASKED),
    Line("agenda_items_move", RUNS),
    Line("agenda_items_take_off", ASKED),
    Line("agenda_items_reach", RUNS),
    Line("entries_list", ALL),
    Line("entries_create", only("sam mara mina", others=400)),
    Line("entries_get", ASKED),
    Line("entries_edit", ASKED),
    Line("entries_history", ASKED),
    Line("decisions_list", ALL),
)

OPERATIONS: tuple[Line, ...] = (
    *ME, *PEOPLE, *AREAS, *NOTICES, *AGREEMENTS, *GOALS, *PLANS, *OBSTACLES,
    *TASKS, *COLLATERAL, *REQUESTS, *LEADS, *MEETINGS, *FOLLOWUPS,
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
    ("follow_up_rules_list", "", "rule", "ada"),
    ("assets_list", "", "draft", MAKERS),
    ("meetings_list", "", "meeting_ahead", "sam mara mina"),
    ("agenda_items_list", "", "item", "sam mara mina"),
    ("entries_list", "", "entry", "sam mara mina"),
    ("leads_list", "", "lead", "sam sofie mara milo mina moritz ada"),
    ("hand_offs_list", "", "hand_off", "sam sofie mara milo mina moritz ada"),
    ("imports_list", "", "import_done", "sam sofie mara milo mina moritz ada"),
    ("assets_list", "?q=anybody", "draft", MAKERS),
    ("agreements_list", "?state=draft", "draft_agreement", "sam sofie mara eva ada"),
)
