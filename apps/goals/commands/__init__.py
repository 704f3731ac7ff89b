from apps.goals.commands.assigning import assign_task, assign_tasks, hand_over_tasks, undo_assigning
from apps.goals.commands.goals import create_goal, edit_goal
from apps.goals.commands.milestones import (
    add_milestone,
    complete_milestone,
    edit_milestone,
    reopen_milestone,
    undo_completing_milestone,
)
from apps.goals.commands.offering import (
    accept_task,
    accept_tasks,
    decline_task,
    offer_task,
    return_unanswered,
    withdraw_offer,
)
from apps.goals.commands.tasks import create_task, edit_task, move_due
from apps.goals.commands.working import (
    complete_task,
    confirm_task,
    drop_task,
    reopen_task,
    start_task,
    undo_ending,
)

__all__ = [
    "accept_task",
    "accept_tasks",
    "add_milestone",
    "assign_task",
    "assign_tasks",
    "complete_milestone",
    "complete_task",
    "confirm_task",
    "create_goal",
    "create_task",
    "decline_task",
    "drop_task",
    "edit_goal",
    "edit_milestone",
    "edit_task",
    "hand_over_tasks",
    "move_due",
    "offer_task",
    "reopen_milestone",
    "reopen_task",
    "return_unanswered",
    "start_task",
    "undo_assigning",
    "undo_completing_milestone",
    "undo_ending",
    "withdraw_offer",
]
