"""What only a trigger can hold, written once for the tables of this app."""

from collections.abc import Iterable

import pgtrigger


def legal_jumps(name: str, *jumps: tuple[str, str], first: Iterable[str]) -> list[pgtrigger.Trigger]:
    """Triggers that refuse every change of `state` but `jumps`, and every first state but those of `first`."""
    allowed = ", ".join(f"('{old}', '{new}')" for old, new in jumps)
    return [
        pgtrigger.Trigger(
            name=f"{name}_legal_jump",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(
                f"OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN ({allowed})"
            ),
            func=(
                f"RAISE EXCEPTION 'a {name} does not go from % to %', OLD.state, NEW.state"
                " USING ERRCODE = 'check_violation';"
            ),
        ),
        pgtrigger.Trigger(
            name=f"{name}_first_state",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=pgtrigger.Condition(f"NEW.state NOT IN ({', '.join(repr(state) for state in first)})"),
            func=f"RAISE EXCEPTION 'a {name} does not begin as %', NEW.state USING ERRCODE = 'check_violation';",
        ),
    ]


_ONE_OWNER = """
    IF NOT EXISTS (
        SELECT 1 FROM goals_task t JOIN goals_ownershipterm o ON o.task_id = t.id AND o.member_id = t.owner_id
        WHERE t.id = <task> AND o.state IN ('assigned', 'accepted')
    ) THEN
        RAISE EXCEPTION 'the owner of task % is not whose term it is', <task> USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


def one_owner(name: str, *, task: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """A trigger that, when the transaction ends, finds the task's owner in its one current term, or refuses it all.

    Args:
        task: the SQL for the task's id in the row that changed.
    """
    return pgtrigger.Trigger(
        name=f"{name}_one_owner",
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=_ONE_OWNER.replace("<task>", task),
    )
