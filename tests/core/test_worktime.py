"""Expected values are sums by hand: a week from Monday 9 to Friday 17 in Berlin, closed on Good Friday 2026."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.worktime import WorkingTime

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = WorkingTime(zone=BERLIN, closed=frozenset({date(2026, 4, 3)}))


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (berlin(2026, 3, 10, 11, 30), berlin(2026, 3, 10, 11, 30)),  # a Tuesday in working hours: now
        (berlin(2026, 3, 10, 7, 0), berlin(2026, 3, 10, 9, 0)),  # before opening
        (berlin(2026, 3, 10, 17, 0), berlin(2026, 3, 11, 9, 0)),  # closing time is over already
        (berlin(2026, 3, 13, 18, 0), berlin(2026, 3, 16, 9, 0)),  # Friday evening: Monday
        (berlin(2026, 4, 2, 17, 30), berlin(2026, 4, 6, 9, 0)),  # Thursday before a closed Friday: Monday
        (berlin(2026, 3, 28, 12, 0), berlin(2026, 3, 30, 9, 0)),  # over the clock change of 29 March
    ],
)
def test_next_open(moment, opens):
    assert WEEK.next_open(moment) == opens


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (berlin(2026, 3, 10, 10, 0), 4, berlin(2026, 3, 10, 14, 0)),
        (berlin(2026, 3, 10, 15, 0), 4, berlin(2026, 3, 11, 11, 0)),  # 2 h today, 2 h tomorrow
        (berlin(2026, 3, 13, 16, 0), 2, berlin(2026, 3, 16, 10, 0)),  # Friday 1 h, Monday 1 h
        (berlin(2026, 3, 7, 12, 0), 8, berlin(2026, 3, 9, 17, 0)),  # a Saturday: the whole Monday
        (berlin(2026, 3, 27, 16, 0), 3, berlin(2026, 3, 30, 11, 0)),  # over the clock change
        (berlin(2026, 3, 10, 10, 0), 0, berlin(2026, 3, 10, 10, 0)),
    ],
)
def test_after_hours(start, hours, end):
    assert WEEK.after_hours(start, hours) == end


@pytest.mark.parametrize(
    ("end", "hours", "start"),
    [
        (berlin(2026, 3, 10, 14, 0), 4, berlin(2026, 3, 10, 10, 0)),
        (berlin(2026, 3, 11, 11, 0), 4, berlin(2026, 3, 10, 15, 0)),
        (berlin(2026, 3, 16, 10, 0), 2, berlin(2026, 3, 13, 16, 0)),
        (berlin(2026, 3, 15, 12, 0), 8, berlin(2026, 3, 13, 9, 0)),  # a Sunday: the whole Friday before
    ],
)
def test_before_hours(end, hours, start):
    assert WEEK.before_hours(end, hours) == start


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (berlin(2026, 3, 10, 10, 0), 3, berlin(2026, 3, 13, 10, 0)),
        (berlin(2026, 3, 12, 10, 0), 3, berlin(2026, 3, 17, 10, 0)),  # Thursday + 3 = Tuesday
        (berlin(2026, 4, 2, 10, 0), 1, berlin(2026, 4, 6, 10, 0)),  # Good Friday is closed
        (berlin(2026, 3, 27, 10, 0), 1, berlin(2026, 3, 30, 10, 0)),  # same wall time after the clock change
    ],
)
def test_after_days(start, days, end):
    assert WEEK.after_days(start, days) == end


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), 0),
        (date(2026, 3, 10), date(2026, 3, 11), 1),
        (date(2026, 3, 13), date(2026, 3, 15), 0),  # from a Friday to the Sunday after it
        (date(2026, 3, 13), date(2026, 3, 16), 1),
        (date(2026, 4, 2), date(2026, 4, 7), 2),  # over Good Friday: Monday and Tuesday
        (date(2026, 4, 7), date(2026, 4, 2), 2),
    ],
)
def test_working_days_between_two_dates(one, other, days):
    assert WEEK.days_between(one, other) == days


def test_end_of_a_date_is_midnight_in_the_companys_zone():
    assert WEEK.end_of(date(2026, 3, 10)) == datetime(2026, 3, 10, 23, 0, tzinfo=UTC)  # CET is UTC+1
    assert WEEK.end_of(date(2026, 7, 10)) == datetime(2026, 7, 10, 22, 0, tzinfo=UTC)  # CEST is UTC+2


@given(
    start=st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    hours=st.integers(1, 60),
)
def test_before_hours_undoes_after_hours(start, hours):
    opened = WEEK.next_open(start)
    assert WEEK.before_hours(WEEK.after_hours(start, hours), hours) == opened


def test_a_week_with_no_working_day_is_an_error():
    never = WorkingTime(zone=BERLIN, days=frozenset(), opens=time(9), closes=time(17))
    with pytest.raises(ValueError, match="no working day"):
        never.next_open(berlin(2026, 3, 10, 9, 0) + timedelta(0))
