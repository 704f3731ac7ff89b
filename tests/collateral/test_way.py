"""The second way through the house, as two people walk it over HTTP."""

from tests.cast import Cast
from tests.factories import files
from tests.factories.collateral import kind_of_collateral, read_all, take_all
from tests.walker import Walker, upload


def test_collateral_on_real_files_from_upload_to_confirmation(cast: Cast):
    kind = kind_of_collateral()
    mara, sam = Walker(cast.mara), Walker(cast.sam)
    mara.open("/").follow("Collateral").follow("Upload").press(
        "Upload",
        file=[
            upload("Price list 2026.pdf", files.pdf()),
            upload("AURORA-200_v2.pptx", files.pptx_file([("Aurora",), ("Why it lasts", [["Seal", "Graphite"]])])),
            upload("Guide.docx", files.docx_file([("How to install",), ("Step two",)])),
        ],
        kind=str(kind.pk),
        audience="customers",
    )
    assert take_all() == 3
    mara.open(mara.url).reads("3 Being read", "Price list 2026", "AURORA-200 v2", "Guide", "Draft")
    assert read_all() == 3
    for title in ("Price list 2026", "AURORA-200 v2", "Guide"):
        mara.open("/collateral/").follow(title).press("Publish").reads("Published")

    sam.open("/").follow("Collateral").press("Show", q="kupferf").reads("1 found", "Price list 2026")
    sam.follow("page 3").reads("Page 3", "Kupferfinger").does_not_read("Nobody has rated it yet.1")
    assert [mark.text for mark in sam.page.xpath("//*[@id='page-3']//mark")] == ["Kupferfinger"]
    sam.press("Rate", rating="2", expect=422).reads("Say what is wrong with it: one tap is enough.")
    sam.press("Rate", rating="2", reason="proof_missing", what_would_help="A customer's number")
    sam.reads("2 of 5", "Proof missing", "A customer's number", "Rate it anew")

    sam.open("/collateral/").press("Show", q="warranty terms").reads("Nothing fits “warranty terms”").follow(
        "Ask for it"
    )
    sam.press("Ask", why="Every buyer asks for it").reads("warranty terms", "New", "Waiting for Marketing to answer by")
    mara.open("/").follow("Requests").follow("warranty terms").press("Accept").reads("Accepted")
    mara.follow("Deliver").press("Deliver", asset=_first_asset(mara), answer="On page 2")
    mara.reads("Delivered", "On page 2")
    sam.open(mara.url).press("It is what I needed").reads("Confirmed", "It is what was needed.")


def _first_asset(walker: Walker) -> str:
    return walker.page.xpath("//input[@name='asset' and @value!='']")[0].get("value")
