"""When reminders fall, by the calendar; and that looking back for them misses none and takes none twice."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.worktime import WorkingTime
from apps.followups.timing import Timing

BERLIN = ZoneInfo("Europe/Berlin")
# Nine to five in Berlin, winter time: 8:00 to 16:00 UTC. Monday, 9 March, is closed.
WORKING = WorkingTime(zone=BERLIN, closed=frozenset({date(2026, 3, 9)}))
THURSDAY_MIDNIGHT = datetime(2026, 3, 12, 23, 0, tzinfo=UTC)
FRIDAY_MIDNIGHT = datetime(2026, 3, 13, 23, 0, tzinfo=UTC)


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lead", "days", "due_at", "expected"),
    [
        # Past its date: the next morning, then the second and the fifth working day after that.
        (0, 0, THURSDAY_MIDNIGHT, at(13, 8)),
        (0, 0, FRIDAY_MIDNIGHT, at(16, 8)),
        (0, 2, FRIDAY_MIDNIGHT, at(18, 8)),
        (0, 5, FRIDAY_MIDNIGHT, at(23, 8)),
        (0, 0, at(12, 10), at(12, 10)),
        # A working day before; the closed Monday doesn't count.
        (8, 0, at(12, 10), at(11, 10)),
        (8, 0, at(10, 10), at(6, 10)),
        (4, 0, at(12, 10), at(11, 14)),
        (4, 1, at(12, 10), at(12, 14)),
        # After it was due.
        (-4, 0, at(12, 10), at(12, 14)),
        (-4, 0, at(12, 14), at(13, 10)),
    ],
)
def test_a_reminder_falls_in_working_time(lead, days, due_at, expected):
    assert Timing(WORKING, lead).falls(due_at, days) == expected


zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"])
minutes_of_march = st.integers(min_value=0, max_value=45 * 24 * 60)


@st.composite
def companies(draw):
    opens = draw(st.integers(min_value=0, max_value=12))
    closes = draw(st.integers(min_value=opens + 1, max_value=23))
    closed = draw(st.frozensets(st.integers(min_value=0, max_value=40), max_size=6))
    return WorkingTime(
        zone=ZoneInfo(draw(zones)),
        days=draw(st.frozensets(st.integers(min_value=0, max_value=6), min_size=1)),
        opens=time(opens),
        closes=time(closes, draw(st.sampled_from([0, 30]))),
        closed=frozenset(date(2026, 3, 1) + timedelta(days=day) for day in closed),
    )


# Both changes of the clock in spring lie inside: 8 March in New York, 29 March in Berlin.
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


@settings(max_examples=400, deadline=None)
@given(
    working=companies(),
    lead=st.integers(min_value=-40, max_value=40),
    days=st.integers(min_value=0, max_value=12),
    due=minutes_of_march,
    cuts=st.lists(minutes_of_march, min_size=1, max_size=5, unique=True),
)
def test_of_windows_in_a_row_exactly_the_right_one_finds_it(working, lead, days, due, cuts):
    timing = Timing(working, lead)
    due_at = BEGIN + timedelta(minutes=due)
    falls = timing.falls(due_at, days)
    edges = [BEGIN + timedelta(minutes=cut) for cut in sorted(cuts)]
    edges = [BEGIN - timedelta(days=200), *edges, BEGIN + timedelta(days=300)]
    for after, until in pairwise(edges):
        window = timing.due_between(days, after, until)
        if after < falls <= until:
            assert window.after < due_at <= window.until
