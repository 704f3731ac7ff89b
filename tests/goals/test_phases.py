"""Phases of a measure: what is expected by when, where a straight line would accuse wrongly."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from apps.agreements import commands as agreements
from apps.core.errors import Stale
from apps.goals import commands, queries
from apps.goals.commands.phasing import NoPhases, PhasesOutOfOrder
from apps.goals.models import Goal
from apps.goals.queries import measuring
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db
START, DUE = date(2026, 1, 1), date(2026, 12, 31)
APRIL, OCTOBER = date(2026, 4, 11), date(2026, 10, 8)  # 100 and 280 days after the start


@pytest.mark.parametrize(
    ("phases", "today", "expected"),
    [
        ([], date(2026, 7, 2), "0.5"),  # a straight line: 182 of 364
        ([(APRIL, "0.1")], date(2025, 12, 1), "0"),  # before the start
        ([(APRIL, "0.1")], START, "0"),
        ([(APRIL, "0.1")], date(2026, 2, 20), "0.05"),  # 50 of 100 days to a tenth
        ([(APRIL, "0.1")], APRIL, "0.1"),
        ([(APRIL, "0.1"), (OCTOBER, "0.4")], date(2026, 7, 10), "0.25"),  # 90 of 180 days from 0.1 to 0.4
        ([(APRIL, "0.1"), (OCTOBER, "0.4")], date(2026, 11, 19), "0.7"),  # 42 of 84 days from 0.4 to 1
        ([(APRIL, "0.1"), (OCTOBER, "0.4")], DUE, "1"),
        ([(APRIL, "0.1"), (OCTOBER, "0.4")], date(2027, 2, 1), "1"),  # past the year's end
        ([(APRIL, "-0.2")], date(2026, 2, 20), "0"),  # it may fall first: -0.1, cut to 0
        ([(APRIL, "1.2")], APRIL, "1"),  # and lie above its target for a while
        ([(APRIL, "0.3"), (OCTOBER, "0.3")], date(2026, 8, 1), "0.3"),  # nothing is expected over the summer
        # Ten days over the night in which the clocks change: 5 of 10 to the half.
        ([(date(2026, 1, 11), "0"), (date(2026, 3, 24), "0"), (date(2026, 4, 3), "0.5")], date(2026, 3, 29), "0.25"),
    ],
)
def test_what_is_expected_in_phases(phases, today, expected):
    given = tuple((day, Decimal(part)) for day, part in phases)
    found = measuring.expected(starts_on=START, due_on=DUE, today=today, phases=given)
    assert found == Decimal(expected)


def phased(cast, *phases, **measure):
    goal = make.measured(owner=cast.sam, **measure)
    given = [(day, Decimal(value)) for day, value in phases]
    return commands.set_phases(actor=cast.sam, goal=goal, phases=given, now=NOW)


@pytest.mark.parametrize(
    ("measure", "phase", "value", "pace"),
    [
        # On 10 March 68 of the 100 days of the first phase have passed: 6.8 % of the way is too early to say.
        ({}, "10", "5", "too_early"),
        ({}, "50", "30", "on_pace"),  # 34 % expected, 30 % there
        ({}, "50", "23", "behind"),  # 23 - 34 = -11 points
        ({}, "50", "44", "ahead"),  # 34 + 10
        # Falling from 200 to 0, half by April: 34 % of the way is at 132.
        ({"baseline": 200, "target": 0}, "100", "132", "on_pace"),
        ({"baseline": 200, "target": 0}, "100", "154", "behind"),  # 23 % of the way
    ],
)
def test_pace_is_judged_by_the_phases(cast, measure, phase, value, pace):
    goal = phased(cast, (APRIL, phase), **measure)
    make.read(goal, value, as_of=date(2026, 3, 1))
    assert queries.numbers_of([goal], asked=queries.hearing(NOW))[goal.pk].pace == pace


def test_they_are_kept_in_order_and_told_to_the_seats_of_an_agreed_goal(cast):
    goal = make.measured(owner=cast.sam)
    make.agreed(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    forget()
    given = [(OCTOBER, Decimal(40)), (APRIL, Decimal(10))]
    goal = commands.set_phases(actor=cast.mina, goal=goal, phases=given, now=NOW)
    assert goal.phases == [(APRIL, Decimal(10)), (OCTOBER, Decimal(40))]
    assert (goal.target, told()) == (100, [("goal-phased", "Mara", "Mina"), ("goal-phased", "Sam", "Mina")])
    forget()
    commands.set_phases(actor=cast.mina, goal=goal, phases=given, now=NOW)
    assert told() == []


@pytest.mark.parametrize(
    "days", [[START], [DUE], [date(2027, 1, 1)], [APRIL, APRIL], [date(2026, 2, day) for day in range(1, 14)]]
)
def test_what_is_out_of_order_is_refused(cast, days):
    with pytest.raises(PhasesOutOfOrder):
        phased(cast, *[(day, 10) for day in days])


def test_only_what_goes_from_one_number_to_another_has_phases(cast):
    for goal in (make.kept(owner=cast.sam, lower=90), make.measured(owner=cast.sam, unit="yes_no", target=1)):
        with pytest.raises(NoPhases):
            commands.set_phases(actor=cast.sam, goal=goal, phases=[], now=NOW)


def test_who_sets_them_is_who_edits_the_goal_and_no_newer_change_is_lost(cast):
    goal = make.measured(owner=cast.sam)
    goal.refresh_from_db()
    with pytest.raises(PermissionDenied):
        commands.set_phases(actor=cast.sofie, goal=goal, phases=[], now=NOW)
    with pytest.raises(Stale):
        commands.set_phases(actor=cast.sam, goal=goal, phases=[], revision=goal.revision - 1, now=NOW)


def measured_anew(cast, goal, **measure):
    given = {"unit": "number", "direction": "reach", "baseline": 0, "target": 100, "starts_on": START, "due_on": DUE}
    return commands.set_measure(actor=cast.sam, goal=goal, now=NOW, **given | measure)


def test_another_measure_keeps_only_the_phases_that_fit(cast):
    goal = phased(cast, (APRIL, 10), (OCTOBER, 40))
    assert measured_anew(cast, goal, target=120).phase_days == [APRIL, OCTOBER]
    assert measured_anew(cast, goal, due_on=date(2026, 9, 30)).phase_days == [APRIL]
    assert measured_anew(cast, goal, unit="money").phase_days == []
    later = phased(cast, (APRIL, 10), (OCTOBER, 40))
    assert commands.edit_goal(actor=cast.sam, goal=later, due_on=OCTOBER, now=NOW).phase_days == [APRIL]


def test_an_amendment_leaves_out_what_lies_beyond_its_date(cast):
    goal = phased(cast, (APRIL, 10), (OCTOBER, 40))
    plan = make.agreed(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    assert goal.phase_days == [APRIL, OCTOBER]
    commands.amend_goal(actor=cast.mina, goal=goal, due_on=date(2026, 9, 30), now=NOW)
    agreements.edit_draft(actor=cast.mina, agreement=plan.agreement, what_changed="Spring was slow.", now=NOW)
    make.sign_all(plan, NOW)
    goal.refresh_from_db()
    assert (goal.due_on, goal.phase_days) == (date(2026, 9, 30), [APRIL])


@pytest.mark.parametrize(
    "update",
    [
        {"phase_days": [APRIL, OCTOBER]},
        {"phase_values": []},
        {"direction": "keep", "baseline": None, "target": None, "lower": 1},
        {"unit": "yes_no", "baseline": 0, "target": 1},
    ],
)
def test_the_database_keeps_phases_whole(cast, update):
    goal = phased(cast, (APRIL, 10))
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(**update)


# --- by page and by machine ---------------------------------------------------------------------------------


def test_phases_are_typed_line_by_line_and_explained(cast):
    goal = make.measured(owner=cast.sam, starts_on=date(2020, 1, 1), due_on=date(2039, 12, 31))
    make.read(goal, 20, as_of=date(2026, 3, 1))
    sam = Walker(cast.sam).open(f"/goals/{goal.pk}/").reads("a straight line").follow("Expect it in phases")
    sam.press("Save", day_1="2025-01-01", expect=422).reads("A phase has a day and what is expected by then.")
    sam.press("Save", day_1="2025-01-01", value_1="30", day_2="2025-01-01", value_2="40", expect=422)
    sam.reads("Each phase has a day of its own.")
    sam.press("Save", day_1="2025-01-01", value_1="30", day_2="2039-12-30", value_2="30")
    sam.reads("Its pace is judged by that from now on.", "1 Jan 2025", "30 %")
    sam.reads("Expected by now, in phases: from 30 on 1 Jan 2025 to 30 on 30 Dec 2039", "days = 30 % of the whole way.")
    sam.follow("Expect it in phases")
    assert sam.page.xpath("//input[@name='day_1' or @name='value_1']/@value") == ["2025-01-01", "30"]


def test_as_many_as_there_are_stand_on_the_form_and_none_is_lost(cast):
    given = [(date(2026, month, 11), month) for month in range(2, 13)]
    goal = phased(cast, *given)
    sam = Walker(cast.sam).open(f"/goals/{goal.pk}/phases/")
    assert len(sam.page.xpath("//input[starts-with(@name, 'day_')]")) == 12
    sam.press("Save")
    goal.refresh_from_db()
    assert goal.phases == given


def test_machines_set_and_read_them(cast):
    goal = make.measured(owner=cast.sam)
    call = Caller(make_token(cast.sam))
    body = {"phases": [{"on": "2026-10-08", "value": "40"}, {"on": "2026-04-11", "value": "10"}]}
    done = call("POST", f"goals/{goal.pk}/set-phases/", body)
    phases = [{"on": "2026-04-11", "value": "10.0000"}, {"on": "2026-10-08", "value": "40.0000"}]
    assert (done.status_code, done.json()["phases"]) == (200, phases)
    late = call("POST", f"goals/{goal.pk}/set-phases/", {"phases": [{"on": "2027-01-01", "value": "40"}]})
    assert (late.status_code, late.json()["code"]) == (422, "phases-out-of-order")
