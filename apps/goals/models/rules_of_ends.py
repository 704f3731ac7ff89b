"""What only a trigger can hold of goals that end, and of who reads how they stand."""

import pgtrigger

from apps.goals.models.rules import columns_of


def closed_stays(*fields: str) -> pgtrigger.Trigger:
    """A trigger that keeps `fields` of a goal as they are while it is closed; a plan may still let it go."""
    return pgtrigger.Trigger(
        name="goal_closed_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.state <> 'active' AND NEW.state <> 'active' AND"
            f" {columns_of(fields, 'OLD')} IS DISTINCT FROM {columns_of(fields, 'NEW')}"
        ),
        func=(
            "RAISE EXCEPTION 'goal % is closed', NEW.id"
            " USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_closed_stays';"
        ),
    )


# The goal above is held, so that it isn't closed in the moment something begins to serve it.
_IN_ORDER = """
    IF NEW.state <> 'active' THEN
        IF EXISTS (SELECT 1 FROM goals_goal g WHERE g.parent_id = NEW.id AND g.state = 'active') THEN
            RAISE EXCEPTION 'open goals stand below goal %', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_closes_last';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM 1 FROM goals_goal g WHERE g.id = NEW.parent_id AND g.state = 'active' FOR SHARE;
    IF NEW.parent_id IS NOT NULL AND NOT FOUND THEN
        RAISE EXCEPTION 'goal % would serve a closed one', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_serves_an_open_one';
    END IF;
    RETURN NEW;
"""


def closes_in_order() -> pgtrigger.Trigger:
    """A trigger that closes goals from below, and lets an open goal serve an open one only."""
    return pgtrigger.Trigger(
        name="goal_closes_in_order",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id", "state"),
        func=_IN_ORDER,
    )


_OF_AN_OPEN_GOAL = """
    SELECT g.state INTO stands FROM goals_goal g WHERE g.id = <goal> FOR SHARE;
    IF stands <> 'active' THEN
        RAISE EXCEPTION 'a <name> of a closed goal'
            USING ERRCODE = 'check_violation', CONSTRAINT = '<name>_of_an_open_goal';
    END IF;
    RETURN NEW;
"""


def of_an_open_goal(
    name: str, *, goal: str = "NEW.goal_id", operation: pgtrigger.Operation = pgtrigger.Insert, when: str = ""
) -> pgtrigger.Trigger:
    """A trigger that lets nothing new be said of a goal that is closed; the goal is held until then.

    Args:
        goal: the SQL for the goal's id; NULL where it is about none.
        when: the SQL condition under which it is asked.
    """
    return pgtrigger.Trigger(
        name=f"{name}_of_an_open_goal",
        when=pgtrigger.Before,
        operation=operation,
        declare=[("stands", "TEXT")],
        condition=pgtrigger.Condition(when) if when else None,
        func=_OF_AN_OPEN_GOAL.replace("<goal>", goal).replace("<name>", name),
    )


_OF_A_CLOSED_GOAL = """
    PERFORM 1 FROM goals_goal g WHERE g.id = <goal> AND g.state <> 'active' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a <name> after a goal that is open'
            USING ERRCODE = 'check_violation', CONSTRAINT = '<name>_of_a_closed_goal';
    END IF;
    RETURN NEW;
"""


def of_a_closed_goal(name: str, *, goal: str) -> pgtrigger.Trigger:
    """A trigger that lets something begin that follows from a goal's end only once it has ended.

    Args:
        goal: the SQL for the goal's id; NULL where it follows from none.
    """
    return pgtrigger.Trigger(
        name=f"{name}_of_a_closed_goal",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition(f"{goal} IS NOT NULL"),
        func=_OF_A_CLOSED_GOAL.replace("<goal>", goal).replace("<name>", name),
    )


_CLOSED_AS = """
    IF EXISTS (
        SELECT 1 FROM goals_goal g
        LEFT JOIN goals_closure c ON c.goal_id = g.id AND c.reopened_at IS NULL
        WHERE g.id = <goal> AND coalesce(c.outcome, 'active') <> g.state
    ) THEN
        RAISE EXCEPTION 'goal % does not stand as its closure says', <goal>
            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_stands_as_closed';
    END IF;
    RETURN NULL;
"""


def closed_as_said(name: str, *, goal: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """A trigger that, when the transaction ends, finds a goal closed as its closure says, and open without one."""
    return pgtrigger.Trigger(
        name=f"{name}_closed_as_said",
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=_CLOSED_AS.replace("<goal>", goal),
    )


def owner_reads_another() -> pgtrigger.Trigger:
    """A trigger that lets nobody answer for a goal whose check-ins they are to read."""
    return pgtrigger.Trigger(
        name="goal_read_by_another",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("owner_id"),
        func="""
            IF EXISTS (
                SELECT 1 FROM goals_readerterm t
                WHERE t.goal_id = NEW.id AND t.reader_id = NEW.owner_id AND t.until_at IS NULL
            ) THEN
                RAISE EXCEPTION 'goal % would be read by its owner', NEW.id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_read_by_another';
            END IF;
            RETURN NEW;
        """,
    )
