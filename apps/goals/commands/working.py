from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling, undo
from apps.core.changing import change
from apps.core.errors import NotNow, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.goals import policy
from apps.goals.commands import terms
from apps.goals.commands.ground import here, reason_in, refuse_over
from apps.goals.commands.milestones import ChangedSince, NotDone
from apps.goals.models import Task
from apps.people.models import Member
from apps.trail import commands as trail

State = Task.State
# A task that isn't over has none of these.
UNDONE = {"drop_reason": "", "done_at": None, "confirmed_at": None, "confirmed_by": None}


class StartedAlready(NotNow):
    """A task is started once."""


class ConfirmedAlready(NotNow):
    """What is confirmed is settled."""


@transaction.atomic
def start_task(*, actor: Member, task: Task, now: datetime) -> Task:
    """Begin to work on it, which also accepts it."""
    task = locked(task)
    require(policy.may_work_on(actor, task))
    refuse_over(task)
    if task.state == State.IN_PROGRESS:
        raise StartedAlready(_("“%(title)s” is in progress already.") % {"title": task})
    terms.accept_by_working(task, now)
    change(task, {"state": State.IN_PROGRESS})
    trail.record(actor=actor, act="task.started", about=task, now=now)
    return task


@transaction.atomic
def complete_task(*, actor: Member, task: Task, now: datetime) -> tuple[Task, Undo]:
    """Say that it is done; whoever wanted it hears of it and may confirm."""
    task = locked(task)
    require(policy.may_work_on(actor, task))
    refuse_over(task)
    before = task.state
    terms.accept_by_working(task, now)
    terms.close_offer(task, now)
    change(task, {"state": State.DONE, "done_at": now})
    trail.record(actor=actor, act="task.done", about=task, now=now)
    telling.tell(to=[task.wanted_by], kind="task-done", about=task, actor=actor, now=now)
    return task, _way_back(task, before, actor, _("“%(title)s” is done."))


@transaction.atomic
def confirm_task(*, actor: Member, task: Task, now: datetime) -> Task:
    """Say that what was done is what was wanted."""
    task = locked(task)
    require(policy.may_confirm(actor, task))
    if task.state != State.DONE:
        raise NotDone(_("“%(title)s” isn't done yet.") % {"title": task})
    if task.confirmed_at is not None:
        raise ConfirmedAlready(_("“%(title)s” is confirmed already.") % {"title": task})
    change(task, {"confirmed_at": now, "confirmed_by": actor})
    trail.record(actor=actor, act="task.confirmed", about=task, now=now)
    telling.tell(to=[task.owner], kind="task-confirmed", about=task, actor=actor, now=now)
    return task


@transaction.atomic
def drop_task(*, actor: Member, task: Task, reason: str, now: datetime) -> tuple[Task, Undo]:
    """Give it up, and say why; nobody works on it any more."""
    task = locked(task)
    require(policy.may_drop(actor, task))
    refuse_over(task)
    reason = reason_in(reason, _("Say in a few words why it is dropped, for whoever counted on it."))
    before = task.state
    offer = terms.close_offer(task, now)
    change(task, {"state": State.DROPPED, "drop_reason": reason})
    trail.record(actor=actor, act="task.dropped", about=task, now=now, reason=reason)
    told = {task.owner, task.wanted_by} | ({offer.member} if offer else set())
    telling.tell(to=told, kind="task-dropped", about=task, actor=actor, now=now, reason=reason)
    return task, _way_back(task, before, actor, _("“%(title)s” is dropped."))


@transaction.atomic
def reopen_task(*, actor: Member, task: Task, now: datetime, reason: str = "") -> Task:
    """Take a task up again that was done or dropped."""
    here(task.owner)
    task = locked(task)
    require(policy.may_reopen(actor, task))
    if task.is_active:
        raise NotDone(_("“%(title)s” is still open.") % {"title": task})
    change(task, {"state": State.OPEN, **UNDONE})
    trail.record(actor=actor, act="task.reopened", about=task, now=now, reason=reason)
    telling.tell(to={task.owner, task.wanted_by}, kind="task-reopened", about=task, actor=actor, now=now, reason=reason)
    return task


def _way_back(task: Task, before: str, actor: Member, label: str) -> Undo:
    task.refresh_from_db(fields=["revision"])
    payload = {"task": str(task.pk), "revision": task.revision, "state": before}
    return undo.offer(name="task-ended", label=label % {"title": task}, actor=actor, payload=payload)


@transaction.atomic
def undo_ending(*, actor: Member, now: datetime, task: str, revision: int, state: str) -> None:
    """Put a task back to what it was before it was done or dropped."""
    row = Task.objects.get(pk=UUID(task))
    here(row.owner)
    row = locked(row)
    require(policy.may_reopen(actor, row))
    if row.revision != revision:
        raise ChangedSince(_("“%(title)s” was changed since. Reopen it on its own page.") % {"title": row})
    change(row, {"state": state, **UNDONE})
    trail.record(actor=actor, act="task.reopened", about=row, now=now)
