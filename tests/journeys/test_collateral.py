"""The second way, over HTTP: real files found by what stands in them, rated, missed, asked for and delivered."""

from apps.collateral.models import Asset, Request
from apps.people.models import ChoiceList
from tests.cast import Cast
from tests.factories import files, spoiled_files
from tests.factories.people import choice
from tests.walker import Walker, upload
from tests.worker import read_files, take_in_files

MENDED = "Save a copy without the password and upload that."


def mara_publishes_three_files(mara: Walker) -> None:
    mara.open("/").go("Collateral").follow("Upload")
    mara.press(
        "Upload",
        file=[
            upload("Price list 2027.pdf", files.pdf()),
            upload("Sealings.pptx", files.pptx_file([("Aurora",), ("Why it lasts", [["Seal", "Graphitring"]])])),
            upload("How to install.docx", files.docx_file([("Before you begin",), ("Tools", [["Key", "Zapfen 8"]])])),
        ],
        kind="Price list",
        audience="Customers",
    )
    mara.reads("3 Received")
    take_in_files()
    mara.open(mara.url).reads("3 Being read", "Price list 2027", "Sealings", "How to install")
    read_files()
    for title in ("Price list 2027", "Sealings", "How to install"):
        mara.open("/").go("Collateral").follow(title).reads("Draft").press("Publish").reads("Published")


def test_from_upload_to_the_word_of_who_asked(cast: Cast):
    choice(ChoiceList.ASSET_KIND, label="Price list")
    mara, sam = Walker(cast.mara), Walker(cast.sam)
    mara_publishes_three_files(mara)

    for word, page, title in (("graphitr", 2, "Sealings"), ("zapfen", 2, "How to install")):
        sam.open("/").go("Collateral").press("Show", q=word).reads("1 found", title, f"page {page}")
    sam.press("Show", q=files.RARE_WORD[:6].lower()).reads("1 found", "Price list 2027")
    sam.follow(f"page {files.RARE_PAGE}").reads(f"Page {files.RARE_PAGE}", files.RARE_WORD)
    assert marked_on(sam, files.RARE_PAGE) == [files.RARE_WORD]
    sam.press("Rate", rating="2", expect=422).reads("Say what is wrong with it: one tap is enough.")
    sam.press("Rate", rating="2", reason="Proof missing").reads("Thank you. The owner hears of it.", "2 of 5")
    mara.open("/").follow("Sam Sanders rated “Price list 2027” 2 of 5").reads("Proof missing")

    sam.open("/").go("Collateral").press("Show", q="warranty terms").reads("Nothing fits “warranty terms”.")
    sam.follow("Ask for it").press("Ask", why="Every buyer asks for them.")
    sam.reads("It is asked.", "warranty terms", "New", "Waiting for Marketing to answer by")

    mara.open("/").go("Requests").follow("warranty terms").reads("Every buyer asks for them.", "Looked for in vain")
    mara.press("Accept", due_on="2027-03-31").reads("Accepted. Whoever asked is told the date.", "31 Mar 2027")
    sam.open("/").follow("Mara Marsh accepted “warranty terms”").reads("Mara Marsh delivers by", "31 Mar 2027")
    mara.press("Start on it").reads(
        "You are working on it. Whoever asked sees that.", "works on it and delivers by", "31 Mar 2027"
    )
    sam.open("/").go("Requests").follow("Board").reads("1 in progress,").follow("warranty terms").reads("In progress")
    mara.follow("Deliver").press("Deliver", asset="Price list 2027", answer="On its second page.")
    mara.reads("Delivered. Whoever asked is told", "Delivered", "On its second page.")

    sam.open("/").reads("My work", "warranty terms", "Mara Marsh has been waiting since")
    sam.follow("Mara Marsh delivered “warranty terms”: is it what you needed?").reads("On its second page.")
    sam.press("It is what I needed").reads("Good to hear. Mara Marsh is told.", "It is what was needed.")
    mara.open("/").follow("Sam Sanders confirmed “warranty terms”: it is what they needed").reads("Confirmed")
    sam.follow("Price list 2027").reads("Published")


def marked_on(walker: Walker, page: int) -> list[str]:
    """The words marked in the text of a page."""
    return [mark.text for mark in walker.page.xpath(f"//*[@id='page-{page}']//mark")]


def test_a_delivery_that_misses_something_is_reopened_and_delivered_again(cast: Cast):
    sam, mara = Walker(cast.sam), Walker(cast.mara)
    sam.open("/").go("Requests").follow("Ask for something").press("Ask", title="Photos of the Aurora")
    mara.open("/").go("Requests").follow("Photos of the Aurora").press("Accept", due_on="2027-03-31")
    mara.follow("Deliver").press("Deliver", expect=422).reads("One more look, please:")
    mara.press("Deliver", answer="In the share.").reads("Delivered")
    sam.open("/").follow("Mara Marsh delivered “Photos of the Aurora”").press("Reopen", missing="None is of the back.")
    sam.reads("Reopened. Whoever delivered it is told what is missing.", "None is of the back.")
    mara.open("/").follow("Sam Sanders reopened “Photos of the Aurora”: None is of the back.")
    mara.follow("Deliver").press("Deliver", answer="Now with the back.")
    sam.open(mara.url).press("It is what I needed").reads("Confirmed", "Now with the back.")
    wish = Request.objects.get()
    assert (wish.state, wish.answer, wish.confirmed_by_itself) == ("confirmed", "Now with the back.", False)


def test_a_request_is_declined_with_a_reason(cast: Cast):
    sam, mara = Walker(cast.sam), Walker(cast.mara)
    sam.open("/").go("Requests").follow("Ask for something").press("Ask", title="A video of each meter")
    mara.open("/").go("Requests").follow("A video of each meter")
    mara.press("Decline with this reason", reason="We film twice a year; May is next.")
    mara.reads("Declined. Whoever asked is told why.")
    sam.open("/").follow("Mara Marsh declined “A video of each meter”: We film twice a year; May is next.")
    sam.reads("Declined: We film twice a year; May is next.")
    wish = Request.objects.get()
    assert (wish.state, wish.declined_because) == ("declined", "We film twice a year; May is next.")


def test_files_that_cant_be_read_say_how_to_mend_them_and_nothing_is_lost(cast: Cast):
    choice(ChoiceList.ASSET_KIND, label="Price list")
    mara = Walker(cast.mara).open("/").go("Collateral").follow("Upload")
    given = {
        "Broken.pdf": spoiled_files.truncated(files.pdf()),
        "Locked.docx": spoiled_files.encrypted_docx(),
        "Renamed.pdf": files.docx_file(),
    }
    mara.press("Upload", file=[upload(name, content) for name, content in given.items()], kind="Price list")
    mara.reads("3 Received")
    take_in_files()
    read_files()
    said = {
        "Broken": "This file is damaged and can't be opened.",
        "Locked": "This file needs a password to open. Save a copy without the password and upload that.",
        "Renamed": "The name of this file ends in .pdf, but inside it is a Word document.",
    }
    for title, sentence in said.items():
        mara.open("/").reads(f"“{title}.").go("Collateral").follow(title)
        mara.reads("can't be read", sentence, "The file is kept as it came, and it is found by its title.")
    mara.open("/").go("Collateral").press("Show", q="locked").follow("Locked").follow("Download")
    assert b"".join(mara.response.streaming_content) == given["Locked.docx"]


def test_a_mended_file_takes_the_place_of_one_that_cant_be_read(cast: Cast):
    choice(ChoiceList.ASSET_KIND, label="Price list")
    mara, sam = Walker(cast.mara), Walker(cast.sam)
    mara.open("/").go("Collateral").follow("Upload")
    locked = upload("Price list.pdf", spoiled_files.encrypted_pdf())
    mara.press("Upload", file=locked, kind="Price list", audience="Internal")
    mara.reads("“Price list” is in. Its text is being read.", "It can be found by its title already.")
    read_files()
    mara.open("/").follow("“Price list.pdf” can't be read").reads(MENDED).press("Publish").reads(MENDED)
    sam.open("/").go("Collateral").press("Show", q=files.RARE_WORD).reads(f"Nothing fits “{files.RARE_WORD}”.")

    mara.follow("Upload a mended file")
    mara.press("Upload", file=upload("Price list.pdf", files.pdf()), change_note="Without the password")
    mara.reads("Version 2 is in use now.", "Without the password")
    read_files()
    sam.press("Show", q=files.RARE_WORD).follow(f"page {files.RARE_PAGE}").does_not_read("can't be read")
    assert marked_on(sam, files.RARE_PAGE) == [files.RARE_WORD]


def test_a_file_that_is_none_of_ours_is_refused_and_the_others_are_in(cast: Cast):
    mara = Walker(cast.mara).open("/").go("Collateral").follow("Upload")
    mara.press("Upload", file=[upload("Song.mp3", b"ID3"), upload("Guide.docx", files.docx_file())])
    mara.reads("1 Received", "1 Not taken in", "Accord reads PDF, Word")
    take_in_files()
    mara.open(mara.url).reads("1 Being read").follow("Guide").reads("Draft")
    assert list(Asset.objects.values_list("title", "state", "owner__name")) == [("Guide", "draft", "Mara Marsh")]


def test_salespeople_see_no_drafts_and_no_upload(cast: Cast):
    choice(ChoiceList.ASSET_KIND, label="Price list")
    mara = Walker(cast.mara).open("/").go("Collateral").follow("Upload")
    mara.press("Upload", file=upload("Draft of ours.txt", b"Not yet for you"))
    sam = Walker(cast.sam).open("/").go("Collateral").does_not_read("Draft of ours", "Upload")
    sam.press("Show", q="draft of ours").reads("Nothing fits")
    sam.open(mara.url, expect=404)
    assert (Asset.objects.count(), Asset.objects.visible_to(cast.sam).count()) == (1, 0)
