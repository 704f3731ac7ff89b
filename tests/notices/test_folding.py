"""What folds is one entry per reader, thing and day: expected days are read off the calendar, never off the code."""

from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
from django.db import transaction

from apps.notices import commands, lines, queries
from apps.notices.models import Notice
from tests.cast import NOW, client_of, make_cast
from tests.factories import people
from tests.races import Together
from tests.walker import Walker

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def kinds(notice_kind):
    notice_kind("test-said", rhythm="never", folds=True, line="{actor} says {words} on “{title}”")
    notice_kind("test-mailed", rhythm="at_once", folds=True, line="{actor} shouts {words} on “{title}”")
    notice_kind("test-alone", rhythm="never", line="{actor} asks you {words} on “{title}”")
    notice_kind("test-urgent", rhythm="at_once", urgent=True, folds=True)


@pytest.fixture
def area(cast):
    return people.area(owner=cast.mara, name="Prices")


def tell(cast, area, words, minutes=0, kind="test-said", to=None, actor=None):
    at = NOW + minutes * MINUTE
    return commands.post(to=to or [cast.sam], kind=kind, about=area, actor=actor or cast.ada, now=at, words=words)


def inbox(member):
    """The entries as they are read, the newest first, each with what is folded under it."""
    found = lines.entries(queries.inbox(viewer=member).order_by("-at", "pk"), reader=member)
    return [(line.words, [one.words for one in line.folded]) for line in found]


def test_what_happens_on_one_thing_in_a_day_is_one_entry_whatever_its_kind(cast, area):
    tell(cast, area, "one")
    tell(cast, area, "two", 1, kind="test-mailed")
    tell(cast, area, "asked", 2, kind="test-alone")
    tell(cast, area, "three", 3, actor=cast.mina)
    tell(cast, people.area(owner=cast.mara, name="Events"), "other", 4)
    assert inbox(cast.sam) == [
        ("Ada Adler says other on “Events”", []),
        ("Mina Minot says three on “Prices”", ["Ada Adler shouts two on “Prices”", "Ada Adler says one on “Prices”"]),
        ("Ada Adler asks you asked on “Prices”", []),
    ]
    assert queries.unread_count(viewer=cast.sam) == 3


def test_two_told_in_the_same_moment_are_one_entry(cast, area):
    tell(cast, area, "one")
    tell(cast, area, "two")
    assert [len(folded) for _words, folded in inbox(cast.sam)] == [1]


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        # 22:30 and 23:30 in UTC on 10 March: past midnight from the second on in Berlin, both still the 10th elsewhere.
        ("Europe/Berlin", [date(2026, 3, 10), date(2026, 3, 11)]),
        ("America/New_York", [date(2026, 3, 10), date(2026, 3, 10)]),
        ("Asia/Tokyo", [date(2026, 3, 11), date(2026, 3, 11)]),
    ],
)
def test_the_day_is_the_readers(cast, area, zone, days):
    cast.sam.time_zone = zone
    cast.sam.save()
    for at in (datetime(2026, 3, 10, 22, 30, tzinfo=UTC), datetime(2026, 3, 10, 23, 30, tzinfo=UTC)):
        commands.post(to=[cast.sam], kind="test-said", about=area, actor=cast.ada, now=at, words="it")
    assert list(Notice.objects.order_by("at").values_list("folds_on", flat=True)) == days
    assert len(inbox(cast.sam)) == len(set(days))


def test_reading_it_reads_all_of_it_and_what_comes_later_makes_it_new(cast, area):
    tell(cast, area, "one")
    (second,) = tell(cast, area, "two", 1)
    commands.mark_read(actor=cast.sam, notice=second, now=NOW + 2 * MINUTE)
    assert (queries.unread_count(viewer=cast.sam), Notice.objects.unread().count()) == (0, 0)
    (third,) = tell(cast, area, "three", 3)
    assert (queries.unread_count(viewer=cast.sam), len(inbox(cast.sam))) == (1, 1)
    commands.mark_read(actor=cast.sam, notice=second, now=NOW + 4 * MINUTE)
    third.refresh_from_db()
    assert third.read_at is None


def test_reading_it_leaves_what_is_anothers_or_of_another_day_or_thing(cast, area):
    tell(cast, area, "one", to=[cast.sofie])
    tell(cast, area, "yesterday", -24 * 60)
    tell(cast, people.area(owner=cast.mara), "other")
    tell(cast, area, "asked", kind="test-alone")
    (last,) = tell(cast, area, "one", 1)
    commands.mark_read(actor=cast.sam, notice=last, now=NOW + MINUTE)
    assert Notice.objects.unread().count() == 4


def test_all_marked_read_counts_entries(cast, area):
    for number in range(3):
        tell(cast, area, str(number), number)
    offer = commands.mark_all_read(actor=cast.sam, now=NOW + 5 * MINUTE)
    assert (offer.label, Notice.objects.unread().count()) == ("1 notice marked as read.", 0)


def test_each_kind_is_mailed_as_it_is_chosen_folded_or_not(cast, area):
    tell(cast, area, "one")
    tell(cast, area, "two", 1, kind="test-mailed")
    tell(cast, area, "three", 2)
    mailed = Notice.objects.filter(mail_at__isnull=False).values_list("kind", flat=True)
    assert list(mailed) == ["test-mailed"]


def test_what_reaches_a_deputy_stands_by_itself(cast, area):
    people.absence(member=cast.sam, from_on=date(2026, 3, 9), until_on=date(2026, 3, 13), deputy=cast.sofie)
    tell(cast, area, "mine", to=[cast.sofie])
    tell(cast, area, "his", 1, kind="test-urgent")
    assert [len(folded) for _words, folded in inbox(cast.sofie)] == [0, 0]


def test_two_who_tell_at_once_leave_one_entry(transactional_db):
    """Neither has committed when the other tells, and the first entry of the day is both's."""
    cast = make_cast()
    area = people.area(owner=cast.mara, name="Prices")
    told = [Event(), Event()]

    def teller(mine, other, words):
        with transaction.atomic():
            tell(cast, area, words, to=[cast.sam, cast.sofie])
            told[mine].set()
            assert told[other].wait(10)

    together = Together()
    together.start(lambda: teller(0, 1, "one"))
    together.start(lambda: teller(1, 0, "two"))
    together.finish()
    for reader in (cast.sam, cast.sofie):
        assert [len(folded) for _words, folded in inbox(reader)] == [1]
        assert queries.unread_count(viewer=reader) == 1


def test_the_page_shows_one_line_with_the_others_under_it(cast, area):
    tell(cast, area, "one")
    tell(cast, area, "two", 1)
    walk = Walker(cast.sam).open("/inbox/")
    walk.reads("Ada Adler says two on “Prices”", "And one more thing of that day", "Ada Adler says one on “Prices”")
    walk.open("/inbox/?kind=test-said").reads("says two")
    tell(cast, area, "three", 2, kind="test-mailed")
    walk.open("/inbox/?kind=test-said").reads("shouts three")


def test_a_line_folded_meanwhile_is_still_opened_and_read(cast, area):
    (first,) = tell(cast, area, "one")
    tell(cast, area, "two", 1)
    client = client_of(cast.sam)
    assert client.get(f"/notices/{first.pk}/")["Location"] == f"/people/areas/{area.pk}/"
    first.refresh_from_db()
    assert (first.read_at is None, queries.unread_count(viewer=cast.sam)) == (False, 1)


def test_the_door_lists_entries_with_what_is_folded(cast, area):
    (first,) = tell(cast, area, "one")
    tell(cast, area, "two", 1)
    client = client_of(cast.sam)
    (shown,) = client.get("/api/v1/notices/").json()["results"]
    assert (shown["facts"], shown["folded"]) == (
        {"words": "two"},
        [
            {
                "kind": "test-said",
                "actor": {"id": str(cast.ada.pk), "name": "Ada Adler"},
                "facts": {"words": "one"},
                "at": "2026-03-10T09:00:00Z",
            }
        ],
    )
    assert client.get(f"/api/v1/notices/{first.pk}/").json()["folded"] == []


def test_thirty_entries_of_five_cost_as_many_queries_as_one_of_two(cast, area, django_assert_num_queries):
    client = client_of(cast.sam)
    tell(cast, area, "one")
    tell(cast, area, "two", 1)
    client.get("/inbox/")
    with django_assert_num_queries(8):
        client.get("/inbox/")
    for number in range(30):
        other = people.area(owner=cast.mara, name=f"Area {number}")
        for minute in range(5):
            tell(cast, other, "it", minute)
    with django_assert_num_queries(8):
        client.get("/inbox/")
