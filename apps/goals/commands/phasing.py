"""What is expected by when, where a straight line would accuse wrongly."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import refuse_closed
from apps.goals.models import Direction, Goal, Unit
from apps.people.models import Member
from apps.trail import commands as trail

# More corners than a year has months nobody reads.
MOST = 12
Phase = tuple[date, Decimal]


class NoPhases(Refused):
    """Only what goes from one number to another goes in phases."""


class PhasesOutOfOrder(Refused):
    """Each phase has a day of its own, between the start and the due date."""


@transaction.atomic
def set_phases(
    *, actor: Member, goal: Goal, phases: Sequence[Phase], now: datetime, revision: int | None = None
) -> Goal:
    """Say how much is expected by which day; none means a straight line.

    The target stays as it is agreed; the seats of its plan are told, since its pace is judged by this.
    """
    goal = locked(goal, revision=revision)
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    if not may_have_phases(goal):
        raise NoPhases(_("Only a measure that goes from one number to another has phases."))
    ordered = sorted(phases)
    _refuse_out_of_order(goal, [day for day, _value in ordered])
    before = goal.phases
    changed = change(goal, _as_fields(ordered))
    if changed:
        trail.record(
            actor=actor, act="goal.phased", about=goal, now=now, changes={"phases": [_said(before), _said(ordered)]}
        )
        _tell_seats(goal, actor, now)
    return goal


def may_have_phases(goal: Goal) -> bool:
    return goal.direction == Direction.REACH and goal.unit != Unit.YES_NO


def _refuse_out_of_order(goal: Goal, days: list[date]) -> None:
    assert goal.starts_on is not None
    assert goal.due_on is not None
    if len(days) > MOST:
        raise PhasesOutOfOrder(_("At most %(most)s phases.") % {"most": MOST})
    if len(set(days)) < len(days):
        raise PhasesOutOfOrder(_("Each phase has a day of its own."))
    if any(not goal.starts_on < day < goal.due_on for day in days):
        raise PhasesOutOfOrder(
            _("Phases lie after %(starts)s and before %(due)s.") % {"starts": goal.starts_on, "due": goal.due_on}
        )


def _as_fields(phases: Sequence[Phase]) -> dict[str, Any]:
    return {"phase_days": [day for day, _value in phases], "phase_values": [value for _day, value in phases]}


def phases_left(goal: Goal, measure: Mapping[str, Any]) -> dict[str, Any]:
    """The phases that still fit once the goal is measured so: none in other terms, and none outside its time."""
    if (measure["unit"], measure["direction"]) != (goal.unit, goal.direction) or not may_have_phases(goal):
        return _as_fields([])
    fitting = [(day, value) for day, value in goal.phases if measure["starts_on"] < day < measure["due_on"]]
    return _as_fields(fitting)


def _said(phases: Sequence[Phase]) -> str:
    """For the history."""
    return ", ".join(f"{day.isoformat()}: {format(value.normalize(), 'f')}" for day, value in phases)


def _tell_seats(goal: Goal, actor: Member, now: datetime) -> None:
    if not goal.stands_agreed(now):
        return
    seats = goal.agreed_version.seats.filter(member__isnull=False).select_related("member")
    telling.tell(to={seat.member for seat in seats}, kind="goal-phased", about=goal, actor=actor, now=now)
