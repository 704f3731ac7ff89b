from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.core import telling, things, undo
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.goals import policy
from apps.goals.commands.ground import here, reason_in, refuse_closed
from apps.goals.commands.milestones import ChangedSince
from apps.goals.models import Goal, Obstacle, Task
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail

State = Obstacle.State


class NotInTheWay(NotNow):
    """An obstacle that is removed or lived with takes no more steps."""


class AcceptedAlready(NotNow):
    """Whoever is at it already needn't say so again."""


class NotYet(Refused):
    """What stands in the way stands there already."""


class ObstacleChanges(TypedDict, total=False):
    what: str
    since: date
    remover: Member
    remove_by: date | None
    own_doing: bool


@transaction.atomic
def raise_obstacle(
    *,
    actor: Member,
    blocks: Task | Goal,
    what: str,
    remover: Member,
    now: datetime,
    since: date | None = None,
    remove_by: date | None = None,
    origin: Model | None = None,
    own_doing: bool = False,
) -> Obstacle:
    """Say what is in the way of a task or goal, and who can remove it: any member of any side.

    Args:
        origin: where it was said, for example a meeting.
    """
    require(policy.may_raise_obstacle(actor))
    if isinstance(blocks, Goal):
        refuse_closed(blocks)
    here(remover)
    kind, pk = things.pair(blocks)
    origin_kind, origin_id = things.pair(origin) if origin is not None else (None, None)
    obstacle = Obstacle.objects.create(
        blocks_kind=kind,
        blocks_id=pk,
        origin_kind=origin_kind,
        origin_id=origin_id,
        what=what,
        since=_not_ahead(since, now),
        remover=remover,
        remove_by=remove_by,
        own_doing=own_doing,
        raised_by=actor,
        raised_at=now,
    )
    trail.record(actor=actor, act="obstacle.raised", about=obstacle, now=now, to=remover)
    trail.record(actor=actor, act=f"{kind}.obstructed", about=blocks, now=now, obstacle=obstacle)
    telling.tell(to=[remover], kind="obstacle-given", about=obstacle, actor=actor, now=now, blocked=str(blocks))
    telling.tell(
        to={blocks.owner} - {remover}, kind="obstacle-raised", about=obstacle, actor=actor, now=now, blocked=str(blocks)
    )
    return obstacle


def _not_ahead(since: date | None, now: datetime) -> date:
    today = people.working_time().today(now)
    if since is not None and since > today:
        raise NotYet(_("Choose today or a day before: since when is it in the way?"))
    return since or today


@transaction.atomic
def edit_obstacle(
    *, actor: Member, obstacle: Obstacle, now: datetime, revision: int | None = None, **changes: Unpack[ObstacleChanges]
) -> Obstacle:
    """Change what is given; another remover is told, and asked anew."""
    if "remover" in changes:
        here(changes["remover"])
    obstacle = locked(obstacle, revision=revision)
    require(policy.may_edit_obstacle(actor, obstacle, blocked(obstacle)))
    _refuse_closed(obstacle)
    if "since" in changes:
        _not_ahead(changes["since"], now)
    given: dict[str, Any] = dict(changes)
    if changes.get("remover", obstacle.remover) != obstacle.remover and obstacle.state == State.ACCEPTED:
        given["state"] = State.RAISED
    changed = change(obstacle, given)
    if not changed:
        return obstacle
    changed.pop("state", None)
    trail.record(actor=actor, act="obstacle.edited", about=obstacle, now=now, changes=changed)
    if "remover" in changed:
        title = str(blocked(obstacle))
        telling.tell(to=[obstacle.remover], kind="obstacle-given", about=obstacle, actor=actor, now=now, blocked=title)
    return obstacle


@transaction.atomic
def accept_obstacle(*, actor: Member, obstacle: Obstacle, now: datetime, remove_by: date | None = None) -> Obstacle:
    """Say that one is at it, and by when it will be out of the way."""
    obstacle = locked(obstacle)
    require(policy.may_accept_obstacle(actor, obstacle))
    _refuse_closed(obstacle)
    if obstacle.state == State.ACCEPTED:
        raise AcceptedAlready(_("“%(what)s” is being removed already.") % {"what": obstacle})
    given = {"remove_by": remove_by} if remove_by else {}
    change(obstacle, {"state": State.ACCEPTED, "accepted_at": now, **given})
    trail.record(actor=actor, act="obstacle.accepted", about=obstacle, now=now)
    telling.tell(to=_waiting(obstacle), kind="obstacle-accepted", about=obstacle, actor=actor, now=now)
    return obstacle


@transaction.atomic
def remove_obstacle(*, actor: Member, obstacle: Obstacle, now: datetime, outcome: str = "") -> tuple[Obstacle, Undo]:
    """Say that it is out of the way; whoever it held up hears of it."""
    return _close(actor, obstacle, State.REMOVED, outcome.strip(), now)


@transaction.atomic
def live_with_obstacle(*, actor: Member, obstacle: Obstacle, outcome: str, now: datetime) -> tuple[Obstacle, Undo]:
    """Say that it stays, and how one lives with it."""
    outcome = reason_in(outcome, _("Say in a few words how you live with it."))
    return _close(actor, obstacle, State.LIVED_WITH, outcome, now)


def _close(actor: Member, obstacle: Obstacle, state: str, outcome: str, now: datetime) -> tuple[Obstacle, Undo]:
    obstacle = locked(obstacle)
    thing = blocked(obstacle)
    require(policy.may_close_obstacle(actor, obstacle, thing))
    _refuse_closed(obstacle)
    before = obstacle.state
    change(obstacle, {"state": state, "closed_at": now, "closed_by": actor, "outcome": outcome})
    trail.record(actor=actor, act=f"obstacle.{state}", about=obstacle, now=now, reason=outcome)
    told = _waiting(obstacle) | {obstacle.remover}
    kind = "obstacle-removed" if state == State.REMOVED else "obstacle-lived-with"
    telling.tell(to=told, kind=kind, about=obstacle, actor=actor, now=now, blocked=str(thing))
    obstacle.refresh_from_db(fields=["revision"])
    label = {
        State.REMOVED: _("“%(what)s” is out of the way."),
        State.LIVED_WITH: _("“%(what)s” stays, and you live with it."),
    }[State(state)] % {"what": obstacle}
    payload = {"obstacle": str(obstacle.pk), "revision": obstacle.revision, "state": before}
    return obstacle, undo.offer(name="obstacle-closed", label=label, actor=actor, payload=payload)


@transaction.atomic
def undo_closing_obstacle(*, actor: Member, now: datetime, obstacle: str, revision: int, state: str) -> None:
    """Put an obstacle back to what it was before it was removed or lived with."""
    row = Obstacle.objects.get(pk=UUID(obstacle))
    here(row.remover)
    row = locked(row)
    require(policy.may_close_obstacle(actor, row, blocked(row)))
    if row.revision != revision:
        raise ChangedSince(_("“%(what)s” was changed since.") % {"what": row})
    change(row, {"state": state, "closed_at": None, "closed_by": None, "outcome": ""})
    trail.record(actor=actor, act="obstacle.reopened", about=row, now=now)


@transaction.atomic
def hand_over_obstacle(*, actor: Member, obstacle: Obstacle, to: Member, now: datetime) -> None:
    """A leaver no longer removes anything: who takes over is told, and asked anew."""
    here(to)
    obstacle = locked(obstacle)
    before = obstacle.remover
    change(obstacle, {"remover": to, "state": State.RAISED})
    trail.record(actor=actor, act="obstacle.edited", about=obstacle, now=now, changes={"remover": [before, to]})
    title = str(blocked(obstacle))
    telling.tell(to=[to], kind="obstacle-given", about=obstacle, actor=actor, now=now, blocked=title)


def blocked(obstacle: Obstacle) -> Any:
    """The task or goal that it is in the way of."""
    model: Any = Task if obstacle.blocks_kind == "task" else Goal
    return model.objects.select_related("owner__team").get(pk=obstacle.blocks_id)


def _waiting(obstacle: Obstacle) -> set[Member]:
    return {obstacle.raised_by, blocked(obstacle).owner}


def _refuse_closed(obstacle: Obstacle) -> None:
    if not obstacle.is_open:
        raise NotInTheWay(_("“%(what)s” is no longer in the way.") % {"what": obstacle})
