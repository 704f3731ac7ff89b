from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import connection, transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import here, lock_tree, refuse_closed
from apps.goals.commands.phasing import phases_left
from apps.goals.commands.protecting import refuse_protected, tell_signers
from apps.goals.commands.readers import let_new_owner_read_no_more
from apps.goals.models import Goal, Period
from apps.people.models import Member
from apps.trail import commands as trail


class GoalChanges(TypedDict, total=False):
    title: str
    why: str
    owner: Member
    side: str | None
    due_on: date | None
    period: Period | None
    parent: Goal | None
    weight: int


class WouldCircle(Refused):
    """A goal doesn't stand under itself."""


class StandsOnTop(Refused):
    """The revenue goal of a fiscal year is its root: everything serves it, and it serves nothing."""


class RootAlready(NotNow):
    """A fiscal year has one revenue goal."""


class StaysDated(Refused):
    """A measure runs from one day to another."""


@transaction.atomic
def create_goal(
    *,
    actor: Member,
    title: str,
    now: datetime,
    why: str = "",
    owner: Member | None = None,
    side: str | None = None,
    due_on: date | None = None,
    period: Period | None = None,
    parent: Goal | None = None,
    weight: int = 1,
    is_root: bool = False,
) -> Goal:
    """Set a goal; its owner is the actor where nobody else is named.

    Args:
        is_root: it is the revenue goal of its fiscal year, which has one and only one.
    """
    owner = owner or actor
    require(policy.may_create_goal(actor, owner))
    if is_root:
        require(policy.may_set_root(actor))
        _refuse_as_root(period, parent)
    here(owner)
    if parent is not None:
        refuse_closed(parent)
        period = period or parent.period
    goal = Goal.objects.create(
        title=title,
        why=why,
        owner=owner,
        side=side,
        due_on=due_on,
        period=period,
        parent=parent,
        weight=weight,
        is_root=is_root,
        created_at=now,
    )
    trail.record(actor=actor, act="goal.created", about=goal, now=now, owner=owner)
    telling.tell(to=[owner], kind="goal-given", about=goal, actor=actor, now=now)
    return goal


def _refuse_as_root(period: Period | None, parent: Goal | None) -> None:
    """Locks the year, so that of two who set its revenue goal at the same moment one is told of the other."""
    if parent is not None:
        raise StandsOnTop(_("The revenue goal serves no other goal."))
    if period is None or period.kind != Period.Kind.YEAR:
        raise StandsOnTop(_("Choose the fiscal year whose revenue goal it is."))
    Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    root = Goal.objects.filter(period=period, is_root=True).first()
    if root is not None:
        raise RootAlready(_("%(period)s has its revenue goal: “%(title)s”.") % {"period": period, "title": root})


@transaction.atomic
def edit_goal(
    *, actor: Member, goal: Goal, now: datetime, revision: int | None = None, **changes: Unpack[GoalChanges]
) -> Goal:
    """Change what is given; a new owner is told. What a plan in force says is changed by amending the plan."""
    if "owner" in changes:
        here(changes["owner"])
    if changes.get("parent") is not None:
        lock_tree()
    goal = locked(goal, revision=revision)
    before = goal.owner
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    if changes.get("owner", before) != before:
        require(policy.may_give_to(actor, changes["owner"]))
    refuse_protected(goal, changes, now)
    _refuse_place(goal, changes)
    if "owner" in changes:
        let_new_owner_read_no_more(goal, changes["owner"], actor, now)
    given: dict[str, Any] = {**changes, **_phases_in_time(goal, changes)}
    changed = change(goal, given)
    if changed:
        told = {field: values for field, values in changed.items() if not field.startswith("phase_")}
        _tell_of(goal, before, told, actor, now)
        tell_signers(goal, told, actor, now)
    return goal


def _phases_in_time(goal: Goal, changes: GoalChanges) -> dict[str, Any]:
    """An earlier due date leaves those phases out that lie beyond it."""
    if not goal.phase_days or "due_on" not in changes:
        return {}
    return phases_left(goal, {name: getattr(goal, name) for name in ("unit", "direction", "starts_on")} | changes)


def _refuse_place(goal: Goal, changes: GoalChanges) -> None:
    """Whatever would break the tree or the measure."""
    parent, due_on = changes.get("parent", goal.parent), changes.get("due_on", goal.due_on)
    period = changes.get("period", goal.period)
    if goal.is_root and (parent is not None or period != goal.period):
        raise StandsOnTop(_("This is the revenue goal of its fiscal year: it serves no other goal, and stays there."))
    if parent is not None and "parent" in changes:
        refuse_closed(parent)
    if parent is not None and "parent" in changes and goal.pk in upwards(parent):
        raise WouldCircle(_("“%(title)s” stands under this goal itself. Choose another.") % {"title": parent})
    if goal.starts_on is not None and (due_on is None or due_on <= goal.starts_on):
        raise StaysDated(_("Its measure starts on %(day)s: it is due after that.") % {"day": goal.starts_on})


def upwards(goal: Goal) -> list[Any]:
    """The ids of the goal and of those above it, as they stand now: the caller holds the tree."""
    found: list[Any] = []
    here_now = goal.pk
    while here_now is not None and here_now not in found:
        found.append(here_now)
        here_now = Goal.objects.filter(pk=here_now).values_list("parent_id", flat=True).get()
    return found


def _tell_of(goal: Goal, before: Member, changed: dict[str, list[Any]], actor: Member, now: datetime) -> None:
    trail.record(actor=actor, act="goal.edited", about=goal, now=now, changes=changed)
    if "owner" in changed:
        telling.tell(to=[goal.owner], kind="goal-given", about=goal, actor=actor, now=now)
        telling.tell(to=[before], kind="goal-passed-on", about=goal, actor=actor, now=now)


@transaction.atomic
def hand_over_goal(*, actor: Member, goal: Goal, to: Member, now: datetime) -> Goal:
    """A leaver's goal goes to whom it is named for, on whatever side they stand: nobody is kept from leaving."""
    (to,) = here(to)
    goal = locked(goal)
    before = goal.owner
    let_new_owner_read_no_more(goal, to, actor, now)
    _leaves(before)
    changed = change(goal, {"owner": to})
    if changed:
        _tell_of(goal, before, changed, actor, now)
        tell_signers(goal, changed, actor, now)
    return goal


def _leaves(member: Member) -> None:
    """What a plan in force says of who answers for a goal is kept by the database, but for those who leave."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('accord.leaver', %s, true)", [str(member.pk)])
