"""What only a trigger can hold, written once for the tables of this app."""

from collections.abc import Iterable

import pgtrigger


def legal_jumps(name: str, *jumps: tuple[str, str], first: Iterable[str]) -> list[pgtrigger.Trigger]:
    """Triggers that refuse every change of `state` but `jumps`, and every first state but those of `first`."""
    allowed = ", ".join(f"('{old}', '{new}')" for old, new in jumps)
    begins = ", ".join(f"'{state}'" for state in first)
    refuse = "USING ERRCODE = 'check_violation';"
    return [
        pgtrigger.Trigger(
            name=f"{name}_legal_jump",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(
                f"OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN ({allowed})"
            ),
            func=f"RAISE EXCEPTION '{name}: never from % to %', OLD.state, NEW.state {refuse}",
        ),
        pgtrigger.Trigger(
            name=f"{name}_first_state",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=pgtrigger.Condition(f"NEW.state NOT IN ({begins})"),
            func=f"RAISE EXCEPTION '{name}: never begins as %', NEW.state {refuse}",
        ),
    ]


# Asked when the transaction ends: what is offered to a leaver is taken back first, then they leave.
taken_back_from_a_leaver = pgtrigger.Trigger(
    name="hand_off_taken_back",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    timing=pgtrigger.Deferred,
    condition=pgtrigger.Condition("NEW.state = 'taken_back' AND OLD.state <> 'taken_back'"),
    func="""
    IF EXISTS (SELECT 1 FROM people_member WHERE id = NEW.qualifier_id AND is_active) THEN
        RAISE EXCEPTION 'hand_off_taken_back_from_a_leaver' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
""",
)
