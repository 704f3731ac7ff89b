"""Where a measure is heading, by tables worked out by hand."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from apps.goals import commands, queries
from apps.goals.models import Source
from apps.goals.queries import forecasting, measuring
from tests.cast import NOW
from tests.factories import goals as make
from tests.machine import Caller, make_token
from tests.walker import Walker

YEAR = date(2026, 1, 1)


def points(*read, since=YEAR):
    """Readings as (days since the first of January, value)."""
    return [(since + timedelta(days=day), Decimal(value)) for day, value in read]


def day(text):
    return date.fromisoformat(text)


def numbers(*texts):
    return tuple(Decimal(text) for text in texts)


STEADY = points((0, 0), (10, 10), (20, 20))
FALLING = points((0, 200), (10, 190), (20, 180))
WILD = points((0, 0), (10, 10), (20, 100))
FOUR = points((0, 0), (10, 10), (20, 10), (30, 45))
FLAT = points((0, 5), (10, 5), (20, 5))
AWAY = points((0, 50), (10, 40), (20, 30))
ABOVE = points((0, 100), (10, 110), (20, 120))
SPRING = points((0, 0), (7, 7), (14, 14), since=date(2026, 3, 22))
WINTER = points((0, 0), (7, 7), (14, 14), since=date(2026, 12, 17))


@pytest.mark.parametrize(
    ("read", "target", "due_on", "expected", "reaches_on"),
    [
        # Slopes 1, 1, 1; 344 days are left from 21 Jan: 20 + 344. 80 are missing: 80 days from 21 Jan.
        (STEADY, "100", "2026-12-31", ("364", "364", "364"), "2026-04-11"),
        # Falling by 1 a day: 180 - 344. To nothing in 180 days.
        (FALLING, "0", "2026-12-31", ("-164", "-164", "-164"), "2026-07-20"),
        # Slopes 1, 5, 9: the middle is 5, places 1 and 3 are the band; 10 days: 100 + 50, + 10, + 90.
        # 100 are missing: 20 days.
        (WILD, "200", "2026-01-31", ("150", "110", "190"), "2026-02-10"),
        # Slopes 0, 0.5, 1, 1.5, 1.75, 3.5: (1 + 1.5) / 2; places 2 and 5; 10 days: 45 + 12.5, + 5, + 17.5.
        # 55 are missing: 44 days.
        (FOUR, "100", "2026-02-10", ("57.5", "50", "62.5"), "2026-03-16"),
        # Nothing moves: it stays, and never gets there.
        (FLAT, "100", "2026-01-31", ("5", "5", "5"), None),
        # It moves away from its target: 30 - 10.
        (AWAY, "100", "2026-01-31", ("20", "20", "20"), None),
        # Above its target already: 120 + 10, and there is nothing left to reach.
        (ABOVE, "100", "2026-01-31", ("130", "130", "130"), None),
        # Past its due date no days are left.
        (STEADY, "100", "2026-01-11", ("20", "20", "20"), "2026-04-11"),
        # The night of 29 March is an hour short; a day is a day: 14 + 7. 86 days from 5 April.
        (SPRING, "100", "2026-04-12", ("21", "21", "21"), "2026-06-30"),
        # Over the year's end: 14 + 7, and 7 days from 31 December.
        (WINTER, "21", "2027-01-07", ("21", "21", "21"), "2027-01-07"),
    ],
)
def test_forecast(read, target, due_on, expected, reaches_on):
    found = forecasting.forecast(read, target=Decimal(target), due_on=day(due_on))
    assert (found.value, found.low, found.high) == numbers(*expected)
    assert (found.reaches_on, found.readings) == (day(reaches_on) if reaches_on else None, len(read))


@pytest.mark.parametrize(
    ("read", "missing"),
    [
        ([], (3, 14)),
        (points((0, 1)), (2, 14)),
        (points((0, 1), (10, 2)), (1, 4)),
        (points((0, 1), (14, 2)), (1, 0)),
        (points((0, 1), (7, 2), (13, 3)), (0, 1)),  # three, but over 13 days
        (points((0, 1), (7, 2), (14, 3)), (0, 0)),
        (points((0, 1), (1, 2), (2, 3), (3, 4)), (0, 11)),
        (points((0, 1), (30, 2)), (1, 0)),
    ],
)
def test_what_a_forecast_still_needs(read, missing):
    assert forecasting.missing(read) == missing
    made = forecasting.forecast(read, target=Decimal(100), due_on=date(2026, 12, 31))
    assert (made is not None) == (missing == (0, 0))


def test_a_target_beyond_ten_years_is_not_dated():
    read = points((0, "0"), (10, "0.01"), (20, "0.02"))
    assert forecasting.forecast(read, target=Decimal(100), due_on=date(2026, 12, 31)).reaches_on is None


def test_only_the_newest_sixty_count():
    """The first ten rise by 100 a day; of the sixty that count each rises by 1."""
    read = points(*[(place, place * 100) for place in range(10)], *[(10 + place, place) for place in range(60)])
    found = forecasting.forecast(read, target=Decimal(100), due_on=YEAR + timedelta(days=79))
    assert (found.readings, found.value) == (60, Decimal(69))  # 59 + 10 days


@pytest.mark.parametrize(
    ("way", "read", "due_on", "today", "needed", "lately"),
    [
        # 42 in 21 days, by the week; one reading says nothing about the last four.
        (("0", "100"), [("2026-03-01", 58)], "2026-03-31", "2026-03-10", "14", None),
        (("200", "0"), [("2026-03-01", 42)], "2026-03-31", "2026-03-10", "-14", None),  # falling
        (("0", "100"), [("2026-03-01", 58)], "2026-03-10", "2026-03-10", None, None),  # due today: no rate
        (("0", "100"), [("2026-03-01", 58)], "2026-03-01", "2026-03-10", None, None),  # past it
        (("0", "100"), [("2026-03-01", 100)], "2026-03-31", "2026-03-10", None, None),  # reached
        (("0", "100"), [("2026-03-01", 130)], "2026-03-31", "2026-03-10", None, None),  # above it
        (("200", "0"), [("2026-03-01", -5)], "2026-03-31", "2026-03-10", None, None),  # below what falls
        (("0", "100"), [], "2026-03-31", "2026-03-10", None, None),  # nothing read
        # The 28th day before still counts, the 1st of February doesn't: 42 in 28 days. 48 in 21 are left.
        (
            ("0", "100"), [("2026-02-01", 0), ("2026-02-10", 10), ("2026-03-10", 52)], "2026-03-31", "2026-03-10",
            "16", "10.5",
        ),
        # Two were lost again within 14 days.
        (("0", "100"), [("2026-02-24", 60), ("2026-03-10", 58)], "2026-03-31", "2026-03-10", "14", "-1"),
        # Over the short night of 29 March: 14 in 7 days; 86 in 7 are left.
        (("0", "100"), [("2026-03-24", 0), ("2026-03-31", 14)], "2026-04-07", "2026-03-31", "86", "14"),
        # Over the year's end: 7 in 7 days.
        (("0", "100"), [("2026-12-24", 93)], "2027-01-07", "2026-12-31", "7", None),
    ],
)  # fmt: skip
def test_rates(way, read, due_on, today, needed, lately):
    baseline, target = numbers(*way)
    found = forecasting.rates(
        [(day(at), Decimal(value)) for at, value in read],
        baseline=baseline,
        target=target,
        due_on=day(due_on),
        today=day(today),
    )
    assert found == forecasting.Rates(*[None if rate is None else Decimal(rate) for rate in (needed, lately)])


@pytest.mark.parametrize(
    ("below", "covered"),
    [
        ([], None),
        ([(0, "0.5")], None),  # no weight to cover
        ([(1, None)], "0"),
        ([(1, "0")], "1"),  # nothing reached is data
        ([(1, "0.5"), (1, None)], "0.5"),
        ([(3, "0.5"), (1, None)], "0.75"),  # 3 / 4
        ([(1, "0.1"), (1, "2"), (1, "-1"), (1, None)], "0.75"),  # 3 of 4 reporting
        ([(0, "0.5"), (2, None), (2, "1")], "0.5"),  # 2 / 4
    ],
)
def test_coverage(below, covered):
    parts = [(weight, None if part is None else Decimal(part)) for weight, part in below]
    assert measuring.coverage(parts) == (None if covered is None else Decimal(covered))


# --- from the readings of a goal ----------------------------------------------------------------------------

LATER = timedelta(minutes=1)
FEBRUARY, MARCH = date(2026, 2, 10), date(2026, 3, 10)


def corrected(goal):
    make.read(goal, 400, as_of=FEBRUARY)
    make.read(goal, 40, as_of=FEBRUARY, now=NOW + LATER)


def taken_back(goal):
    make.read(goal, 40, as_of=FEBRUARY)
    _read, offer = commands.record_reading(actor=goal.owner, goal=goal, value=Decimal(90), as_of=MARCH, now=NOW)
    assert offer
    commands.undo_reading(actor=goal.owner, reading=str(_read.pk), now=NOW + LATER)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("measure", "read", "progress", "expected", "pace"),
    [
        # 68 of 364 days have passed on 10 March: 31 + 28 + 9.
        ({}, lambda goal: None, None, "68/364", "no_data"),
        ({}, lambda goal: make.read(goal, 40, as_of=FEBRUARY), "0.4", "68/364", "ahead"),
        ({}, corrected, "0.4", "68/364", "ahead"),
        ({}, taken_back, "0.4", "68/364", "ahead"),
        ({}, lambda goal: make.read(goal, 0, as_of=FEBRUARY), "0", "68/364", "behind"),
        ({}, lambda goal: make.read(goal, 130, as_of=FEBRUARY), "1.3", "68/364", "ahead"),
        # Falling from 200 to 0: (140 - 200) / -200.
        ({"baseline": 200, "target": 0}, lambda goal: make.read(goal, 140, as_of=FEBRUARY), "0.3", "68/364", "ahead"),
        # Not begun: nothing is expected before 1 April.
        ({"starts_on": date(2026, 4, 1)}, lambda goal: make.read(goal, 5, as_of=FEBRUARY), "0.05", "0/1", "too_early"),
        # Due on that very day, and not whole.
        ({"due_on": MARCH}, lambda goal: make.read(goal, 99, as_of=MARCH), "0.99", "1/1", "behind"),
        # A fiscal year that ended: what is whole stays on pace.
        (
            {"starts_on": date(2025, 1, 1), "due_on": date(2025, 12, 31)},
            lambda goal: make.read(goal, 100, as_of=FEBRUARY), "1", "1/1", "on_pace",
        ),
    ],
)  # fmt: skip
def test_a_goals_numbers(cast, measure, read, progress, expected, pace):
    goal = make.measured(owner=cast.sam, **measure)
    read(goal)
    found = queries.numbers_of([goal], asked=queries.hearing(NOW))[goal.pk]
    passed, whole = expected.split("/")
    said = (found.progress, found.expected, found.pace)
    assert said == (None if progress is None else Decimal(progress), Decimal(passed) / Decimal(whole), pace)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lower", "upper", "values", "progress", "pace"),
    [
        (90, None, [], None, "no_data"),
        (90, None, [95], "1", "on_pace"),
        (90, None, [95, 90], "1", "on_pace"),  # the bound belongs to it
        (90, None, [95, 89], "0.5", "behind"),  # 1 of 2, and the last one isn't
        (90, None, [80, 91], "0.5", "on_pace"),  # the last one is
        (None, 5, [4, 5, 6, 5], "0.75", "on_pace"),  # 3 of 4
        (3, 5, [4, 6, 2, 5], "0.5", "on_pace"),
        (3, 5, [6, 2], "0", "behind"),
        (90, None, [95, [89, 92]], "1", "on_pace"),  # 89 was corrected to 92
        (90, None, [[95, 80], 85], "0", "behind"),
    ],
)
def test_the_numbers_of_what_is_kept(cast, lower, upper, values, progress, pace):
    goal = make.kept(owner=cast.sam, lower=lower, upper=upper)
    for place, read in enumerate(values):
        for value in read if isinstance(read, list) else [read]:
            make.read(goal, value, as_of=FEBRUARY + timedelta(days=place))
    found = queries.numbers_of([goal], asked=queries.hearing(NOW))[goal.pk]
    assert (found.progress, found.pace) == (None if progress is None else Decimal(progress), pace)
    assert queries.outlook(goal, day=MARCH) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "passed"),
    [
        # A day turns at midnight in Berlin: an hour before UTC's in winter, two in summer.
        ("2025-12-31T22:59", 0),  # the year before: not begun
        ("2025-12-31T23:00", 0),  # the first of January
        ("2026-01-01T23:00", 1),
        ("2026-03-28T22:59", 86),  # the 28th of March: 31 + 28 + 27
        ("2026-03-28T23:00", 87),  # the day whose night is an hour short
        ("2026-03-29T21:59", 87),
        ("2026-03-29T22:00", 88),
        ("2026-10-24T22:00", 297),  # the day that is an hour longer: 273 days until October, and 24
        ("2026-10-25T22:59", 297),
        ("2026-10-25T23:00", 298),
        ("2026-12-31T22:59", 364),  # the last day
        ("2026-12-31T23:00", 364),  # past the year's end
    ],
)
def test_what_is_expected_by_the_companys_clock(cast, now, passed):
    goal = make.measured(owner=cast.sam)
    found = queries.numbers_of([goal], asked=queries.hearing(datetime.fromisoformat(f"{now}+00:00")))[goal.pk]
    assert found.expected == Decimal(passed) / 364


def heading(cast):
    """10 a week from January on: on 10 March it stands at 40."""
    goal = make.measured(owner=cast.sam, given={"title": "Ten customers"})
    for week, value in enumerate([10, 20, 30, 40]):
        make.read(goal, value, as_of=date(2026, 2, 17) + timedelta(weeks=week))
    return goal


@pytest.mark.django_db
def test_the_page_says_where_it_is_heading_and_how_that_is_computed(cast):
    goal = heading(cast)
    walk = Walker(cast.mara).open(f"/goals/{goal.pk}/")
    # 296 days from 10 March to 31 December, 10 in 7: 40 + 422.9. 60 are left: 42 days.
    walk.reads("If it goes on like this: 463 at the due date (463 to 463).", "The target would be reached on 21 Apr")
    walk.reads("Forecast for the due date: 463 (463 to 463). Between each two of 4 readings", "+10 a week")


@pytest.mark.django_db
def test_machines_read_the_forecast(cast):
    goal = heading(cast)
    found = Caller(make_token(cast.mara))("GET", f"goals/{goal.pk}/numbers/").json()
    assert found["forecast"] == {
        "value": "462.8571", "low": "462.8571", "high": "462.8571", "reaches_on": "2026-04-21", "readings": 4
    }  # fmt: skip
    none_yet = make.measured(owner=cast.sam)
    make.read(none_yet, 3, as_of=MARCH)
    found = Caller(make_token(cast.mara))("GET", f"goals/{none_yet.pk}/numbers/").json()
    assert (found["forecast"], found["how"][-2 if found["needed_per_week"] else -1]) == (
        None, "A forecast needs 2 readings more.",
    )  # fmt: skip


@pytest.mark.django_db
def test_of_two_sources_on_a_day_the_later_word_counts(cast):
    goal = make.measured(owner=cast.sam)
    for week, value in enumerate([10, 20, 30]):
        make.read(goal, value, as_of=date(2026, 2, 17) + timedelta(weeks=week))
    make.read(goal, 90, as_of=date(2026, 3, 3), source=Source.API, now=NOW + LATER)
    # 10, 20, 90: slopes 10/7, 70/7, 80/14; the middle one is 80/14 = 40 a week.
    found = queries.outlook(goal, day=MARCH)
    assert (found.forecast.readings, found.forecast.slope * 14) == (3, 80)


@pytest.mark.django_db
def test_how_much_of_the_weight_reports(cast):
    parent = make.goal(owner=cast.mina)
    heavy = make.measured(owner=cast.sam, given={"parent": parent, "weight": 3})
    make.measured(owner=cast.sam, given={"parent": parent, "weight": 1})
    make.read(heavy, 40, as_of=FEBRUARY)
    found = queries.numbers_of([parent], asked=queries.hearing(NOW))[parent.pk]
    assert (found.reporting, found.below, found.coverage) == (1, 2, Decimal("0.75"))
    Walker(cast.mara).open(f"/goals/{parent.pk}/").reads("1 of 2 goals below it report, with 75 % of the weight.")
