"""Where a measure is heading: dates and decimals in, a forecast with its band out. No rows, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

# Fewer readings, or over fewer days, say nothing about where it goes.
READINGS, DAYS = 3, 14
# The newest so many count: what was two years ago says little about next month.
MOST = 60
# The rate beside the one that is needed is that of these days.
LATELY = timedelta(days=28)
# A fifth of the slopes lie below the band, a fifth above.
LOW, MIDDLE, HIGH = Decimal("0.2"), Decimal("0.5"), Decimal("0.8")
WEEK = 7
# Beyond this many days nobody plans.
FURTHEST = 3650

Point = tuple[date, Decimal]


@dataclass(frozen=True)
class Forecast:
    """What becomes of it if it goes on like this.

    Attributes:
        value: at the due date; `low` and `high` are the band around it.
        slope: what a day brings: the median of what lies between each two readings.
        reaches_on: the day on which the target is reached; None where it never is, or is already.
        readings: how many it was made from.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    slope: Decimal
    reaches_on: date | None
    readings: int


@dataclass(frozen=True)
class Rates:
    """What a week must bring from now on, and what the last four weeks brought; None where that can't be said."""

    needed: Decimal | None
    lately: Decimal | None


def missing(points: Sequence[Point]) -> tuple[int, int]:
    """How many readings more, and over how many days more, a forecast needs; both 0 where it can be made."""
    days = (points[-1][0] - points[0][0]).days if points else 0
    return max(READINGS - len(points), 0), max(DAYS - days, 0)


def forecast(points: Sequence[Point], *, target: Decimal, due_on: date) -> Forecast | None:
    """The newest value and, for each day from then until the due date, the median of the slopes between all pairs.

    One wild reading moves a median little. The band is by the slopes at 20 and 80 per cent of their order. None where
    there is too little to go by.

    Args:
        points: the readings that count, by day, one a day.
    """
    if missing(points) != (0, 0):
        return None
    newest = points[-MOST:]
    slopes = sorted(
        (later - value) / (day_later - day).days
        for place, (day, value) in enumerate(newest)
        for day_later, later in newest[place + 1 :]
    )
    last_day, last = newest[-1]
    left = max((due_on - last_day).days, 0)
    slope = middle(slopes)
    ends = sorted(last + ranked(slopes, part) * left for part in (LOW, HIGH))
    return Forecast(
        value=last + slope * left,
        low=ends[0],
        high=ends[1],
        slope=slope,
        reaches_on=_reached_on(last_day, last, slope, target),
        readings=len(newest),
    )


def middle(ordered: Sequence[Decimal]) -> Decimal:
    """The median: the one in the middle, or the mean of the two."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def ranked(ordered: Sequence[Decimal], part: Decimal) -> Decimal:
    """The one at the place `part` of the way, counted from 1 and rounded up."""
    return ordered[max(int((part * len(ordered)).to_integral_value(ROUND_CEILING)), 1) - 1]


def _reached_on(day: date, value: Decimal, slope: Decimal, target: Decimal) -> date | None:
    """The first whole day on which the line through the newest value meets the target."""
    way = target - value
    if not way or not slope or (way > 0) != (slope > 0):
        return None
    days = (way / slope).to_integral_value(ROUND_CEILING)
    return day + timedelta(days=int(days)) if days <= FURTHEST else None


def rates(points: Sequence[Point], *, baseline: Decimal, target: Decimal, due_on: date, today: date) -> Rates:
    """By the week: what is left of the way by the days that are left, and what the last four weeks brought."""
    if not points:
        return Rates(None, None)
    value, left = points[-1][1], (due_on - today).days
    is_reached = value >= target if target > baseline else value <= target
    needed = None if left <= 0 or is_reached else (target - value) * WEEK / left
    recent = [point for point in points if today - LATELY <= point[0] <= today]
    if len(recent) < 2:
        return Rates(needed, None)
    (first_day, first), (last_day, last) = recent[0], recent[-1]
    return Rates(needed, (last - first) * WEEK / (last_day - first_day).days)
