from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands import terms
from apps.goals.commands.ground import (
    HasLeft,
    here,
    reason_in,
    refuse_leavers,
    refuse_over,
)
from apps.goals.models import OwnershipTerm, Task
from apps.people import queries as people
from apps.people.holding import lock_members
from apps.people.models import Member
from apps.trail import commands as trail

State = OwnershipTerm.State
# Offers returned in one run: few enough to be over long before a worker's time is.
BATCH = 200


class OwnAlready(Refused):
    """Nobody is offered what is theirs."""


class OfferOpen(NotNow):
    """One offer at a time, so that two people never take on the same task."""


class NoOffer(NotNow):
    """There is nothing to take back."""


@transaction.atomic
def offer_task(*, actor: Member, task: Task, to: Member, now: datetime, note: str = "") -> Task:
    """Ask somebody to take the task on; until they accept, its owner stays who it is."""
    task = locked(task)
    require(policy.may_offer(actor, task))
    refuse_over(task)
    refuse_leavers([to])
    if to == task.owner:
        raise OwnAlready(_("“%(title)s” is %(name)s's already.") % {"title": task, "name": to})
    standing = terms.open_offer(task)
    if standing is not None:
        raise OfferOpen(
            _("It is offered to %(name)s and not answered yet. Take that offer back first.") % {"name": standing.member}
        )
    OwnershipTerm.objects.create(
        task=task,
        member=to,
        state=State.OFFERED,
        offered_by=actor,
        note=note,
        offered_at=now,
        answer_by=terms.answer_by(now),
    )
    trail.record(actor=actor, act="task.offered", about=task, now=now, to=to, note=note)
    telling.tell(to=[to], kind="task-offered", about=task, actor=actor, now=now, note=note)
    return task


@transaction.atomic
def withdraw_offer(*, actor: Member, task: Task, now: datetime) -> Task:
    """Take an unanswered offer back."""
    task = locked(task)
    offer = terms.open_offer(task)
    require(policy.may_withdraw(actor, task, offer))
    if offer is None:
        raise NoOffer(_("“%(title)s” isn't offered to anybody now.") % {"title": task})
    terms.end(offer, State.WITHDRAWN, now)
    trail.record(actor=actor, act="task.offer_withdrawn", about=task, now=now, to=offer.member)
    telling.tell(to=[offer.member], kind="task-offer-withdrawn", about=task, actor=actor, now=now)
    return task


@transaction.atomic
def accept_task(*, actor: Member, task: Task, now: datetime) -> Task:
    """Take on what is offered or assigned to the actor."""
    here(actor)
    task = locked(task)
    require(policy.may_answer(actor, task))
    refuse_over(task)
    _accept(actor, task, now)
    return task


@transaction.atomic
def accept_tasks(*, actor: Member, tasks: Collection[Task], now: datetime) -> list[Task]:
    """Take on all of these that still wait for the actor's answer.

    Raises:
        NothingToAnswer: none of them does.
    """
    here(actor)
    found = Task.objects.select_for_update(of=("self",)).filter(pk__in=[task.pk for task in tasks]).order_by("pk")
    waiting = set(
        OwnershipTerm.objects.to_answer().filter(task__in=list(found), member=actor).values_list("task", flat=True)
    )
    accepted = [task for task in found if task.pk in waiting and task.is_active]
    if not accepted:
        raise terms.NothingToAnswer(_("None of these waits for your answer any more."))
    for task in accepted:
        _accept(actor, task, now)
    return accepted


def _accept(actor: Member, task: Task, now: datetime) -> None:
    term = terms.to_answer(task, actor)
    before = terms.take_on(task, term, now)
    trail.record(actor=actor, act="task.accepted", about=task, now=now)
    telling.tell(to={term.offered_by, before}, kind="task-accepted", about=task, actor=actor, now=now)


@transaction.atomic
def decline_task(*, actor: Member, task: Task, reason: str, now: datetime) -> Task:
    """Say no, and why. An offer leaves the owner; an assigned task goes back to who assigned it."""
    asked = task.terms.to_answer().filter(member=actor).first()
    back = _would_take_back(actor, asked)
    task = locked(task)
    require(policy.may_answer(actor, task))
    refuse_over(task)
    reason = reason_in(reason, _("Say in a few words why not, so that it can be put right or asked of somebody else."))
    term = terms.to_answer(task, actor)
    if term != asked:
        raise terms.NothingToAnswer(_("“%(title)s” came to you anew. Look at it once more.") % {"title": task})
    terms.end(term, State.DECLINED, now, reason)
    if back is not None:
        terms.close_offer(task, now)
        terms.own(task, back, now, offered_by=actor)
        task.owner = back
        task.save(update_fields=["owner"])
    trail.record(actor=actor, act="task.declined", about=task, now=now, reason=reason)
    told = {term.offered_by, task.owner}
    telling.tell(to=told, kind="task-declined", about=task, actor=actor, now=now, reason=reason)
    return task


def _would_take_back(actor: Member, asked: OwnershipTerm | None) -> Member | None:
    """Who gets an assigned task back, locked before the task: who assigned it, or the actor's manager if they left."""
    if asked is None or asked.state != State.ASSIGNED:
        return None
    return taker_back(actor, asked)


def taker_back(actor: Member, term: OwnershipTerm) -> Member:
    """Who gave `term`, locked, or where they have left the actor's manager."""
    (back,) = lock_members([term.offered_by_id])
    if back.is_active:
        return back
    try:
        (manager,) = here(people.manager_of(actor))
    except Member.DoesNotExist as fault:
        raise HasLeft(_("Who assigned it has left, and nobody can take it back. Offer it to somebody.")) from fault
    return manager


@transaction.atomic
def return_unanswered(*, now: datetime) -> int:
    """Offers past their time, and those to who has left, are back with who made them; returns how many.

    Safe to run twice, late, or on two workers: what another transaction holds is left to it or to the next run.
    """
    late = OwnershipTerm.objects.offers().filter(Q(answer_by__lte=now) | Q(member__is_active=False))
    ids = late.order_by("answer_by").values_list("task", flat=True)[:BATCH]
    tasks = Task.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=list(ids))
    held = list(tasks.order_by("pk"))
    offers = list(late.filter(task__in=held).select_related("member", "offered_by", "task__owner"))
    if not offers:
        return 0
    OwnershipTerm.objects.filter(pk__in=[offer.pk for offer in offers]).update(state=State.RETURNED, ended_at=now)
    system = Member.objects.system()
    for offer in offers:
        trail.record(actor=system, act="task.returned", about=offer.task, now=now, to=offer.member)
        telling.tell(
            to={offer.offered_by, offer.task.owner},
            kind="task-returned",
            about=offer.task,
            actor=system,
            now=now,
        )
    return len(offers)
