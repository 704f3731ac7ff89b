"""The arithmetic of goals, by tables worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from apps.goals.queries import measuring

START, DUE = date(2026, 1, 1), date(2026, 12, 31)  # 364 days lie between them


@pytest.mark.parametrize(
    ("baseline", "target", "value", "progress"),
    [
        ("0", "100", "25", "0.25"),  # 25 / 100
        ("200", "0", "100", "0.5"),  # falling: -100 / -200
        ("100", "60", "50", "1.25"),  # past the target: -50 / -40
        ("-10", "10", "0", "0.5"),  # from below zero: 10 / 20
        ("40", "50", "45", "0.5"),  # per cent: 5 / 10
        ("50", "100", "40", "-0.2"),  # back behind the start: -10 / 50
        ("0", "1", "1", "1"),  # yes
        ("0", "1", "0", "0"),  # no is a reading, and so is 0
        ("0", "1200000", "410000", "0.3416666666666666666666666667"),  # 41 / 120
        ("0", "100", None, None),  # nothing read is not nothing reached
    ],
)
def test_progress_of_what_is_reached(baseline, target, value, progress):
    found = measuring.reached(
        baseline=Decimal(baseline), target=Decimal(target), value=None if value is None else Decimal(value)
    )
    assert found == (None if progress is None else Decimal(progress))


@pytest.mark.parametrize(
    ("value", "lower", "upper", "within"),
    [
        ("5", "5", "10", True),  # the bounds belong to it
        ("10", "5", "10", True),
        ("4.9999", "5", "10", False),
        ("10.0001", "5", "10", False),
        ("7", "5", "10", True),
        ("1000", "5", None, True),  # at least
        ("4", "5", None, False),
        ("-3", None, "0", True),  # at most
        ("1", None, "0", False),
    ],
)
def test_what_lies_within_bounds(value, lower, upper, within):
    bounds = {"lower": None if lower is None else Decimal(lower), "upper": None if upper is None else Decimal(upper)}
    assert measuring.is_kept(Decimal(value), **bounds) is within


@pytest.mark.parametrize(
    ("within", "readings", "progress"),
    [
        (0, 0, None),
        (0, 1, "0"),
        (1, 1, "1"),
        (1, 2, "0.5"),
        (3, 4, "0.75"),
        (9, 10, "0.9"),
        (13, 13, "1"),
        (1, 8, "0.125"),
    ],
)
def test_progress_of_what_is_kept(within, readings, progress):
    assert measuring.kept(within=within, readings=readings) == (None if progress is None else Decimal(progress))


@pytest.mark.parametrize(
    ("starts_on", "due_on", "today", "expected"),
    [
        (START, DUE, date(2025, 12, 1), "0"),  # before the start
        (START, DUE, START, "0"),
        (START, DUE, date(2026, 7, 2), "0.5"),  # 182 of 364 days: Jan 31, Feb 28, Mar 31, Apr 30, May 31, Jun 30, +1
        (START, DUE, date(2026, 4, 2), "0.25"),  # 91 of 364: 31 + 28 + 31 + 1
        (START, DUE, DUE, "1"),
        (START, DUE, date(2027, 3, 1), "1"),  # past the year's end
        (
            date(2026, 3, 23),
            date(2026, 4, 2),
            date(2026, 3, 29),
            "0.6",
        ),  # 6 of 10, on the day the clocks change
        (date(2026, 3, 23), date(2026, 4, 2), date(2026, 3, 30), "0.7"),
        (date(2028, 2, 27), date(2028, 3, 2), date(2028, 2, 29), "0.5"),  # 2 of 4 days in a leap year
        (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 2), "1"),
    ],
)
def test_what_is_expected_by_now(starts_on, due_on, today, expected):
    assert measuring.expected(starts_on=starts_on, due_on=due_on, today=today) == Decimal(expected)


@pytest.mark.parametrize(
    ("progress", "expected", "pace"),
    [
        (None, "0.5", "no_data"),
        (None, "0.05", "no_data"),  # also early on: there is none
        ("0.9", "0.0999", "too_early"),
        ("0", "0.1", "on_pace"),  # 0 - 0.1 = -0.1, still on pace
        ("0.6", "0.5", "ahead"),  # +0.1
        ("0.5999", "0.5", "on_pace"),
        ("0.4", "0.5", "on_pace"),  # -0.1
        ("0.3999", "0.5", "behind"),
        ("-0.5", "0.05", "too_early"),
        ("-0.5", "0.2", "behind"),  # cut to 0: 0 - 0.2
        ("1.25", "0.95", "on_pace"),  # cut to 1: +0.05
        ("1.25", "0.9", "ahead"),  # cut to 1: +0.1
        ("0.95", "1", "behind"),  # it is due, and not whole
        ("1", "1", "on_pace"),
    ],
)
def test_pace(progress, expected, pace):
    assert measuring.pace(progress=None if progress is None else Decimal(progress), expected=Decimal(expected)) == pace


@pytest.mark.parametrize(
    ("last_is_kept", "expected", "pace"),
    [
        (None, "0.5", "no_data"),
        (None, "0", "no_data"),
        (True, "0", "too_early"),
        (False, "0.0999", "too_early"),
        (True, "0.1", "on_pace"),
        (False, "0.1", "behind"),
        (True, "1", "on_pace"),
        (False, "1", "behind"),
    ],
)
def test_pace_of_what_is_kept(last_is_kept, expected, pace):
    assert measuring.pace_of_kept(last_is_kept=last_is_kept, expected=Decimal(expected)) == pace


@pytest.mark.parametrize(
    ("below", "progress"),
    [
        ([], None),
        ([(1, None), (3, None)], None),  # nobody reports
        ([(0, "0.5"), (0, "1")], None),  # none of them counts
        ([(1, "0.5")], "0.5"),
        ([(1, "0.5"), (1, "1")], "0.75"),  # 1.5 / 2
        ([(3, "0.5"), (1, "0.1")], "0.4"),  # (1.5 + 0.1) / 4
        ([(1, "0.4"), (5, None)], "0.4"),  # who doesn't report has no weight
        ([(1, "2.5"), (1, "0")], "0.5"),  # cut to 1: 1 / 2
        ([(1, "-1"), (1, "1")], "0.5"),  # cut to 0: 1 / 2
        ([(0, "0"), (2, "0.8")], "0.8"),
    ],
)
def test_how_those_below_add_up(below, progress):
    parts = [(weight, None if part is None else Decimal(part)) for weight, part in below]
    assert measuring.rolled_up(parts) == (None if progress is None else Decimal(progress))


@pytest.mark.parametrize(
    ("paces", "worst"),
    [
        ([], "no_data"),
        (["no_data"], "no_data"),
        (["ahead", "no_data"], "ahead"),
        (["too_early", "ahead"], "ahead"),
        (["ahead", "on_pace"], "on_pace"),
        (["ahead", "behind", "on_pace"], "behind"),
        (["too_early"], "too_early"),
        (["behind", "no_data", "too_early"], "behind"),
    ],
)
def test_the_worst_of_those_below_is_shown(paces, worst):
    assert measuring.worst([measuring.Pace(one) for one in paces]) == worst
