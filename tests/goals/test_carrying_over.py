"""Goals that go on in another period."""

from datetime import date
from decimal import Decimal

import pytest

from apps.goals import commands, queries
from apps.goals.commands.carrying import NothingLeft, SamePeriod
from apps.goals.commands.closing import GoesOn
from apps.goals.models import Closure, Period
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.ending import DAY, at_forty, carry, close, numbers, quarters, reopen

pytestmark = pytest.mark.django_db


def test_it_goes_on_from_where_it_stands(cast):
    first, second = quarters(cast)
    above = make.goal(owner=cast.mina)
    goal = make.measured(
        owner=cast.sam, unit="percent", baseline=Decimal(20), check_in_days=14, due_on=date(2026, 3, 31),
        given={"title": "Quotes won", "why": "It pays.", "side": "joint", "weight": 3, "parent": above,
               "period": first},
    )  # fmt: skip
    make.read(goal, 45)
    done, ahead = make.milestone(goal=goal), make.milestone(goal=goal)
    commands.complete_milestone(actor=cast.sam, milestone=done, now=NOW)
    task = make.task(owner=cast.sofie, serves=goal)
    obstacle = make.obstacle(by=cast.sam, blocks=goal, remover=cast.mara)
    child = make.goal(owner=cast.sofie, parent=goal)
    later = carry(goal, second)
    for row in (goal, done, ahead, task, obstacle, child):
        row.refresh_from_db()
    assert (goal.state, numbers(goal).progress) == ("missed", Decimal("0.3125"))  # (45 - 20) / (100 - 20)
    taken = ("title", "why", "side", "weight", "parent", "owner", "unit", "direction", "check_in_days")
    assert {name: getattr(later, name) for name in taken} == {name: getattr(goal, name) for name in taken}
    assert (later.baseline, later.target, later.starts_on, later.due_on, later.period, later.carried_from) == (
        Decimal(45), Decimal(100), date(2026, 4, 1), date(2026, 6, 30), second, goal,
    )  # fmt: skip
    assert (done.goal, ahead.goal, task.serves, obstacle.blocks, child.parent) == (
        goal, later, ("goal", later.pk), ("goal", later.pk), later,
    )  # fmt: skip
    assert (goal.readings.count(), later.readings.count(), numbers(later).progress) == (1, 0, None)
    # The parent counts both: (0.3125 + no data), with half of the weight.
    assert (numbers(above).reporting, numbers(above).below) == (1, 2)


def test_what_is_reached_has_another_target(cast):
    first, second = quarters(cast)
    goal = at_forty(cast, period=first)
    make.read(goal, 100, as_of=DAY)
    with pytest.raises(NothingLeft):
        carry(goal, second)
    assert carry(goal, second, outcome="achieved", target=Decimal(150)).baseline == 100


def test_it_is_carried_once_and_into_another_period(cast):
    first, second = quarters(cast)
    goal = at_forty(cast, period=first)
    with pytest.raises(SamePeriod):
        carry(goal, first)
    later = carry(goal, second)
    goal.refresh_from_db()
    with pytest.raises(GoesOn):
        carry(goal, Period.objects.get(quarter=3))
    with pytest.raises(GoesOn):
        reopen(goal)
    close(later, "dropped")
    assert not reopen(goal).is_closed


def test_what_was_closed_before_goes_on_as_well(cast):
    first, second = quarters(cast)
    goal = at_forty(cast, period=first)
    step = make.milestone(goal=goal)
    goal = close(goal, "missed")
    later = carry(goal, second)
    step.refresh_from_db()
    assert (later.baseline, step.goal, Closure.objects.count()) == (Decimal(40), later, 1)


def test_a_years_revenue_begins_anew_and_its_goals_come_along(cast):
    root = make.revenue(by=cast.mina)
    commands.set_measure(
        actor=cast.mina, goal=root, unit="money", direction="reach", baseline=Decimal(0), target=Decimal(1000),
        starts_on=date(2026, 1, 1), due_on=date(2026, 12, 31), now=NOW,
    )  # fmt: skip
    make.read(root, 900)
    child = at_forty(cast, parent=root)
    later = carry(root, make.year(by=cast.ada, year=2027), target=Decimal(1200))
    child.refresh_from_db()
    assert (later.is_root, later.baseline, later.target, child.parent) == (True, Decimal(0), Decimal(1200), later)
    board = queries.scoreboard(viewer=cast.eva, now=NOW)
    assert board.revenue is not None
    assert (board.revenue.goal, board.revenue.goal.is_closed) == (root, True)  # this year's


@pytest.mark.parametrize(
    ("measure", "kept"),
    [
        ({"unit": "yes_no"}, (Decimal(0), Decimal(1), None, None)),
        (
            {"direction": "keep", "baseline": None, "target": None, "lower": Decimal(90)},
            (None, None, Decimal(90), None),
        ),
        ({}, (Decimal(0), Decimal(100), None, None)),  # nothing read: from where it began
    ],
)
def test_what_has_no_way_to_go_on_from_keeps_its_measure(cast, measure, kept):
    first, second = quarters(cast)
    later = carry(make.measured(owner=cast.sam, given={"period": first}, **measure), second)
    assert (later.baseline, later.target, later.lower, later.upper) == kept
