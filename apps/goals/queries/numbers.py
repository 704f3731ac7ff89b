"""What is derived of goals: progress, what is expected by now, pace, and how those below add up. Never stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When

from apps.goals.models import CheckIn, Closure, Direction, Goal, Reading, Unit
from apps.goals.queries import forecasting, measuring
from apps.goals.queries.checking import Hearing
from apps.goals.queries.forecasting import Forecast, Rates
from apps.goals.queries.measuring import Pace
from apps.people import queries as people
from apps.people.models import Member


@dataclass(frozen=True)
class Numbers:
    """What is derived of one goal.

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
    """`rows` with `value` and `value_as_of`, the newest reading that counts; `read_count`, `kept_count`; and
    `confidence`, `heard_at` of the last check-in; and `frozen`, how far a closed goal was."""
    counted = Reading.objects.that_count().filter(goal=OuterRef("pk"))
    newest = counted.order_by("-as_of", "-at")
    within = (Q(goal__lower__isnull=True) | Q(value__gte=F("goal__lower"))) & (
        Q(goal__upper__isnull=True) | Q(value__lte=F("goal__upper"))
    )
    last = CheckIn.objects.that_count().filter(goal=OuterRef("pk")).order_by("-at")
    return rows.annotate(
        value=Subquery(newest.values("value")[:1]),
        value_as_of=Subquery(newest.values("as_of")[:1]),
        read_count=_many(counted),
        # Only what is kept within bounds asks how often it was.
        kept_count=Case(When(direction=Direction.KEEP, then=_many(counted.filter(within)))),
        confidence=Subquery(last.values("confidence")[:1]),
        heard_at=Subquery(last.values("at")[:1]),
        frozen=Subquery(Closure.objects.standing().filter(goal=OuterRef("pk")).values("progress")[:1]),
    )


def _many(readings: QuerySet[Reading]) -> Subquery:
    return Subquery(readings.order_by().values("goal").annotate(n=Count("pk")).values("n"))


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


def own_numbers(goal: Goal, day: date) -> Numbers:
    """The numbers of a goal with a measure of its own, read by `with_readings`."""
    read: dict[str, Any] = vars(goal)
    assert goal.starts_on is not None
    assert goal.due_on is not None
    expected = measuring.expected(starts_on=goal.starts_on, due_on=goal.due_on, today=day, phases=_parts(goal))
    value: Decimal | None = read["value"]
    if goal.direction == Direction.KEEP:
        progress = measuring.kept(within=read["kept_count"] or 0, readings=read["read_count"] or 0)
        last = None if value is None else measuring.is_kept(value, lower=goal.lower, upper=goal.upper)
        return Numbers(progress, expected, measuring.pace_of_kept(last_is_kept=last, expected=expected))
    assert goal.baseline is not None
    assert goal.target is not None
    progress = measuring.reached(baseline=goal.baseline, target=goal.target, value=value)
    return Numbers(progress, expected, measuring.pace(progress=progress, expected=expected))


def _parts(goal: Goal) -> list[tuple[date, Decimal]]:
    """The phases as parts of the way from baseline to target."""
    if goal.baseline is None or goal.target is None:
        return []
    way = goal.target - goal.baseline
    return [(on, (value - goal.baseline) / way) for on, value in goal.phases]


@dataclass
class Tree:
    """All goals in their places, with their numbers.

    Attributes:
        hearing: by whose calendar, and on which day, they are looked at.
        root: the revenue goal of the fiscal year that `today` lies in.
    """

    goals: dict[UUID, Goal]
    hearing: Hearing
    root: Goal | None
    children: dict[UUID, list[Goal]] = field(default_factory=dict)
    numbers: dict[UUID, Numbers] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.hearing.today

    def path(self, goal: Goal) -> list[Goal]:
        """From what the goal serves directly up to the top, without the goal itself."""
        return list(self._up(goal))

    def _up(self, goal: Goal) -> Iterator[Goal]:
        above = goal.parent_id
        while above is not None:
            yield self.goals[above]
            above = self.goals[above].parent_id

    def reaches(self, goal: Goal) -> bool:
        """Whether it serves a revenue goal, whichever year's."""
        top = [self.goals[goal.pk], *self.path(goal)][-1]
        return top.is_root


def tree(*, viewer: Member, now: datetime) -> Tree:
    """Every goal that the viewer sees, by one query, with the numbers of all."""
    time = people.working_time()
    day = time.today(now)
    rows = with_readings(Goal.objects.visible_to(viewer).select_related("owner__team", "agreed_version", "period"))
    goals = {goal.pk: goal for goal in rows.order_by("created_at", "pk")}
    whole = Tree(goals, Hearing(day, time), next((goal for goal in goals.values() if goal.is_root_on(day)), None))
    for goal in goals.values():
        if goal.parent_id is not None:
            whole.children.setdefault(goal.parent_id, []).append(goal)
    for goal in _deepest_first(whole):
        whole.numbers[goal.pk] = _numbers_in(whole, goal)
    return whole


def _deepest_first(whole: Tree) -> list[Goal]:
    tops: list[Goal] = [goal for goal in whole.goals.values() if goal.parent_id is None]
    found: list[Goal] = []
    while tops:
        found += tops
        tops = [child for goal in tops for child in whole.children.get(goal.pk, [])]
    return found[::-1]


def _numbers_in(whole: Tree, goal: Goal) -> Numbers:
    if goal.is_closed:
        return Numbers(progress=vars(goal)["frozen"], frozen=True)
    if goal.is_measured:
        return own_numbers(goal, whole.today)
    # Busy goals below never paint a revenue goal green: it has its own measure, or no data.
    if goal.is_root:
        return Numbers()
    return _rolled_up(whole, whole.children.get(goal.pk, []))


def _rolled_up(whole: Tree, below: Iterable[Goal]) -> Numbers:
    parts = [(child, whole.numbers[child.pk]) for child in below if child.state != Goal.State.DROPPED]
    reporting = [(child, numbers) for child, numbers in parts if numbers.progress is not None]
    # What is closed counts with what it came to, and has no pace any more.
    running = [(child, numbers) for child, numbers in reporting if not numbers.frozen]
    worst = measuring.worst(numbers.pace for _child, numbers in running)
    return Numbers(
        progress=measuring.rolled_up((child.weight, numbers.progress) for child, numbers in parts),
        pace=worst,
        reporting=len(reporting),
        below=len(parts),
        coverage=measuring.coverage((child.weight, numbers.progress) for child, numbers in parts),
        worst=next((child for child, numbers in running if numbers.pace == worst), None),
    )
