from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling, undo
from apps.core.changing import change
from apps.core.errors import NotNow, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.goals import policy
from apps.goals.commands.ground import here, refuse_closed
from apps.goals.commands.protecting import refuse_protected_step, tell_signers_of_step
from apps.goals.models import Goal, Milestone
from apps.people.models import Member
from apps.trail import commands as trail


class MilestoneChanges(TypedDict, total=False):
    title: str
    owner: Member
    due_on: date


class AlreadyDone(NotNow):
    """A milestone is done once."""


class NotDone(NotNow):
    """Only what is done can be reopened."""


class ChangedSince(NotNow):
    """Somebody did something with it, so taking the step back would undo theirs too."""


@transaction.atomic
def add_milestone(
    *, actor: Member, goal: Goal, title: str, due_on: date, now: datetime, owner: Member | None = None
) -> Milestone:
    """Add a dated step to a goal; the goal's owner answers for it where nobody else is named."""
    owner = owner or goal.owner
    here(owner)
    goal = locked(goal)
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    require(owner == goal.owner or policy.may_give_to(actor, owner))
    milestone = Milestone.objects.create(goal=goal, title=title, owner=owner, due_on=due_on)
    trail.record(actor=actor, act="milestone.added", about=milestone, now=now, owner=owner, due_on=due_on)
    trail.record(actor=actor, act="goal.milestone_added", about=goal, now=now, milestone=milestone)
    telling.tell(to=[owner], kind="milestone-given", about=milestone, actor=actor, now=now)
    return milestone


@transaction.atomic
def edit_milestone(
    *,
    actor: Member,
    milestone: Milestone,
    now: datetime,
    revision: int | None = None,
    **changes: Unpack[MilestoneChanges],
) -> Milestone:
    """Change what is given; a new owner is told."""
    if "owner" in changes:
        here(changes["owner"])
    goal = locked(milestone.goal)
    milestone = locked(milestone, revision=revision)
    require(policy.may_edit_milestone(actor, milestone))
    refuse_closed(goal)
    owner = changes.get("owner", milestone.owner)
    require(owner in (milestone.owner, milestone.goal.owner) or policy.may_give_to(actor, owner))
    refuse_protected_step(milestone, changes, now)
    return _changed(actor, milestone, changes, now)


@transaction.atomic
def hand_over_milestone(*, actor: Member, milestone: Milestone, to: Member, now: datetime) -> None:
    """A leaver's milestone goes to whom it is named for, on whatever side they stand."""
    (to,) = here(to)
    _changed(actor, locked(milestone), {"owner": to}, now)


def _changed(actor: Member, milestone: Milestone, changes: Mapping[str, Any], now: datetime) -> Milestone:
    changed = change(milestone, changes)
    if not changed:
        return milestone
    trail.record(actor=actor, act="milestone.edited", about=milestone, now=now, changes=changed)
    tell_signers_of_step(milestone, changed, actor, now)
    if "owner" in changed:
        telling.tell(to=[milestone.owner], kind="milestone-given", about=milestone, actor=actor, now=now)
    return milestone


@transaction.atomic
def complete_milestone(*, actor: Member, milestone: Milestone, now: datetime) -> tuple[Milestone, Undo]:
    """Say that the step is reached; the goal's owner hears of it."""
    goal = locked(milestone.goal)
    milestone = locked(milestone)
    require(policy.may_complete_milestone(actor, milestone))
    refuse_closed(goal)
    if milestone.is_done:
        raise AlreadyDone(_("“%(title)s” is done already.") % {"title": milestone})
    change(milestone, {"done_at": now, "done_by": actor})
    milestone.refresh_from_db()
    trail.record(actor=actor, act="milestone.done", about=milestone, now=now)
    telling.tell(
        to={milestone.goal.owner, milestone.owner}, kind="milestone-done", about=milestone, actor=actor, now=now
    )
    label = _("“%(title)s” is done.") % {"title": milestone}
    payload = {"milestone": str(milestone.pk), "revision": milestone.revision}
    return milestone, undo.offer(name="milestone-done", label=label, actor=actor, payload=payload)


@transaction.atomic
def reopen_milestone(*, actor: Member, milestone: Milestone, now: datetime) -> Milestone:
    """Say that the step isn't reached after all; whoever answers for it must be there to."""
    here(milestone.owner)
    goal = locked(milestone.goal)
    milestone = locked(milestone)
    require(policy.may_complete_milestone(actor, milestone))
    refuse_closed(goal)
    if not milestone.is_done:
        raise NotDone(_("“%(title)s” is still open.") % {"title": milestone})
    change(milestone, {"done_at": None, "done_by": None})
    trail.record(actor=actor, act="milestone.reopened", about=milestone, now=now)
    return milestone


@transaction.atomic
def undo_completing_milestone(*, actor: Member, now: datetime, milestone: str, revision: int) -> None:
    """Take a `complete_milestone` back while nobody changed the step since."""
    row = Milestone.objects.get(pk=UUID(milestone))
    here(row.owner)
    locked(row.goal)
    row = locked(row)
    if row.revision != revision:
        raise ChangedSince(_("“%(title)s” was changed since. Reopen it on its own page.") % {"title": row})
    reopen_milestone(actor=actor, milestone=row, now=now)
