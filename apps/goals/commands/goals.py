from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from apps.core import telling
from apps.core.errors import require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import change, here
from apps.goals.models import Goal
from apps.people.models import Member
from apps.trail import commands as trail


class GoalChanges(TypedDict, total=False):
    title: str
    why: str
    owner: Member
    side: str | None
    due_on: date | None


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
) -> Goal:
    """Set a goal; its owner is the actor where nobody else is named."""
    owner = owner or actor
    require(policy.may_create_goal(actor, owner))
    here(owner)
    goal = Goal.objects.create(title=title, why=why, owner=owner, side=side, due_on=due_on, created_at=now)
    trail.record(actor=actor, act="goal.created", about=goal, now=now, owner=owner)
    telling.tell(to=[owner], kind="goal-given", about=goal, actor=actor, now=now)
    return goal


@transaction.atomic
def edit_goal(
    *, actor: Member, goal: Goal, now: datetime, revision: int | None = None, **changes: Unpack[GoalChanges]
) -> Goal:
    """Change what is given; a new owner is told."""
    if "owner" in changes:
        here(changes["owner"])
    goal = locked(goal, revision=revision)
    before = goal.owner
    require(policy.may_edit_goal(actor, goal))
    if changes.get("owner", before) != before:
        require(policy.may_give_to(actor, changes["owner"]))
    changed = change(goal, changes)
    if not changed:
        return goal
    trail.record(actor=actor, act="goal.edited", about=goal, now=now, changes=changed)
    if "owner" in changed:
        telling.tell(to=[goal.owner], kind="goal-given", about=goal, actor=actor, now=now)
        telling.tell(to=[before], kind="goal-passed-on", about=goal, actor=actor, now=now)
    return goal
