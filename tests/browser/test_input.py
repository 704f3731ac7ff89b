"""Input on a draft from two phones: read, answered with a thumb, and read by whoever asked as it comes."""

from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import collateral as make

MOST = "Which sentence would you say to a buyer?"


def test_input_on_a_draft_from_two_phones(live_cast, person):
    draft = make.make_draft(live_cast.mara, title="Battle card", now=timezone.now())
    make.know_pages(draft, "Ours runs through two winters.")
    mara = person(live_cast.mara)
    sam, sofie = person(live_cast.sam, phone=True, expected={422}), person(live_cast.sofie, phone=True)
    mara.start().go("Collateral").follow("Battle card").follow("Ask for input")
    mara.fill("First question", MOST).fill("Second question", "Is a price missing?")
    mara.main.get_by_label("Mina Minot").uncheck()
    mara.tick("Sofie Sommer").press("Ask them").reads("They are asked.", "Sam Sanders", "Sofie Sommer", "Waiting")

    sam.start().reads("Your input on a draft").follow_beginning("Mara Marsh asks for your input on “Battle card”")
    sam.follow("Look at the draft").reads("Ours runs through two winters.").follow("Answer: it takes a minute")
    first, second = (sam.main.get_by_role("group", name=name) for name in (MOST, "Is a price missing?"))
    first.get_by_label("Yes").check()
    sam.fill("In your words: Is a price missing?", "A range would do")
    # A phone that loses the page finds what was typed; one that sends too little keeps it.
    sam.page.reload()
    expect(sam.field("In your words: Is a price missing?")).to_have_value("A range would do")
    expect(first.get_by_label("Yes")).to_be_checked()
    sam.fill("In your words: Is a price missing?", "").press("Send")
    sam.reads("One tap is enough, and “Can't say” is an answer.")
    expect(first.get_by_label("Yes")).to_be_checked()
    second.get_by_label("Partly").check()
    assert not sam.scrolls_sideways()
    sam.press("Send").reads("Thank you. Mara Marsh reads it now.", "Partly")

    sofie.start().follow_beginning("Mara Marsh asks for your input on “Battle card”")
    sofie.unfold("I'm not the one to ask").fill("Why not you?", "I sell to tenants.").press("Not me")
    sofie.reads("Thank you for saying so.")
    mara.start().follow_beginning("Sam Sanders gave input on “Battle card”").follow("Battle card")
    mara.reads("Partly", "I sell to tenants.")
    mara.unfold("Thank Sam").fill("What becomes of it (you may leave it empty)", "A range is in.").press("Say thanks")
    mara.reads("Sam Sanders reads your thanks.", "A range is in.")
    sam.start().follow_beginning("Mara Marsh thanks you for your input").reads("A range is in.")
