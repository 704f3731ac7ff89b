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


# One row of the tree is moved at a time, also by two who don't know of each other: the lock is the transaction's.
_TREE = """
    IF NEW.is_root AND NOT EXISTS (SELECT 1 FROM goals_period p WHERE p.id = NEW.period_id AND p.kind = 'year') THEN
        RAISE EXCEPTION 'a revenue goal is of a fiscal year'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_root_is_of_a_year';
    END IF;
    IF NEW.parent_id IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('goals.tree'));
    IF EXISTS (
        WITH RECURSIVE up(id) AS (
            SELECT NEW.parent_id
            UNION
            SELECT g.parent_id FROM goals_goal g JOIN up ON g.id = up.id WHERE g.parent_id IS NOT NULL
        )
        SELECT 1 FROM up WHERE up.id = NEW.id
    ) THEN
        RAISE EXCEPTION 'goal % would stand under itself', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_no_circle';
    END IF;
    RETURN NEW;
"""


def root_and_no_circle() -> pgtrigger.Trigger:
    """A trigger that keeps the goals a forest, and a revenue goal on top of a fiscal year."""
    return pgtrigger.Trigger(
        name="goal_tree",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id", "is_root", "period_id"),
        func=_TREE,
    )


_PROTECTED = (
    "title", "owner_id", "side", "unit", "direction", "baseline", "target", "lower", "upper", "starts_on", "due_on",
    "conditions", "consequence", "decided_by",
)  # fmt: skip
# How many working days lie between the date that was signed and the new one.
_WORKING_DAYS = """
        SELECT count(*) FROM people_company c CROSS JOIN LATERAL generate_series(
            least((said->>'due_on')::date, NEW.due_on) + 1,
            greatest((said->>'due_on')::date, NEW.due_on),
            interval '1 day'
        ) day
        WHERE extract(isodow FROM day)::int - 1 = ANY(c.work_days)
        AND NOT EXISTS (SELECT 1 FROM people_closedday x WHERE x."on" = day::date)
    """
# Inside the leeway a due date lies, by working days, no further from the one that was signed than the text allows.
_IN_LEEWAY = """EXISTS (
    SELECT 1 FROM agreements_version v CROSS JOIN LATERAL jsonb_array_elements(v.content->'goals') said
    WHERE v.id = OLD.agreed_version_id AND v.leeway_days > 0
    AND said->>'id' = NEW.id::text AND said->>'due_on' IS NOT NULL
    AND v.leeway_days >= (<working_days>)
)""".replace("<working_days>", _WORKING_DAYS)
_MAY_REWORD = "EXISTS (SELECT 1 FROM agreements_version v WHERE v.id = OLD.agreed_version_id AND v.leeway_wording)"
# Within the team, where the text lets them; and what a leaver leaves behind goes to whom it is handed over.
_MAY_HAND_ON = """(
    coalesce(current_setting('accord.leaver', true), '') = OLD.owner_id::text
    OR EXISTS (
        SELECT 1 FROM agreements_version v, people_member was JOIN people_member now ON now.team_id = was.team_id
        WHERE v.id = OLD.agreed_version_id AND v.leeway_owner AND was.id = OLD.owner_id AND now.id = NEW.owner_id
    )
)"""
# <what> stands for the name of the rule, <may_move> for what the text itself lets be moved.
_AGREED = """
    IF NEW.agreed_version_id IS NOT DISTINCT FROM OLD.agreed_version_id THEN
        IF EXISTS (
            SELECT 1 FROM agreements_version v WHERE v.id = OLD.agreed_version_id AND v.state = 'signed'
            AND v.effective_from IS NOT NULL AND (v.ends_at IS NULL OR v.ends_at > clock_timestamp())
        ) AND NOT (<may_move>) THEN
            RAISE EXCEPTION '<what> % stands in a plan in force', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = '<what>_agreed_stays';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM agreements_version was JOIN agreements_version later ON later.agreement_id = was.agreement_id
        WHERE was.id = OLD.agreed_version_id
        AND (
            later.number > was.number AND later.state = 'signed'
            AND (NEW.agreed_version_id IS NULL OR NEW.agreed_version_id = later.id)
            OR NEW.agreed_version_id IS NULL AND was.state = 'ended'
        )
    ) THEN
        RAISE EXCEPTION '<what> % is let go by a later version only', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = '<what>_agreed_stays';
    END IF;
    RETURN NEW;
"""


def columns_of(names: Iterable[str], row: str) -> str:
    return "(" + ", ".join(f"{row}.{name}" for name in names) + ")"


def _agreed(what: str, may_move: str) -> str:
    return _AGREED.replace("<what>", what).replace("<may_move>", may_move)


def agreed_stays() -> pgtrigger.Trigger:
    """A trigger that lets what a plan in force says of a goal be changed by a later signed version alone."""
    free = {"title": _MAY_REWORD, "owner_id": _MAY_HAND_ON, "due_on": f"NEW.due_on IS NOT NULL AND {_IN_LEEWAY}"}
    rest = [name for name in _PROTECTED if name not in free]
    same = f"{columns_of(rest, 'OLD')} IS NOT DISTINCT FROM {columns_of(rest, 'NEW')}"
    each = [f"(NEW.{name} IS NOT DISTINCT FROM OLD.{name} OR {rule})" for name, rule in free.items()]
    return _stays("goal", _PROTECTED, " AND ".join([same, *each]))


def _stays(what: str, columns: Iterable[str], may_move: str) -> pgtrigger.Trigger:
    all_of_them = [*columns, "agreed_version_id"]
    changed = f"{columns_of(all_of_them, 'OLD')} IS DISTINCT FROM {columns_of(all_of_them, 'NEW')}"
    return pgtrigger.Trigger(
        name=f"{what}_agreed_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"OLD.agreed_version_id IS NOT NULL AND {changed}"),
        func=_agreed(what, may_move),
    )


def promise_stays() -> pgtrigger.Trigger:
    """A trigger that lets what a plan in force says of a promise be changed by a later signed version alone."""
    columns = ("plan_id", "goal_id", "milestone_id", "title", "side", "every", "how_many")
    return _stays("activity", columns, "FALSE")


# What was left out of a draft that nobody ever signed was signed by nobody either.
_SIGNED = """
    IF OLD.agreed_version_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM goals_plan p JOIN agreements_version v ON v.agreement_id = p.agreement_id
        WHERE p.id = OLD.plan_id AND v.signed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION '<what> % was signed', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
"""


def signed_is_kept(what: str) -> pgtrigger.Trigger:
    """A trigger that keeps whatever a version that was signed speaks of."""
    return pgtrigger.Trigger(
        name=f"{what}_signed_is_kept",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        condition=pgtrigger.Condition("OLD.agreed_version_id IS NOT NULL OR OLD.leaves"),
        func=_SIGNED.replace("<what>", what),
    )


_STEP = """
    IF EXISTS (
        SELECT 1 FROM goals_agreedactivity a JOIN agreements_version v ON v.id = a.agreed_version_id
        WHERE a.milestone_id = NEW.id AND v.state = 'signed' AND v.effective_from IS NOT NULL
        AND (v.ends_at IS NULL OR v.ends_at > clock_timestamp())
        AND NOT EXISTS (
            SELECT 1 FROM jsonb_array_elements(v.content->'activities') said
            WHERE said->>'id' = a.id::text AND said->>'title' = NEW.title AND said->>'goal_id' = NEW.goal_id::text
            AND ((said->>'due_on')::date = NEW.due_on OR <in_leeway>)
        )
    ) THEN
        RAISE EXCEPTION 'milestone % stands in a plan in force', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_agreed_stays';
    END IF;
    RETURN NEW;
"""


def step_stays() -> pgtrigger.Trigger:
    """A trigger that keeps a milestone that a plan in force names as it says, but for what its leeway allows."""
    in_leeway = f"v.leeway_days > 0 AND v.leeway_days >= ({_WORKING_DAYS})"
    columns = ["title", "due_on", "goal_id"]
    return pgtrigger.Trigger(
        name="milestone_agreed_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"({columns_of(columns, 'OLD')} IS DISTINCT FROM {columns_of(columns, 'NEW')})"),
        func=_STEP.replace("<in_leeway>", in_leeway),
    )


_CLAUSE = """
    IF NOT EXISTS (
        SELECT 1 FROM agreements_version v CROSS JOIN LATERAL jsonb_array_elements(v.content->'goals') said
        WHERE v.id = NEW.version_id AND v.effective_from IS NOT NULL AND said->>'id' = NEW.goal_id::text
        AND said->>'consequence' = NEW.step AND said->>'decided_by' = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'version % says nothing of that', NEW.version_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invocation_clause_stood';
    END IF;
    RETURN NEW;
"""


def clause_stood() -> pgtrigger.Trigger:
    """A trigger that lets be brought up only what a signed version says, in its words."""
    return pgtrigger.Trigger(
        name="invocation_clause_stood",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=_CLAUSE,
    )


def hearing_stays() -> pgtrigger.Trigger:
    """A trigger that keeps why it was brought up and what its owner said."""
    fixed = ["goal_id", "version_id", "step", "decided_by", "why", "proposed_by_id", "proposed_at"]
    said = ["account", "heard_id", "heard_at"]
    changed = f"{columns_of(fixed, 'OLD')} IS DISTINCT FROM {columns_of(fixed, 'NEW')}"
    unsaid = f"OLD.state <> 'proposed' AND {columns_of(said, 'OLD')} IS DISTINCT FROM {columns_of(said, 'NEW')}"
    return pgtrigger.Trigger(
        name="invocation_hearing_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"(({changed}) OR ({unsaid}))"),
        func="RAISE EXCEPTION 'what was said stays' USING ERRCODE = 'check_violation';",
    )
