"""Find: what it finds, what it shows of it, and that nobody finds what they may not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.collateral import commands, queries
from apps.collateral.words import parse
from tests.cast import NOW, Cast, client_of
from tests.factories import files
from tests.factories.collateral import (
    know_pages,
    make_draft,
    make_published,
    price_list,
    published,
    read_all,
    upload,
)

ROLES = ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada"]


def titles(viewer, said):
    rows = queries.found(queries.library(viewer=viewer), said)
    return [asset.title for asset in rows.order_by("-fit", "title")]


@pytest.fixture
def shelf(cast: Cast):
    """A small library."""
    make_published(cast.mara, "The Aurora lasts. Größe: 3 Zähler", name="AURORA-200_v2.txt")
    make_published(
        cast.mara, "Warranty for seven years", "Prices are net, X-200 costs 12.40 EUR", name="terms.txt",
        title="Terms of delivery", summary="What we promise installers",
    )  # fmt: skip
    price_list(cast.mara)
    return cast


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("kupferfinger", ["Price list 2026"]),
        ("KUPFERF", ["Price list 2026"]),
        ("aurora 200", ["AURORA-200 v2"]),
        ("aurora-200_v2", ["AURORA-200 v2"]),
        ("zähler", ["AURORA-200 v2"]),
        ("zaehler", ["AURORA-200 v2"]),
        ("zahler", ["AURORA-200 v2"]),
        ("grösse", ["AURORA-200 v2"]),
        ("größe", ["AURORA-200 v2"]),
        ("promise instal", ["Terms of delivery"]),
        ("delivery net", ["Terms of delivery"]),
        ("warranty net", ["Terms of delivery"]),
        ('"net prices"', []),
        ('"prices are net"', ["Terms of delivery"]),
        ("terms.txt", ["Terms of delivery"]),
        ("12.40", ["Price list 2026", "Terms of delivery"]),
        ("X-200", ["Price list 2026", "Terms of delivery"]),
        ("x200", []),
        ("X-20", ["Price list 2026", "Terms of delivery"]),
        ("12.40 -warranty", ["Price list 2026"]),
        ("kupferfinger or warranty", ["Price list 2026", "Terms of delivery"]),
        ("nowhere", []),
        ("%", []),
        ("'; drop table collateral_asset; --", []),
    ],
)
def test_found(shelf, said, expected):
    assert sorted(titles(shelf.sam, said)) == sorted(expected)


def test_words_in_the_title_come_before_words_on_a_page(shelf):
    make_published(shelf.mara, "It says price list somewhere", title="Talk track")
    assert titles(shelf.sam, "price list") == ["Price list 2026", "Talk track"]


def test_only_the_version_in_use_is_searched(cast: Cast):
    asset = make_published(cast.mara, "old oddity")
    commands.add_version(actor=cast.mara, asset=asset, file=upload(content=b"new"), change_note="New", now=NOW)
    asset.refresh_from_db()
    know_pages(asset, "new novelty")
    assert (titles(cast.sam, "oddity"), titles(cast.sam, "novelty")) == ([], ["notes"])


def test_an_edited_title_is_found_at_once(cast: Cast):
    asset = make_published(cast.mara)
    commands.edit_asset(actor=cast.mara, asset=asset, title="Heat pumps explained", now=NOW)
    assert titles(cast.sam, "heat pump") == ["Heat pumps explained"]


def test_a_retold_file_name_is_still_found(cast: Cast):
    make_published(cast.mara, name="Leaflet_A4.txt", title="One page on meters")
    assert titles(cast.sam, "leaflet") == ["One page on meters"]


def test_hit_leads_to_the_page_with_its_words(shelf):
    (asset,) = queries.found(queries.library(viewer=shelf.sam), "kupferf")
    hits = queries.hits(viewer=shelf.sam, assets=[asset], words=parse("kupferf"))
    assert {pk: (hit.page, hit.internal) for pk, hit in hits.items()} == {asset.pk: (3, False)}
    assert "<mark>Kupferfinger</mark>" in hits[asset.pk].snippet


def test_speaker_notes_are_found_and_said_to_be(cast: Cast):
    slides = files.pptx_file([("Aurora",), ("Why",)], notes={2: "Mention the Gotthard tunnel"})
    asset = published(make_draft(cast.mara, name="deck.pptx", content=slides))
    read_all()
    hits = queries.hits(viewer=cast.sam, assets=[asset], words=parse("gotthard"))
    assert [(hit.page, hit.internal) for hit in hits.values()] == [(2, True)]
    page = client_of(cast.sam).get("/collateral/", {"q": "gotthard"}).content.decode()
    assert "speaker notes" in page


@pytest.mark.parametrize("who", ROLES)
def test_find_gives_exactly_what_is_visible(cast: Cast, who):
    """A draft's title, text, snippet and count are as hidden as the draft."""
    make_published(cast.mara, "grapefruit for all", title="Open secret")
    know_pages(make_draft(cast.mara, title="Hidden draft"), "grapefruit in the draft")
    mine = make_draft(cast.ada, title="Given draft", owner=cast.sam)
    know_pages(mine, "grapefruit given")
    sees_drafts = {"mara", "milo", "ada"}
    expected = {"Open secret"} | ({"Hidden draft", "Given draft"} if who in sees_drafts else set())
    expected |= {mine.title} if who == "sam" else set()
    viewer = cast.by_name(who)

    assert set(titles(viewer, "grapefruit")) == expected
    page = client_of(viewer).get("/collateral/", {"q": "grapefruit"}).content.decode()
    assert f"{len(expected)} found" in page
    assert page.count("<mark>grapefruit</mark>") == len(expected)
    csv = client_of(viewer).get("/collateral/", {"q": "grapefruit", "format": "csv"}).getvalue().decode()
    assert csv.count("\n") == len(expected) + 1
    told = client_of(viewer).get("/api/v1/assets/", {"q": "grapefruit"}).json()["results"]
    assert {asset["title"] for asset in told} == expected


def test_a_leaver_finds_nothing(cast: Cast):
    make_published(cast.mara)
    assert titles(cast.dan, "meters") == []


def test_without_a_state_the_archive_is_left_out(cast: Cast):
    asset = make_published(cast.mara)
    commands.archive_asset(actor=cast.mara, asset=asset, now=NOW)
    client = client_of(cast.sam)
    assert "0 found" in client.get("/collateral/", {"q": "meters"}).content.decode()
    assert "1 found" in client.get("/collateral/", {"q": "meters", "state": "archived"}).content.decode()


# With words: the synonyms, which words the library knows, the thousand that are ranked, and what each entry of the
# filters leaves; for words that it doesn't know how the lists' entries are called, and for each (`it` is too short)
# what looks like it, with the width of that look set in a savepoint. The search is kept in a savepoint too, by three
# queries; where nothing is found, another asks whether a draft has it.
@pytest.mark.parametrize(("said", "own", "all_in_all"), [("", 2, 8), ("meters", 10, 18), ("nothing-like-it", 12, 24)])
def test_library_takes_as_many_queries_for_thirty_rows_as_for_one(cast: Cast, said, own, all_in_all):
    client = client_of(cast.sam)
    client.get("/collateral/")
    make_published(cast.mara, "meters 0")
    few = _queries(client, said)
    for number in range(1, 30):
        make_published(cast.mara if number % 2 else cast.milo, f"meters {number}")
    many = _queries(client, said)
    assert (len(few), len(many)) == (all_in_all, all_in_all)
    assert len([query for query in many if "collateral_" in query]) == own


def test_where_the_words_stand_is_looked_for_once(cast: Cast):
    """However much is told of it: whether there is anything, the rows, and what each entry of the filters leaves."""
    make_published(cast.mara, "meters for houses")
    ran = _queries(client_of(cast.sam), "meters houses")
    assert len([query for query in ran if "collateral_passage" in query and "UNION ALL" in query]) == 1


def _queries(client, said):
    with CaptureQueriesContext(connection) as ran:
        client.get("/collateral/", {"q": said})
    return [query["sql"] for query in ran.captured_queries]
