from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core import telling, undo
from apps.core.errors import NotNow, Refused, require
from apps.core.ids import uuid7
from apps.core.undo import Undo
from apps.goals import policy
from apps.goals.commands import terms
from apps.goals.commands.ground import here, refuse_over
from apps.goals.commands.offering import OwnAlready
from apps.goals.models import OwnershipTerm, Task
from apps.people.holding import lock_members
from apps.people.models import Member
from apps.trail import commands as trail

State = OwnershipTerm.State


class NothingChosen(Refused):
    """Somebody pressed the button before choosing."""


class TouchedSince(NotNow):
    """Undoing would take away what somebody did meanwhile."""


@transaction.atomic
def assign_task(*, actor: Member, task: Task, to: Member, now: datetime, note: str = "") -> tuple[Task, Undo]:
    """Make `to` the owner at once, marked "not yet accepted"."""
    (given,), offered = assign_tasks(actor=actor, tasks=[task], to=to, note=note, now=now)
    return given, offered


@transaction.atomic
def assign_tasks(
    *, actor: Member, tasks: Collection[Task], to: Member, now: datetime, note: str = ""
) -> tuple[list[Task], Undo]:
    """Make `to` the owner of all these at once; all or none. What is theirs already stays as it is.

    Raises:
        Over: one of them is done or dropped.
        OwnAlready: all of them are theirs.
    """
    if not tasks:
        raise NothingChosen(_("Choose the tasks to assign first."))
    here(to)
    found = _locked(task.pk for task in tasks)
    require(all(policy.may_assign(actor, task, to) for task in found))
    for task in found:
        refuse_over(task)
    given = [task for task in found if task.owner_id != to.pk]
    if not given:
        raise OwnAlready(_("%(name)s answers for that already.") % {"name": to})
    before = [task.owner for task in given]
    run = _give(given, actor=actor, to=to, note=note, now=now)
    telling.tell(to=[to], kind="task-assigned", about=given[0], actor=actor, now=now, note=note, more=_more(len(given)))
    _tell_each("task-reassigned", before, given, actor=actor, now=now, skip=to)
    return given, _undo(actor, given, to, run)


@transaction.atomic
def hand_over_tasks(*, actor: Member, rows: Collection[Task], to: Member, now: datetime) -> None:
    """Give a leaver's tasks to who follows: theirs at once, and they may still say no. Leaving tells them of all."""
    tasks = _locked(task.pk for task in rows)
    note = _("Handed over by %(name)s") % {"name": tasks[0].owner}
    _give(tasks, actor=actor, to=to, note=note, now=now)


def _give(tasks: list[Task], *, actor: Member, to: Member, note: str, now: datetime) -> UUID:
    """End the terms that run and begin those of `to`; returns the run by which an undo finds them."""
    run = uuid7()
    _end_open_terms(tasks, run, now)
    _begin_terms(tasks, actor=actor, to=to, note=note, run=run, now=now)
    trail.record_many(actor=actor, act="task.assigned", about=tasks, now=now, to=to, note=note)
    return run


def _locked(ids: Iterable[UUID]) -> list[Task]:
    """Owners are read once the locks are held: a row joined to the owner it had while we waited would drop out."""
    rows = Task.objects.select_for_update().prefetch_related("owner__team")
    return list(rows.filter(pk__in=list(ids)).order_by("pk"))


def _end_open_terms(tasks: list[Task], run: UUID, now: datetime) -> None:
    becomes = Case(When(state=State.OFFERED, then=Value(State.WITHDRAWN)), default=Value(State.ENDED))
    of_these = OwnershipTerm.objects.filter(task__in=tasks, state__in=OwnershipTerm.OPEN)
    of_these.update(state=becomes, ended_at=now, ended_in=run)


def _begin_terms(tasks: list[Task], *, actor: Member, to: Member, note: str, run: UUID, now: datetime) -> None:
    """Terms of `to` on all tasks; what members assign to themselves is accepted by that."""
    by_oneself = actor == to
    until = None if by_oneself else terms.answer_by(now)
    OwnershipTerm.objects.bulk_create(
        OwnershipTerm(
            task=task,
            member=to,
            state=State.ACCEPTED if by_oneself else State.ASSIGNED,
            offered_by=actor,
            note=note,
            offered_at=now,
            answer_by=until,
            answered_at=now if by_oneself else None,
            begun_in=run,
        )
        for task in tasks
    )
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(owner=to)
    for task in tasks:
        # They are locked, so that the database has counted this one change.
        task.owner, task.revision = to, task.revision + 1


def _more(count: int) -> str:
    """What stands after the first title where one notice is about several tasks; the same in every language."""
    return f" (+{count - 1})" if count > 1 else ""


def _tell_each(
    kind: str, members: list[Member], tasks: list[Task], *, actor: Member, now: datetime, skip: Member
) -> None:
    """One notice per member for all tasks of theirs."""
    theirs: dict[Member, list[Task]] = {}
    for member, task in zip(members, tasks, strict=True):
        if member != skip:
            theirs.setdefault(member, []).append(task)
    told = [(member, own[0], {"more": _more(len(own))}) for member, own in theirs.items()]
    telling.tell_each(told=told, kind=kind, actor=actor, now=now)


def _undo(actor: Member, tasks: list[Task], to: Member, run: UUID) -> Undo:
    label = ngettext("%(count)d task assigned to %(name)s.", "%(count)d tasks assigned to %(name)s.", len(tasks))
    return undo.offer(
        name="tasks-assigned",
        label=label % {"count": len(tasks), "name": to},
        actor=actor,
        payload={"run": str(run), "revisions": [task.revision for task in tasks]},
    )


@transaction.atomic
def undo_assigning(*, actor: Member, now: datetime, run: str, revisions: list[int]) -> None:
    """Put owner, term and acceptance of every task of that run back, and the offers it had closed.

    Args:
        revisions: those of the tasks after the run, in the order of their ids.

    Raises:
        TouchedSince: somebody did something with one of them since, or its owner before has left; nothing is undone.
    """
    begun = {term.task_id: term for term in OwnershipTerm.objects.filter(begun_in=run)}
    closed = list(OwnershipTerm.objects.filter(ended_in=run).order_by("task_id"))
    before = {term.task_id: term.member_id for term in closed if term.state == State.ENDED}
    members = {member.pk: member for member in lock_members(before.values())}
    tasks = _locked(begun)
    require(all(policy.may_reassign(actor, task) for task in tasks))
    owners = [members[before[task.pk]] for task in tasks]
    _refuse_touched(tasks, begun, revisions, owners)
    _take_back(tasks, begun, closed, owners, now)
    trail.record_many(actor=actor, act="task.assigning_undone", about=tasks, now=now)
    to = next(iter(begun.values())).member
    telling.tell(to=[to], kind="task-taken-back", about=tasks[0], actor=actor, now=now, more=_more(len(tasks)))
    _tell_each("task-given-back", owners, tasks, actor=actor, now=now, skip=to)


def _refuse_touched(
    tasks: list[Task], begun: dict[UUID, OwnershipTerm], revisions: list[int], owners: list[Member]
) -> None:
    """Every task must be as the run left it: its revision, one open term, that of the run, with nothing answered."""
    standing: dict[UUID, set[tuple[UUID, str]]] = {}
    for term in OwnershipTerm.objects.filter(task__in=tasks, state__in=OwnershipTerm.OPEN):
        standing.setdefault(term.task_id, set()).add((term.pk, term.state))
    touched = [
        task.title
        for task, revision, owner in zip(tasks, revisions, owners, strict=True)
        if task.revision != revision or standing[task.pk] != {_as_begun(begun[task.pk])} or not owner.is_active
    ]
    if touched:
        names = ", ".join(f"“{title}”" for title in touched)
        raise TouchedSince(_("Nothing was undone, because something happened since with %(names)s.") % {"names": names})


def _as_begun(term: OwnershipTerm) -> tuple[UUID, str]:
    return term.pk, State.ACCEPTED if term.offered_by_id == term.member_id else State.ASSIGNED


def _take_back(
    tasks: list[Task],
    begun: dict[UUID, OwnershipTerm],
    closed: list[OwnershipTerm],
    owners: list[Member],
    now: datetime,
) -> None:
    """History stays as it was: what the run closed begins anew, with its answer and the time left for one."""
    OwnershipTerm.objects.filter(pk__in=[term.pk for term in begun.values()]).update(
        state=State.WITHDRAWN, ended_at=now
    )
    OwnershipTerm.objects.bulk_create(
        OwnershipTerm(
            task_id=term.task_id,
            member_id=term.member_id,
            state=_state_before(term),
            offered_by_id=term.offered_by_id,
            note=term.note,
            offered_at=now,
            noted=term.noted,
            answer_by=term.answer_by,
            answered_at=term.answered_at,
        )
        for term in closed
    )
    for task, owner in zip(tasks, owners, strict=True):
        task.owner = owner
    Task.objects.bulk_update(tasks, ["owner"])


def _state_before(term: OwnershipTerm) -> str:
    if term.state == State.WITHDRAWN:
        return State.OFFERED
    return State.ACCEPTED if term.answered_at else State.ASSIGNED
