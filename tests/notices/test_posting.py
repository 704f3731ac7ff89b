"""Who is told, and when a mail about it may go: expected times are read off the calendar."""

from datetime import UTC, date, datetime, time

import pytest

from apps.notices import commands
from apps.notices.lines import lines
from apps.notices.models import Notice
from apps.people.models import ClosedDay
from tests.cast import NOW
from tests.factories import people

pytestmark = pytest.mark.django_db

# The cast lives in Berlin, its hours are 8 to 18; winter time is UTC+1, summer time (from 29 March 2026) UTC+2.
TUESDAY_10 = NOW
TUESDAY_20 = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
FRIDAY_17 = datetime(2026, 3, 13, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kinds(notice_kind):
    notice_kind("test-at-once", rhythm="at_once")
    notice_kind("test-daily")
    notice_kind("test-never", rhythm="never")
    notice_kind("test-urgent", rhythm="at_once", urgent=True)


@pytest.fixture
def area(cast):
    return people.area(owner=cast.mara, name="Pricing one-pagers")


def post(cast, area, kind="test-at-once", to=None, actor=None, now=TUESDAY_10, **given):
    return commands.post(to=to or [cast.sam], kind=kind, about=area, actor=actor or cast.ada, now=now, **given)


def mail_times():
    return dict(Notice.objects.values_list("recipient__name", "mail_at"))


def test_each_active_member_is_told_once_but_never_who_did_it(cast, area):
    post(cast, area, to=[cast.sam, cast.sam, cast.ada, cast.dan, None])
    assert list(Notice.objects.values_list("recipient", "actor", "about_id", "at", "read_at")) == [
        (cast.sam.pk, cast.ada.pk, area.pk, NOW, None)
    ]


def test_a_day_is_said_as_days_are(cast, area, notice_kind):
    notice_kind("test-moved", line="{actor} moved “{title}” to {due_on}")
    post(cast, area, kind="test-moved", due_on="2026-03-31")
    (line,) = lines(Notice.objects.all(), reader=cast.sam)
    assert line.words == "Ada Adler moved “Pricing one-pagers” to 31 Mar 2026"


@pytest.mark.parametrize(
    ("kind", "now", "expected"),
    [
        ("test-at-once", TUESDAY_10, TUESDAY_10),
        ("test-at-once", TUESDAY_20, datetime(2026, 3, 11, 7, 0, tzinfo=UTC)),
        ("test-at-once", datetime(2026, 3, 14, 11, 0, tzinfo=UTC), datetime(2026, 3, 16, 7, 0, tzinfo=UTC)),
        ("test-daily", TUESDAY_10, datetime(2026, 3, 11, 7, 0, tzinfo=UTC)),
        ("test-daily", datetime(2026, 3, 10, 6, 59, tzinfo=UTC), datetime(2026, 3, 10, 7, 0, tzinfo=UTC)),
        ("test-daily", FRIDAY_17, datetime(2026, 3, 16, 7, 0, tzinfo=UTC)),
        # The clock goes forward on Sunday, 29 March: eight in the morning is an hour earlier in UTC from then on.
        ("test-daily", datetime(2026, 3, 27, 9, 0, tzinfo=UTC), datetime(2026, 3, 30, 6, 0, tzinfo=UTC)),
        # And back on Sunday, 25 October.
        ("test-daily", datetime(2026, 10, 23, 9, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),
        ("test-never", TUESDAY_10, None),
    ],
)
def test_the_mail_waits_for_its_rhythm_and_the_readers_hours(cast, area, kind, now, expected):
    post(cast, area, kind=kind, now=now)
    assert mail_times() == {"Sam Sanders": expected}


def test_the_digest_comes_at_eight_where_the_reader_lives(cast, area):
    cast.sam.time_zone = "America/New_York"
    cast.sam.save()
    post(cast, area, kind="test-daily")
    # 10:00 in Berlin is 5:00 in New York: their eight o'clock (UTC-4 since 8 March) is still to come that day.
    assert mail_times() == {"Sam Sanders": datetime(2026, 3, 10, 12, 0, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("from_hour", "until_hour", "expected"),
    [(10, 18, TUESDAY_10), (6, 14, datetime(2026, 3, 11, 7, 0, tzinfo=UTC)),
     (0, 6, datetime(2026, 3, 10, 23, 0, tzinfo=UTC))],
)  # fmt: skip
def test_the_digest_keeps_to_hours_that_are_not_everybodys(cast, area, from_hour, until_hour, expected):
    cast.sam.hours_from, cast.sam.hours_until = time(from_hour), time(until_hour)
    cast.sam.save()
    post(cast, area, kind="test-daily")
    assert mail_times() == {"Sam Sanders": expected}


def test_no_mail_goes_on_a_closed_day(cast, area):
    ClosedDay.objects.create(on=date(2026, 3, 11), name="Carnival")
    post(cast, area, kind="test-daily")
    assert mail_times() == {"Sam Sanders": datetime(2026, 3, 12, 7, 0, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("test-at-once", datetime(2026, 3, 16, 7, 0, tzinfo=UTC)),
        ("test-daily", datetime(2026, 3, 16, 7, 0, tzinfo=UTC)),
    ],
)
def test_who_is_away_gets_no_mail_until_the_day_after(cast, area, kind, expected):
    people.absence(member=cast.sam, from_on=date(2026, 3, 9), until_on=date(2026, 3, 13))
    post(cast, area, kind=kind)
    assert mail_times() == {"Sam Sanders": expected}


def test_two_absences_in_a_row_are_waited_out(cast, area):
    people.absence(member=cast.sam, from_on=date(2026, 3, 9), until_on=date(2026, 3, 10))
    people.absence(member=cast.sam, from_on=date(2026, 3, 11), until_on=date(2026, 3, 11))
    post(cast, area)
    assert mail_times() == {"Sam Sanders": datetime(2026, 3, 12, 7, 0, tzinfo=UTC)}


def test_what_is_urgent_reaches_the_deputy_of_who_is_away(cast, area):
    people.absence(member=cast.sam, from_on=date(2026, 3, 9), until_on=date(2026, 3, 13), deputy=cast.sofie)
    post(cast, area, kind="test-urgent")
    assert sorted(Notice.objects.values_list("recipient__name", "instead_of__name", "mail_at")) == [
        ("Sam Sanders", None, datetime(2026, 3, 16, 7, 0, tzinfo=UTC)),
        ("Sofie Sommer", "Sam Sanders", TUESDAY_10),
    ]


def test_what_is_not_urgent_waits_for_who_is_away(cast, area):
    people.absence(member=cast.sam, from_on=date(2026, 3, 9), until_on=date(2026, 3, 13), deputy=cast.sofie)
    post(cast, area)
    assert [notice.recipient for notice in Notice.objects.all()] == [cast.sam]


def test_a_deputy_who_did_it_or_is_told_anyway_is_not_told_again(cast, area):
    people.absence(member=cast.sam, from_on=date(2026, 3, 9), until_on=date(2026, 3, 13), deputy=cast.sofie)
    post(cast, area, kind="test-urgent", actor=cast.sofie)
    post(cast, area, kind="test-urgent", to=[cast.sam, cast.sofie])
    assert Notice.objects.filter(recipient=cast.sofie).count() == 1


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [("at_once", TUESDAY_10), ("daily", datetime(2026, 3, 11, 7, 0, tzinfo=UTC)), ("never", None)],
)
def test_the_readers_own_choice_counts(cast, area, rhythm, expected):
    commands.choose_rhythm(actor=cast.sam, kind="test-daily", rhythm=rhythm, now=NOW)
    post(cast, area, kind="test-daily", to=[cast.sam, cast.sofie])
    assert mail_times() == {"Sam Sanders": expected, "Sofie Sommer": datetime(2026, 3, 11, 7, 0, tzinfo=UTC)}


def test_left_at_the_inbox_no_mail_is_due(cast, area):
    post(cast, area, mailed=False)
    assert mail_times() == {"Sam Sanders": None}


def test_a_choice_for_a_kind_that_is_not_there_is_refused(cast):
    with pytest.raises(commands.preferring.UnknownKind):
        commands.choose_rhythm(actor=cast.sam, kind="no-such-kind", rhythm="never", now=NOW)


def test_telling_thirty_costs_as_many_queries_as_telling_one(cast, area, django_assert_num_queries):
    # Company, closed days, absences, choices, insert; the savepoint around them makes two more.
    with django_assert_num_queries(7):
        post(cast, area)
    thirty = [people.member() for _ in range(30)]
    with django_assert_num_queries(7):
        post(cast, area, to=thirty)
