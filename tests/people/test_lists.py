import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from apps.core.ids import uuid7
from apps.people.lists import Column, as_csv, safe_cell
from apps.people.models import DirectorySearch
from tests.cast import NOW, client_of
from tests.factories import people as make


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+49 30 1234", "'+49 30 1234"),
        ("-5 % discount", "'-5 % discount"),
        ("@sam", "'@sam"),
        ("\tindented", "'\tindented"),
        ("\rreturned", "'\rreturned"),
        ("\nbroken", "'\nbroken"),
        ("\uff1dcmd", "'\uff1dcmd"),
        ("\uff0bcmd", "'\uff0bcmd"),
        ("\uff0dcmd", "'\uff0dcmd"),
        ("\uff20cmd", "'\uff20cmd"),
        ("a=b", "a=b"),
        (-5, -5),
        (Decimal("-1.50"), Decimal("-1.50")),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (date(2026, 3, 10), "2026-03-10"),
    ],
)
def test_no_cell_is_a_formula(value, cell):
    assert safe_cell(value) == cell


def test_times_are_the_readers():
    with timezone.override("Europe/Berlin"):
        assert safe_cell(datetime(2026, 3, 10, 9, 0, tzinfo=UTC)) == "2026-03-10T10:00:00+01:00"


@pytest.fixture
def areas(cast):
    make.area(owner=cast.mara, name="Pricing", words="=HYPERLINK(1)")
    make.area(owner=cast.sam, name="Events; fairs, visits")
    make.area(owner=cast.sam, name="Old", retired_at=timezone.now())
    return reverse("people:areas")


def rows_of(answer) -> list[list[str]]:
    return rows_in(answer.getvalue())


def rows_in(sent: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sent.decode("utf-8-sig"))))


def names(answer) -> list[str]:
    return [area.name for area in answer.context["page"].rows]


def test_the_csv_holds_what_the_filter_finds(cast, areas):
    answer = client_of(cast.sam).get(areas, {"format": "csv", "state": "current"})
    assert answer["Content-Disposition"] == 'attachment; filename="people-areas.csv"'
    sent = answer.getvalue()
    assert sent.startswith(b"\xef\xbb\xbf")
    assert rows_in(sent) == [
        ["Area", "Owner", "Deputy", "Found by"],
        ["Events; fairs, visits", "Sam Sanders", "", ""],
        ["Pricing", "Mara Marsh", "", "'=HYPERLINK(1)"],
    ]


def cursors() -> int:
    """How many are open in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        return cursor.fetchone()[0]


def test_the_csv_is_sent_while_its_rows_are_read(cast):
    """A thousand lines at a time, in the zone of whoever asked though their request has ended."""
    rows = [DirectorySearch(words=f"{number:04}", member=cast.sam, at=NOW) for number in range(2500)]
    DirectorySearch.objects.bulk_create(rows)
    read = []
    columns = [
        Column("words", "Words", lambda row: read.append(row) or row.words),
        Column("at", "At", lambda row: row.at),
    ]
    with timezone.override("Asia/Tokyo"):
        whole, broken_off = (
            as_csv(columns, DirectorySearch.objects.order_by("words"), name="all") for _twice in range(2)
        )
    assert (len(read), cursors()) == (2 * 999, 2)
    assert rows_of(whole) == [
        ["Words", "At"],
        *([f"{number:04}", "2026-03-10T18:00:00+09:00"] for number in range(2500)),
    ]
    pieces = iter(broken_off)
    assert len(rows_in(b"".join(next(pieces) for _piece in range(2)))) == 1000
    # As the test client does it: else the connection of this test would end with the request.
    request_finished.disconnect(close_old_connections)
    broken_off.close()
    request_finished.connect(close_old_connections)
    assert (len(read), cursors()) == (2500 + 999, 0)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Events; fairs, visits", "Old", "Pricing"]),
        ({"words": "FAIR visit"}, ["Events; fairs, visits"]),
        ({"side": "marketing"}, ["Pricing"]),
        ({"state": "retired"}, ["Old"]),
        ({"sort": "owner"}, ["Pricing", "Events; fairs, visits", "Old"]),
        ({"sort": "nonsense", "page": "x"}, ["Events; fairs, visits", "Old", "Pricing"]),
        ({"page": "2"}, []),
        ({"side": "legal"}, []),
    ],
)
def test_the_url_says_what_is_shown(cast, areas, query, expected):
    answer = client_of(cast.sam).get(areas, query)
    assert (answer.status_code, names(answer)) == (200, expected)


def test_an_empty_list_names_the_next_step(cast):
    page = reverse("people:areas")
    may, may_not = client_of(cast.ada).get(page), client_of(cast.sam).get(page)
    assert (may.context["empty"].do_url, may_not.context["empty"].do_url) == (reverse("people:new_area"), "")
    narrowed = client_of(cast.ada).get(page, {"words": "x"}).context["empty"]
    assert (str(narrowed.say), narrowed.do_url) == ("Nothing fits this filter.", page)


def test_a_long_list_has_pages_without_doubles(cast):
    for _number in range(51):
        make.area(owner=cast.sam)
    browser, page = client_of(cast.sam), reverse("people:areas")
    first, second = (browser.get(page, {"sort": "owner", "page": number}) for number in (1, 2))
    assert (len(names(first)), len(names(second)), len({*names(first), *names(second)})) == (50, 1, 51)
    assert (first.context["page"].total, first.context["page"].has_next, second.context["page"].has_next) == (
        51,
        True,
        False,
    )


def one_more(cast, name: str) -> None:
    """A row more for each list, with all that its cells look up."""
    if name in ("members", "directory"):
        make.area(owner=make.member(team=cast.content, side="marketing"), name=f"Asked {uuid7()}")
    elif name == "teams":
        make.team(lead=make.member()).liaisons.add(make.member(side="marketing"))
    elif name == "areas":
        make.area(owner=make.member(team=cast.content, side="marketing"), deputy=make.member())
    else:
        make.invitation(by=make.member(), team=make.team())


@pytest.mark.parametrize(
    ("name", "query", "most"),
    [
        ("areas", {}, 12),
        ("teams", {}, 12),
        ("members", {}, 12),
        ("invitations", {}, 12),
        ("directory", {}, 12),
        ("directory", {"q": "asked"}, 30),
    ],
)
def test_a_list_takes_the_same_queries_with_one_row_and_with_thirty(cast, name, query, most):
    browser, page = client_of(cast.ada), reverse(f"people:{name}")
    one_more(cast, name)
    browser.get(page, query)  # the first visit notes the browser
    counts = []
    for more in (29, 0):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(page, query).status_code == 200
        counts.append(len(asked))
        for _row in range(more):
            one_more(cast, name)
    assert counts[0] == counts[1], [one["sql"] for one in asked]
    assert counts[0] <= most, [one["sql"] for one in asked]


def test_htmx_gets_the_results_alone(cast, areas):
    browser, filtered = client_of(cast.sam), {"words": "fair"}
    page = browser.get(areas, filtered)
    (results,) = html.fromstring(page.content).xpath("//section[@id='results']")
    answer = browser.get(areas, filtered, headers={"HX-Request": "true", "HX-Target": "results"})
    (fragment,) = html.fragments_fromstring(answer.content.decode().strip())
    assert html.tostring(fragment).split() == html.tostring(results).split()
    assert "HX-Target" in answer["Vary"]
    assert "HX-Target" in page["Vary"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Target": "main"},
        {"HX-Request": "true", "HX-Target": "results", "HX-History-Restore-Request": "true"},
    ],
)
def test_whoever_asks_for_more_than_the_results_gets_the_page(cast, areas, headers):
    shown = html.fromstring(client_of(cast.sam).get(areas, headers=headers).content)
    assert shown.xpath("count(//section[@id='results'])") == 1
    assert shown.xpath("count(//header[@class='sidebar'])") == 1


def test_the_results_alone_take_fewer_queries(cast, areas, django_assert_num_queries):
    browser = client_of(cast.sam)
    browser.get(areas)  # the first visit notes the browser
    with django_assert_num_queries(4):  # session, member, areas, company
        browser.get(areas, headers={"HX-Request": "true", "HX-Target": "results"})
