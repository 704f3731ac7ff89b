"""Calls on goals, milestones and tasks."""

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
    "tasks_assign": lambda w: Call(w.cast.ada, {"id": w.own_task.pk}, {"to": str(w.cast.milo.pk)}),
    "tasks_start": lambda w: Call(w.cast.sam, {"id": w.own_task.pk}),
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
CALLS = TASKS | GOALS
