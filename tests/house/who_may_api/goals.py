"""Goals, plans, obstacles, tasks: own; managers their teams'; admins all."""

from datetime import timedelta

from tests.house.roles import only, they
from tests.house.who_may.whom import ASSIGNING, CONTENT, DRAFTING, FIELD_SALES, HELD_UP, IN_ON_PLAN, LEADING
from tests.house.who_may_api.line import ADMIN, ALL, Line, at, sending
from tests.house.world import World


def _in_a_week(world: World) -> str:
    return str(world.today + timedelta(days=7))


# --- Goals, milestones: own; managers their teams'; admins all.
GOALS = (
    Line("goals_list", ALL),
    Line("goals_get", ALL),
    Line("goals_history", ALL),
    Line("goals_create", ALL),
    Line("goals_create", only(CONTENT), "of Mara's", lambda w: sending(title="Fewer forms", owner=w.cast.mara)),
    Line("goals_edit", only(CONTENT)),
    Line("goals_edit", ADMIN, "to another manager's team", lambda w: at(w.goal, owner=w.cast.sofie)),
    Line("goals_close", only(CONTENT)),
    Line("goals_reopen", only(CONTENT)),
    Line("goals_carry_over", only(CONTENT)),
    Line("goals_closures_list", ALL),
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
    Line("goals_set_conditions", only(CONTENT)),
    Line("goals_set_phases", only(CONTENT)),
    Line("goals_amend", only(f"{DRAFTING} sam")),
    Line("goals_readings_list", ALL),
    Line("goals_readings_create", only(CONTENT)),
    Line("goals_check_ins_list", ALL),
    Line("goals_check_ins_create", only(CONTENT)),
    Line("goals_check_ins_correct", only("mara")),
    Line("goals_check_ins_read", only("sam")),
    Line("goals_name_reader", only(CONTENT)),
    Line("goals_numbers_get", ALL),
    Line("goals_line_of_sight_list", ALL),
    Line("tasks_line_of_sight_list", ALL),
    Line("members_line_of_sight_list", ALL),
    Line("work_without_a_path_list", ALL),
    Line("members_without_a_path_list", ALL),
    Line("scoreboard_get", ALL),
    Line("scoreboard_links_list", ALL),
    Line("scoreboard_links_get", only(ASSIGNING, others=404)),
    Line("scoreboard_links_history", only(ASSIGNING, others=404)),
    Line("scoreboard_links_create", only(ASSIGNING)),
    Line("scoreboard_links_revoke", only(ASSIGNING, others=404)),
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

# --- What a plan names: its draft as above; kept by who answers for it, who leads them, the admin; a person's part of
#     the report is for that person, their manager and executives.
ACTIVITIES = (
    Line("plans_name_milestone", only(IN_ON_PLAN, others=404)),
    Line("plans_add_promise", only(IN_ON_PLAN, others=404)),
    Line("plans_change_activity", only(IN_ON_PLAN, others=404)),
    Line("plans_leave_activity_out", only(IN_ON_PLAN, others=404)),
    Line("plans_take_activity_in", only(IN_ON_PLAN, others=404)),
    Line("agreed_activities_list", ALL),
    Line("agreed_activities_get", ALL),
    Line("agreed_activities_get", only(IN_ON_PLAN, others=404), "of a draft", lambda w: at(w.planned_promise)),
    Line("agreed_activities_history", ALL),
    Line("agreed_activities_amend", only(f"{DRAFTING} sam")),
    Line("agreed_activities_keep", only(CONTENT)),
    Line("agreed_activities_pass_on", only("moritz ada")),
    Line("agreed_activities_spans_list", ALL),
    Line("periods_accountability_list", ALL),
)

# --- What was agreed for the case that a goal slips: as on its pages.
SLIPPED = (
    Line("invocations_list", ALL),
    Line("invocations_create", only("sam mara mina moritz eva ada")),
    Line("invocations_get", only("sam mara moritz eva", others=404)),
    Line("invocations_history", only("sam mara moritz eva", others=404)),
    Line("invocations_account", only("mara", others=404) | they("sam moritz eva", 403)),
    Line("invocations_apply", only("sam", others=404) | they("mara moritz eva", 403)),
    Line("invocations_waive", only("sam", others=404) | they("mara moritz eva", 403)),
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
    Line("obstacles_judge", only("mina eva ada")),
    Line("obstacles_live_with", only(f"{HELD_UP} mara")),
)

# --- Small steps: begun in one's own team or for both; its owner, their manager and admins change and end it.
SMALL_STEPS = (
    Line("small_steps_list", ALL),
    Line("small_steps_get", ALL),
    Line("small_steps_history", ALL),
    Line("small_steps_create", ALL),
    Line(
        "small_steps_create",
        only("mara milo moritz ada"),
        "in the team of content",
        lambda w: sending(practice="Call", sign="They answer.", until_on=_in_a_week(w), team=str(w.cast.content.pk)),
    ),
    Line("small_steps_edit", only(FIELD_SALES)),
    Line("small_steps_end", only(FIELD_SALES)),
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
    Line("tasks_not_me", only("sofie")),
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
    Line("tasks_tick", only("sam")),
    Line("tasks_confirm", only("sam")),
    Line("tasks_drop", only(FIELD_SALES)),
    Line("tasks_reopen", only(FIELD_SALES)),
    Line("tasks_move_due", only(FIELD_SALES)),
)
