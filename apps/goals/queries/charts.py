"""A goal's readings as a drawing: what was read, and what was expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.goals.models import Goal, Reading

WIDTH, HEIGHT, EDGE = 640, 160, 8


@dataclass(frozen=True)
class Chart:
    """Points of lines, as SVG writes them.

    Attributes:
        read: one dot per reading, joined.
        expected: from baseline to target; of bounds, each as a line of its own.
        now: where today stands on the way from the start to the due date.
    """

    read: str
    dots: list[tuple[str, str]]
    expected: list[str]
    now: str | None
    first: Reading
    last: Reading
    count: int


def chart_of(goal: Goal, readings: Iterable[Reading], today: date) -> Chart | None:
    """The chart of a measured goal with at least one reading."""
    found = list(readings)
    if not goal.is_measured or not found or goal.starts_on is None or goal.due_on is None:
        return None
    goals_ends = [
        value for value in (goal.baseline, goal.target, goal.lower, goal.upper, *goal.phase_values) if value is not None
    ]
    values = [reading.value for reading in found if reading.value is not None] + goals_ends
    low, high = min(values), max(values)
    starts, ends = min(goal.starts_on, found[0].as_of), max(goal.due_on, found[-1].as_of)

    def across(day: date) -> str:
        return _place(Decimal((day - starts).days), Decimal((ends - starts).days), WIDTH)

    def up(value: Decimal) -> str:
        return _place(high - value, high - low, HEIGHT)

    def line(*ends_of: tuple[date, Decimal]) -> str:
        return " ".join(f"{across(day)},{up(value)}" for day, value in ends_of)

    if goal.baseline is not None and goal.target is not None:
        expected = [line((goal.starts_on, goal.baseline), *goal.phases, (goal.due_on, goal.target))]
    else:
        bounds = [value for value in (goal.lower, goal.upper) if value is not None]
        expected = [line((goal.starts_on, value), (goal.due_on, value)) for value in bounds]
    points = [(reading.as_of, reading.value) for reading in found if reading.value is not None]
    return Chart(
        read=line(*points),
        dots=[(across(day), up(value)) for day, value in points],
        expected=expected,
        now=across(today) if starts <= today <= ends else None,
        first=found[0],
        last=found[-1],
        count=len(found),
    )


def _place(part: Decimal, whole: Decimal, length: int) -> str:
    """Where on a line of this length, an edge left free at both ends."""
    share = part / whole if whole else Decimal("0.5")
    return f"{EDGE + share * (length - 2 * EDGE):.1f}"
