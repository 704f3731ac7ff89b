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


def test_a_draft_is_worked_on_and_its_proposal_withdrawn(live_cast, person):
    make.draft(live_cast, title=TITLE)
    mara, sam = person(live_cast.mara), person(live_cast.sam)
    sam.start().go("Agreements").follow(TITLE).follow("Work on the draft")
    sam.fill("What do we agree?", "We answer within two days.").press("Save").reads("We answer within two days.")
    mara.start().go("Agreements").follow(TITLE).reads("We answer within two days.").press("Propose it")
    mara.reads("It is proposed.").follow("Withdraw it for good").reads("Withdraw the proposal for good")
    mara.fill("Why is it withdrawn?", "The fair is off.").press("Withdraw it").reads(
        "Nothing of it counts.", "Withdrawn"
    )
    mara.follow("History").reads("The fair is off.")
    sam.start().reads(f"Mara Marsh withdrew the proposal of “{TITLE}”: The fair is off.").go("Agreements").follow(TITLE)
    sam.reads("Nothing of it counts.").does_not_read("I agree", "Work on the draft")


def test_an_objection_is_withdrawn_and_a_question_asked_on_reading(live_cast, person):
    make.signed_by(make.proposed(live_cast, title=TITLE), live_cast.mara)
    sam, sofie = person(live_cast.sam), person(live_cast.sofie)
    sam.start().follow(TITLE).follow("I object").fill("Why do you object?", "At a fair a day is too short.")
    sam.fill("What would make it acceptable?", "Two days.").press("I object").reads("Objects")
    sam.press("Withdraw my objection").reads("Your objection is withdrawn.").press("I agree").reads("counts since")
    sofie.start().follow(TITLE).fill("A question about it", "Also at weekends?").press("I have read it")
    sofie.reads("Thank you for reading it.")
    sam.start().reads("Also at weekends?")
