from apps.goals import commands, queries
from apps.goals.api import shapes
from apps.goals.filters import TaskFilters
from apps.people.door import Collection, CollectionVerb, Single, Verb, resource

HAS_A_SAY = "its owner, who wanted it, their manager, admins"


class Tasks(Collection):
    """List tasks."""

    kind = "task"
    rows = staticmethod(queries.tasks)
    output = shapes.TaskOutput
    filters = TaskFilters
    orders = {"due_on": ("due_on", "id"), "title": ("title", "id"), "created_at": ("created_at", "id")}
    default_order = "due_on"
    words = ("title", "detail")
    input = shapes.TaskInput
    command = staticmethod(commands.create_task)
    create_summary = "Write a task down, and offer it where that is wanted"


class OneTask(Single):
    """Read a task."""

    kind = "task"
    rows = staticmethod(queries.tasks)
    subject = "task"
    output = shapes.TaskOutput
    input = shapes.TaskChangesInput
    command = staticmethod(commands.edit_task)
    edit_summary = "Change a task"
    edit_roles = HAS_A_SAY


class _Step(Verb):
    kind = "task"
    rows = staticmethod(queries.tasks)
    subject = "task"
    output = shapes.TaskOutput


class OfferTask(_Step):
    """Offer a task to somebody.

    Its owner stays who it is until the offer is accepted.
    """

    input = shapes.OfferTaskInput
    command = staticmethod(commands.offer_task)
    roles = HAS_A_SAY


class WithdrawOffer(_Step):
    """Take an unanswered offer back."""

    command = staticmethod(commands.withdraw_offer)
    roles = HAS_A_SAY


class AcceptTask(_Step):
    """Accept a task that is offered or assigned to oneself."""

    command = staticmethod(commands.accept_task)
    roles = "who was asked"


class DeclineTask(_Step):
    """Decline a task, with a reason.

    An offered task stays with its owner; an assigned one goes back to who assigned it.
    """

    input = shapes.DeclineTaskInput
    command = staticmethod(commands.decline_task)
    roles = "who was asked"


class NotMe(_Step):
    """Say that a task was noted for the wrong one.

    Within a day, and before it is begun: it goes back to who noted it.
    """

    command = staticmethod(commands.not_me)
    roles = "who was there when it was noted"


class AssignTask(_Step):
    """Assign a task: its new owner answers for it at once."""

    input = shapes.AssignTaskInput
    command = staticmethod(commands.assign_task)
    roles = "managers within their teams, admins"


class StartTask(_Step):
    """Start on a task, which also accepts it."""

    command = staticmethod(commands.start_task)
    roles = "its owner"


class TickTask(_Step):
    """Say that a point of a task's checklist is done."""

    input = shapes.TickTaskInput
    command = staticmethod(commands.tick_task)
    roles = "its owner"


class CompleteTask(_Step):
    """Say that a task is done."""

    command = staticmethod(commands.complete_task)
    roles = "its owner"


class ConfirmTask(_Step):
    """Say that what was done is what was wanted."""

    command = staticmethod(commands.confirm_task)
    roles = "who wanted it"


class DropTask(_Step):
    """Drop a task, with a reason."""

    input = shapes.DropTaskInput
    command = staticmethod(commands.drop_task)
    roles = HAS_A_SAY


class ReopenTask(_Step):
    """Take a task up again that was done or dropped."""

    input = shapes.ReopenTaskInput
    command = staticmethod(commands.reopen_task)
    roles = HAS_A_SAY


class MoveDue(_Step):
    """Set or move a task's due date; a move takes a reason."""

    input = shapes.MoveDueInput
    command = staticmethod(commands.move_due)
    roles = HAS_A_SAY


class AssignTasks(CollectionVerb):
    """Assign many tasks at once: all or none."""

    kind = "task"
    rows = staticmethod(queries.tasks)
    output = shapes.TaskOutput
    many = True
    input = shapes.AssignTasksInput
    command = staticmethod(commands.assign_tasks)
    roles = "managers within their teams, admins"


class AcceptTasks(CollectionVerb):
    """Accept all of these that still wait for one's answer."""

    kind = "task"
    rows = staticmethod(queries.tasks)
    output = shapes.TaskOutput
    many = True
    input = shapes.AcceptTasksInput
    command = staticmethod(commands.accept_tasks)
    roles = "who was asked"


class Terms(Collection):
    """List everybody who had a task or was offered it."""

    rows = staticmethod(queries.terms)
    within = "task"
    within_rows = staticmethod(queries.tasks)
    output = shapes.TermPart
    orders = {"offered_at": ("offered_at", "id")}
    default_order = "-offered_at"


class DueMoves(Collection):
    """List the settings and moves of a task's date."""

    rows = staticmethod(queries.due_moves)
    within = "task"
    within_rows = staticmethod(queries.tasks)
    output = shapes.DueMovePart
    orders = {"at": ("at", "id")}
    default_order = "-at"


urlpatterns = [
    *resource(
        "tasks",
        Tasks,
        OneTask,
        collection_verbs={"assign": AssignTasks, "accept": AcceptTasks},
        offer=OfferTask,
        withdraw_offer=WithdrawOffer,
        accept=AcceptTask,
        decline=DeclineTask,
        not_me=NotMe,
        assign=AssignTask,
        start=StartTask,
        tick=TickTask,
        complete=CompleteTask,
        confirm=ConfirmTask,
        drop=DropTask,
        reopen=ReopenTask,
        move_due=MoveDue,
    ),
    *resource("tasks/<uuid:task_id>/terms", Terms),
    *resource("tasks/<uuid:task_id>/due-moves", DueMoves),
]
