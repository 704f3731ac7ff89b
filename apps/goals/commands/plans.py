"""The agreed goals of a period: what their plan's next version shall say, and what follows once it counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.agreements import commands as agreements
from apps.agreements import policy as agreements_policy
from apps.agreements.commands import ground as agreements_ground
from apps.agreements.models import Agreement
from apps.core.errors import NotNow, Refused, require
from apps.goals.commands.conditions import (
    hold_named,
    whole_conditions,
)
from apps.goals.commands.ground import here, refuse_closed
from apps.goals.commands.measuring import whole_measure
from apps.goals.commands.protecting import PROTECTED, UNSAID, plain
from apps.goals.models import Goal, Period, Plan, PlanGoal
from apps.people.models import Member
from apps.trail import commands as trail

# More agreed goals than this nobody keeps in mind.
MOST = 12
MEASURE = ("unit", "direction", "baseline", "target", "lower", "upper", "starts_on", "due_on")
NUMBERS = {"baseline", "target", "lower", "upper"}
_DAYS = {"starts_on", "due_on"}


class InAPlan(NotNow):
    """A goal is agreed once, in one plan."""


class NotInThisPlan(Refused):
    """Only what stands in the plan is changed or left out there."""


class TooMany(Refused):
    """A plan is what both sides keep in mind."""


class NothingAgreed(NotNow):
    """What no plan in force says is changed on the goal itself."""


class Untitled(Refused):
    """A goal has a title."""


class NothingElse(Refused):
    """An amendment says something else than what counts."""


@transaction.atomic
def start_plan(
    *,
    actor: Member,
    title: str,
    period: Period,
    sponsor: Member,
    seats: Sequence[Member],
    goals: Sequence[Goal],
    now: datetime,
) -> Plan:
    """Begin a plan of these goals with the agreement that both sides are to sign."""
    plan = Plan.objects.create(title=title, period=period, created_at=now)
    plan.agreement = agreements.start_agreement(
        actor=actor, kind="plan", title=title, sponsor=sponsor, seats=seats, about=plan, now=now
    )
    plan.save(update_fields=["agreement"])
    _add(plan, goals)
    trail.record(actor=actor, act="plan.started", about=plan, now=now)
    return plan


def _add(plan: Plan, goals: Iterable[Goal]) -> None:
    for goal in goals:
        refuse_closed(goal)
    taken = PlanGoal.objects.filter(goal__in=list(goals)).select_related("goal", "plan").first()
    if taken is not None:
        raise InAPlan(
            _("“%(title)s” stands in the plan “%(plan)s” already.") % {"title": taken.goal, "plan": taken.plan}
        )
    entries = list(plan.entries.order_by("position"))
    first = entries[-1].position + 1 if entries else 1
    added = [PlanGoal(plan=plan, goal=goal, position=first + place) for place, goal in enumerate(goals)]
    if len(entries) + len(added) > MOST:
        raise TooMany(
            _("A plan has at most %(most)s goals. What is below them belongs to its owners.") % {"most": MOST}
        )
    PlanGoal.objects.bulk_create(added)


def drafted(actor: Member, plan: Plan) -> Agreement:
    """The plan's agreement, locked, whose draft the actor may work on."""
    agreement = agreements_ground.hold(plan.agreement)
    require(agreements_policy.may_edit(actor, agreement))
    agreements_ground.draft_of(agreement)
    return agreement


def written_down(plan: Plan, agreement: Agreement, actor: Member, act: str, now: datetime) -> None:
    """That somebody worked on the draft is for all who see the plan; what it says stays with those who see it."""
    trail.record(actor=actor, act=act, about=plan, now=now)
    agreements_ground.tell_all(agreement, "agreement-edited", actor, now)


@transaction.atomic
def add_to_plan(*, actor: Member, plan: Plan, goal: Goal, now: datetime) -> Plan:
    """Put a goal into the draft of the plan."""
    agreement = drafted(actor, plan)
    left = plan.entries.filter(goal=goal, leaves=True)
    if not left.update(leaves=False):
        _add(plan, [goal])
    written_down(plan, agreement, actor, "plan.goal_added", now)
    return plan


@transaction.atomic
def leave_out(*, actor: Member, plan: Plan, goal: Goal, now: datetime) -> Plan:
    """Take a goal out of the draft; where it is agreed it stays so until the next version counts."""
    agreement = drafted(actor, plan)
    entry = _entry(plan, goal)
    if entry.goal.stands_agreed(now):
        entry.leaves = True
        entry.save(update_fields=["leaves"])
    else:
        entry.delete()
    written_down(plan, agreement, actor, "plan.goal_left_out", now)
    return plan


def _entry(plan: Plan, goal: Goal) -> PlanGoal:
    entry = plan.entries.select_related("goal__agreed_version").filter(goal=goal).first()
    if entry is None:
        raise NotInThisPlan(_("“%(title)s” doesn't stand in this plan.") % {"title": goal})
    return entry


@transaction.atomic
def change_in_plan(*, actor: Member, plan: Plan, goal: Goal, now: datetime, **changes: Any) -> Plan:
    """Say what the next version shall say otherwise of a goal: its title, owner, side, measure, dates."""
    changes = _as_signed(changes)
    agreement = drafted(actor, plan)
    entry = _entry(plan, goal)
    hold_named(goal, changes.get("conditions", ()))
    refuse_closed(entry.goal)
    wanted = {**values_for(entry), **changes}
    if wanted["unit"] is not None:
        wanted |= whole_measure(**{name: wanted[name] for name in MEASURE})
    wanted |= whole_conditions(**{name: wanted[name] for name in UNSAID})
    entry.typed = {name: plain(wanted[name]) for name in PROTECTED if wanted[name] != getattr(goal, name)}
    entry.save(update_fields=["typed"])
    written_down(plan, agreement, actor, "plan.goal_changed", now)
    return plan


@transaction.atomic
def amend_goal(*, actor: Member, goal: Goal, now: datetime, **changes: Any) -> Plan:
    """Open an amendment of the goal's plan, or the one that is open, with what was typed. What counts stays."""
    goal = Goal.objects.select_related("agreed_version", "in_plan__plan__agreement").get(pk=goal.pk)
    if not goal.stands_agreed(now):
        raise NothingAgreed(_("No plan in force says what stands here. Change it on the goal itself."))
    if all(getattr(goal, name) == value for name, value in _as_signed(changes).items()):
        raise NothingElse(_("This is what counts already. Say what should be different."))
    plan: Plan = goal.in_plan.plan
    if agreements_ground.open_version(plan.agreement) is None:
        agreements.amend(actor=actor, agreement=plan.agreement, now=now)
    return change_in_plan(actor=actor, plan=plan, goal=goal, now=now, **changes)


def _as_signed(changes: Mapping[str, Any]) -> dict[str, Any]:
    """With the owner by their id, as a signed text names them; whoever is named is here."""
    said = dict(changes)
    owner = said.pop("owner", None)
    if owner is not None:
        (owner,) = here(owner)
        said["owner_id"] = owner.pk
    if not said.get("title", "-").strip():
        raise Untitled(_("Say what the goal is."))
    return said


def values_for(entry: PlanGoal) -> dict[str, Any]:
    """What the next version says of a goal: as it stands, but for what was typed."""
    return {name: getattr(entry.goal, name) for name in PROTECTED} | read_back(entry.typed)


def read_back(typed: dict[str, Any]) -> dict[str, Any]:
    """The values of JSON, as a goal has them."""
    return {name: _value(name, text) for name, text in typed.items() if name in PROTECTED}


def said_of(goal: Mapping[str, Any]) -> dict[str, Any]:
    """What a signed text says of a goal, as a goal has it."""
    said = UNSAID | {name: goal[name] for name in PROTECTED if name in goal}
    return read_back(said)


def _value(name: str, text: Any) -> Any:
    if text is None:
        return None
    if name == "conditions":
        return [{"text": one["text"], "who": one["who"]} for one in text]
    if name in NUMBERS:
        return Decimal(text)
    if name == "owner_id":
        return UUID(text)
    return date.fromisoformat(text) if name in _DAYS else text
