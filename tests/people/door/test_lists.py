import base64
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F, Value
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.request import Request

from apps.people.door.paging import Pages
from apps.people.models import Area, Member, Team
from tests.factories import people


def follow(call, path, way="next"):
    """All names from a page to the last, page by page."""
    pages = []
    while path:
        page = call("GET", path).json()
        pages.append([row["name"] for row in page["results"]])
        path = page[way].partition("/api/v1/")[2] if page[way] else ""
    return pages


@pytest.fixture
def seven(cast):
    """Seven areas, a to g; three without a deputy."""
    deputies = [cast.sam, None, cast.milo, None, cast.sam, None, cast.eva]
    for name, deputy in zip("gfedcba", deputies, strict=True):
        Area.objects.create(name=name, owner=cast.mara, deputy=deputy, words=f"word-{name}")
    return cast


def test_pages_follow_one_another(sam, seven):
    assert follow(sam, "world-areas/?page_size=3") == [["a", "b", "c"], ["d", "e", "f"], ["g"]]


def test_the_way_back_shows_the_same_pages(sam, seven):
    page = sam("GET", "world-areas/?page_size=3").json()
    assert page["previous"] is None
    for _ in range(2):
        page = sam("GET", page["next"].partition("/api/v1/")[2]).json()
    assert page["next"] is None
    assert follow(sam, page["previous"].partition("/api/v1/")[2], "previous") == [["d", "e", "f"], ["a", "b", "c"]]


def test_rows_that_come_or_go_shift_no_page(sam, seven):
    page = sam("GET", "world-areas/?page_size=3").json()
    Area.objects.filter(name__in=["a", "c"]).delete()
    Area.objects.create(name="aa", owner=seven.mara)
    Area.objects.create(name="cc", owner=seven.mara)
    assert follow(sam, page["next"].partition("/api/v1/")[2]) == [["cc", "d", "e"], ["f", "g"]]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("name", "abcdefg"),
        ("-name", "gfedcba"),
        # By the deputy's name (Eva, Milo, Sam, Sam), then those without; equals stand in the order of their ids.
        ("deputy", "ae{gc}{fdb}"),
        ("-deputy", "{bdf}{cg}ea"),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_orders_with_equal_and_empty_values_lose_nothing(sam, seven, ordering, expected, size):
    by_id = Area.objects.order_by("id").values_list("name", flat=True)
    for equals in re.findall(r"{(\w+)}", expected):
        expected = expected.replace(f"{{{equals}}}", "".join(name for name in by_id if name in equals))
    pages = follow(sam, f"world-areas/?ordering={ordering}&page_size={size}")
    assert "".join(name for page in pages for name in page) == expected


def test_page_size_has_bounds(cast, sam):
    for number in range(205):
        Area.objects.create(name=f"{number:03}", owner=cast.mara)
    sizes = {query: len(sam("GET", f"world-areas/{query}").json()["results"]) for query in ("", "?page_size=200")}
    assert sizes == {"": 50, "?page_size=200": 200}
    for wrong in ("0", "201", "-1", "many", "1.5", "²", "9" * 5000):
        answer = sam("GET", f"world-areas/?page_size={wrong}")
        assert (answer.status_code, answer.json()["code"]) == (400, "page-size-not-valid")


def cursor_of(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


NOT_OURS = ["x", "====", "WzFd", "eyJhIjoxfQ", "WyJmIiwiYSIsIm5vdC1hbi1pZCJd", "bnVsbA", "ü"]
# Half a character, none, a place beyond all numbers, brackets without end.
ODD = ['["f", "\\ud800", "x"]', '["f", "\\u0000", "x"]', '["f", "a", 1e999]', '["f", "a", {}]', "[" * 50_000]


@pytest.mark.parametrize("cursor", [*NOT_OURS, *map(cursor_of, ODD)])
def test_a_cursor_that_is_not_ours_is_400(sam, cursor):
    answer = sam("GET", f"world-areas/?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor-not-valid")


def test_a_cursor_of_a_longer_order_is_400(sam, seven):
    cursor = sam("GET", "world-areas/?ordering=newest&page_size=2").json()["next"].partition("cursor=")[2]
    answer = sam("GET", f"world-areas/?cursor={cursor.partition('&')[0]}")
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor-not-valid")


def test_filters_are_those_of_the_page(seven, sam):
    Area.objects.filter(name="a").update(owner=seven.ada)

    def names(query):
        return "".join(row["name"] for row in sam("GET", f"world-areas/?{query}").json()["results"])

    assert names(f"owner={seven.ada.pk}") == "a"
    assert names("deputised=true") == "aceg"
    assert names("deputised=false&ordering=-name") == "fdb"
    assert names("side=other") == "a"
    assert names("joined_after=2025-09-02") == ""
    assert names("joined_before=2025-09-01&q=word-b") == "b"


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (
            "colour=red",
            {"field": "colour", "code": "unknown-parameter", "detail": "There is no parameter of this name."},
        ),
        ("ordering=words", {"field": "ordering", "code": "invalid", "detail": "It can't be ordered by this."}),
        ("fields=name,salary", {"field": "fields", "code": "invalid", "detail": "There is no field of this name."}),
        ("fields=", {"field": "fields", "code": "invalid", "detail": "There is no field of this name."}),
        (
            "side=marketing",
            {
                "field": "side",
                "code": "invalid",
                "detail": "Select a valid choice. marketing is not one of the available choices.",
            },
        ),
    ],
)
def test_what_a_list_does_not_know_is_400(sam, query, error):
    answer = sam("GET", f"world-areas/?{query}")
    assert (answer.status_code, answer.json()["errors"]) == (400, [error])


def test_words_are_looked_for_in_all_their_fields(sam, seven):
    Area.objects.filter(name="g").update(words="nothing", name="Gap")
    names = [row["name"] for row in sam("GET", "world-areas/?q=%20ga%20").json()["results"]]
    assert names == ["Gap"]
    assert len(sam("GET", "world-areas/?q=WORD").json()["results"]) == 6


def test_fields_thin_an_answer_out(sam, area):
    assert sam("GET", "world-areas/?fields=name,owner").json()["results"] == [
        {"name": "Pricing", "owner": {"id": str(area.owner_id), "name": "Mara Marsh"}}
    ]


def test_a_row_shows_all_its_fields(cast, sam, area):
    assert sam("GET", "world-areas/").json() == {
        "next": None,
        "previous": None,
        "results": [
            {
                "id": str(area.pk),
                "revision": 1,
                "name": "Pricing",
                "words": "discounts",
                "owner": {"id": str(cast.mara.pk), "name": "Mara Marsh"},
                "deputy": None,
                "side": "marketing",
            }
        ],
    }


def test_what_lies_within_a_thing_is_listed_there(cast, sam):
    names = [row["name"] for row in sam("GET", f"world-teams/{cast.content.pk}/members/").json()["results"]]
    assert names == ["Mara Marsh", "Milo Miller", "Moritz Moser"]
    Team.objects.filter(pk=cast.content.pk).update(name="Hidden")
    assert sam("GET", f"world-teams/{cast.content.pk}/members/").status_code == 404


def test_times_are_iso_with_an_offset(cast, sam):
    one = sam("GET", "world-me/").json()
    assert (one["name"], one["joined_at"], one["hours_from"]) == ("Sam Sanders", "2025-09-01T07:00:00Z", "08:00:00")


def test_many_are_answered_by_one_list(cast, ada, seven):
    ids = [str(pk) for pk in Area.objects.order_by("name").values_list("pk", flat=True)[:3]]
    done = ada("POST", "world-areas/hide/", {"areas": ids[::-1]}).json()
    assert [(row["name"], row["words"], row["revision"]) for row in done["results"]] == [
        ("c", "done", 2),
        ("b", "done", 2),
        ("a", "done", 2),
    ]
    refused = [
        ada("POST", "world-areas/hide/", {"areas": wrong}).json()["errors"][0]["code"]
        for wrong in ("all", [*ids, str(cast.sam.pk)], [str(cast.sam.pk)], [7])
    ]
    assert refused == ["not-a-list", "too-many", "not-found", "invalid"]


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_takes_the_same_queries_however_long_it_is(cast, sam, rows):
    for _ in range(rows):
        people.area(owner=people.member(), deputy=people.member())
    sam("GET", "world-areas/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(sam("GET", "world-areas/").json()["results"]) == rows
    # The token with its owner, and the rows.
    assert len(queries) == 2


def window(query: str, rows, order):
    request = HttpRequest()
    request.META = {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "QUERY_STRING": query}
    request.GET = request.GET.__class__(query)
    pages = Pages(Request(request), rows, order)
    found = list(pages.window())
    return pages.answer(found, found)


ORDERS = ("name", "hours_from", "joined_at", "left_at", "team__name", "number", "share", "-email", "pk")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.lists(st.tuples(st.sampled_from(ORDERS), st.booleans()), min_size=1, max_size=3, unique_by=lambda o: o[0]),
    size=st.integers(1, 7),
)
def test_any_order_is_walked_both_ways_without_loss(crowd, order, size):
    """Every kind of value, empty ones and equal ones among them."""
    rows = Member.objects.annotate(number=F("revision") * 2, share=Value(Decimal("1.50"))).filter(pk__in=crowd)
    names = [(f"-{name}" if down else name).replace("--", "") for name, down in order]
    everything = [row.pk for row in rows.order_by(*names, *([] if {"pk", "-pk"} & set(names) else ["id"]))]
    forward, query = [], f"page_size={size}"
    while True:
        page = window(query, rows, names)
        forward.append([row.pk for row in page["results"]])
        if page["next"] is None:
            break
        query = page["next"].partition("?")[2]
    assert [pk for part in forward for pk in part] == everything
    backward, link = [forward[-1]], page["previous"]
    while link:
        page = window(link.partition("?")[2], rows, names)
        backward.insert(0, [row.pk for row in page["results"]])
        link = page["previous"]
    assert [pk for part in backward for pk in part] == everything


@pytest.fixture
def crowd(cast):
    """Twelve members whose values repeat, some of them empty."""
    teams = [cast.content, None, cast.field_sales]
    start = datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=UTC)
    return [
        people.member(
            name=f"Name {number % 4}",
            team=teams[number % 3],
            joined_at=start + timedelta(microseconds=number % 5),
            is_active=number % 2 == 0,
            left_at=None if number % 2 == 0 else timezone.make_aware(datetime(2026, 2, number % 3 + 1)),
        ).pk
        for number in range(12)
    ]
