from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.core import telling, things
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands import terms
from apps.goals.commands.checklists import points_of
from apps.goals.commands.ground import (
    here,
    reason_in,
    refuse_closed,
    refuse_over,
)
from apps.goals.commands.offering import offer_task
from apps.goals.models import DueMove, Goal, Milestone, Task
from apps.people.models import Member
from apps.trail import commands as trail


class TaskChanges(TypedDict, total=False):
    title: str
    detail: str
    checklist: Sequence[str]
    serves: Goal | Milestone | None


class SameDay(Refused):
    """A move goes to another day."""


@transaction.atomic
def create_task(
    *,
    actor: Member,
    title: str,
    now: datetime,
    detail: str = "",
    checklist: Sequence[str] = (),
    due_on: date | None = None,
    serves: Goal | Milestone | None = None,
    origin: Model | None = None,
    offer_to: Member | None = None,
    note: str = "",
    present: Member | None = None,
) -> Task:
    """Write a task down. It is the actor's own, with nothing to accept, and may be offered on in the same step.

    Args:
        present: who was there when it was noted, and so has accepted it: the task is theirs at once. For callers who
            know that they were there, and with what it came from.
    """
    require(policy.may_create_task(actor))
    if present is not None and origin is None:
        raise ValueError("a task is somebody else's at once only where it was noted together")
    owner = present or actor
    here(actor, owner)
    _refuse_to_serve(serves)
    serves_kind, serves_id = things.pair(serves) if serves else (None, None)
    origin_kind, origin_id = things.pair(origin) if origin else (None, None)
    task = Task.objects.create(
        title=title,
        detail=detail,
        checklist=points_of(checklist),
        due_on=due_on,
        owner=owner,
        wanted_by=actor,
        serves_kind=serves_kind,
        serves_id=serves_id,
        origin_kind=origin_kind,
        origin_id=origin_id,
        created_at=now,
    )
    if owner == actor:
        terms.own(task, owner, now, offered_by=actor)
    else:
        terms.note(task, owner, now, by=actor)
    trail.record(actor=actor, act="task.created", about=task, now=now)
    telling.tell(to=[owner], kind="task-noted", about=task, actor=actor, now=now)
    if offer_to is not None and offer_to != actor:
        return offer_task(actor=actor, task=task, to=offer_to, note=note, now=now)
    return task


def _refuse_to_serve(serves: Goal | Milestone | None) -> None:
    """What is closed is served no more."""
    if serves is not None:
        refuse_closed(serves.goal if isinstance(serves, Milestone) else serves)


@transaction.atomic
def edit_task(
    *, actor: Member, task: Task, now: datetime, revision: int | None = None, **changes: Unpack[TaskChanges]
) -> Task:
    """Change what is given; dates are moved and owners asked by commands of their own."""
    task = locked(task, revision=revision)
    require(policy.may_edit_task(actor, task))
    fields: dict[str, Any] = {name: value for name, value in changes.items() if name != "serves"}
    if "checklist" in changes:
        fields["checklist"] = points = points_of(changes["checklist"])
        fields["ticked"] = [point for point in task.ticked if point in points]
    served = task.serves
    if "serves" in changes:
        serves = changes["serves"]
        if serves is not None and things.pair(serves) != served:
            _refuse_to_serve(serves)
        fields["serves_kind"], fields["serves_id"] = things.pair(serves) if serves else (None, None)
    changed = change(task, fields)
    if not changed:
        return task
    told = {field: values for field, values in changed.items() if not field.startswith(("serves_", "ticked"))}
    if task.serves != served:
        told["serves"] = [things.find(*served, actor) if served else None, changes["serves"]]
    trail.record(actor=actor, act="task.edited", about=task, now=now, changes=told)
    return task


@transaction.atomic
def move_due(*, actor: Member, task: Task, due_on: date, now: datetime, reason: str = "") -> Task:
    """Set or move the due date; a move says why and is kept."""
    task = locked(task)
    require(policy.may_move_due(actor, task))
    refuse_over(task)
    old = task.due_on
    if due_on == old:
        raise SameDay(_("It is due on that day already."))
    if old is not None:
        reason = reason_in(reason, _("Say in a few words why the date moves: others may have counted on it."))
    DueMove.objects.create(task=task, old=old, new=due_on, reason=reason, by=actor, at=now)
    change(task, {"due_on": due_on})
    trail.record(
        actor=actor, act="task.due_moved", about=task, now=now, reason=reason, changes={"due_on": [old, due_on]}
    )
    telling.tell(
        to={task.owner, task.wanted_by},
        kind="task-due-moved",
        about=task,
        actor=actor,
        now=now,
        reason=reason,
        due_on=due_on.isoformat(),
    )
    return task
