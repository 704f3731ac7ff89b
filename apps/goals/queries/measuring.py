"""The arithmetic of goals: decimals and dates in, decimals and words out. No rows, no clock."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _

# How far progress may lie from what is expected, and still be on pace.
MARGIN = Decimal("0.10")
# Before this part of the time has passed, nothing is said about the pace.
EARLY = Decimal("0.10")
NOTHING, ALL = Decimal(0), Decimal(1)


class Pace(models.TextChoices):
    """How progress compares with the time that has passed. These five words and no others."""

    AHEAD = "ahead", _("Ahead")
    ON_PACE = "on_pace", _("On pace")
    BEHIND = "behind", _("Behind")
    TOO_EARLY = "too_early", _("Too early")
    NO_DATA = "no_data", _("No data")


# The worst first: what a goal without a measure of its own shows of those below it.
WORST_FIRST = (Pace.BEHIND, Pace.ON_PACE, Pace.AHEAD, Pace.TOO_EARLY)


def clamp(part: Decimal) -> Decimal:
    if part < NOTHING:
        return NOTHING
    return ALL if part > ALL else part


def reached(*, baseline: Decimal, target: Decimal, value: Decimal | None) -> Decimal | None:
    """The part of the way from baseline to target that is done: `(value - baseline) / (target - baseline)`.

    One signed formula for rising and falling measures. It may be below 0 and above 1; without a reading it is None,
    which isn't 0.
    """
    if value is None:
        return None
    return (value - baseline) / (target - baseline)


def is_kept(value: Decimal, *, lower: Decimal | None, upper: Decimal | None) -> bool:
    """Whether the value lies within the bounds; both belong to it."""
    return (lower is None or value >= lower) and (upper is None or value <= upper)


def kept(*, within: int, readings: int) -> Decimal | None:
    """The part of the readings that lay within the bounds; None without a reading."""
    return Decimal(within) / Decimal(readings) if readings else None


Phases = tuple[tuple[date, Decimal], ...]


@lru_cache(maxsize=1024)
def expected(starts_on: date, due_on: date, today: date, phases: Phases = ()) -> Decimal:
    """The part that is expected by now, in whole days: 0 until the start, 1 from the due date on.

    Between them a straight line; where there are phases, straight lines from each to the next. Many goals share their
    dates, so that what was worked out is kept.

    Args:
        phases: days between start and due date with the part that is expected by then, in their order.
    """
    if today <= starts_on:
        return NOTHING
    corners = [(starts_on, NOTHING), *phases, (due_on, ALL)]
    for (begins, done), (ends, then) in pairwise(corners):
        if today <= ends:
            return clamp(done + (then - done) * (today - begins).days / (ends - begins).days)
    return ALL


def pace(*, progress: Decimal | None, expected: Decimal) -> Pace:
    """Progress, cut to 0…1, against what is expected: ten points more is ahead, ten less is still on pace.

    Past the due date nothing more is expected, so that whatever isn't whole is behind.
    """
    if progress is None:
        return Pace.NO_DATA
    if expected < EARLY:
        return Pace.TOO_EARLY
    if expected == ALL and progress < ALL:
        return Pace.BEHIND
    gap = clamp(progress) - expected
    if gap >= MARGIN:
        return Pace.AHEAD
    return Pace.ON_PACE if gap >= -MARGIN else Pace.BEHIND


def pace_of_kept(*, last_is_kept: bool | None, expected: Decimal) -> Pace:
    """What is kept is on pace while the last reading lies within its bounds, however far the time is."""
    if last_is_kept is None:
        return Pace.NO_DATA
    if expected < EARLY:
        return Pace.TOO_EARLY
    return Pace.ON_PACE if last_is_kept else Pace.BEHIND


def rolled_up(children: Iterable[tuple[int, Decimal | None]]) -> Decimal | None:
    """The weighted mean of those below: `sum(weight x progress) / sum(weight)` over those that report.

    Each part is cut to 0…1 first, so that one far above its target can't hide another. None where nobody reports, or
    where those who do have no weight.
    """
    whole, done = 0, NOTHING
    for weight, progress in children:
        if progress is not None:
            whole += weight
            done += weight * clamp(progress)
    return done / whole if whole else None


def coverage(children: Iterable[tuple[int, Decimal | None]]) -> Decimal | None:
    """The part of the weight that reports: `sum(weight of those with data) / sum(weight)`; None where none has any."""
    whole = reporting = 0
    for weight, progress in children:
        whole += weight
        if progress is not None:
            reporting += weight
    return Decimal(reporting) / whole if whole else None


def worst(paces: Collection[Pace]) -> Pace:
    """The worst of those below that report; a mean would hide it."""
    return next((one for one in WORST_FIRST if one in paces), Pace.NO_DATA)
