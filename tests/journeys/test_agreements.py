"""An agreement, over HTTP: begun, objected to, worked on anew, agreed to by both sides, announced and read."""

from apps.agreements.models import Agreement
from tests.cast import Cast
from tests.walker import Walker

TITLE = "How we work together"


def mara_begins_and_proposes(mara: Walker) -> None:
    mara.open("/").go("Agreements").follow("Begin an agreement")
    seats = [
        option.get("value") for option in mara.page.xpath("//select[@name='seats']/option") if option.text in NAMES
    ]
    mara.press("Begin it", title=TITLE, text="We answer within a day.", seats=seats, sponsor="Eva Evers")
    mara.reads("The draft is begun.", "Draft", "Sam Sanders", "Mara Marsh")
    mara.press("Propose it").reads("It is proposed. Every seat is asked for its answer.")


NAMES = ("Sam Sanders", "Mara Marsh")


def test_objected_to_amended_and_agreed_by_both_sides(cast: Cast):
    mara, sam, sofie, eva = (Walker(member) for member in (cast.mara, cast.sam, cast.sofie, cast.eva))
    mara_begins_and_proposes(mara)
    mara.press("I agree", words="You hear from us before your customers do.")

    sam.open("/").reads(f"“{TITLE}” waits for your answer").follow(TITLE)
    sam.reads("We answer within a day.", "“You hear from us before your customers do.”", "Hasn't answered")
    sam.follow("I object").press("I object", why="At a fair a day is too short.", would_do="Two days during a fair.")
    sam.reads("Your objection stands until you withdraw it.", "Objects")
    mara.open("/").reads(f"Sam Sanders objects to “{TITLE}”: At a fair a day is too short.")
    eva.open("/").reads("It would be acceptable so: Two days during a fair.")

    mara.follow(f"Sam Sanders objects to “{TITLE}”").press("Take it back").reads("What was signed holds no longer.")
    mara.follow("Work on the draft").press("Save", text="We answer within a day, during a fair within two.")
    mara.press("Propose it").press("I agree")
    sam.open("/").follow(TITLE).reads("during a fair within two.").press("I agree").reads(
        "It counts until it is amended."
    )
    mara.open("/").reads(f"Everybody agreed: “{TITLE}” counts from now.")

    sofie.open("/").follow(TITLE).reads("Please say that you have read it.").press("I have read it")
    sofie.reads("Thank you for reading it.", "3 of 8, 37 %").follow("To read and print")
    sofie.reads("This is what counts now.", "Digest (SHA-256)", "Sam Sanders", "Mara Marsh")
    history = mara.open("/").go("Agreements").follow(TITLE).part("History")
    acts = [
        "Mara Marsh began the agreement",
        "Mara Marsh proposed version 1",
        "Sam Sanders objected to version 1",
        "Mara Marsh took the proposal of version 1 back; its signatures hold no longer",
        "Sam Sanders was the last to agree to version 1",
        "Accord announced version 1",
        "Sofie Sommer has read version 1",
    ]
    assert [act for act in acts if act not in history] == []


def test_what_counts_is_amended_and_counts_until_the_last_signature(cast: Cast):
    mara, sam, sofie = (Walker(member) for member in (cast.mara, cast.sam, cast.sofie))
    mara_begins_and_proposes(mara)
    mara.press("I agree")
    sam.open("/").follow(TITLE).press("I agree").press("Amend it").reads("This is the draft of the next version.")
    sam.press("Save", text="We answer within two days.", what_changed="A day was too short.").press("Propose it")
    sofie.open("/").go("Agreements").follow(TITLE).reads("counts since", "Proposed", "We answer within a day.")
    sam.press("I agree")
    mara.open("/").follow(TITLE).follow("What version 2 changes").reads("A day was too short.", "two", "days.")
    mara.open("/").follow(TITLE).press("I agree").reads("It counts until it is amended.")
    sofie.open("/").go("Agreements").follow(TITLE).reads("We answer within two days.", "Version 1", "Ended")
    sofie.does_not_read("We answer within a day.")
    versions = Agreement.objects.get().versions.order_by("number").values_list("number", "state", "text")
    assert list(versions) == [
        (1, "ended", "We answer within a day."),
        (2, "signed", "We answer within two days."),
    ]
