"""A large company's tree of goals: pages show its beginning, lead to the rest, and read no more than they show."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.goals import queries
from apps.goals.models import Goal
from apps.goals.queries.placing import paths_of
from tests.cast import NOW, client_of
from tests.factories import goals as make
from tests.goals.ending import how
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db


def many(cast, count, title="Step", **given):
    """Goals set one after the other, named so that their titles sort as they were set."""
    return Goal.objects.bulk_create(
        Goal(title=f"{title} {number:02}", owner=cast.sam, created_at=NOW + timedelta(minutes=number), **given)
        for number in range(count)
    )


def measured(count, cast, parent):
    given = {"unit": "number", "direction": "reach", "baseline": 0, "target": 10}
    days = {"starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31)}
    goals = many(cast, count, parent=parent, **given, **days)
    for goal in goals:
        make.read(goal, 5)
    return goals


def shown(walk, words):
    return [link.text for link in walk.page.xpath("//main//a") if (link.text or "").startswith(words)]


def test_a_goal_shows_the_first_below_it_and_leads_to_all(cast):
    above = make.goal(owner=cast.mina, title="Above")
    many(cast, 23, parent=above)
    walk = Walker(cast.sam).open(f"/goals/{above.pk}/").reads("Goals below it 23")
    assert shown(walk, "Step") == [f"Step {number:02}" for number in range(20)]
    walk.follow("All 23 goals below it").reads("23 found", "Below “Above”")
    assert sorted(shown(walk, "Step")) == [f"Step {number:02}" for number in range(23)]


def test_the_arithmetic_names_the_first_that_report_and_counts_the_others(cast):
    above = make.goal(owner=cast.mina, title="Above")
    measured(22, cast, above)
    named = ", ".join(f"“Step {number:02}” 50 % (weight 1)" for number in range(20))
    assert how(above, cast.sam)[:2] == [
        "22 of 22 goals below it report.",
        f"Their weighted mean, each cut to 0…100 %: 50 %, from {named}, and 2 more.",
    ]


def test_a_long_line_of_sight_shows_the_first_and_all_page_by_page(cast):
    many(cast, 53)
    make.goal(owner=cast.sam, title="Bookings", parent=make.revenue(by=cast.mina))
    walk = Walker(cast.sam).open("/line-of-sight/").reads("Connected to revenue 1", "Not connected 53")
    assert (len(shown(walk, "Step")), len(shown(walk, "Bookings"))) == (20, 1)
    walk.follow("Show all: Not connected").reads("Not connected 53", "Page 1")
    assert (len(shown(walk, "Step")), len(shown(walk, "Bookings"))) == (50, 0)
    assert shown(walk.follow("After"), "Step") == ["Step 50", "Step 51", "Step 52"]
    walk.follow("Back to the overview").reads("Connected to revenue 1")


def test_work_without_a_path_shows_the_first_of_each_and_all_page_by_page(cast):
    many(cast, 51)
    for number in range(51):
        make.task(owner=cast.mara, title=f"Call {number:02}")
    walk = Walker(cast.eva).open("/line-of-sight/without-a-path/").reads("Goals 51", "Tasks 51")
    assert (len(shown(walk, "Step")), len(shown(walk, "Call"))) == (20, 20)
    walk.follow("Show all: Tasks").follow("After")
    assert (shown(walk, "Step"), len(shown(walk, "Call"))) == ([], 1)


def test_a_part_of_the_page_that_isnt_there_is_the_whole_page(cast):
    make.task(owner=cast.sam, title="Call Acme")
    Walker(cast.sam).open("/line-of-sight/?only=nothing&page=x").reads("Connected to revenue 0", "Not connected 1")


@pytest.mark.parametrize("url", ["/goals/", "/line-of-sight/", "/line-of-sight/without-a-path/", "/goals/{above}/"])
def test_pages_of_goals_ask_as_much_of_few_as_of_many(cast, url):
    root = make.revenue(by=cast.mina)
    above = make.goal(owner=cast.sam, title="Above", parent=root)
    client, address = client_of(cast.sam), url.format(above=above.pk)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    def add(count):
        for goal in [*many(cast, count, parent=above), *many(cast, count)]:
            make.task(owner=cast.sam, serves=make.milestone(goal=goal))
            make.task(owner=cast.sam)

    add(1)
    client.get(address)
    few = asked()
    add(5)
    assert asked() == few


def test_only_what_stands_above_is_read_for_a_way_up(cast):
    root = make.revenue(by=cast.mina)
    above = make.goal(owner=cast.sam, title="Above", parent=root)
    below = many(cast, 3, parent=above)
    paths = paths_of([below[0].pk], viewer=cast.eva)
    assert set(paths.goals) == {below[0].pk, above.pk, root.pk}
    assert paths.up(paths.goals[below[0].pk]) == [above, root]
    assert paths_of([], viewer=cast.eva).goals == {}
    assert paths_of([below[0].pk], viewer=cast.dan).goals == {}
    assert list(queries.goals(viewer=cast.eva, now=NOW).filter(parent=above).order_by("title")) == below


def test_by_api_work_without_a_path_comes_page_by_page_goals_first(cast):
    many(cast, 3)
    for number in range(3):
        make.task(owner=cast.mara, title=f"Call {number}")
    caller = Caller(make_token(cast.sam))
    pages, url = [], "work-without-a-path/?page_size=2"
    while url:
        page = caller("GET", url).json()
        pages.append([line["title"] for line in page["results"]])
        before, url = ((page[name] or "").partition("/api/v1/")[2] for name in ("previous", "next"))
    assert (pages[0], pages[1][0]) == (["Step 00", "Step 01"], "Step 02")
    assert sorted([*pages[1][1:], *pages[2]]) == ["Call 0", "Call 1", "Call 2"]
    assert [line["title"] for line in caller("GET", before).json()["results"]] == pages[1]


@pytest.mark.parametrize("cursor", ["x", "WyJiIiwyXQ", "WyJmIiwtMV0", "WyJmIiwiMSJd", "WyJmIiwxLDJd"])
def test_by_api_a_cursor_that_isnt_one_of_this_list_is_refused(cast, cursor):
    """The last four say: backwards, before the first, a word, two values."""
    answer = Caller(make_token(cast.sam))("GET", f"work-without-a-path/?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor-not-valid")
