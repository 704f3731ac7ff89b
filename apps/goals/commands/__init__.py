from apps.goals.commands.activities import (
    add_promise,
    amend_activity,
    change_activity,
    leave_activity_out,
    name_milestone,
    take_activity_in,
)
from apps.goals.commands.assigning import assign_task, assign_tasks, hand_over_tasks, undo_assigning
from apps.goals.commands.carrying import carry_over
from apps.goals.commands.carrying_back import undo_carrying_over
from apps.goals.commands.checking import check_in, correct_check_in
from apps.goals.commands.checklists import tick_task
from apps.goals.commands.closing import close_goal, reopen_goal, undo_closing
from apps.goals.commands.conditions import set_conditions
from apps.goals.commands.goals import create_goal, edit_goal, hand_over_goal
from apps.goals.commands.invoking import apply_consequence, give_account, invoke_consequence, waive_consequence
from apps.goals.commands.judging import judge_obstacle
from apps.goals.commands.measuring import record_reading, set_measure, undo_reading
from apps.goals.commands.milestones import (
    add_milestone,
    complete_milestone,
    edit_milestone,
    hand_over_milestone,
    reopen_milestone,
    undo_completing_milestone,
)
from apps.goals.commands.noting import not_me
from apps.goals.commands.obstacles import (
    accept_obstacle,
    edit_obstacle,
    hand_over_obstacle,
    live_with_obstacle,
    raise_obstacle,
    remove_obstacle,
    undo_closing_obstacle,
)
from apps.goals.commands.offering import (
    accept_task,
    accept_tasks,
    decline_task,
    offer_task,
    return_unanswered,
    withdraw_offer,
)
from apps.goals.commands.periods import open_fiscal_year
from apps.goals.commands.phasing import set_phases
from apps.goals.commands.plans import add_to_plan, amend_goal, change_in_plan, leave_out, start_plan
from apps.goals.commands.promises import hand_over_promise, keep_promise, pass_promise_on
from apps.goals.commands.readers import hand_over_reading, mark_read, name_reader
from apps.goals.commands.sharing import note_use_of_link, revoke_scoreboard_link, share_scoreboard
from apps.goals.commands.tasks import create_task, edit_task, move_due
from apps.goals.commands.trying import (
    begin_small_step,
    edit_small_step,
    end_small_step,
    hand_over_small_step,
    undo_ending_small_step,
)
from apps.goals.commands.working import (
    complete_task,
    confirm_task,
    drop_task,
    reopen_task,
    start_task,
    undo_ending,
)

__all__ = [
    "accept_obstacle",
    "accept_task",
    "accept_tasks",
    "add_milestone",
    "add_promise",
    "add_to_plan",
    "amend_activity",
    "amend_goal",
    "apply_consequence",
    "assign_task",
    "assign_tasks",
    "begin_small_step",
    "carry_over",
    "change_activity",
    "change_in_plan",
    "check_in",
    "close_goal",
    "complete_milestone",
    "complete_task",
    "confirm_task",
    "correct_check_in",
    "create_goal",
    "create_task",
    "decline_task",
    "drop_task",
    "edit_goal",
    "edit_milestone",
    "edit_obstacle",
    "edit_small_step",
    "edit_task",
    "end_small_step",
    "give_account",
    "hand_over_goal",
    "hand_over_milestone",
    "hand_over_obstacle",
    "hand_over_promise",
    "hand_over_reading",
    "hand_over_small_step",
    "hand_over_tasks",
    "invoke_consequence",
    "judge_obstacle",
    "keep_promise",
    "leave_activity_out",
    "leave_out",
    "live_with_obstacle",
    "mark_read",
    "move_due",
    "name_milestone",
    "name_reader",
    "not_me",
    "note_use_of_link",
    "offer_task",
    "open_fiscal_year",
    "pass_promise_on",
    "raise_obstacle",
    "record_reading",
    "remove_obstacle",
    "reopen_goal",
    "reopen_milestone",
    "reopen_task",
    "return_unanswered",
    "revoke_scoreboard_link",
    "set_conditions",
    "set_measure",
    "set_phases",
    "share_scoreboard",
    "start_plan",
    "start_task",
    "take_activity_in",
    "tick_task",
    "undo_assigning",
    "undo_carrying_over",
    "undo_closing",
    "undo_closing_obstacle",
    "undo_completing_milestone",
    "undo_ending",
    "undo_ending_small_step",
    "undo_reading",
    "waive_consequence",
    "withdraw_offer",
]
