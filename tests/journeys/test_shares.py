"""A customer sees collateral by a link: shared by a salesperson, opened without an account, closed when it expires."""

from apps.collateral.models import Share
from tests.cast import Cast
from tests.factories import files
from tests.factories.collateral import make_draft, make_published, published, upload
from tests.walker import Walker
from tests.worker import read_files


def link_on(sam: Walker) -> str:
    """The link stands on this page alone."""
    (url,) = sam.page.xpath("//code[@id='link']/text()")
    return str(url)


def secret_headers(walker: Walker) -> list[str]:
    return [walker.response[name] for name in ("Referrer-Policy", "X-Robots-Tag", "Cache-Control")]


SECRET = [
    "no-referrer",
    "noindex, nofollow, noarchive",
    "max-age=0, no-cache, no-store, must-revalidate, private",
]


def test_a_customer_opens_what_sam_shared_and_sam_is_told(cast: Cast):
    deck = files.pptx_file([("Aurora",), ("Why it lasts", [["Seal", "Graphitring"]])])
    facts = {"title": "Why it lasts", "summary": "Two slides on seals.\nFor a first call."}
    asset = published(make_draft(cast.mara, name="Seals.pptx", content=deck, **facts))
    read_files()
    asset.current.passages.create(number=2, text="Say that Volt's seals leak.", internal=True)

    sam = Walker(cast.sam).open("/").go("Collateral").follow("Why it lasts").follow("Share with a customer")
    sam.press("Make the link", recipient=" ", expect=422).reads("This field is required.")
    sam.press("Make the link", recipient="Jane Doe, Acme", expect=201).reads("The link for Jane Doe, Acme")
    url = link_on(sam)
    (snippet,) = sam.page.xpath("//pre[@id='snippet']/text()")
    first, second, third, last = snippet.splitlines()
    assert (first, second, last) == ("Why it lasts", "Two slides on seals. For a first call.", url)
    assert third.startswith("You can open it without an account until ")
    sam.follow("I have copied it").reads("Jane Doe, Acme hasn't opened it yet.").does_not_read(url)

    # A scanner follows the link and presses nothing.
    jane = Walker(None).open(url).reads("Sam Sanders of Test & Co shares this with Jane Doe, Acme.")
    assert (secret_headers(jane), jane.page.xpath("//meta[@name='robots']/@content")) == (SECRET, SECRET[1:2])
    assert jane.client.cookies == {}
    sam.open(sam.url).reads("Nobody has opened it yet.")
    jane.press("Open").reads("Page 2", "Graphitring", "Seals.pptx", "Sam Sanders: sam@test.example")
    jane.does_not_read("Volt", "Mara Marsh")
    assert secret_headers(jane) == SECRET
    sam.open("/").follow("Jane Doe, Acme opened “Why it lasts”").reads("Jane Doe, Acme opened it once.", "Version 1")

    jane.follow("Save the file")
    assert secret_headers(jane) == SECRET
    kept = [jane.response[name] for name in ("Content-Disposition", "X-Content-Type-Options")]
    assert kept == ['attachment; filename="Seals.pptx"', "nosniff"]
    assert b"".join(jane.response.streaming_content) == deck
    sam.open(sam.url).reads("file saved")

    Walker(cast.mara).open("/").go("Collateral").follow("Why it lasts").follow("Put up a new version").press(
        "Upload", file=upload("Seals 2.txt", b"Seals that last longer"), change_note="Shorter"
    )
    read_files()
    jane.open(url).reads("Seals that last longer", "Seals 2.txt").does_not_read("Graphitring")
    # A reload is no second opening; another browser is one.
    Walker(None).open(url).press("Open")
    sam.open(sam.url).reads("Jane Doe, Acme opened it 2 times.", "Version 2")
    csv = sam.client.get("/collateral/shares/?format=csv").getvalue().decode("utf-8-sig").splitlines()
    assert (len(csv), csv[1].startswith('"Why it lasts","Jane Doe, Acme","Works"')) == (2, True)


def test_an_asset_ends_while_it_is_shared_with_a_customer(cast: Cast):
    make_published(cast.mara, "Prices of spring", title="Spring prices")
    sam = Walker(cast.sam).open("/").go("Collateral").follow("Spring prices").follow("Share with a customer")
    sam.press("Make the link", recipient="Jane Doe, Acme", expect=201)
    url = link_on(sam)
    jane = Walker(None).open(url).press("Open").reads("Prices of spring")
    mara = Walker(cast.mara).open("/").go("Collateral").follow("Spring prices").follow("Archive").press("Archive")

    for _ in range(2):
        jane.open(url, expect=410).reads("This link is over", "Sam Sanders can send you what counts today.")
        jane.does_not_read("Spring prices", "Prices of spring")
        assert secret_headers(jane) == SECRET
        jane.press("Ask Sam Sanders for it", expect=410).reads("Sam Sanders knows now that you would like to see it.")
    sam.open("/").follow("Jane Doe, Acme asks for “Spring prices”, and the link is over")
    sam.reads("What it led to is no longer for customers").follow("Choose another last day")
    mara.press("Bring it back").press("Publish")
    jane.open(url).reads("Prices of spring")


def test_a_passcode_keeps_the_title_to_itself(cast: Cast):
    make_published(cast.mara, "Only for you", title="Offer")
    sam = Walker(cast.sam).open("/").go("Collateral").follow("Offer").follow("Share with a customer")
    sam.press("Make the link", recipient="Jane", passcode="short", expect=422).reads("at least 6 signs")
    sam.press("Make the link", recipient="Jane", passcode="blue heron", may_download=[], expect=201)
    url = link_on(sam)
    jane = Walker(None).open(url).reads("Something for you").does_not_read("Offer")
    for status in [422] * 5 + [409]:
        jane.press("Open", passcode="grey heron", expect=status)
    jane.reads("That was wrong too often. Wait a quarter of an hour, then try again.")
    sam.follow("I have copied it").reads("hasn't opened it yet").press("Revoke the link for good")
    sam.reads("The link shows nothing any more.", "revoked")
    jane.open(url, expect=410).does_not_read("Offer", "Something for you")
    share = Share.objects.get()
    assert (share.wrong_tries, share.openings.count(), share.revoked_by) == (5, 0, cast.sam)


def test_a_colleague_who_looks_is_not_counted_and_no_file_leaves_without_leave(cast: Cast):
    asset = make_published(cast.mara, "Only to read", title="Offer")
    sam = Walker(cast.sam).open("/").go("Collateral").follow("Offer").follow("Share with a customer")
    sam.press("Make the link", recipient="Jane", may_download=[], expect=201)
    url = link_on(sam)
    sofie = Walker(cast.sofie).open(url).reads("You are signed in, Sofie: your own opening isn't counted.")
    sofie.press("Open").reads("Only to read").does_not_read("Save the file")
    sofie.open(f"{url}{asset.pk}/file/", expect=404)
    sam.follow("I have copied it").reads("Jane hasn't opened it yet.")
    assert Share.objects.get().openings.count() == 0
