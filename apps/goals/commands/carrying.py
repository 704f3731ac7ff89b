"""What isn't finished in its period goes on in another, as a goal of its own."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.core import undo
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.goals import policy
from apps.goals.commands.closing import GoesOn, end
from apps.goals.commands.goals import create_goal
from apps.goals.commands.ground import lock_tree
from apps.goals.commands.measuring import whole_measure
from apps.goals.commands.readers import carry_reader, hold_first
from apps.goals.models import AgreedActivity, Direction, Goal, Milestone, Obstacle, Period, Task, Unit
from apps.people.models import Member
from apps.trail import commands as trail

State = Goal.State


class SamePeriod(Refused):
    """A goal is carried into a period in which it isn't."""


class NothingLeft(Refused):
    """What is reached isn't carried over; the next goal has a target of its own."""


@transaction.atomic
def carry_over(
    *,
    actor: Member,
    goal: Goal,
    period: Period,
    now: datetime,
    outcome: str = State.MISSED,
    story: str = "",
    learned: str = "",
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    revision: int | None = None,
) -> tuple[Goal, Undo]:
    """Let a goal go on in another period: a new one from where this one stands, which is closed if it isn't yet.

    What is still to be done for it, what is in its way and the open goals below it go along; what was read and said of
    it stays.

    Args:
        baseline: where it starts; what it stands at now, or for a revenue goal where the year before began.
        target: another than before.
    """
    hold_first(goal.owner, goal.reader, actor)
    lock_tree()
    goal = locked(goal, revision=revision)
    require(policy.may_edit_goal(actor, goal))
    _refuse_to_carry(goal, period)
    later = create_goal(
        actor=actor, title=goal.title, why=goal.why, owner=_owner_of(goal, actor), side=goal.side,
        due_on=period.ends_on, period=period, parent=_above(goal), weight=goal.weight, is_root=goal.is_root, now=now,
    )  # fmt: skip
    measure = _measure(goal, period, baseline, target) if goal.is_measured else {}
    change(
        later,
        measure
        | {"check_in_days": goal.check_in_days, "carried_from": goal}
        | {name: getattr(goal, name) for name in ("conditions", "consequence", "decided_by")},
    )
    _take_along(goal, later, actor, now)
    carry_reader(goal, later, actor, now)
    closes = not goal.is_closed
    if closes:
        end(goal, actor, outcome, now, story=story, learned=learned, score=None)
    trail.record(actor=actor, act="goal.carried_over", about=goal, now=now, later=later, period=str(period))
    trail.record(actor=actor, act="goal.carried_here", about=later, now=now, earlier=goal)
    later.refresh_from_db()
    return later, _undo(goal, later, actor, closes=closes)


def _undo(goal: Goal, later: Goal, actor: Member, *, closes: bool) -> Undo:
    label = _("“%(title)s” goes on here (%(period)s).") % {"title": later, "period": later.period}
    payload = {
        "later": str(later.pk),
        "closes": closes,
        "revisions": [goal.revision, later.revision],
        "along": fingerprint(later),
    }
    return undo.offer(name="goal-carried-over", label=label, actor=actor, payload=payload)


def fingerprint(later: Goal) -> str:
    """Everything that stands under a goal, by id and revision: it changes with whatever is done to any of it."""
    found = (f"{pk}:{revision}" for rows in under(later) for pk, revision in rows.values_list("pk", "revision"))
    return sha256(" ".join(found).encode()).hexdigest()


def under(goal: Goal) -> Iterator[QuerySet[Any]]:
    """Goals, steps, obstacles and tasks of a goal, in the order in which they are locked."""
    yield goal.children.order_by("pk")
    yield Milestone.objects.filter(goal=goal).order_by("pk")
    yield Obstacle.objects.filter(blocks_kind="goal", blocks_id=goal.pk).order_by("pk")
    yield Task.objects.filter(serves_kind="goal", serves_id=goal.pk).order_by("pk")


def _refuse_to_carry(goal: Goal, period: Period) -> None:
    if goal.period == period:
        raise SamePeriod(_("It stands in %(period)s already. Choose the one in which it goes on.") % {"period": period})
    later = goal.carried_to.open().first()
    if later is not None:
        raise GoesOn(_("It goes on as “%(title)s” (%(period)s).") % {"title": later, "period": later.period})


def _owner_of(goal: Goal, actor: Member) -> Member:
    return goal.owner if goal.owner.is_active else actor


def _above(goal: Goal) -> Goal | None:
    """What it serves, or what that goes on as; nothing where that has ended."""
    above: Goal | None = goal.parent
    while above is not None and above.is_closed:
        above = above.carried_to.order_by("-created_at").first()
    return above


def _measure(goal: Goal, period: Period, baseline: Decimal | None, target: Decimal | None) -> dict[str, Any]:
    """The same measure over the later period, from what it stands at now to the same target."""
    values: dict[str, Any] = {
        name: getattr(goal, name) for name in ("unit", "direction", "baseline", "target", "lower", "upper")
    }
    days: dict[str, Any] = {"starts_on": period.starts_on, "due_on": period.ends_on}
    if goal.direction == Direction.KEEP or goal.unit == Unit.YES_NO:
        return whole_measure(**values, **days)
    values["target"] = goal.target if target is None else target
    values["baseline"] = starts_from(goal) if baseline is None else baseline
    if values["baseline"] == values["target"]:
        raise NothingLeft(_("It stands at its target already. Say what the target is from now on."))
    return whole_measure(**values, **days)


def starts_from(goal: Goal) -> Decimal | None:
    """Where a goal goes on from: its last reading; a year's revenue begins anew."""
    last = goal.readings.that_count().order_by("-as_of", "-at").first()
    return goal.baseline if last is None or goal.is_root else last.value


def _take_along(goal: Goal, later: Goal, actor: Member, now: datetime) -> None:
    """Each row by itself, so that its own history and revision say so."""
    for child in goal.children.open().select_for_update().order_by("pk"):
        changed = change(child, {"parent": later})
        trail.record(actor=actor, act="goal.edited", about=child, now=now, changes=changed)
    signed = AgreedActivity.objects.filter(milestone__goal=goal, agreed_version__isnull=False).values("milestone")
    steps = Milestone.objects.select_for_update().filter(goal=goal, done_at__isnull=True)
    # What a plan names as a step of this goal stays its step.
    for step in steps.exclude(pk__in=signed).order_by("pk"):
        change(step, {"goal": later})
        trail.record(actor=actor, act="milestone.carried_over", about=step, now=now, later=later)
    for obstacle in Obstacle.objects.open().select_for_update().filter(blocks_kind="goal", blocks_id=goal.pk):
        change(obstacle, {"blocks_id": later.pk})
        trail.record(actor=actor, act="obstacle.carried_over", about=obstacle, now=now, later=later)
    for task in Task.objects.active().select_for_update().filter(serves_kind="goal", serves_id=goal.pk).order_by("pk"):
        change(task, {"serves_id": later.pk})
        trail.record(actor=actor, act="task.carried_over", about=task, now=now, later=later)
