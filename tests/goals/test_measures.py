"""Periods, measures, readings and check-ins: who sets them, what is refused, what counts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.core import undo
from apps.goals import commands, queries
from apps.goals.commands.goals import StaysDated
from apps.goals.commands.measuring import CorrectedSince, MeasureNotWhole, NotAValue, NotMeasured
from apps.goals.models import CheckIn, Goal, Period, Reading
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome

pytestmark = pytest.mark.django_db
DAY, BEFORE = date(2026, 3, 10), date(2026, 3, 3)
MEASURE = {
    "unit": "number",
    "direction": "reach",
    "baseline": Decimal(0),
    "target": Decimal(100),
    "starts_on": date(2026, 1, 1),
    "due_on": date(2026, 12, 31),
}


# --- periods -----------------------------------------------------------------------------------------------


def days_of(year):
    return [(one.quarter, one.starts_on, one.ends_on) for one in Period.objects.filter(year=year).order_by("quarter")]


def test_a_fiscal_year_has_four_quarters(cast):
    make.year(by=cast.mina)
    assert days_of(2026) == [
        (1, date(2026, 1, 1), date(2026, 3, 31)),
        (2, date(2026, 4, 1), date(2026, 6, 30)),
        (3, date(2026, 7, 1), date(2026, 9, 30)),
        (4, date(2026, 10, 1), date(2026, 12, 31)),
        (None, date(2026, 1, 1), date(2026, 12, 31)),
    ]


def test_a_year_that_begins_in_october_is_named_after_when_it_ends(cast):
    cast.company.fiscal_year_month = 10
    cast.company.save()
    make.year(by=cast.eva, year=2028)
    assert days_of(2028) == [
        (1, date(2027, 10, 1), date(2027, 12, 31)),
        (2, date(2028, 1, 1), date(2028, 3, 31)),
        (3, date(2028, 4, 1), date(2028, 6, 30)),
        (4, date(2028, 7, 1), date(2028, 9, 30)),
        (None, date(2027, 10, 1), date(2028, 9, 30)),
    ]


@pytest.mark.parametrize(("who", "expected"), [("mina", 200), ("eva", 200), ("ada", 200), ("sam", 403), ("mara", 403)])
def test_who_opens_a_year(cast, who, expected):
    assert outcome(commands.open_fiscal_year, actor=cast.by_name(who), year=2026) == expected


def test_a_year_is_opened_once(cast):
    make.year(by=cast.ada)
    assert outcome(commands.open_fiscal_year, actor=cast.mina, year=2026) == 409


# --- what a goal is measured by ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "expected"),
    [("sam", 200), ("mina", 200), ("ada", 200), ("sofie", 403), ("mara", 403), ("moritz", 403), ("eva", 403)],
)
def test_who_measures_reads_and_checks_in(cast, who, expected):
    actor, goal, measured = cast.by_name(who), make.goal(owner=cast.sam), make.measured(owner=cast.sam)
    assert outcome(commands.set_measure, actor=actor, goal=goal, **MEASURE) == expected
    assert outcome(commands.record_reading, actor=actor, goal=measured, value=Decimal(5)) == expected
    assert outcome(commands.check_in, actor=actor, goal=goal, confidence="on_track") == expected


@pytest.mark.parametrize(
    "change",
    [
        {"target": None},
        {"baseline": None},
        {"target": Decimal(0)},  # where it stands already
        {"direction": "keep"},  # within no bounds
        {"direction": "keep", "lower": Decimal(9), "upper": Decimal(3)},
        {"due_on": date(2026, 1, 1)},  # due when it starts
        {"unit": "yes_no", "direction": "keep", "lower": Decimal(1)},
    ],
)
def test_a_measure_that_is_not_whole_is_refused(cast, change):
    goal = make.goal(owner=cast.sam)
    with pytest.raises(MeasureNotWhole):
        commands.set_measure(actor=cast.sam, goal=goal, now=NOW, **MEASURE | change)


def test_a_measure_keeps_only_what_its_direction_has_use_for(cast):
    goal = make.goal(owner=cast.sam)
    commands.set_measure(actor=cast.sam, goal=goal, lower=Decimal(4), now=NOW, **MEASURE | {"direction": "keep"})
    goal.refresh_from_db()
    assert (goal.baseline, goal.target, goal.lower, goal.upper) == (None, None, Decimal(4), None)
    commands.set_measure(actor=cast.sam, goal=goal, now=NOW, **MEASURE | {"unit": "yes_no", "target": Decimal(9)})
    goal.refresh_from_db()
    assert (goal.baseline, goal.target, goal.lower, goal.upper) == (Decimal(0), Decimal(1), None, None)


@pytest.mark.parametrize(
    "update",
    [
        {"target": None},
        {"target": 0},  # the baseline
        {"unit": None},
        {"due_on": None},
        {"due_on": date(2026, 1, 1)},
        {"lower": 3},
        {"unit": "hours"},
        {"unit": "yes_no"},  # from 0 to 100
        {"check_in_days": 0},
    ],
)
def test_the_database_keeps_a_measure_whole(cast, update):
    goal = make.measured(owner=cast.sam)
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(**update)


def test_a_measured_goal_keeps_its_dates_in_order(cast):
    goal = make.measured(owner=cast.sam)
    for due_on in (None, date(2026, 1, 1)):
        with pytest.raises(StaysDated):
            commands.edit_goal(actor=cast.sam, goal=goal, due_on=due_on, now=NOW)


# --- what it stands at -------------------------------------------------------------------------------------


def stands(goal):
    row = queries.goals(viewer=goal.owner, now=NOW).get(pk=goal.pk)
    return row.value, row.value_as_of


def test_the_newest_day_counts_and_not_the_newest_row(cast):
    goal = make.measured(owner=cast.sam)
    assert stands(goal) == (None, None)
    make.read(goal, 30, as_of=DAY)
    make.read(goal, 20, as_of=BEFORE)  # written down later, of an earlier day
    assert stands(goal) == (Decimal(30), DAY)


def test_the_same_day_read_again_is_a_correction(cast):
    goal = make.measured(owner=cast.sam)
    first = make.read(goal, 30, as_of=DAY)
    second = make.read(goal, 25, as_of=DAY)
    third = make.read(goal, 26, as_of=DAY, source="api", now=NOW + timedelta(hours=1))
    assert (second.corrects, third.corrects) == (first, None)
    assert stands(goal) == (Decimal(26), DAY)
    assert set(Reading.objects.that_count()) == {second, third}


def test_a_reading_is_taken_back_with_what_it_corrected_in_its_place(cast):
    goal = make.measured(owner=cast.sam)
    make.read(goal, 30, as_of=DAY)
    _reading, offer = commands.record_reading(actor=cast.sam, goal=goal, value=Decimal(99), as_of=DAY, now=NOW)
    undo.run(token=offer.token, actor=cast.sam, now=NOW)
    assert stands(goal) == (Decimal(30), DAY)
    _reading, offer = commands.record_reading(actor=cast.sam, goal=goal, value=Decimal(5), as_of=BEFORE, now=NOW)
    undo.run(token=offer.token, actor=cast.sam, now=NOW)
    assert (stands(goal), Reading.objects.count()) == ((Decimal(30), DAY), 5)
    make.read(goal, 7, as_of=BEFORE)  # and may be written down anew
    assert [one.value for one in Reading.objects.that_count().filter(as_of=BEFORE)] == [Decimal(7)]


def test_what_is_written_down_late_does_not_move_what_it_stands_at(cast):
    """An import of last month's numbers comes after today's, and is of a day before."""
    goal = make.measured(owner=cast.sam)
    make.read(goal, 40, as_of=date(2026, 3, 9), now=NOW)
    make.read(goal, 25, as_of=date(2026, 2, 9), now=NOW + timedelta(hours=1))
    found = queries.goals(viewer=cast.mara, now=NOW).get(pk=goal.pk)
    assert (found.value, found.value_as_of) == (Decimal(40), date(2026, 3, 9))


def test_what_was_corrected_since_is_not_taken_back(cast):
    goal = make.measured(owner=cast.sam)
    _reading, offer = commands.record_reading(actor=cast.sam, goal=goal, value=Decimal(99), as_of=DAY, now=NOW)
    make.read(goal, 30, as_of=DAY)
    with pytest.raises(CorrectedSince):
        undo.run(token=offer.token, actor=cast.sam, now=NOW)


def test_what_does_not_fit_is_not_read(cast):
    bare, goal = make.goal(owner=cast.sam), make.measured(owner=cast.sam)
    yes_no = make.measured(owner=cast.sam, unit="yes_no")
    with pytest.raises(NotMeasured):
        make.read(bare, 1)
    with pytest.raises(NotAValue):
        make.read(yes_no, 2)
    with pytest.raises(NotAValue):
        make.read(goal, 1, as_of=DAY + timedelta(days=1))
    assert make.read(yes_no, 1).value == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_readings_and_check_ins_are_kept_as_they_are(cast, change):
    goal = make.measured(owner=cast.sam)
    make.read(goal, 30)
    commands.check_in(actor=cast.sam, goal=goal, confidence="on_track", now=NOW)
    for rows, update in ((Reading.objects.all(), {"value": 1}), (CheckIn.objects.all(), {"line": "Other."})):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**update) if change == "update" else rows.delete()


# --- how its owner sees it ---------------------------------------------------------------------------------


def test_a_line_is_needed_only_when_it_is_off_track(cast):
    goal = make.goal(owner=cast.sam)
    given = {"actor": cast.sam, "goal": goal}
    assert outcome(commands.check_in, confidence="on_track", **given) == 200
    assert outcome(commands.check_in, confidence="at_risk", **given) == 200
    assert outcome(commands.check_in, confidence="off_track", **given) == 422
    assert outcome(commands.check_in, confidence="off_track", line="Two talks are lost.", **given) == 200
    assert [said.confidence for said in CheckIn.objects.order_by("pk")] == ["on_track", "at_risk", "off_track"]


def test_a_check_in_reads_the_number_and_tells_whose_goal_it_serves(cast):
    above = make.goal(owner=cast.mina)
    goal = make.measured(owner=cast.sam, given={"parent": above})
    forget()
    said = commands.check_in(
        actor=cast.sam, goal=goal, confidence="off_track", line="Lost two.", value=Decimal(12), now=NOW
    )
    assert (said.reading.value, said.reading.as_of) == (Decimal(12), DAY)
    assert told() == [("goal-off-track", "Mina", "Sam")]
    row = queries.goals(viewer=cast.eva, now=NOW).get(pk=goal.pk)
    assert (row.value, row.confidence, row.heard_at) == (Decimal(12), "off_track", NOW)
