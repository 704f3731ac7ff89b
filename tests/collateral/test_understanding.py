"""What is mistyped, what means the same, and that neither tells of what may not be seen."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.collateral import commands, queries
from apps.collateral.models import Synonym, Word
from apps.collateral.queries.understanding import distance
from apps.core import undo
from apps.people import commands as people
from apps.people.models import Choice
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import know_pages, make_draft, make_published
from tests.outcome import outcome
from tests.walker import Walker


def titles(viewer, said, **how):
    rows = queries.found(queries.library(viewer=viewer), queries.understood(said, **how))
    return [asset.title for asset in rows.order_by("-fit", "title")]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("price", "price", 0), ("prcie", "price", 1), ("rice", "price", 1), ("prise", "price", 1), ("bride", "price", 2),
     ("pricee", "price", 1), ("", "abc", 3)],
)  # fmt: skip
def test_distance(one, other, slips):
    assert distance(one, other) == slips


@pytest.mark.parametrize(
    ("said", "corrected"),
    [
        ("warranty", ()),
        ("warra", ()),
        ("warrenty", (("warrenty", "warranty"),)),
        ("darranty", (("darranty", "warranty"),)),
        ("warranti terms", (("warranti", "warranty"),)),
        ("warrnaty", (("warrnaty", "warranty"),)),
        ("worrenty", (("worrenty", "warranty"),)),
        ("worrenti", ()),
        ("valv", ()),
        ("velve", (("velve", "valve"),)),
        ("welwe", ()),
        ("vla", ()),
        ("X-300", ()),
        ("warr4nty", ()),
        ('"warrenty terms"', (("warrenty", "warranty"),)),
    ],
)
def test_slips_are_mended_one_from_four_letters_two_from_eight(cast: Cast, said, corrected):
    make_published(cast.mara, "Warranty terms of a valve, code X-200")
    assert queries.understood(said).corrected == corrected


def test_what_was_mended_is_said_and_taken_back(cast: Cast):
    make_published(cast.mara, "Warranty terms", title="Terms of delivery")
    walker = Walker(cast.sam).open("/collateral/?q=warrenty")
    walker.reads("1 found", "“warrenty” stands nowhere you can look; this is for “warranty”.")
    walker.follow("Search exactly instead").reads("0 found")
    told = client_of(cast.sam).get("/api/v1/assets/", {"q": "warrenty", "exactly": "true"}).json()
    assert told["results"] == []


def test_the_entries_of_the_shared_lists_are_words_too_mended_and_suggested(cast: Cast):
    people.add_choice(actor=cast.ada, list="persona", label="Großhändler", now=NOW)
    make_published(cast.mara, "Terms", persona=[Choice.objects.get(label="Großhändler")], title="Terms of delivery")
    page = client_of(cast.sam).get("/collateral/", {"q": "grosshend"}).content.decode()
    assert "0 found" in page
    for said in ("grosshä", "grosshendler", "grosshaemdler"):
        page = client_of(cast.sam).get("/collateral/", {"q": said}).content.decode()
        assert ('<option value="Großhändler">' in page, "1 found" in page) == (True, True)


@pytest.mark.parametrize("who", ["sam", "sofie", "mina", "moritz", "eva"])
def test_a_mended_word_tells_nothing_of_a_draft(cast: Cast, who):
    know_pages(make_draft(cast.mara, title="Secret"), "The takeover of Hydrotec")
    page = client_of(cast.by_name(who)).get("/collateral/", {"q": "hydrotek"}).content.decode()
    assert "0 found" in page
    assert "hydrotec" not in page.lower().replace("hydrotek", "")


def test_the_library_learns_words_of_titles_names_and_pages_but_no_codes(cast: Cast):
    make_published(cast.mara, "Größe: DN20 and X200 meters", title="Leaflet", name="Anleitung_A4.txt")
    known = set(Word.objects.values_list("word", flat=True))
    assert {"grosse", "groesse", "meters", "leaflet", "anleitung"} <= known
    assert not known & {"dn20", "x200", "and", "a4"}


# --- synonyms


@pytest.fixture
def offers(cast: Cast):
    make_published(cast.mara, "Our offer for you", title="Offer letter")
    make_published(cast.mara, "Quote of a customer: it never leaks", title="Voices")
    make_published(cast.mara, "List of prices", title="Price list")
    return partial(commands.add_synonym, actor=cast.ada, now=NOW)


def test_synonyms_work_one_way_or_both(cast: Cast, offers):
    offers(term="quote", means="offer", both_ways=False)
    assert (sorted(titles(cast.sam, "quote")), titles(cast.sam, "offer")) == (
        ["Offer letter", "Voices"],
        ["Offer letter"],
    )
    offers(term="tariff", means="price list")
    assert (titles(cast.sam, "tariff"), titles(cast.sam, "price list")) == (["Price list"], ["Price list"])
    make_published(cast.mara, "The new tariff", title="News")
    assert sorted(titles(cast.sam, "price list")) == ["News", "Price list"]
    assert titles(cast.sam, "price list voices") == []


def test_admins_keep_synonyms(cast: Cast, offers):
    walker = Walker(cast.ada).open("/admin/synonyms/")
    walker.press("Add", term="Angebot", means="***", expect=422).reads("“***” has no letter or digit in it.")
    walker.press("Add", term="Angebot", means="offer", both_ways="on").reads("It counts from the next search on.")
    assert titles(cast.sam, "angebot") == ["Offer letter"]
    synonym = Synonym.objects.get()
    _none, offer = commands.remove_synonym(actor=cast.ada, synonym=synonym, now=NOW)
    assert titles(cast.sam, "angebot") == []
    undo.run(token=offer.token, actor=cast.ada, now=NOW)
    assert titles(cast.sam, "angebot") == ["Offer letter"]


def test_a_synonym_is_refused(cast: Cast, offers):
    offers(term="quote", means="offer")
    asked = [
        partial(offers, term="QUOTE", means="Offer"),
        partial(offers, term="offer", means="Offer"),
        partial(offers, term=" ", means="Offer"),
        partial(offers, actor=cast.mara, term="a", means="b"),
    ]
    assert [outcome(one) for one in asked] == ["said-already", "no-word", "text-needed", "403"]
    with pytest.raises(IntegrityError, match="synonym_said_once"), transaction.atomic():
        Synonym.objects.create(term="Quote", means="OFFER")


# --- why here


def test_why_here_says_what_counted(cast: Cast):
    asset = make_published(cast.mara, "nothing", "Meters", title="Meters explained", summary="All on meters")
    for member, rating in ((cast.sam, 5), (cast.sofie, 4), (cast.eva, 3)):
        commands.give_feedback(actor=member, version=asset.current, rating=rating, now=NOW)
    five = (cast.sam, cast.sofie, cast.eva, cast.milo, cast.mina)
    for member in five:
        commands.note_use(member=member, version=asset.current, kind="download", now=timezone.now())
    (row,) = Walker(cast.sam).open("/collateral/?q=meters").rows()
    assert row.partition("Why here? ")[2].startswith(
        "Meters explained Its title has it.Its summary has it.Page 2 has it.4.0 of 5 from 3 ratings."
        "5 people used it lately.Published on 10 Mar 2026; what is newer stands a little higher."
    )
