"""What no constraint can say: nothing without an active owner, never a company without an admin."""

import pgtrigger


def held_by_active_members(name: str, *columns: str, only: str = "", named: bool = False) -> pgtrigger.Trigger:
    """Whoever is put into one of `columns` is active; their row is held, so that they can't leave at that moment.

    Args:
        only: rows that meet this SQL condition over `{row}`; what is over keeps the name of who has left.
        named: asked only of updates that name one of the columns; for tables of which a million rows change at once.
    """
    if only and named:
        raise ValueError("what comes to be meant isn't seen where only the columns are looked at")
    is_meant = f" AND {only.format(row='NEW')}" if only else ""
    begins = f" OR NOT {only.format(row='OLD')}" if only else ""
    new = "TG_OP = 'INSERT' OR NEW.{column} IS DISTINCT FROM OLD.{column}" + begins
    checks = "".join(
        f"""
        IF NEW.{column} IS NOT NULL{is_meant} AND ({new.format(column=column)}) THEN
            PERFORM 1 FROM people_member WHERE id = NEW.{column} AND is_active FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION '{name}_held_by_active_members' USING ERRCODE = 'check_violation';
            END IF;
        END IF;"""
        for column in columns
    )
    return pgtrigger.Trigger(
        name=f"{name}_held_by_active",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | (pgtrigger.UpdateOf(*columns) if named else pgtrigger.Update),
        func=f"{checks}\n        RETURN NEW;",
    )


def leaver_leaves(name: str, *held: str) -> pgtrigger.Trigger:
    """Nobody leaves while one of these SQL conditions over NEW, the member, holds."""
    return pgtrigger.Trigger(
        name=f"leaver_leaves_{name}",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.is_active AND NOT NEW.is_active"),
        func=f"""
        IF {" OR ".join(held)} THEN
            RAISE EXCEPTION 'member_leaves_nothing_behind' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;""",
    )


leaver_holds_nothing = pgtrigger.Trigger(
    name="leaver_holds_nothing",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.is_active AND NOT NEW.is_active"),
    func="""
        IF EXISTS (SELECT 1 FROM people_area WHERE NEW.id IN (owner_id, deputy_id))
            OR EXISTS (SELECT 1 FROM people_team WHERE lead_id = NEW.id)
            OR EXISTS (SELECT 1 FROM people_company WHERE NEW.id IN (sales_lead_id, marketing_lead_id)) THEN
            RAISE EXCEPTION 'member_leaves_nothing_behind' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;""",
)

# Two admins who take the role from each other at once wait for one another at the company's row.
last_admin_stays = pgtrigger.Trigger(
    name="last_admin_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "OLD.is_active AND 'admin' = ANY(OLD.roles) AND NOT (NEW.is_active AND 'admin' = ANY(NEW.roles))"
    ),
    func="""
        PERFORM 1 FROM people_company FOR UPDATE;
        IF NOT EXISTS (SELECT 1 FROM people_member WHERE id <> NEW.id AND is_active AND 'admin' = ANY(roles)) THEN
            RAISE EXCEPTION 'company_keeps_an_admin' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;""",
)
