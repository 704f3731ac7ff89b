"""Goals, plans, obstacles, tasks: own; managers their teams'; admins all."""

from tests.house.roles import DONE, everyone, only, they
from tests.house.who_may.page import Page
from tests.house.who_may.whom import (
    ALL,
    ASSIGNING,
    CONTENT,
    DRAFTING,
    FIELD_SALES,
    HELD_UP,
    IN_ON_PLAN,
    LEADING,
    REASON,
    SENT,
)

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
        "goals:close_goal",
        "goal",
        get=only(CONTENT, 200),
        post=only(CONTENT, DONE),
        send=lambda w, m: {"outcome": "achieved"},
    ),
    Page(
        "goals:reopen_goal", "closed_goal", get=only(CONTENT, 200), post=only(CONTENT, DONE), send=lambda w, m: REASON
    ),
    Page(
        "goals:carry_over",
        "measured",
        get=only(CONTENT, 200),
        post=only(CONTENT, DONE),
        send=lambda w, m: {"period": w.next_year.pk, "story": "They take longer."},
    ),
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
    Page("goals:conditions", "goal", get=only(CONTENT, 200), post=only(CONTENT, DONE)),
    Page("goals:phases", "measured", get=only(CONTENT, 200), post=only(CONTENT, DONE)),
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
    Page("goals:check_ins", "measured", get=ALL),
    Page(
        "goals:correct_check_in",
        "measured check_in",
        get=only("mara", 200),
        post=only("mara", DONE),
        send=lambda w, m: {"confidence": "at_risk"},
        nested=lambda w: [w.goal.pk, w.check_in.pk],
    ),
    Page(
        "goals:read_check_in",
        "measured check_in",
        post=only("sam", DONE),
        nested=lambda w: [w.goal.pk, w.check_in.pk],
    ),
    Page(
        "goals:name_reader",
        "goal",
        get=only(CONTENT, 200),
        post=only(CONTENT, DONE),
        send=lambda w, m: {"reader": w.cast.sofie.pk},
    ),
    Page("goals:scoreboard", get=ALL),
    Page("goals:wall", get=ALL),
    Page("goals:shared_scoreboard", lambda w: [w.scoreboard_secret], get=ALL, strangers=(200, 405)),
    Page("goals:scoreboard_links", get=only(ASSIGNING, 200)),
    Page(
        "goals:new_scoreboard_link",
        get=only(ASSIGNING, 200),
        post=only(ASSIGNING, 201),
        send=lambda w, m: {"name": "The hall"},
    ),
    Page("goals:revoke_scoreboard_link", "scoreboard_link", post=only(ASSIGNING, DONE, others=404)),
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
        "goals:conditions_in_plan",
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

# --- What a plan names beside its goals: its draft as above; kept by who answers for it, who leads them, the admin.
ACTIVITIES = (
    Page(
        "goals:name_milestone",
        "draft_plan",
        get=only(IN_ON_PLAN, 200, others=404),
        post=only(IN_ON_PLAN, DONE, others=404),
        send=lambda w, m: {"milestone": w.step.pk, "side": "marketing"},
    ),
    Page(
        "goals:add_promise",
        "draft_plan",
        get=only(IN_ON_PLAN, 200, others=404),
        post=only(IN_ON_PLAN, DONE, others=404),
        send=lambda w, m: {"title": "Calls", "goal": w.planned_goal.pk, "owner": w.cast.sam.pk, "side": "sales"},
    ),
    Page(
        "goals:change_activity",
        "draft_plan planned_promise",
        get=only(IN_ON_PLAN, 200, others=404),
        post=only(IN_ON_PLAN, DONE, others=404),
        send=lambda w, m: {"how_many": 3},
        nested=lambda w: [w.draft_plan.pk, w.promise.pk],
    ),
    Page(
        "goals:leave_activity_out",
        "draft_plan planned_promise",
        post=only(IN_ON_PLAN, DONE, others=404),
        nested=lambda w: [w.draft_plan.pk, w.promise.pk],
    ),
    Page(
        "goals:take_activity_in",
        "draft_plan planned_promise",
        post=only(IN_ON_PLAN, DONE, others=404),
        nested=lambda w: [w.draft_plan.pk, w.promise.pk],
    ),
    Page("goals:activity", "promise", get=ALL),
    Page("goals:activity", "planned_promise", case="of a draft", get=only(IN_ON_PLAN, 200, others=404)),
    Page(
        "goals:amend_activity",
        "promise",
        get=only(f"{DRAFTING} sam", 200),
        post=only(f"{DRAFTING} sam", DONE),
        send=lambda w, m: {"how_many": 3},
    ),
    Page(
        "goals:pass_promise_on",
        "promise",
        get=only("moritz ada", 200),
        post=only("moritz ada", DONE),
        send=lambda w, m: {"to": w.cast.milo.pk},
    ),
    Page(
        "goals:keep_promise",
        lambda w: [w.promise.pk, w.this_week],
        get=only(CONTENT, 200),
        post=only(CONTENT, DONE),
        send=lambda w, m: {"count": 2},
    ),
    Page("goals:current_accountability", get=ALL),
    Page("goals:accountability", "year", get=ALL),
)

# --- What was agreed for the case that a goal slips: brought up by who agreed on it and who answers for more than their
#     own work; seen by them, the owner, and who leads the owner; decided by whom the text names.
SLIPPED = (
    Page(
        "goals:invoke",
        "slipping",
        get=only("sam mara mina moritz eva ada", 200),
        post=only("sam mara mina moritz eva ada", DONE),
        send=lambda w, m: {"why": "Two of ten."},
    ),
    Page("goals:invocation", "invocation", get=only("sam mara moritz eva", 200, others=404)),
    Page(
        "goals:give_account",
        "invocation",
        get=only("mara", 200, others=404) | they("sam moritz eva", 403),
        post=only("mara", DONE, others=404) | they("sam moritz eva", 403),
        send=lambda w, m: {"account": "Three were ill."},
    ),
    Page(
        "goals:apply_consequence",
        "heard",
        get=only("sam", 200, others=404) | they("mara moritz eva", 403),
        post=only("sam", DONE, others=404) | they("mara moritz eva", 403),
        send=lambda w, m: {"outcome": "Milo helps."},
    ),
    Page(
        "goals:waive_consequence",
        "heard",
        get=only("sam", 200, others=404) | they("mara moritz eva", 403),
        post=only("sam", DONE, others=404) | they("mara moritz eva", 403),
        send=lambda w, m: {"outcome": "She did what she could."},
    ),
)

# --- Obstacles: all raise them; who can remove it accepts it; that one, who raised it, who answers for what it holds
#     up, their manager and admins end it.
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
        "goals:judge_obstacle",
        "obstacle",
        get=only("mina eva ada", 200),
        post=only("mina eva ada", DONE),
        send=lambda w, m: {"excuses": "True", "why": "Nobody could know."},
    ),
    Page(
        "goals:live_with_obstacle",
        "obstacle",
        get=only(f"{HELD_UP} mara", 200),
        post=only(f"{HELD_UP} mara", DONE),
        send=lambda w, m: {"outcome": "We quote by hand."},
    ),
)

# --- Small steps: begun in one's own team or for both; its owner, their manager and admins change and end it.
SMALL_STEPS = (
    Page("goals:small_steps", get=ALL),
    Page(
        "goals:new_small_step",
        get=ALL,
        post=SENT,
        send=lambda w, m: {"practice": "Call at nine", "sign": "More of them answer.", "team": ""},
    ),
    Page("goals:small_step", "small_step", get=ALL),
    Page("goals:edit_small_step", "small_step", get=only(FIELD_SALES, 200), post=only(FIELD_SALES, DONE)),
    Page(
        "goals:end_small_step",
        "small_step",
        get=only(FIELD_SALES, 200),
        post=only(FIELD_SALES, DONE),
        send=lambda w, m: {"outcome": "kept", "learned": "They answer."},
    ),
)

# --- Tasks: all create and offer theirs; assigning another's is for managers within their teams, and for admins.
TASKS = (
    Page("goals:tasks", get=ALL),
    Page("goals:board", get=ALL),
    Page("goals:grouped", get=ALL),
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
    Page("goals:decline", "offered", get=only("sofie", 200), post=only("sofie", DONE), send=lambda w, m: REASON),
    Page(
        "goals:decline",
        "assigned",
        case="assigned",
        get=only("mara", 200),
        post=only("mara", DONE),
        send=lambda w, m: REASON,
    ),
    Page("goals:not_me", "noted", post=only("sofie", DONE)),
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
    Page(
        "goals:tick", "own_task", post=only("sam", DONE), send=lambda w, m: {"point": "Find the number", "done": "yes"}
    ),
    Page("goals:complete", "own_task", post=only("sam", DONE)),
    Page("goals:confirm", "done", post=only("sam", DONE)),
    Page("goals:drop", "own_task", get=only(FIELD_SALES, 200), post=only(FIELD_SALES, DONE), send=lambda w, m: REASON),
    Page("goals:reopen", "done", get=only("sam sofie mina ada", 200), post=only("sam sofie mina ada", DONE)),
    Page(
        "goals:move_due",
        "own_task",
        get=only(FIELD_SALES, 200),
        post=only(FIELD_SALES, DONE),
        send=lambda w, m: {"due_on": w.today.isoformat(), "reason": "Acme is away."},
    ),
)
