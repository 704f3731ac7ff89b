"""What was looked for and came to nothing: kept, counted, and never with anybody's name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.collateral import commands, queries
from apps.collateral.models import PastSearch, Search
from apps.people import commands as people
from apps.people.models import Choice
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import know_pages, make_draft, make_published
from tests.walker import Walker

SECONDS, MINUTES, HOURS, DAYS = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))


def note(member, said, *, found=0, cause="none", at=NOW):
    commands.note_search(actor=member, said=said, found=found, cause=cause, now=at)


def kept() -> list[tuple[str, str, int]]:
    return [(row.member.name.split()[0], row.said, row.found) for row in Search.objects.order_by("at", "said")]


def told(viewer, now=NOW) -> list[tuple[str, int, int, str]]:
    rows = queries.unmet_demand(viewer=viewer, now=now).order_by("-people", "-times", "said")
    return [(row.said, row.people, row.times, queries.cause_for(viewer, row.cause)) for row in rows]


# --- keeping


def test_of_what_is_typed_only_the_last_is_kept(cast: Cast):
    for second, said in enumerate(["he", "heal", "healthcare", "healthcare case", "healthcare"]):
        note(cast.sam, said, at=NOW + second * SECONDS)
    note(cast.sofie, "hea", at=NOW + 5 * SECONDS)
    note(cast.sam, "roof", at=NOW + 6 * SECONDS)
    note(cast.sam, "roof tiles", at=NOW + 40 * SECONDS)
    note(cast.sam, "***", at=NOW + 50 * SECONDS)
    assert kept() == [("Sam", "healthcare", 0), ("Sofie", "hea", 0), ("Sam", "roof", 0), ("Sam", "roof tiles", 0)]


def test_the_same_asked_again_within_the_hour_is_one_search(cast: Cast):
    note(cast.sam, "roof")
    note(cast.sam, "Roof", found=2, cause="unopened", at=NOW + 50 * MINUTES)
    note(cast.sam, "roof", at=NOW + 3 * HOURS)
    assert kept() == [("Sam", "Roof", 2), ("Sam", "roof", 0)]


def test_what_is_opened_is_met_and_looked_for_anew_is_another_search(cast: Cast):
    note(cast.sam, "roof", found=2, cause="unopened")
    commands.note_opening(actor=cast.sofie, now=NOW + MINUTES)
    assert told(cast.mara, NOW + HOURS) == [("roof", 1, 1, "unopened")]
    commands.note_opening(actor=cast.sam, now=NOW + MINUTES)
    assert told(cast.mara, NOW + HOURS) == []
    note(cast.sam, "roof", found=2, cause="unopened", at=NOW + 2 * MINUTES)
    assert len(kept()) == 2


def test_opening_something_else_meets_no_search_that_found_nothing(cast: Cast):
    note(cast.sam, "roof")
    commands.note_opening(actor=cast.sam, now=NOW + MINUTES)
    assert told(cast.mara, NOW + HOURS) == [("roof", 1, 1, "none")]


def test_what_was_found_counts_only_once_there_was_time_to_open_it(cast: Cast):
    note(cast.sam, "roof", found=2, cause="unopened")
    assert (told(cast.mara, NOW + 29 * MINUTES), told(cast.mara, NOW + 30 * MINUTES)) == (
        [],
        [("roof", 1, 1, "unopened")],
    )


def test_alike_searches_stand_together_with_distinct_people(cast: Cast):
    note(cast.sam, "case study healthcare")
    note(cast.sofie, "healthcare case study", at=NOW + MINUTES)
    note(cast.sofie, "healthcare case studies", at=NOW + 2 * HOURS)
    note(cast.mara, "roof", at=NOW + MINUTES)
    assert told(cast.eva) == [("healthcare case studies", 2, 3, "none"), ("roof", 1, 1, "none")]


def summed(viewer, now) -> list[tuple[str, str, int, int, int]]:
    rows = queries.past_demand(viewer=viewer, now=now).order_by("month", "said")
    return [(str(row.month), row.said, row.people, row.times, row.unmet) for row in rows]


def test_after_thirteen_months_only_the_sums_of_a_month_are_left(cast: Cast):
    """NOW is the tenth of March 2026; a search is let go in the first night that is 396 days after it."""
    note(cast.sam, "roof tiles")
    note(cast.sofie, "tiles roof", at=NOW + MINUTES)
    note(cast.sam, "roof tiles", found=2, cause="unopened", at=NOW + 5 * DAYS)
    commands.note_opening(actor=cast.sam, now=NOW + 5 * DAYS + MINUTES)
    note(cast.milo, "wall", at=NOW + 5 * DAYS)
    note(cast.sam, "roof tiles", at=NOW + 30 * DAYS)
    for night in (0, 1, 1, 4, 5, 6, 6):
        commands.forget_searches(now=NOW + (396 + night) * DAYS + HOURS)
    assert kept() == [("Sam", "roof tiles", 0)]
    # Sixteen days later the last of March is let go, and the month is whole.
    assert summed(cast.eva, NOW + (396 + 21) * DAYS) == []
    assert summed(cast.eva, NOW + (396 + 22) * DAYS) == [
        ("2026-03-01", "roof tiles", 2, 3, 2), ("2026-03-01", "wall", 1, 1, 1),
    ]  # fmt: skip
    commands.forget_searches(now=NOW + 900 * DAYS)
    assert (kept(), summed(cast.eva, NOW + 900 * DAYS)[2:]) == ([], [("2026-04-01", "roof tiles", 1, 1, 1)])


def test_a_month_that_is_let_go_in_one_night_comes_to_the_same(cast: Cast):
    note(cast.sam, "roof tiles")
    note(cast.sofie, "tiles roof", at=NOW + MINUTES)
    note(cast.sam, "roof tiles", at=NOW + 5 * DAYS)
    commands.forget_searches(now=NOW + 600 * DAYS)
    assert summed(cast.mara, NOW + 600 * DAYS) == [("2026-03-01", "roof tiles", 2, 3, 3)]


def test_the_database_keeps_the_sums_of_a_month_true(db):
    of_march = {"month": "2026-03-01", "said": "a", "likeness": "a", "people": 1, "times": 2, "unmet": 1}
    PastSearch.objects.create(**of_march)
    for wrong in ({}, *({"likeness": "b", **one} for one in ({"month": "2026-03-02"}, {"people": 3}, {"unmet": 3}))):
        with pytest.raises(IntegrityError, match="past_search"), transaction.atomic():
            PastSearch.objects.create(**of_march | wrong)


@pytest.mark.parametrize(("found", "cause", "rule"), [(0, "unopened", "search_found"), (2, "none", "search_found")])
def test_the_database_keeps_found_and_cause_together(cast: Cast, found, cause, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        note(cast.sam, "roof", found=found, cause=cause)


# --- why


def look(member, **asked):
    client_of(member).get("/collateral/", asked)
    search = Search.objects.latest("at")
    return search.found, search.cause


def test_the_cause_is_told_apart(cast: Cast):
    make_published(cast.mara, "Warranty of roofs", audience="internal")
    know_pages(make_draft(cast.mara, title="Draft"), "Hydrotec takeover")
    assert [
        look(cast.sam, q="nowhere"),
        look(cast.sam, q="hydrotec"),
        look(cast.sam, q="roofs", audience="customers"),
        look(cast.sam, q="warrenty"),
        look(cast.sam, q="roofs"),
        look(cast.mara, q="hydrotec"),
    ] == [(0, "none"), (0, "hidden"), (0, "filters"), (1, "typo"), (1, "unopened"), (1, "unopened")]


@pytest.mark.parametrize(
    ("who", "cause"),
    [
        *((who, "none") for who in ("sam", "sofie", "mina", "moritz", "eva")),
        *((who, "hidden") for who in ("mara", "milo", "ada")),
    ],
)
def test_that_there_is_a_draft_is_told_to_who_may_see_it(cast: Cast, who, cause):
    note(cast.sam, "hydrotec", cause="hidden")
    viewer = cast.by_name(who)
    assert told(viewer) == [("hydrotec", 1, 1, cause)]
    page = client_of(viewer).get("/collateral/searched/", {"cause": "hidden"}).content.decode()
    assert ("1 found" in page) is (cause == "hidden")


def test_what_has_some_of_the_words_is_offered_and_the_search_is_unmet(cast: Cast):
    both = make_published(cast.mara, "Frost and a valve", title="Installation manual")
    make_published(cast.mara, "Frost", title="Warranty terms")
    know_pages(make_draft(cast.mara, title="Hidden"), "frost valve kupferfinger hydrotec")
    walker = Walker(cast.sam).open("/collateral/?q=frost+valve+kupferfinger")
    walker.reads("2 found", "No collateral has all of these words; these have some of them.")
    walker.reads("Installation manual", "Missing: kupferfinger", "It has 2 of the 3 words.")
    walker.reads("Warranty terms", "Missing: valve, kupferfinger", "It has 1 of the 3 words.")
    walker.does_not_read("Hidden")
    # A word that stands in a draft alone is neither told nor taken for a slip's right spelling.
    Walker(cast.sam).open("/collateral/?q=frost+hydrotek").does_not_read("this is for").reads("Missing: hydrotek")
    Walker(cast.sam).open("/collateral/?q=frost+or+hydrotek").does_not_read("this is for").reads("2 found")
    Walker(cast.mara).open("/collateral/?q=hydrotek").reads("this is for “hydrotec”.", "1 found")
    Walker(cast.sam).open("/collateral/?q=frost+valve+kupferfinger&exactly=true").reads("0 found")
    assert look(cast.sam, q="frost kupferfinger") == (0, "hidden")
    asked = {"q": "frost kupferfinger valve"}
    titles = [
        [one["title"] for one in client_of(cast.sam).get("/api/v1/assets/", asked | some).json()["results"]]
        for some in ({}, {"some": "true"})
    ]
    assert titles == [[], [both.title, "Warranty terms"]]


def test_the_shared_lists_narrow_what_is_found_and_never_turn_it_into_some_of_the_words(cast: Cast):
    people.add_choice(actor=cast.ada, list="persona", label="Fitter", now=NOW)
    make_published(cast.mara, "Frost and a valve", title="Installation manual")
    fitter = Choice.objects.get(label="Fitter")
    make_published(cast.mara, "Frost", title="Warranty terms", persona=[fitter])
    Walker(cast.sam).open(f"/collateral/?q=frost+valve&persona={fitter.pk}").reads("0 found")
    assert look(cast.sam, q="frost valve", persona=fitter.pk) == (0, "filters")


# --- page, API, CSV


def test_from_nothing_found_to_a_request(cast: Cast):
    Walker(cast.sam).open("/collateral/?q=heat+pump+calculator").reads("0 found")
    walker = Walker(cast.mara).open("/collateral/").follow("Searched, not found")
    walker.reads("heat pump calculator 1 1 there is none")
    assert "Sam" not in walker.text
    Walker(cast.sam).open("/collateral/searched/").reads("you, last")
    walker.follow("Ask for it: heat pump calculator").press("Ask")
    Walker(cast.sam).open("/collateral/searched/").reads("Asked for: heat pump calculator")
    assert "0 found" in client_of(cast.sam).get("/collateral/searched/", {"unasked": "on"}).content.decode()


def test_a_hit_that_is_opened_meets_the_search(cast: Cast):
    make_published(cast.mara, "meters", title="All on meters")
    walker = Walker(cast.sam).open("/collateral/?q=meters")
    assert Search.objects.get().opened_at is None
    walker.follow("All on meters")
    assert Search.objects.get().opened_at is not None


def test_demand_by_api_and_csv(cast: Cast):
    note(cast.sam, "roof")
    listed = (
        client_of(cast.sofie).get("/api/v1/unmet-demand/", {"fields": "said,people,times,request"}).json()["results"]
    )
    assert listed == [{"said": "roof", "people": 1, "times": 1, "request": None}]
    csv = client_of(cast.sofie).get("/collateral/searched/", {"format": "csv"}).getvalue().decode().splitlines()
    assert csv[0].endswith('"Searched for","People","Times","Why","Last"')
    assert csv[1].startswith('"roof","1","1","there is none",')
    commands.forget_searches(now=timezone.now() + 600 * DAYS)
    walker = Walker(cast.sofie).open("/collateral/searched/").follow("Searched long ago").reads("No search is that old")
    PastSearch.objects.update(month="2020-03-01")
    walker.open(walker.url).reads("1 found", "roof Mar 2020 1 1 1")
    told = client_of(cast.sofie).get("/api/v1/past-demand/", {"fields": "said,month,people,times,unmet"}).json()
    assert told["results"] == [{"said": "roof", "month": "2020-03-01", "people": 1, "times": 1, "unmet": 1}]
    csv = client_of(cast.sofie).get("/collateral/searched/before/", {"format": "csv", "unmet": "on"})
    assert csv.getvalue().decode().splitlines()[1:] == ['"roof","2020-03","1","1","1"']
    assert timezone.now() > NOW
