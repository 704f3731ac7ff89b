"""What only a trigger can hold: a meeting's legal steps, and minutes that nobody changes once they are closed."""

import pgtrigger

# The meeting is read under a lock: whoever closes it at this moment is waited for.
_FROZEN = """
    FOR touched IN <meetings> LOOP
        SELECT state INTO standing FROM meetings_meeting WHERE id = touched FOR SHARE;
        IF standing = 'closed' THEN
            RAISE EXCEPTION 'the minutes of meeting % are closed', touched USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
_OWN = """SELECT id FROM (SELECT CASE WHEN TG_OP <> 'INSERT' THEN OLD.meeting_id END AS id
        UNION SELECT CASE WHEN TG_OP <> 'DELETE' THEN NEW.meeting_id END) of_row WHERE id IS NOT NULL"""
_OF_ENTRY = """SELECT meeting_id FROM meetings_entry WHERE id IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.entry_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.entry_id END)"""


def frozen_once_closed(name: str, *, by_entry: bool = False) -> pgtrigger.Trigger:
    """Refuses every insert, update and delete once the row's meeting is closed, from wherever it comes."""
    return pgtrigger.Trigger(
        name=f"{name}_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("touched", "uuid"), ("standing", "text")],
        func=_FROZEN.replace("<meetings>", _OF_ENTRY if by_entry else _OWN),
    )


meeting_moves = pgtrigger.FSM(
    name="meeting_moves",
    field="state",
    transitions=[("scheduled", "running"), ("scheduled", "cancelled"), ("running", "closed")],
)
meeting_stays_closed = pgtrigger.Trigger(
    name="meeting_stays_closed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition("OLD.state = 'closed'"),
    func="RAISE EXCEPTION 'meeting % is closed', OLD.id USING ERRCODE = 'check_violation';",
)
