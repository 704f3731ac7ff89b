"""What is derived of goals: progress, what is expected by now, pace, and how those below add up. Never stored."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import NullIf

from apps.goals.models import CheckIn, Closure, Direction, Goal, Reading, Unit
from apps.goals.queries import forecasting, measuring
from apps.goals.queries.checking import Hearing
from apps.goals.queries.forecasting import Forecast, Rates
from apps.goals.queries.measuring import Pace
from apps.people import queries as people


class Numbers(NamedTuple):
    """What is derived of one goal; a tuple, of which thousands are made in a moment.

    Attributes:
        progress: the part that is reached or kept; None without data. It may be below 0 and above 1.
        expected: the part of the time that has passed; None where the goal has no measure of its own.
        reporting, below: of a goal without its own measure: how many of the goals below report, of how many.
        coverage: the part of their weight that reports.
        worst: the goal below whose pace it shows.
        frozen: whether the goal is closed, so that its progress stays.
    """

    progress: Decimal | None = None
    expected: Decimal | None = None
    pace: Pace = Pace.NO_DATA
    reporting: int = 0
    below: int = 0
    coverage: Decimal | None = None
    worst: Goal | None = None
    frozen: bool = False

    @property
    def said_pace(self) -> Pace | None:
        """None of a goal that is closed: it is over, at whatever pace."""
        return None if self.frozen else self.pace

    @property
    def is_rolled_up(self) -> bool:
        return self.expected is None and self.below > 0

    @property
    def percent(self) -> int | None:
        return None if self.progress is None else _percent(self.progress)

    @property
    def expected_percent(self) -> int | None:
        return None if self.expected is None else _percent(self.expected)

    @property
    def coverage_percent(self) -> int | None:
        return None if self.coverage is None else _percent(self.coverage)

    @property
    def bar(self) -> int:
        """Progress as a bar shows it: cut to 0…100."""
        return 0 if self.progress is None else _percent(measuring.clamp(self.progress))


def _percent(part: Decimal) -> int:
    return int((part * 100).quantize(Decimal(1)))


def with_readings(rows: QuerySet[Goal]) -> QuerySet[Goal]:
    """`rows` with all that is read of them: as `_with_values` for the arithmetic, and as `as_heard` to look at."""
    return as_heard(_with_values(rows))


def as_heard(rows: QuerySet[Goal]) -> QuerySet[Goal]:
    """`rows` with `value` and `value_as_of`, the newest reading that counts, and `confidence` and `heard_at` of the
    last check-in."""
    newest, last = _newest(), CheckIn.objects.that_count().filter(goal=OuterRef("pk")).order_by("-at")
    return rows.annotate(
        value=Subquery(newest.values("value")[:1]),
        value_as_of=Subquery(newest.values("as_of")[:1]),
        confidence=Subquery(last.values("confidence")[:1]),
        heard_at=Subquery(last.values("at")[:1]),
    )


def _with_values(rows: QuerySet[Goal]) -> QuerySet[Goal]:
    """`rows` with `value`; `read_count` and `kept_count` of what is kept within bounds; `frozen`, how far a closed one
    was."""
    within = (Q(goal__lower__isnull=True) | Q(value__gte=F("goal__lower"))) & (
        Q(goal__upper__isnull=True) | Q(value__lte=F("goal__upper"))
    )
    standing = Closure.objects.standing().filter(goal=OuterRef("pk"))
    return rows.annotate(
        # Most goals have none, and no list is read faster than an empty one.
        phased_on=NullIf("phase_days", Value([], output_field=Goal._meta.get_field("phase_days"))),
        phased_at=NullIf("phase_values", Value([], output_field=Goal._meta.get_field("phase_values"))),
        value=Subquery(_newest().values("value")[:1]),
        frozen=Case(When(state__in=Goal.CLOSED, then=Subquery(standing.values("progress")[:1]))),
        read_count=_many_of_kept(_counted()),
        kept_count=_many_of_kept(_counted().filter(within)),
    )


def _counted() -> QuerySet[Reading]:
    return Reading.objects.that_count().filter(goal=OuterRef("pk"))


def _newest() -> QuerySet[Reading]:
    return _counted().order_by("-as_of", "-at")


def _many_of_kept(readings: QuerySet[Reading]) -> Case:
    """Only what is kept within bounds asks how often it was."""
    many = Subquery(readings.order_by().values("goal").annotate(n=Count("pk")).values("n"))
    return Case(When(direction=Direction.KEEP, then=many))


@dataclass(frozen=True)
class Outlook:
    """Where a goal is heading.

    Attributes:
        forecast: None while there is too little to go by; `missing` says how many readings and days more it takes.
    """

    forecast: Forecast | None
    missing: tuple[int, int]
    rates: Rates


def outlook(goal: Goal, *, day: date) -> Outlook | None:
    """Of a goal that goes from one number to another; what is kept, or is yes or no, goes nowhere."""
    if goal.baseline is None or goal.target is None or goal.unit == Unit.YES_NO:
        return None
    assert goal.due_on is not None
    rows = goal.readings.that_count().order_by("as_of", "at").values_list("as_of", "value")
    # One a day: of two sources on the same day the later word counts.
    points = [(as_of, value) for as_of, value in dict(rows).items() if value is not None]
    return Outlook(
        forecast=forecasting.forecast(points, target=goal.target, due_on=goal.due_on),
        missing=forecasting.missing(points),
        rates=forecasting.rates(points, baseline=goal.baseline, target=goal.target, due_on=goal.due_on, today=day),
    )


def own_numbers(goal: Any, day: date) -> Numbers:
    """The numbers of a goal with a measure of its own: a row read by `with_readings`, or its columns alone."""
    assert goal.starts_on is not None
    assert goal.due_on is not None
    expected = measuring.expected(goal.starts_on, goal.due_on, day, _parts(goal) if goal.phased_on else ())
    progress, value = _measured(goal), goal.value
    if goal.direction == Direction.KEEP:
        last = None if value is None else measuring.is_kept(value, lower=goal.lower, upper=goal.upper)
        return Numbers(progress, expected, measuring.pace_of_kept(last_is_kept=last, expected=expected))
    return Numbers(progress, expected, measuring.pace(progress=progress, expected=expected))


def _measured(goal: Any) -> Decimal | None:
    """Progress by its own measure."""
    if goal.direction == Direction.KEEP:
        return measuring.kept(within=goal.kept_count or 0, readings=goal.read_count or 0)
    return measuring.reached(baseline=goal.baseline, target=goal.target, value=goal.value)


def _parts(goal: Any) -> tuple[tuple[date, Decimal], ...]:
    """The phases as parts of the way from baseline to target."""
    way = goal.target - goal.baseline
    pairs = zip(goal.phased_on, goal.phased_at, strict=True)
    return tuple((on, (value - goal.baseline) / way) for on, value in pairs)


def hearing(now: datetime) -> Hearing:
    time = people.working_time()
    return Hearing(time.today(now), time)


_Columns = namedtuple("_Columns", [
    "id", "parent_id", "is_root", "weight", "unit", "direction", "baseline", "target", "lower", "upper", "starts_on",
    "due_on", "phased_on", "phased_at", "value", "read_count", "kept_count",
    "state", "frozen",
])  # fmt: skip
# As `_make` does it, without counting what the statement names one by one.
_named: Callable[[Iterable[Any]], Any] = partial(tuple.__new__, _Columns)


def _columns() -> Any:
    """What the arithmetic needs of goals, and nothing to look at; a sum needs no order."""
    return _with_values(Goal.objects.all()).values_list(*_Columns._fields)


# Where the ids that are asked for go into the statement below.
_ASKED = object()


@cache
def _counting_columns() -> tuple[str, tuple[Any, ...]]:
    """The statement that reads what counts: what is asked for, and of what adds up what stands directly below it.

    Put together once: that takes as long as to run it does.
    """
    counting = RawSQL(
        """
WITH RECURSIVE adding AS (
    SELECT id FROM goals_goal WHERE id = ANY(%s)
    UNION ALL
    SELECT below.id FROM goals_goal below JOIN adding ON below.parent_id = adding.id
    WHERE below.unit IS NULL AND NOT below.is_root AND below.state = 'active'
)
SELECT unnest(%s) UNION SELECT below.id FROM goals_goal below JOIN adding ON below.parent_id = adding.id
""",
        [_ASKED, _ASKED],
    )
    made: tuple[str, tuple[Any, ...]] = _columns().filter(pk__in=counting).query.sql_with_params()
    return made


def numbers_of(goals: Sequence[Any], *, asked: Hearing) -> dict[UUID, Numbers]:
    """The numbers of these alone; what stands below them is read where it counts, and only added up."""
    tops = [goal for goal in goals if _adds_up(goal)]
    if not tops:
        rows = list(_columns().filter(pk__in=[goal.id for goal in goals]))
    else:
        sql, params = _counting_columns()
        ids = [goal.id for goal in goals]
        with connection.cursor() as cursor:
            cursor.execute(sql, [ids if param is _ASKED else param for param in params])
            rows = cursor.fetchall()
    found = [*map(_named, rows)]
    added = _added_up(tops, _below(found), asked.today)
    asked_for = {goal.id for goal in goals} - added.keys()
    return added | {goal.id: _own(goal, asked.today) for goal in found if goal.id in asked_for}


def _below(goals: Iterable[Any]) -> dict[UUID, list[Any]]:
    """Goals, or their columns, by what they stand below."""
    found: dict[UUID, list[Any]] = {}
    for goal in goals:
        if goal.parent_id is not None:
            found.setdefault(goal.parent_id, []).append(goal)
    return found


def _adds_up(goal: Any) -> bool:
    """Whether it shows what stands below it.

    Busy goals below never paint a revenue goal green: it has its own measure, or no data.
    """
    return goal.unit is None and not goal.is_root and goal.state not in Goal.CLOSED


def _own(goal: Any, day: date) -> Numbers:
    """The numbers of one that doesn't add up what stands below it."""
    if goal.state in Goal.CLOSED:
        return Numbers(progress=goal.frozen, frozen=True)
    return Numbers() if goal.unit is None else own_numbers(goal, day)


def _added_up(tops: Iterable[Any], below: dict[UUID, list[Any]], day: date) -> dict[UUID, Numbers]:
    """The numbers of those that add up, from `tops` downwards; the deepest are worked out first."""
    level, found = list(tops), []
    while level:
        found += level
        level = [child for goal in level for child in below.get(goal.id, ()) if _adds_up(child)]
    numbers: dict[UUID, Numbers] = {}
    for goal in reversed(found):
        if goal.id not in numbers:
            numbers[goal.id] = _rolled_up(below.get(goal.id, ()), numbers, day)
    return numbers


def _rolled_up(below: Iterable[Any], added: dict[UUID, Numbers], day: date) -> Numbers:
    """What those `below` come to; `added` has the numbers of those among them that add up themselves."""
    parts = [(child, _progress(child, added)) for child in below if child.state != Goal.State.DROPPED]
    weights = [(child.weight, progress) for child, progress in parts]
    # What is closed counts with what it came to, and has no pace any more.
    running = (child for child, progress in parts if progress is not None and child.state not in Goal.CLOSED)
    pace, worst = _worst((added[child.id] if _adds_up(child) else own_numbers(child, day), child) for child in running)
    return Numbers(
        progress=measuring.rolled_up(weights),
        pace=pace,
        reporting=sum(progress is not None for _weight, progress in weights),
        below=len(parts),
        coverage=measuring.coverage(weights),
        worst=worst,
    )


def _progress(goal: Any, added: dict[UUID, Numbers]) -> Decimal | None:
    if goal.state in Goal.CLOSED:
        frozen: Decimal | None = goal.frozen
        return frozen
    return added[goal.id].progress if goal.unit is None else _measured(goal)


def _worst(running: Iterable[tuple[Numbers, Any]]) -> tuple[Pace, Any]:
    """The worst pace and the first goal at it; nothing is worse than behind, so that nobody is asked after that."""
    first: dict[Pace, Any] = {}
    for numbers, goal in running:
        first.setdefault(numbers.pace, goal)
        if numbers.pace == Pace.BEHIND:
            break
    worst = measuring.worst(first)
    return worst, first.get(worst)
