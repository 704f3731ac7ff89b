"""What a salesperson made, from their phone to the library, in the browsers of both sides."""

from apps.collateral.models import Asset, Review
from apps.people.models import ChoiceList
from tests.factories.people import choice
from tests.worker import read_files


def test_a_salespersons_deck_is_adopted_with_credit(live_cast, person, tmp_path):
    choice(ChoiceList.ASSET_KIND, label="Presentation")
    deck = tmp_path / "Three questions.txt"
    deck.write_bytes(b"What hurts most? Be silent then.")
    sam = person(live_cast.sam, phone=True, expected={422})
    sam.open("/collateral/field-content/")
    sam.follow("Hand in what you made")
    sam.fill("Where did you use it?", "First calls").press("Hand it in").reads("Give a file, an address or a text.")
    sam.attach("File", [deck]).choose("Kind", "Presentation").tick("Our logo and colours are the right ones")
    sam.press("Hand it in").reads("Handed in. You hear what marketing makes of it.", "Made by", "Sam Sanders")
    read_files()

    reviewer_name = Review.objects.get().reviewer.name
    reviewer = person(Review.objects.get().reviewer)
    reviewer.start().reads("Sam Sanders made it: adopt it, or say what to change").follow("Three questions")
    reviewer.reads("What Sam Sanders has looked at", "(left open: please look)").follow("Adopt it")
    reviewer.choose("For", "Customers").press("Adopt it").reads("Adopted. Sam Sanders is told", "Published")

    sam.start().follow_beginning(f"{reviewer_name} adopted “Three questions”").reads("Published")
    sofie = person(live_cast.sofie)
    sofie.start().go("Collateral").follow("Three questions").reads("Made by", "Sam Sanders", "Be silent then.")
    sofie.follow("Scorecard").reads("Reach and use", "Nobody has rated it yet.")
    assert list(Asset.objects.values_list("title", "state")) == [("Three questions", "published")]
