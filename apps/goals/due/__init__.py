"""What of goals and tasks falls due, and what waits for a member."""

from django.utils.translation import gettext_lazy as _

from apps.core import due
from apps.core.due import DueKind
from apps.goals.due import accounts, promises
from apps.goals.due.answers import answers_of, answers_within
from apps.goals.due.check_ins import check_ins_of, check_ins_within, unread_of, unread_within
from apps.goals.due.dates import milestones_of, milestones_within, tasks_of, tasks_within
from apps.goals.due.obstacles import obstacles_of, obstacles_within
from apps.goals.due.small_steps import small_steps_of, small_steps_within


def register() -> None:
    due.register(
        DueKind(
            "task-offered",
            label=_("A task waits for an answer"),
            within=answers_within,
            waiting=answers_of,
            # A working day before the offer goes back to who made it.
            lead_hours=8,
        ),
        DueKind(
            "task-overdue",
            label=_("A task is past its date"),
            within=tasks_within,
            waiting=tasks_of,
            repeat_days=(2, 5),
        ),
        DueKind(
            "milestone-overdue",
            label=_("A milestone is past its date"),
            within=milestones_within,
            waiting=milestones_of,
            repeat_days=(2, 5),
        ),
        DueKind(
            "promise-to-say",
            label=_("A promise of a plan waits for a word on whether it was kept"),
            within=promises.within,
            waiting=promises.waiting,
            repeat_days=(2, 5),
        ),
        DueKind(
            "account-asked",
            label=_("An owner is to be heard before a consequence is decided on"),
            within=accounts.within,
            waiting=accounts.waiting,
            repeat_days=(2, 5),
        ),
        DueKind(
            "check-in-missed",
            label=_("A goal's owner hasn't said how it stands"),
            within=check_ins_within,
            waiting=check_ins_of,
            repeat_days=(2, 5),
        ),
        DueKind(
            "check-in-to-read",
            label=_("How a goal stands waits for its reader"),
            within=unread_within,
            waiting=unread_of,
            repeat_days=(2, 5),
            verb=_("Read it"),
        ),
        DueKind(
            "obstacle-to-remove",
            label=_("Something is still in the way past its date"),
            within=obstacles_within,
            waiting=obstacles_of,
            repeat_days=(2, 5),
        ),
        DueKind(
            "small-step-due",
            label=_("A small step has come to its day"),
            within=small_steps_within,
            waiting=small_steps_of,
            # A working day before its last day ends: in the morning of it.
            lead_hours=8,
            repeat_days=(2, 5),
        ),
    )
