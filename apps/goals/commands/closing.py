"""How a goal ends: what it came to stays, and it may be reopened for a reason."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core import telling, undo
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.goals import policy
from apps.goals.commands.ground import (
    here,
    lock_tree,
    reason_in,
    refuse_closed,
)
from apps.goals.commands.milestones import ChangedSince
from apps.goals.commands.readers import let_new_owner_read_no_more
from apps.goals.commands.trying import FollowingStep, begin_small_step, end_trying
from apps.goals.models import Closure, Goal, Milestone, SmallStep, Task
from apps.goals.queries.goals import tasks_under
from apps.goals.queries.numbers import hearing, numbers_of
from apps.people.models import Member
from apps.trail import commands as trail

State = Goal.State


class OpenBelow(Refused):
    """What stands below a goal ends before it, goes on in another period, or serves another goal."""


class NotAScore(Refused):
    """A score says how good it was, from nothing to all of it."""


class NotClosed(NotNow):
    """Only what is closed can be reopened."""


class GoesOn(NotNow):
    """What was carried over goes on in its later period."""


@transaction.atomic
def close_goal(
    *,
    actor: Member,
    goal: Goal,
    outcome: str,
    now: datetime,
    story: str = "",
    learned: str = "",
    score: Decimal | None = None,
    small_step: FollowingStep | None = None,
    revision: int | None = None,
) -> tuple[Goal, Undo]:
    """Say how it ended; its progress stays as it is now, also in the goal that it serves.

    Args:
        small_step: what is tried because of it, from now on; it begins with the end or not at all.
    """
    if small_step:
        here(small_step.get("owner", actor))
    lock_tree()
    goal = locked(goal, revision=revision)
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    _refuse_open_below(goal)
    end(goal, actor, outcome, now, story=story, learned=learned, score=score)
    step = begin_small_step(actor=actor, follows_goal=goal, now=now, **small_step) if small_step else None
    label = _("“%(title)s” is closed: %(how)s.") % {"title": goal, "how": goal.get_state_display().lower()}
    payload = {"goal": str(goal.pk), "revision": goal.revision, "step": str(step.pk) if step else None}
    return goal, undo.offer(name="goal-closed", label=label, actor=actor, payload=payload)


def _refuse_open_below(goal: Goal) -> None:
    below = list(goal.children.open().order_by("title", "pk"))
    if below:
        titles = ", ".join(f"“{child}”" for child in below[:5]) + (" …" if len(below) > 5 else "")
        say = ngettext(
            "%(titles)s below it is still open. Close it, carry it over or let it serve another goal first.",
            "%(titles)s below it are still open. Close them, carry them over or let them serve another goal first.",
            len(below),
        )
        raise OpenBelow(say % {"titles": titles})


def end(
    goal: Goal, actor: Member, outcome: str, now: datetime, *, story: str, learned: str, score: Decimal | None
) -> Closure:
    """Close the locked goal, which has no open goal below it, and tell whoever it concerns."""
    if outcome != State.ACHIEVED:
        story = reason_in(story, _("Say in a few words why it wasn't reached: that is what the next one learns from."))
    if score is not None and not 0 <= score <= 1:
        raise NotAScore(_("A score lies between 0 and 1."))
    progress = numbers_of([goal], asked=hearing(now))[goal.pk].progress
    change(goal, {"state": outcome})
    closure = Closure.objects.create(
        goal=goal,
        outcome=outcome,
        progress=None if progress is None else progress.quantize(Decimal("0.0001")),
        score=score,
        story=story.strip(),
        learned=learned.strip(),
        closed_by=actor,
        closed_at=now,
    )
    goal.refresh_from_db()
    trail.record(actor=actor, act=f"goal.{outcome}", about=goal, now=now, reason=closure.story)
    how = goal.get_state_display().lower()
    telling.tell(
        to=concerned(goal, now), kind="goal-closed", about=goal, actor=actor, now=now, how=how, story=closure.story
    )
    return closure


def concerned(goal: Goal, now: datetime) -> set[Member]:
    """Its owner, whose goal it serves, who answers for what is to be done for it, and who signed it."""
    told = {goal.owner, *_at_work_for(goal)}
    if goal.parent is not None:
        told.add(goal.parent.owner)
    if goal.stands_agreed(now):
        told |= {seat.member for seat in goal.agreed_version.seats.select_related("member") if seat.member}
    return {member for member in told if member.is_active}


def _at_work_for(goal: Goal) -> Iterable[Member]:
    steps = Milestone.objects.filter(goal=goal, done_at__isnull=True).values("owner")
    tasks = Task.objects.active().filter(tasks_under(goal)).values("owner")
    return Member.objects.filter(pk__in=steps) | Member.objects.filter(pk__in=tasks)


@transaction.atomic
def reopen_goal(*, actor: Member, goal: Goal, reason: str, now: datetime, revision: int | None = None) -> Goal:
    """Take a closed goal up again and say why; its closure is kept, and those above it count it anew from now on.

    Whoever reopens the goal of somebody who left answers for it.
    """
    here(goal.owner if goal.owner.is_active else actor)
    lock_tree()
    goal = locked(goal, revision=revision)
    require(policy.may_edit_goal(actor, goal))
    closure = _to_reopen(goal)
    reason = reason_in(reason, _("Say in a few words why it is taken up again."))
    return open_again(goal, closure, actor, reason, now)


def _to_reopen(goal: Goal) -> Closure:
    closure: Closure | None = goal.closures.standing().first()
    if closure is None:
        raise NotClosed(_("“%(title)s” is open.") % {"title": goal})
    refuse_under_closed(goal)
    later = goal.carried_to.open().first()
    if later is not None:
        raise GoesOn(_("It goes on as “%(title)s” (%(period)s).") % {"title": later, "period": later.period})
    return closure


def refuse_under_closed(goal: Goal) -> None:
    if goal.parent is not None and goal.parent.is_closed:
        raise NotClosed(_("It serves “%(title)s”, which is closed. Reopen that first.") % {"title": goal.parent})


def open_again(goal: Goal, closure: Closure, actor: Member, reason: str, now: datetime) -> Goal:
    closure.reopened_at, closure.reopened_by, closure.reopen_reason = now, actor, reason
    closure.save(update_fields=["reopened_at", "reopened_by", "reopen_reason"])
    if not goal.owner.is_active:
        let_new_owner_read_no_more(goal, actor, actor, now)
    given: dict[str, Any] = {"state": State.ACTIVE} | ({} if goal.owner.is_active else {"owner": actor})
    changed = change(goal, given)
    changed.pop("state")
    trail.record(actor=actor, act="goal.reopened", about=goal, now=now, reason=reason, changes=changed)
    telling.tell(to=concerned(goal, now), kind="goal-reopened", about=goal, actor=actor, now=now, reason=reason)
    goal.refresh_from_db()
    return goal


@transaction.atomic
def undo_closing(*, actor: Member, now: datetime, goal: str, revision: int, step: str | None = None) -> None:
    """Take a `close_goal` back while nobody touched the goal since.

    Args:
        step: the small step that began with it. It was seen, so that it stays: dropped.
    """
    row = Goal.objects.get(pk=UUID(goal))
    here(row.owner if row.owner.is_active else actor)
    lock_tree()
    row = locked(row)
    require(policy.may_edit_goal(actor, row))
    if row.revision != revision:
        raise ChangedSince(_("“%(title)s” was changed since. Reopen it on its own page.") % {"title": row})
    why = _("The goal was closed by mistake; undone right away.")
    open_again(row, _to_reopen(row), actor, why, now)
    if step:
        _drop_untouched(locked(SmallStep.objects.get(pk=UUID(step))), actor, why, now)


def _drop_untouched(step: SmallStep, actor: Member, why: str, now: datetime) -> None:
    require(policy.may_edit_small_step(actor, step))
    if step.revision > 1:  # somebody did something with it since it began
        raise ChangedSince(
            _("The small step “%(practice)s” was changed since. Reopen the goal on its own page.") % {"practice": step}
        )
    end_trying(step, actor, SmallStep.State.DROPPED, why, now)
