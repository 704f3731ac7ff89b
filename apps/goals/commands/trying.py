"""Small steps: one practice changed at a time, for some weeks, and what was learned by it."""

from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling, undo
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.goals import policy
from apps.goals.commands.ground import here, lock_tree, reason_in
from apps.goals.commands.milestones import ChangedSince
from apps.goals.models import Goal, SmallStep
from apps.goals.models.trying import LONGEST
from apps.people import queries as people
from apps.people.models import Member, Team
from apps.trail import commands as trail

State = SmallStep.State


class OneAtATime(NotNow):
    """Of two practices that change at once nobody knows later which one helped."""


class TooFar(Refused):
    """A step that takes longer than six weeks isn't small, and one without a day to look back never ends."""


class OverAlready(NotNow):
    """A step that was kept, changed or dropped takes no more changes."""


class NotChanged(NotNow):
    """Only what was changed leads to a next one, and only to one."""


class StillOpen(NotNow):
    """What a goal taught is known once it has ended."""


class FollowingStep(TypedDict):
    """What is tried because of how a goal ended; as `begin_small_step` takes it."""

    practice: str
    sign: str
    until_on: date
    team: NotRequired[Team | None]
    owner: NotRequired[Member]


class StepChanges(TypedDict, total=False):
    practice: str
    sign: str
    until_on: date
    owner: Member


@transaction.atomic
def begin_small_step(
    *,
    actor: Member,
    practice: str,
    sign: str,
    until_on: date,
    now: datetime,
    team: Team | None = None,
    owner: Member | None = None,
    follows: SmallStep | None = None,
    follows_goal: Goal | None = None,
) -> SmallStep:
    """Try something for some weeks: in one team, or in both where none is named.

    Args:
        follows: the one that was changed and leads to this one.
        follows_goal: the goal whose end taught it; its history says so, too.

    Raises:
        OneAtATime: something is being tried there already.
        TooFar: it runs longer than six weeks, or ends before it begins.
        NotChanged: `follows` wasn't changed, or led to another one already.
        StillOpen: `follows_goal` hasn't ended.
    """
    owner = owner or actor
    require(policy.may_begin_small_step(actor, team, owner))
    here(owner)
    begun_on = people.working_time().today(now)
    _refuse_far(begun_on, until_on)
    _refuse_two(team)
    step = SmallStep.objects.create(
        practice=reason_in(practice, _("Say in a few words what you try.")),
        sign=reason_in(sign, _("Say how you will know that it helps.")),
        team=team,
        owner=owner,
        begun_on=begun_on,
        until_on=until_on,
        begun_by=actor,
        begun_at=now,
        follows=_changed(follows),
        follows_goal=_closed(follows_goal),
    )
    trail.record(actor=actor, act="small-step.begun", about=step, now=now)
    if follows_goal is not None:
        trail.record(actor=actor, act="goal.led_to_step", about=follows_goal, now=now, step=step)
    telling.tell(to=[owner], kind="small-step-given", about=step, actor=actor, now=now)
    return step


def _refuse_far(begun_on: date, until_on: date) -> None:
    if not begun_on < until_on <= begun_on + LONGEST:
        raise TooFar(_("Choose a day within six weeks of the beginning: when do you look at what you learned?"))


def _refuse_two(team: Team | None) -> None:
    running = SmallStep.objects.running().filter(team=team).first()
    if running is not None:
        raise OneAtATime(
            _("“%(practice)s” is still being tried there. One at a time: first say what you learned by it.")
            % {"practice": running}
        )


def _changed(step: SmallStep | None) -> SmallStep | None:
    if step is None:
        return None
    step = locked(step)
    if step.state != State.CHANGED or SmallStep.objects.filter(follows=step).exists():
        raise NotChanged(_("Nothing more follows on “%(practice)s”.") % {"practice": step})
    return step


def _closed(goal: Goal | None) -> Goal | None:
    if goal is None:
        return None
    lock_tree()
    goal = locked(goal)
    if not goal.is_closed:
        raise StillOpen(_("“%(title)s” is still open. Close it first, then say what follows.") % {"title": goal})
    return goal


@transaction.atomic
def edit_small_step(
    *, actor: Member, step: SmallStep, now: datetime, revision: int | None = None, **changes: Unpack[StepChanges]
) -> SmallStep:
    """Change what is given while it is being tried; another owner is told."""
    if "owner" in changes:
        here(changes["owner"])
    step = locked(step, revision=revision)
    require(policy.may_edit_small_step(actor, step))
    if changes.get("owner", step.owner) != step.owner:
        require(policy.may_begin_small_step(actor, step.team, changes["owner"]))
    _refuse_over(step)
    if "until_on" in changes:
        _refuse_far(step.begun_on, changes["until_on"])
    given: dict[str, Any] = dict(changes)
    for field, ask in (
        ("practice", _("Say in a few words what you try.")),
        ("sign", _("Say how you will know that it helps.")),
    ):
        if field in given:
            given[field] = reason_in(given[field], ask)
    changed = change(step, given)
    if changed:
        trail.record(actor=actor, act="small-step.edited", about=step, now=now, changes=changed)
    if "owner" in changed:
        telling.tell(to=[step.owner], kind="small-step-given", about=step, actor=actor, now=now)
    return step


@transaction.atomic
def end_small_step(
    *, actor: Member, step: SmallStep, outcome: str, learned: str, now: datetime
) -> tuple[SmallStep, Undo]:
    """Say what was learned, and whether the practice is kept, changed or dropped."""
    step = locked(step)
    require(policy.may_edit_small_step(actor, step))
    _refuse_over(step)
    end_trying(step, actor, outcome, reason_in(learned, _("Say in a few words what you learned.")), now)
    label = {
        State.KEPT: _("“%(practice)s” is kept."),
        State.CHANGED: _("“%(practice)s” is changed."),
        State.DROPPED: _("“%(practice)s” is dropped."),
    }[State(outcome)] % {"practice": step}
    payload = {"step": str(step.pk), "revision": step.revision}
    return step, undo.offer(name="small-step-ended", label=label, actor=actor, payload=payload)


def end_trying(step: SmallStep, actor: Member, outcome: str, learned: str, now: datetime) -> None:
    """End the locked step, which is being tried, and tell its owner and whoever began it."""
    change(step, {"state": State(outcome), "learned": learned, "ended_at": now, "ended_by": actor})
    trail.record(actor=actor, act=f"small-step.{outcome}", about=step, now=now, reason=learned)
    told = {step.owner, step.begun_by}
    telling.tell(to=told, kind="small-step-ended", about=step, actor=actor, now=now, learned=learned)


@transaction.atomic
def undo_ending_small_step(*, actor: Member, now: datetime, step: str, revision: int) -> None:
    """Go on trying; refused where something else is being tried there by now."""
    row = SmallStep.objects.get(pk=UUID(step))
    here(row.owner)
    row = locked(row)
    require(policy.may_edit_small_step(actor, row))
    if row.revision != revision or SmallStep.objects.filter(follows=row).exists():
        raise ChangedSince(_("“%(practice)s” was changed since.") % {"practice": row})
    _refuse_two(row.team)
    change(row, {"state": State.TRYING, "learned": "", "ended_at": None, "ended_by": None})
    trail.record(actor=actor, act="small-step.reopened", about=row, now=now)


@transaction.atomic
def hand_over_small_step(*, actor: Member, step: SmallStep, to: Member, now: datetime) -> None:
    """What a leaver tried with others goes on with who follows."""
    here(to)
    step = locked(step)
    changed = change(step, {"owner": to})
    trail.record(actor=actor, act="small-step.edited", about=step, now=now, changes=changed)
    telling.tell(to=[to], kind="small-step-given", about=step, actor=actor, now=now)


def _refuse_over(step: SmallStep) -> None:
    if not step.is_running:
        raise OverAlready(_("“%(practice)s” is over.") % {"practice": step})
