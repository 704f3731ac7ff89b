"""Calls on rules and on what is put off."""

from apps.followups import commands
from tests.house.operations import Call
from tests.house.world import World


def _edited_rule(world: World) -> Call:
    commands.edit_rule(
        actor=world.cast.ada,
        rule=world.rule,
        is_on=False,
        lead_hours=8,
        repeat_days=[1],
        tells_who_waits=False,
        revision=None,
        now=world.now,
    )
    return Call(world.cast.ada, {"id": world.rule.pk})


def _waiting_for_sofie(world: World) -> dict[str, object]:
    return {"kind": "task-offered", "about": {"kind": "task", "id": str(world.offered.pk)}, "days": 1}


CALLS = {
    "follow_up_rules_list": lambda w: Call(w.cast.ada),
    "follow_up_rules_get": lambda w: Call(w.cast.ada, {"id": w.rule.pk}),
    "follow_up_rules_edit": lambda w: Call(w.cast.ada, {"id": w.rule.pk}, {"is_on": False}),
    "follow_up_rules_history": _edited_rule,
    "snoozes_list": lambda w: Call(w.cast.sam),
    "snoozes_get": lambda w: Call(w.cast.sam, {"id": w.snooze.pk}),
    "snoozes_create": lambda w: Call(w.cast.sofie, body=_waiting_for_sofie(w)),
    "snoozes_wake": lambda w: Call(w.cast.sam, {"id": w.snooze.pk}),
}
