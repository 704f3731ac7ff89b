"""What a goal is measured by, and what the measure stands at."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import undo
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.goals import policy
from apps.goals.commands.ground import refuse_closed
from apps.goals.commands.phasing import phases_left
from apps.goals.commands.protecting import refuse_protected, tell_signers
from apps.goals.models import Direction, Goal, Reading, Source, Unit
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail


class MeasureNotWhole(Refused):
    """A measure says from where to where, or between what, and from when until when."""


class NotMeasured(Refused):
    """A goal without a measure has nothing to read."""


class NotAValue(Refused):
    """What is read fits the measure, and is of today or before."""


class CorrectedSince(NotNow):
    """A reading that somebody corrected is no longer there to be taken back."""


@transaction.atomic
def set_measure(
    *,
    actor: Member,
    goal: Goal,
    unit: str,
    direction: str,
    starts_on: date,
    due_on: date,
    now: datetime,
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    lower: Decimal | None = None,
    upper: Decimal | None = None,
    check_in_days: int | None = None,
    revision: int | None = None,
) -> Goal:
    """Say what the goal is measured by; what was read so far stays."""
    goal = locked(goal, revision=revision)
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    measure = whole_measure(
        unit=unit, direction=direction, baseline=baseline, target=target, lower=lower, upper=upper,
        starts_on=starts_on, due_on=due_on,
    )  # fmt: skip
    refuse_protected(goal, measure, now)
    changed = change(goal, {**measure, **phases_left(goal, measure), "check_in_days": check_in_days})
    if changed:
        told = {field: values for field, values in changed.items() if not field.startswith("phase_")}
        trail.record(actor=actor, act="goal.measured", about=goal, now=now, changes=told)
        tell_signers(goal, told, actor, now)
    return goal


def whole_measure(
    *,
    unit: str,
    direction: str,
    starts_on: date,
    due_on: date,
    baseline: Decimal | None,
    target: Decimal | None,
    lower: Decimal | None,
    upper: Decimal | None,
) -> dict[str, Any]:
    """The fields of a measure that is whole, without those that its direction has no use for.

    Raises:
        MeasureNotWhole: something is missing, or doesn't fit the rest.
    """
    if starts_on >= due_on:
        raise MeasureNotWhole(_("It starts before it is due."))
    given = {"unit": unit, "direction": direction, "starts_on": starts_on, "due_on": due_on}
    if unit == Unit.YES_NO:
        if direction != Direction.REACH:
            raise MeasureNotWhole(_("What is answered by yes or no has no bounds to be kept within."))
        return given | {"baseline": Decimal(0), "target": Decimal(1), "lower": None, "upper": None}
    if direction == Direction.KEEP:
        if lower is None and upper is None:
            raise MeasureNotWhole(_("Say at least, at most, or both."))
        if lower is not None and upper is not None and lower > upper:
            raise MeasureNotWhole(_("“At least” can't be more than “at most”."))
        return given | {"baseline": None, "target": None, "lower": lower, "upper": upper}
    if baseline is None or target is None:
        raise MeasureNotWhole(_("Say from where to where."))
    if baseline == target:
        raise MeasureNotWhole(_("It stands where it should be already. To keep it there, choose “keep within bounds”."))
    return given | {"baseline": baseline, "target": target, "lower": None, "upper": None}


@transaction.atomic
def record_reading(
    *,
    actor: Member,
    goal: Goal,
    value: Decimal,
    now: datetime,
    as_of: date | None = None,
    note: str = "",
    source: str = Source.TYPED,
) -> tuple[Reading, Undo]:
    """Write down what the measure stood at on a day; a second reading of the same day corrects the first."""
    goal = locked(goal)
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    return _offering_undo(read(goal, actor, value, now, as_of=as_of, note=note, source=source), actor)


def read(
    goal: Goal, by: Member, value: Decimal, now: datetime, *, as_of: date | None = None, note: str = "", source: str
) -> Reading:
    """Write a reading of the locked goal, and into its history.

    Raises:
        NotMeasured: the goal has no measure.
        NotAValue: the value or the day doesn't fit.
    """
    today = people.working_time().today(now)
    day = as_of or today
    if not goal.is_measured:
        raise NotMeasured(_("Say first what the goal is measured by."))
    if day > today:
        raise NotAValue(_("Nobody can read tomorrow's number. Choose today or a day before."))
    if goal.unit == Unit.YES_NO and value not in (0, 1):
        raise NotAValue(_("Read 1 for yes and 0 for no."))
    before = goal.readings.filter(as_of=day, source=source, corrected_by__isnull=True).first()
    reading = Reading.objects.create(
        goal=goal, as_of=day, value=value, source=source, note=note, corrects=before, by=by, at=now
    )
    trail.record(
        actor=by, act="goal.read", about=goal, now=now, value=value, as_of=day,
        changes={"value": [before.value if before else None, value]},
    )  # fmt: skip
    return reading


def _offering_undo(reading: Reading, actor: Member) -> tuple[Reading, Undo]:
    label = _("The number for “%(title)s” is written down.") % {"title": reading.goal}
    return reading, undo.offer(name="goal-read", label=label, actor=actor, payload={"reading": str(reading.pk)})


@transaction.atomic
def undo_reading(*, actor: Member, now: datetime, reading: str) -> None:
    """Take a reading back by one more that puts what it corrected in its place again."""
    taken_back = Reading.objects.select_related("goal", "corrects").get(pk=UUID(reading))
    goal = locked(taken_back.goal)
    require(policy.may_edit_goal(actor, goal))
    refuse_closed(goal)
    if Reading.objects.filter(corrects=taken_back).exists():
        raise CorrectedSince(_("Somebody wrote down another number for that day since."))
    before = taken_back.corrects.value if taken_back.corrects else None
    Reading.objects.create(
        goal=goal, as_of=taken_back.as_of, value=before, source=taken_back.source, corrects=taken_back, by=actor, at=now
    )
    trail.record(
        actor=actor, act="goal.reading_taken_back", about=goal, now=now, changes={"value": [taken_back.value, before]}
    )
