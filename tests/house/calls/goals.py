"""Calls on goals, what they are measured by and held up by, plans, milestones and tasks."""

from datetime import timedelta

from apps.goals import commands
from tests.house.operations import Call
from tests.house.world import World


def _day(world: World, days: int = 40) -> str:
    return str(world.today + timedelta(days=days))


def _moved(world: World) -> Call:
    later = world.today + timedelta(days=50)
    commands.move_due(actor=world.cast.sam, task=world.own_task, due_on=later, reason="Acme asked.", now=world.now)
    return Call(world.cast.mara, {"task_id": world.own_task.pk})


TASKS = {
    "tasks_list": lambda w: Call(w.cast.sam),
    "tasks_create": lambda w: Call(
        w.cast.sam,
        body={
            "title": "Ask Acme for a quote",
            "serves": {"kind": "goal", "id": str(w.goal.pk)},
            "offer_to": str(w.cast.sofie.pk),
            "note": "You know them.",
        },
    ),
    "tasks_get": lambda w: Call(w.cast.mara, {"id": w.offered.pk}),
    "tasks_edit": lambda w: Call(w.cast.sam, {"id": w.own_task.pk}, {"title": "Call Acme again"}),
    "tasks_history": lambda w: Call(w.cast.mara, {"id": w.own_task.pk}),
    "tasks_assign_many": lambda w: Call(
        w.cast.ada,
        body={"to": str(w.cast.milo.pk), "tasks": [str(w.own_task.pk), str(w.assigned.pk)], "note": "Sam is away."},
    ),
    "tasks_accept_many": lambda w: Call(w.cast.sofie, body={"tasks": [str(w.offered.pk)]}),
    "tasks_offer": lambda w: Call(w.cast.sam, {"id": w.own_task.pk}, {"to": str(w.cast.mara.pk)}),
    "tasks_withdraw_offer": lambda w: Call(w.cast.sam, {"id": w.offered.pk}),
    "tasks_accept": lambda w: Call(w.cast.sofie, {"id": w.offered.pk}),
    "tasks_decline": lambda w: Call(w.cast.sofie, {"id": w.offered.pk}, {"reason": "I'm with Bolt all week."}),
    "tasks_not_me": lambda w: Call(w.cast.sofie, {"id": w.noted.pk}),
    "tasks_assign": lambda w: Call(w.cast.ada, {"id": w.own_task.pk}, {"to": str(w.cast.milo.pk)}),
    "tasks_start": lambda w: Call(w.cast.sam, {"id": w.own_task.pk}),
    "tasks_tick": lambda w: Call(w.cast.sam, {"id": w.own_task.pk}, {"point": "Find the number", "done": True}),
    "tasks_complete": lambda w: Call(w.cast.sam, {"id": w.own_task.pk}),
    "tasks_confirm": lambda w: Call(w.cast.sam, {"id": w.done.pk}),
    "tasks_drop": lambda w: Call(w.cast.sam, {"id": w.own_task.pk}, {"reason": "Acme has called."}),
    "tasks_reopen": lambda w: Call(w.cast.sam, {"id": w.dropped.pk}, {"reason": "It takes place."}),
    "tasks_move_due": lambda w: Call(
        w.cast.sam, {"id": w.own_task.pk}, {"due_on": _day(w), "reason": "Acme asked for it."}
    ),
    "tasks_terms_list": lambda w: Call(w.cast.mara, {"task_id": w.offered.pk}),
    "tasks_due_moves_list": _moved,
}
GOALS = {
    "goals_list": lambda w: Call(w.cast.sam),
    "goals_create": lambda w: Call(w.cast.sam, body={"title": "Ten new customers", "due_on": _day(w)}),
    "goals_get": lambda w: Call(w.cast.sam, {"id": w.goal.pk}),
    "goals_edit": lambda w: Call(w.cast.mara, {"id": w.goal.pk}, {"why": "So that we know."}),
    "goals_history": lambda w: Call(w.cast.sam, {"id": w.goal.pk}),
    "goals_close": lambda w: Call(
        w.cast.mara,
        {"id": w.goal.pk},
        {
            "outcome": "missed",
            "story": "They had no time.",
            "score": "0.50",
            "small_step": {"practice": "Ask before noon", "sign": "More of them answer.", "until_on": _day(w, 14)},
        },
    ),
    "goals_reopen": lambda w: Call(w.cast.mara, {"id": w.closed_goal.pk}, {"reason": "One came back."}),
    "goals_carry_over": lambda w: Call(
        w.cast.mara, {"id": w.measured.pk}, {"period": str(w.next_year.pk), "story": "They take longer."}
    ),
    "goals_closures_list": lambda w: Call(w.cast.sam, {"goal_id": w.closed_goal.pk}),
    "milestones_list": lambda w: Call(w.cast.sam),
    "milestones_create": lambda w: Call(
        w.cast.mara, body={"title": "All are asked", "goal": str(w.goal.pk), "due_on": _day(w)}
    ),
    "milestones_get": lambda w: Call(w.cast.sam, {"id": w.milestone.pk}),
    "milestones_edit": lambda w: Call(w.cast.mara, {"id": w.milestone.pk}, {"due_on": _day(w)}),
    "milestones_history": lambda w: Call(w.cast.sam, {"id": w.milestone.pk}),
    "milestones_complete": lambda w: Call(w.cast.mara, {"id": w.milestone.pk}),
    "milestones_reopen": lambda w: Call(w.cast.mara, {"id": w.reached.pk}),
}
MEASURES = {
    "goals_set_measure": lambda w: Call(
        w.cast.mara,
        {"id": w.goal.pk},
        {
            "unit": "number",
            "direction": "reach",
            "baseline": "0",
            "target": "20",
            "starts_on": _day(w, 0),
            "due_on": _day(w),
        },
    ),
    "goals_set_conditions": lambda w: Call(
        w.cast.mara,
        {"id": w.goal.pk},
        {
            "conditions": [{"text": "The price list is released", "who": str(w.cast.sam.pk)}],
            "consequence": "We look at it together.",
            "decided_by": "team",
        },
    ),
    "goals_set_phases": lambda w: Call(
        w.cast.mara,
        {"id": w.measured.pk},
        {"phases": [{"on": str(w.measured.starts_on + timedelta(days=5)), "value": "10"}]},
    ),
    "goals_amend": lambda w: Call(w.cast.moritz, {"id": w.agreed_goal.pk}, {"target": "120"}),
    "goals_readings_list": lambda w: Call(w.cast.sam, {"goal_id": w.measured.pk}),
    "goals_readings_create": lambda w: Call(w.cast.mara, {"goal_id": w.measured.pk}, {"value": "35"}),
    "goals_check_ins_list": lambda w: Call(w.cast.sam, {"goal_id": w.measured.pk}),
    "goals_check_ins_create": lambda w: Call(
        w.cast.mara, {"goal_id": w.measured.pk}, {"confidence": "off_track", "line": "Two moved.", "value": "31"}
    ),
    "goals_check_ins_correct": lambda w: Call(
        w.cast.mara, {"goal_id": w.measured.pk, "id": w.check_in.pk}, {"confidence": "at_risk", "line": "One moved."}
    ),
    "goals_check_ins_read": lambda w: Call(w.cast.sam, {"goal_id": w.measured.pk, "id": w.check_in.pk}),
    "goals_name_reader": lambda w: Call(w.cast.mara, {"id": w.goal.pk}, {"reader": str(w.cast.sofie.pk)}),
    "goals_numbers_get": lambda w: Call(w.cast.sam, {"goal_id": w.measured.pk}),
    "goals_line_of_sight_list": lambda w: Call(w.cast.sam, {"goal_id": w.measured.pk}),
    "tasks_line_of_sight_list": lambda w: Call(w.cast.sam, {"task_id": w.own_task.pk}),
    "members_line_of_sight_list": lambda w: Call(w.cast.sam, {"member_id": w.cast.mara.pk}),
    "work_without_a_path_list": lambda w: Call(w.cast.sam),
    "members_without_a_path_list": lambda w: Call(w.cast.sam),
    "scoreboard_get": lambda w: Call(w.cast.sam),
    "periods_list": lambda w: Call(w.cast.sam),
    "periods_create": lambda w: Call(w.cast.eva, body={"year": w.today.year + 2}),
    "periods_get": lambda w: Call(w.cast.sam, {"id": w.year.pk}),
    "periods_history": lambda w: Call(w.cast.sam, {"id": w.year.pk}),
}
PLANS = {
    "plans_list": lambda w: Call(w.cast.sam),
    "plans_create": lambda w: Call(
        w.cast.mara,
        body={
            "title": "Our spring",
            "period": str(w.year.pk),
            "sponsor": str(w.cast.eva.pk),
            "seats": [str(w.cast.sam.pk), str(w.cast.mara.pk)],
            "goals": [str(w.goal.pk)],
        },
    ),
    "plans_get": lambda w: Call(w.cast.sam, {"id": w.plan.pk}),
    "plans_history": lambda w: Call(w.cast.sam, {"id": w.plan.pk}),
    "plans_add_goal": lambda w: Call(w.cast.moritz, {"id": w.draft_plan.pk}, {"goal": str(w.goal.pk)}),
    "plans_change_goal": lambda w: Call(
        w.cast.moritz, {"id": w.draft_plan.pk}, {"goal": str(w.planned_goal.pk), "target": "90"}
    ),
    "plans_leave_out": lambda w: Call(w.cast.moritz, {"id": w.draft_plan.pk}, {"goal": str(w.planned_goal.pk)}),
}
ACTIVITIES = {
    "plans_name_milestone": lambda w: Call(
        w.cast.mara, {"id": w.draft_plan.pk}, {"milestone": str(w.step.pk), "side": "marketing"}
    ),
    "plans_add_promise": lambda w: Call(
        w.cast.mara,
        {"id": w.draft_plan.pk},
        {
            "title": "Calls to new leads",
            "goal": str(w.planned_goal.pk),
            "owner": str(w.cast.sam.pk),
            "side": "sales",
            "every": "week",
            "how_many": 20,
        },
    ),
    "plans_change_activity": lambda w: Call(
        w.cast.mara, {"id": w.draft_plan.pk}, {"activity": str(w.planned_promise.pk), "how_many": 3}
    ),
    "plans_leave_activity_out": lambda w: Call(
        w.cast.mara, {"id": w.draft_plan.pk}, {"activity": str(w.planned_promise.pk)}
    ),
    "plans_take_activity_in": lambda w: Call(w.cast.mara, {"id": w.draft_plan.pk}, {"activity": str(w.left_out.pk)}),
    "agreed_activities_list": lambda w: Call(w.cast.sam),
    "agreed_activities_get": lambda w: Call(w.cast.sam, {"id": w.promise.pk}),
    "agreed_activities_history": lambda w: Call(w.cast.sam, {"id": w.promise.pk}),
    "agreed_activities_amend": lambda w: Call(w.cast.mara, {"id": w.promise.pk}, {"how_many": 3}),
    "agreed_activities_keep": lambda w: Call(
        w.cast.mara, {"id": w.promise.pk}, {"until": str(w.this_week), "count": 2, "note": "Lakeside and Riverside"}
    ),
    "agreed_activities_pass_on": lambda w: Call(w.cast.moritz, {"id": w.promise.pk}, {"to": str(w.cast.milo.pk)}),
    "agreed_activities_spans_list": lambda w: Call(w.cast.mara, {"activity_id": w.promise.pk}),
    "periods_accountability_list": lambda w: Call(w.cast.mara, {"period_id": w.year.pk}),
}
SLIPPED = {
    "invocations_list": lambda w: Call(w.cast.sam),
    "invocations_create": lambda w: Call(w.cast.sam, body={"goal": str(w.slipping.pk), "why": "Two of ten."}),
    "invocations_get": lambda w: Call(w.cast.sam, {"id": w.invocation.pk}),
    "invocations_history": lambda w: Call(w.cast.sam, {"id": w.invocation.pk}),
    "invocations_account": lambda w: Call(w.cast.mara, {"id": w.invocation.pk}, {"account": "Three were ill."}),
    "invocations_apply": lambda w: Call(w.cast.sam, {"id": w.heard.pk}, {"outcome": "Milo helps."}),
    "invocations_waive": lambda w: Call(w.cast.sam, {"id": w.heard.pk}, {"outcome": "She did what she could."}),
}
OBSTACLES = {
    "obstacles_list": lambda w: Call(w.cast.sam),
    "obstacles_create": lambda w: Call(
        w.cast.sam,
        body={
            "what": "No room",
            "blocks": {"kind": "task", "id": str(w.own_task.pk)},
            "remover": str(w.cast.eva.pk),
            "remove_by": _day(w),
        },
    ),
    "obstacles_get": lambda w: Call(w.cast.sam, {"id": w.obstacle.pk}),
    "obstacles_edit": lambda w: Call(w.cast.sam, {"id": w.obstacle.pk}, {"what": "No prices yet"}),
    "obstacles_history": lambda w: Call(w.cast.sam, {"id": w.obstacle.pk}),
    "obstacles_accept": lambda w: Call(w.cast.mara, {"id": w.obstacle.pk}, {"remove_by": _day(w, 5)}),
    "obstacles_remove": lambda w: Call(w.cast.mara, {"id": w.accepted_obstacle.pk}, {"outcome": "It is out."}),
    "obstacles_judge": lambda w: Call(
        w.cast.mina, {"id": w.obstacle.pk}, {"excuses": True, "why": "Nobody could know it before."}
    ),
    "obstacles_live_with": lambda w: Call(w.cast.sam, {"id": w.obstacle.pk}, {"outcome": "We quote by hand."}),
}
SHARING = {
    "scoreboard_links_list": lambda w: Call(w.cast.mina),
    "scoreboard_links_create": lambda w: Call(w.cast.mina, body={"name": "The hall"}),
    "scoreboard_links_get": lambda w: Call(w.cast.mina, {"id": w.scoreboard_link.pk}),
    "scoreboard_links_history": lambda w: Call(w.cast.ada, {"id": w.scoreboard_link.pk}),
    "scoreboard_links_revoke": lambda w: Call(w.cast.ada, {"id": w.scoreboard_link.pk}),
}
SMALL_STEPS = {
    "small_steps_list": lambda w: Call(w.cast.sam),
    "small_steps_create": lambda w: Call(
        w.cast.mara, body={"practice": "Call at nine", "sign": "More of them answer.", "until_on": _day(w, 14)}
    ),
    "small_steps_get": lambda w: Call(w.cast.mara, {"id": w.small_step.pk}),
    "small_steps_edit": lambda w: Call(w.cast.sam, {"id": w.small_step.pk}, {"until_on": _day(w, 14)}),
    "small_steps_history": lambda w: Call(w.cast.mara, {"id": w.small_step.pk}),
    "small_steps_end": lambda w: Call(
        w.cast.sam, {"id": w.small_step.pk}, {"outcome": "kept", "learned": "They answer at nine."}
    ),
}
CALLS = TASKS | GOALS | MEASURES | PLANS | ACTIVITIES | SLIPPED | OBSTACLES | SHARING | SMALL_STEPS
