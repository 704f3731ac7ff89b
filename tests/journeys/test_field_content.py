"""A salesperson's deck over HTTP: handed in, sent back, handed in again, adopted, used by a colleague, replaced."""

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.collateral.models import Asset, Review
from tests.cast import Cast, client_of
from tests.factories.collateral import kind_of_collateral, make_published
from tests.walker import Walker


def test_a_salespersons_deck_is_adopted_with_credit(cast: Cast):
    kind_of_collateral("Presentation")
    sam = Walker(cast.sam).open("/collateral/field-content/").reads("Nobody has handed anything in yet.")
    sam.follow("Hand in what you made").press("Hand it in", expect=422).reads("Give a file, an address or a text.")
    deck = SimpleUploadedFile("Three questions.txt", b"What hurts most? Last year's price: 54.50")
    said = {"file": deck, "kind": "Presentation", "used_where": "First calls with small utilities"}
    sam.press("Hand it in", checks=["What it claims can be shown to be true"], **said)
    sam.reads("Handed in. You hear what marketing makes of it.", "In review", "Made by Sam Sanders")
    page = sam.url
    assert client_of(cast.sofie).get(page).status_code == 404

    # Mara looks at what Sam left open, and sends it back.
    waits = Walker(Review.objects.get().reviewer).open("/")
    waits.reads("Sam Sanders made it: adopt it, or say what to change")
    mara = Walker(cast.mara).open(page)
    mara.reads("Its prices are the current ones, or there are none in it (left open: please look)")
    mara.press("Send it back", note="The price is last year's.").reads("Changes requested")
    sam.open("/").follow("Mara Marsh asks for changes in “Three questions”").reads("The price is last year's.")
    sam.follow("Hand it in again")
    new = SimpleUploadedFile("Three questions.txt", b"What hurts most? Ask for the price last.")
    sam.press("Hand it in", file=new, checks=["Its prices are the current ones, or there are none in it"])
    sam.reads("Handed in again.", "In review")

    # Adopted as it is: it is marketing's to answer for, the credit is Sam's.
    mara.open(page).follow("Adopt it").press("Adopt it", audience="Customers", note="Just what was missing")
    mara.reads("Adopted. Sam Sanders is told, and keeps the credit.", "Published")
    sofie = Walker(cast.sofie).open("/collateral/").follow("Three questions").reads("Made by Sam Sanders")
    sofie.press("Rate", rating="5")
    sam.open("/").follow("Mara Marsh adopted “Three questions”").does_not_read("Hand it in again")
    assert Asset.objects.get(title="Three questions").owner == cast.mara

    # What takes its place later, Sam hears of.
    newer = make_published(cast.mara, title="Four questions")
    mara.client.post(f"{page}archive/", {"successor": newer.pk})
    sam.open("/").follow("Mara Marsh archived “Three questions”, which you made")
    sam.reads("Use this instead: Four questions")
