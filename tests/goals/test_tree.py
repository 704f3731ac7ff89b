"""One root per fiscal year, no circles, and what goals show of those below."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.goals import commands, queries
from apps.goals.commands.goals import RootAlready, StandsOnTop, WouldCircle
from apps.goals.models import Goal
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.ending import how
from tests.goals.test_offering import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


@pytest.mark.parametrize(("who", "expected"), [("mina", 200), ("eva", 200), ("ada", 200), ("sam", 403), ("mara", 403)])
def test_who_sets_the_revenue_goal(cast, who, expected):
    given = {"title": "Revenue", "is_root": True, "period": make.year(by=cast.ada)}
    assert outcome(commands.create_goal, actor=cast.by_name(who), **given) == expected


def test_a_year_has_one_revenue_goal(cast):
    root = make.revenue(by=cast.mina)
    with pytest.raises(RootAlready):
        make.revenue(by=cast.eva, period=root.period)
    with pytest.raises(IntegrityError, match="goal_one_root_per_year"), transaction.atomic():
        Goal.objects.create(title="Second", owner=cast.eva, period=root.period, is_root=True, created_at=NOW)
    assert make.revenue(by=cast.eva, period=make.year(by=cast.eva, year=2027)).is_root


def test_a_revenue_goal_is_of_a_year_and_serves_nothing(cast):
    year = make.year(by=cast.ada)
    quarter, other = year.__class__.objects.get(quarter=1), make.goal(owner=cast.mina)
    for given in ({"period": quarter}, {"period": None}, {"period": year, "parent": other}):
        with pytest.raises(StandsOnTop):
            commands.create_goal(actor=cast.mina, title="Revenue", is_root=True, now=NOW, **given)
    root = make.revenue(by=cast.mina, period=year)
    for changes in ({"parent": other}, {"period": quarter}):
        with pytest.raises(StandsOnTop):
            commands.edit_goal(actor=cast.mina, goal=root, now=NOW, **changes)
    for update in ({"parent": other}, {"period": quarter}, {"period": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.filter(pk=root.pk).update(**update)


def chain(cast, length):
    """Each goal under the one before."""
    goals = [make.goal(owner=cast.sam)]
    for _ in range(length - 1):
        goals.append(make.goal(owner=cast.sam, parent=goals[-1]))
    return goals


@pytest.mark.parametrize("length", [1, 2, 4])
def test_no_goal_stands_under_itself(cast, length):
    goals = chain(cast, length)
    with pytest.raises(WouldCircle):
        commands.edit_goal(actor=cast.sam, goal=goals[0], parent=goals[-1], now=NOW)
    with pytest.raises(IntegrityError, match="under itself"), transaction.atomic():
        Goal.objects.filter(pk=goals[0].pk).update(parent=goals[-1])
    assert Goal.objects.get(pk=goals[0].pk).parent is None


def test_a_goal_takes_the_period_of_what_it_serves(cast):
    root = make.revenue(by=cast.mina)
    assert make.goal(owner=cast.sam, parent=root).period == root.period


# --- numbers -----------------------------------------------------------------------------------------------


def numbers(viewer):
    goals = list(Goal.objects.visible_to(viewer).order_by("created_at", "pk"))
    by_id = queries.numbers_of(goals, asked=queries.hearing(NOW))
    return {
        goal.title: (found.percent, found.expected_percent, str(found.pace), found.reporting, found.below)
        for goal in goals
        for found in [by_id[goal.pk]]
    }


def test_those_below_add_up_but_never_to_revenue(cast):
    root = make.revenue(by=cast.mina)
    above = make.goal(owner=cast.mina, title="Above", parent=root)
    first = make.measured(owner=cast.sam, given={"title": "First", "parent": above, "weight": 3})
    second = make.measured(owner=cast.sam, given={"title": "Second", "parent": above})
    make.goal(owner=cast.sam, title="Unmeasured", parent=above)
    make.read(first, 50)
    make.read(second, 10)
    # On the 10th of March 68 of 364 days have passed, 19 per cent: 31 in January, 28 in February, 9 in March.
    assert numbers(cast.eva) == {
        "Revenue": (None, None, "no_data", 0, 0),
        "Above": (40, None, "on_pace", 2, 3),  # (3 x 50 + 1 x 10) / 4, and the worst of ahead and on pace
        "First": (50, 19, "ahead", 0, 0),
        "Second": (10, 19, "on_pace", 0, 0),
        "Unmeasured": (None, None, "no_data", 0, 0),
    }


def test_what_is_kept_counts_its_readings(cast):
    goal = make.kept(owner=cast.sam, lower=90, given={"title": "Answered in time"})
    for day, value in ((3, 95), (4, 90), (5, 80), (6, 91)):
        make.read(goal, value, as_of=date(2026, 3, day))
    assert numbers(cast.eva) == {"Answered in time": (75, 19, "on_pace", 0, 0)}
    make.read(goal, 89, as_of=DAY)
    assert numbers(cast.eva) == {"Answered in time": (60, 19, "behind", 0, 0)}


def test_how_it_is_computed_is_said_with_its_numbers(cast):
    root = make.revenue(by=cast.mina)
    assert how(root, cast.sam) == ["The revenue goal shows its own measure and nothing else, and it has none yet."]
    goal = make.measured(
        owner=cast.sam, unit="money", target=Decimal(1200), given={"title": "Bookings", "parent": root}
    )
    assert how(goal, cast.sam) == [
        "Nothing has been read yet. No data is not the same as nothing reached.",
        "Expected by now: 68 of 364 days = 19 %.",
    ]
    make.read(goal, "60.5", as_of=DAY)
    assert how(goal, cast.sam) == [
        "Progress: (60.5 EUR − 0 EUR) ÷ (1,200 EUR − 0 EUR) = 5 %, read on 10 Mar 2026.",
        "Expected by now: 68 of 364 days = 19 %.",
        "5 − 19 = -14 points: behind. Ten or more above is ahead, up to ten below is on pace.",
    ]
    above = make.goal(owner=cast.mina)
    commands.edit_goal(actor=cast.sam, goal=goal, parent=above, now=NOW)
    assert how(above, cast.sam) == [
        "1 of 1 goals below it report.",
        "Their weighted mean, each cut to 0…100 %: 5 %, from “Bookings” 5 % (weight 1).",
        "Its pace is the worst of theirs: that of “Bookings”.",
    ]


# --- line of sight -----------------------------------------------------------------------------------------


def titles(line):
    return [goal.title for goal in line.goals], line.reaches


def test_the_line_goes_from_work_up_to_revenue(cast):
    root = make.revenue(by=cast.mina)
    goal = make.goal(owner=cast.sam, title="Ten new customers", parent=root)
    step = make.milestone(goal=goal, title="First three")
    through, direct = make.task(owner=cast.mara, serves=step), make.task(owner=cast.mara, serves=goal)
    loose = make.task(owner=cast.mara, title="Tidy up")
    up = (["Ten new customers", "Revenue"], True)
    lines = queries.lines_of(goals=[goal, root], tasks=[through, direct, loose], viewer=cast.eva)
    assert [titles(line) for line in lines] == [(["Revenue"], True), ([], True), up, up, ([], False)]


def test_what_somebody_contributes_and_what_leads_nowhere(cast):
    root = make.revenue(by=cast.mina)
    goal = make.goal(owner=cast.sam, title="Ten new customers", parent=root)
    make.milestone(goal=goal, title="First three")
    apart = make.goal(owner=cast.sam, title="A tidy shelf")
    make.task(owner=cast.sam, title="Call Acme", serves=goal)
    make.task(owner=cast.sam, title="Sort the shelf", serves=apart)
    make.task(owner=cast.mara, title="Write", serves=goal)
    sight = queries.sight_of(cast.sam, viewer=cast.eva, now=NOW)
    said = [[(line.kind, line.thing.title) for line in lines] for lines in (sight.connected, sight.loose)]
    assert said == [
        [("goal", "Ten new customers"), ("milestone", "First three"), ("task", "Call Acme")],
        [("goal", "A tidy shelf"), ("task", "Sort the shelf")],
    ]
    assert list(queries.goals_without_a_path(viewer=cast.eva, now=NOW)) == [apart]
    assert [task.title for task in queries.tasks_without_a_path(viewer=cast.eva, now=NOW)] == ["Sort the shelf"]


def test_who_answers_for_nothing_that_leads_to_revenue(cast):
    root = make.revenue(by=cast.mina)
    goal = make.goal(owner=cast.sam, parent=root)
    step = make.milestone(goal=goal)
    commands.edit_milestone(actor=cast.ada, milestone=make.milestone(goal=goal), owner=cast.eva, now=NOW)
    make.task(owner=cast.mara, serves=step)
    done = make.task(owner=cast.milo, serves=goal)
    commands.complete_task(actor=cast.milo, task=done, now=NOW)
    make.task(owner=cast.sofie, serves=make.goal(owner=cast.moritz))
    without = queries.members_without_a_path(viewer=cast.sam, now=NOW)
    assert list(without) == [cast.ada, cast.milo, cast.moritz, cast.sofie]
    assert list(queries.members_without_a_path(viewer=cast.dan, now=NOW)) == []
    Walker(cast.sam).open("/line-of-sight/without-a-path/").reads(
        "4 of 8 answer for nothing that leads to revenue yet.", "Ada Adler"
    )


def test_what_somebody_finished_since_the_quarter_began(cast):
    """In Berlin the first of January begins an hour before midnight UTC."""
    root = make.revenue(by=cast.mina)
    before, after = (datetime(2025, 12, 31, hour, 30, tzinfo=UTC) for hour in (22, 23))
    for title, moment in (("Last year", before), ("This quarter", after)):
        task = make.task(owner=cast.sam, title=title, serves=root, now=before)
        commands.complete_task(actor=cast.sam, task=task, now=moment)
    sight = queries.sight_of(cast.sam, viewer=cast.eva, now=NOW)
    assert str(sight.period) == "Quarter 1 of 2026"
    assert [(line.thing.title, line.reaches, line.done) for line in sight.finished] == [("This quarter", True, True)]
    assert sight.lines == []


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ({"unit": "number", "baseline": 0, "target": 40}, "of 40"),
        ({"unit": "percent", "lower": 90}, "at least 90 %"),
        ({"unit": "percent", "upper": 5}, "at most 5 %"),
        ({"unit": "number", "lower": 2, "upper": 4}, "between 2 and 4"),
        ({"unit": "yes_no", "baseline": 0, "target": 1}, ""),
        ({}, ""),
    ],
)
def test_what_a_value_is_held_against_stands_beside_it(measure, words):
    numbers = {name: Decimal(value) if name != "unit" else value for name, value in measure.items()}
    assert queries.aim(Goal(title="Ten customers", **numbers)) == words
