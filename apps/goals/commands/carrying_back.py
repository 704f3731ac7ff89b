"""Carrying a goal over is taken back while nothing has been done with what it goes on as."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.carrying import fingerprint, under
from apps.goals.commands.closing import end, open_again, refuse_under_closed
from apps.goals.commands.ground import lock_tree
from apps.goals.commands.milestones import ChangedSince
from apps.goals.commands.readers import hold_first
from apps.goals.models import Goal, PlanGoal
from apps.people.models import Member
from apps.trail import commands as trail


@transaction.atomic
def undo_carrying_over(
    *, actor: Member, now: datetime, later: str, closes: bool, revisions: list[int], along: str
) -> None:
    """Take a `carry_over` back: what went along returns, and the goal is open again if it was.

    The later goal was seen, so that it stays: dropped, and no revenue goal any more.

    Args:
        closes: whether it was carrying it over that closed the goal.
        revisions: those of the goal and of the later one, as they were left.
        along: the `fingerprint` of what stood under the later goal.

    Raises:
        ChangedSince: somebody did something with one of them since; nothing is undone.
    """
    new = Goal.objects.select_related("carried_from__owner").get(pk=UUID(later))
    goal = new.carried_from
    assert goal is not None
    hold_first(goal.owner, goal.reader, actor)
    lock_tree()
    goal, new = locked(goal), locked(new)
    require(policy.may_edit_goal(actor, goal) and policy.may_edit_goal(actor, new))
    _refuse_touched(goal, new, revisions, along)
    refuse_under_closed(goal)
    why = _("Carried over by mistake; undone right away.")
    ended = goal.state
    if closes:
        open_again(goal, goal.closures.standing().get(), actor, why, now)
    else:
        change(goal, {"state": Goal.State.ACTIVE})
    _take_back(new, goal, actor, now)
    if not closes:
        change(goal, {"state": ended})
    change(new, {"is_root": False})
    end(new, actor, Goal.State.DROPPED, now, story=why, learned="", score=None)


def _refuse_touched(goal: Goal, new: Goal, revisions: list[int], along: str) -> None:
    said = new.readings.exists() or new.check_ins.exists() or PlanGoal.objects.filter(goal=new).exists()
    if said or [goal.revision, new.revision] != revisions or fingerprint(new) != along:
        raise ChangedSince(
            _("Nothing was undone, because something happened since with “%(title)s” (%(period)s).")
            % {"title": new, "period": new.period}
        )


def _take_back(new: Goal, goal: Goal, actor: Member, now: datetime) -> None:
    """Each row by itself, so that its own history and revision say so."""
    children, steps, obstacles, tasks = (rows.select_for_update(of=("self",)) for rows in under(new))
    for child in children:
        trail.record(actor=actor, act="goal.edited", about=child, now=now, changes=change(child, {"parent": goal}))
    for rows, act, field, value in (
        (steps, "milestone.carried_over", "goal", goal),
        (obstacles, "obstacle.carried_over", "blocks_id", goal.pk),
        (tasks, "task.carried_over", "serves_id", goal.pk),
    ):
        for row in rows:
            change(row, {field: value})
            trail.record(actor=actor, act=act, about=row, now=now, later=goal)
