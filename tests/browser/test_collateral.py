"""The second way, in the browsers of a marketer and a salesperson."""

import re

import pytest
from django.utils import timezone

from apps.collateral.models import Request
from apps.people.models import ChoiceList
from tests.factories import collateral as make
from tests.factories import files, spoiled_files
from tests.factories.people import choice
from tests.worker import read_files, take_in_files


@pytest.fixture
def on_the_desk(tmp_path):
    """`on_the_desk(name, content)`: a file that can be chosen in a browser."""

    def put(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return put


@pytest.fixture
def price_list_kind(live_cast):
    return choice(ChoiceList.ASSET_KIND, label="Price list")


def test_from_upload_to_the_word_of_who_asked(live_cast, price_list_kind, person, on_the_desk):
    mara, sam = person(live_cast.mara), person(live_cast.sam, expected={422})
    mara.start().go("Collateral").follow("Upload").attach(
        "Files",
        [
            on_the_desk("Price list 2027.pdf", files.pdf()),
            on_the_desk("Sealings.pptx", files.pptx_file([("Aurora",), ("Why it lasts", [["Seal", "Graphitring"]])])),
            on_the_desk("How to install.docx", files.docx_file([("Begin",), ("Tools", [["Key", "Zapfen"]])])),
        ],
    )
    mara.choose("Kind", "Price list").choose("For", "Customers").press("Upload").reads("3 Received")
    take_in_files()
    # Nobody reloads the page: it looks again by itself.
    mara.reads("3 Being read").follow("Price list 2027").reads("The text of its pages appears here in a few seconds.")
    read_files()
    # Nobody reloads the page: it asks by itself.
    mara.reads("Page 3", files.RARE_WORD).press("Publish")
    mara.reads("“Price list 2027” is published: everybody finds it now.")
    for title in ("Sealings", "How to install"):
        mara.go("Collateral").follow(title).press("Publish").reads("everybody finds it now.")

    sam.start().go("Collateral").reads("3 found")
    sam.field("Find").press_sequentially(files.RARE_WORD[:6].lower())
    sam.reads("1 found", "Price list 2027", "page 3").follow("page 3").reads(files.RARE_WORD)
    sam.reads_marked(files.RARE_WORD)
    sam.tap("2 of 5").press("Rate").reads("Say what is wrong with it: one tap is enough.")
    sam.tap("Proof missing").press("Rate").reads("2 of 5", "Rate it anew")
    mara.start().follow("Sam Sanders rated “Price list 2027” 2 of 5").reads("2 of 5", "Proof missing")

    sam.go("Collateral").field("Find").press_sequentially("warranty terms")
    sam.reads("Nothing fits “warranty terms”.").follow("Ask for it").fill("Why, and what for?", "Every buyer asks.")
    sam.press("Ask").reads("It is asked.", "Waiting for Marketing to answer by")
    mara.go("Requests").follow("warranty terms").reads("Every buyer asks.").fill("Delivered by", "2027-03-31")
    mara.press("Accept").reads("Accepted. Whoever asked is told the date.")
    sam.start().follow_beginning("Mara Marsh accepted “warranty terms”").reads("Mara Marsh delivers by")
    mara.follow("Deliver").tap("Price list 2027").fill("Your answer", "On its second page.").press("Deliver")
    mara.reads("Delivered. Whoever asked is told")
    sam.start().follow("Mara Marsh delivered “warranty terms”: is it what you needed?").reads("On its second page.")
    sam.press("It is what I needed").reads("Good to hear. Mara Marsh is told.", "Confirmed")
    mara.start().follow("Sam Sanders confirmed “warranty terms”: it is what they needed").reads("Confirmed")
    asked = Request.objects.values_list("title", "state", "owner__name")
    assert list(asked) == [("warranty terms", "confirmed", "Mara Marsh")]


def test_files_that_cant_be_read_and_a_mended_one_in_its_place(live_cast, price_list_kind, person, on_the_desk):
    mara, sam = person(live_cast.mara), person(live_cast.sam)
    mara.start().go("Collateral").follow("Upload").attach(
        "Files",
        [
            on_the_desk("Broken.pdf", spoiled_files.truncated(files.pdf())),
            on_the_desk("Locked.docx", spoiled_files.encrypted_docx()),
            on_the_desk("Renamed.pdf", files.docx_file()),
        ],
    )
    mara.choose("Kind", "Price list").choose("For", "Internal").press("Upload").reads("3 Received")
    take_in_files()
    read_files()
    for title, sentence in {
        "Broken": "This file is damaged and can't be opened.",
        "Locked": "This file needs a password to open.",
        "Renamed": "The name of this file ends in .pdf, but inside it is a Word document.",
    }.items():
        mara.go("Collateral").follow(title)
        mara.reads(sentence, "The file is kept as it came, and it is found by its title.")
    mara.start().reads("“Broken.pdf” can't be read", "“Locked.docx” can't be read", "“Renamed.pdf” can't be read")

    mara.go("Collateral").follow("Locked").follow("Upload a mended file")
    mara.attach("File", [on_the_desk("Price list.docx", files.docx_file())])
    mara.fill("What is new in it", "Without the password").press("Upload").reads("Version 2 is in use now.")
    read_files()
    mara.reads("Page 3", files.RARE_WORD).press("Publish").reads("everybody finds it now.")
    sam.start().go("Collateral").field("Find").press_sequentially(files.RARE_WORD)
    sam.reads("1 found").follow("page 3").reads_marked(files.RARE_WORD)
    with mara.page.expect_download() as came:
        mara.main.get_by_role("link", name="Download", exact=True).first.click()
    assert came.value.suggested_filename == "Price list.docx"


def test_a_request_is_dragged_along_the_board(live_cast, person):
    """Dropped where nothing on the card leads, it stays; dropped on “Delivered”, it is asked what is delivered."""
    make.ask(live_cast.sam, "Photos of the Aurora", now=timezone.now())
    mara, sam = person(live_cast.mara), person(live_cast.sam, phone=True)
    mara.start().go("Requests").follow("Board").reads("Nothing here now.")

    def drag_to(column: str) -> None:
        card = mara.main.get_by_role("article").filter(has_text="Photos of the Aurora")
        card.drag_to(mara.main.get_by_role("region", name=re.compile(f"^{column}")))

    drag_to("Confirmed")
    drag_to("Accepted")
    mara.reads("Accepted. Whoever asked is told the date.")
    drag_to("In progress")
    mara.reads("You are working on it. Whoever asked sees that.", "1 in progress,")
    drag_to("Delivered")
    mara.fill("Your answer", "In the share.").press("Deliver").reads("Delivered. Whoever asked is told")
    sam.start().go("Requests").follow("Board").press("It is what I needed: “Photos of the Aurora”")
    sam.reads("Good to hear. Mara Marsh is told.")
    assert Request.objects.get().state == Request.State.CONFIRMED
