"""What was agreed for the case that a goal slips: brought up, the owner heard, then decided on by whom it names."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.agreements.models import Version
from apps.core import telling
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import reason_in
from apps.goals.commands.plans import NothingAgreed, said_of
from apps.goals.models import Goal, Invocation, Obstacle
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail

State = Invocation.State
COMMITTED = ("unit", "direction", "baseline", "target", "lower", "upper", "starts_on", "due_on")


class ClauseCameLater(Refused):
    """Nobody is held to a consequence that stood nowhere when the commitment was made."""


class Paused(NotNow):
    """What was in the way in time, and isn't the owner's doing, comes first."""


class OpenAlready(NotNow):
    """One at a time."""


class NotHeard(NotNow):
    """Nothing is decided before the owner is heard."""


class HeardAlready(NotNow):
    """An account is given once; what comes later is said in the discussion."""


class Decided(NotNow):
    """What is applied or waived stays so."""


@transaction.atomic
def invoke_consequence(*, actor: Member, goal: Goal, why: str, now: datetime) -> Invocation:
    """Bring up what was agreed for the case that the goal slips; its owner is asked for their account."""
    goal = locked(goal)
    if not goal.stands_agreed(now):
        raise NothingAgreed(_("No plan in force says what happens if this goal slips."))
    require(policy.may_invoke(actor, goal))
    why = reason_in(why, _("Say in a few words how it slipped."))
    version, said = clause_of(goal)
    _refuse_paused(goal)
    if goal.invocations.open().exists():
        raise OpenAlready(_("It is brought up already."))
    made = Invocation.objects.create(
        goal=goal, version=version, step=said["consequence"], decided_by=said["decided_by"], why=why,
        proposed_by=actor, proposed_at=now,
    )  # fmt: skip
    trail.record(actor=actor, act="invocation.proposed", about=made, now=now, reason=why)
    telling.tell(to=[goal.owner], kind="account-asked", about=made, actor=actor, now=now)
    return made


def clause_of(goal: Goal) -> tuple[Version, dict[str, Any]]:
    """The version that first says the goal's measure as it stands, and what that says of the case that it slips.

    Raises:
        ClauseCameLater: it says nothing of that.
    """
    versions = goal.agreed_version.agreement.versions.filter(
        effective_from__isnull=False, number__lte=goal.agreed_version.number
    )
    made, said = goal.agreed_version, _said(goal.agreed_version, goal) or {}
    for version in versions.order_by("-number")[1:]:
        earlier = _said(version, goal)
        if earlier is None or any(earlier[name] != said[name] for name in COMMITTED):
            break
        made, said = version, earlier
    if not said.get("consequence"):
        raise ClauseCameLater(
            _("When this target was agreed, nothing was said of what follows if it slips. Say it with the next one.")
        )
    return made, said


def _said(version: Version, goal: Goal) -> dict[str, Any] | None:
    found = next((one for one in version.content["goals"] if one["id"] == str(goal.pk)), None)
    return said_of(found) if found else None


def _refuse_paused(goal: Goal) -> None:
    due_at = people.working_time().end_of(goal.due_on) if goal.due_on else None
    for obstacle in Obstacle.objects.open().filter(blocks_kind="goal", blocks_id=goal.pk).order_by("raised_at", "pk"):
        if obstacle.may_excuse(goal.owner, due_at):
            raise Paused(
                _("“%(what)s” is in the way, since before the date: this waits until %(name)s has removed it.")
                % {"what": obstacle, "name": obstacle.remover}
            )


@transaction.atomic
def give_account(*, actor: Member, invocation: Invocation, account: str, now: datetime) -> Invocation:
    """The owner says how it came about; whoever brought it up hears of it."""
    invocation = locked(invocation)
    require(policy.may_give_account(actor, invocation))
    if invocation.state != State.PROPOSED:
        raise HeardAlready(_("The account is given. Add to it in the discussion."))
    account = reason_in(account, _("Say in your own words how it came about, and what would help."))
    change(invocation, {"state": State.HEARD, "account": account, "heard": actor, "heard_at": now})
    trail.record(actor=actor, act="invocation.heard", about=invocation, now=now)
    telling.tell(to=[invocation.proposed_by], kind="account-given", about=invocation, actor=actor, now=now)
    return invocation


@transaction.atomic
def apply_consequence(*, actor: Member, invocation: Invocation, outcome: str, now: datetime) -> Invocation:
    """Do as was agreed, and say what that comes to here."""
    return _close(actor, invocation, State.APPLIED, reason_in(outcome, _("Say what it comes to here.")), now)


@transaction.atomic
def waive_consequence(*, actor: Member, invocation: Invocation, outcome: str, now: datetime) -> Invocation:
    """Let it be, and say why."""
    return _close(actor, invocation, State.WAIVED, reason_in(outcome, _("Say why you let it be.")), now)


def _close(actor: Member, invocation: Invocation, state: str, outcome: str, now: datetime) -> Invocation:
    invocation = locked(invocation)
    require(policy.may_decide_on(actor, invocation))
    if invocation.state == State.PROPOSED:
        raise NotHeard(_("%(name)s is heard first.") % {"name": invocation.goal.owner})
    if not invocation.is_open:
        raise Decided(_("It is decided already."))
    if state == State.APPLIED:
        _refuse_paused(invocation.goal)
    change(invocation, {"state": state, "outcome": outcome, "closed_by": actor, "closed_at": now})
    trail.record(actor=actor, act=f"invocation.{state}", about=invocation, now=now, reason=outcome)
    told = {invocation.goal.owner, invocation.proposed_by}
    telling.tell(to=told, kind="consequence-decided", about=invocation, actor=actor, now=now, outcome=outcome)
    return invocation
