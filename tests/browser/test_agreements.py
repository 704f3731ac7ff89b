"""An agreement in two browsers, one of them a phone: objected to, worked on anew, agreed to by both."""

import pytest

from tests.factories import agreements as make

TITLE = "How we work together"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_sides_come_to_an_agreement(live_cast, person, theme):
    mara, sam = person(live_cast.mara, theme=theme), person(live_cast.sam, phone=True, theme=theme)
    mara.start().go("Agreements").follow("Begin an agreement").fill("What is it about?", TITLE)
    mara.fill("What do we agree?", "We answer within a day.").choose("Sponsor", "Eva Evers")
    mara.field("Who must agree?").select_option(label=["Sam Sanders", "Mara Marsh"])
    mara.press("Begin it").reads("The draft is begun.").press("Propose it").reads("It is proposed.")
    mara.fill("What can the other team count on from me?", "You hear from us first.").press("I agree")
    mara.reads("Waiting for Sam Sanders to answer.")

    sam.start().follow(TITLE).reads("We answer within a day.", "“You hear from us first.”").follow("I object")
    sam.fill("Why do you object?", "At a fair a day is too short.")
    sam.fill("What would make it acceptable?", "Two days during a fair.").press("I object").reads("Objects")
    mara.start().reads(f"Sam Sanders objects to “{TITLE}”")
    mara.go("Agreements").follow(TITLE).press("Take it back").reads("Draft").follow("Work on the draft")
    mara.fill("What do we agree?", "We answer within a day, during a fair within two.").press("Save")
    mara.press("Propose it").press("I agree").reads("Waiting for Sam Sanders to answer.")

    sam.start().follow(TITLE).follow("I agree, with a concern").fill("What concerns you?", "Two may be short, too.")
    sam.press("I agree, with a concern").reads("It counts until it is amended.", "Two may be short, too.")
    mara.page.reload()
    mara.reads("counts since", "Agrees, with a concern")


def test_a_phone_reads_it_and_says_so(live_cast, person):
    make.agreed(live_cast, title=TITLE)
    sofie = person(live_cast.sofie, phone=True)
    sofie.start().follow(TITLE).press("I have read it").reads("Thank you for reading it.", "3 of 8, 37 %")
    sofie.follow("To read and print").reads("This is what counts now.")
