"""What is read from files that are what they say, and on which page it stands."""

from datetime import date
from pathlib import Path

import pytest

from apps.collateral.reading import Page, Reading, read, sniff
from tests.factories import files, spoiled_files

PLAIN_PAGES = [
    Page(1, "Northwind Metering price list\nFor installers and wholesale."),
    Page(2, "How to order\nOrders before noon leave the same day."),
]
CELLS = "Spare parts\nPart\nCode\nPrice\nKupferfinger\nX-200\n12.40\nGasket\nG-17\n0.80"


def reading_of(tmp_path: Path, content: bytes, name: str) -> Reading:
    path = tmp_path / "stored-under-another-name"
    path.write_bytes(content)
    return read(path, name)


def pages_of(tmp_path: Path, content: bytes, name: str) -> list[Page]:
    return reading_of(tmp_path, content, name).pages


def test_pdf_is_read_page_by_page_with_its_table(tmp_path):
    reading = reading_of(tmp_path, files.pdf(), "Prices.PDF")

    table = "Spare parts\nPart Code Price\nKupferfinger X-200 12.40\nGasket G-17 0.80"
    assert (reading.kind, reading.page_count, reading.pages) == ("pdf", 3, [*PLAIN_PAGES, Page(3, table)])


def test_docx_is_read_page_by_page_with_its_table(tmp_path):
    reading = reading_of(tmp_path, files.docx_file(), "Prices.docx")

    assert (reading.kind, reading.page_count, reading.pages) == ("docx", 3, [*PLAIN_PAGES, Page(3, CELLS)])


def test_pptx_is_read_slide_by_slide_with_its_table_and_internal_notes(tmp_path):
    reading = reading_of(tmp_path, files.pptx_file(notes={2: "Never say this aloud"}), "Prices.pptx")

    notes = Page(2, "Never say this aloud", internal=True)
    assert (reading.kind, reading.page_count, reading.pages) == ("pptx", 3, [*PLAIN_PAGES, notes, Page(3, CELLS)])


@pytest.mark.parametrize(
    ("content", "name"), [(files.pdf(), "a.pdf"), (files.docx_file(), "a.docx"), (files.pptx_file(), "a.pptx")]
)
def test_a_word_only_in_a_table_of_a_later_page_is_found_there(tmp_path, content, name):
    found = [page.number for page in pages_of(tmp_path, content, name) if files.RARE_WORD in page.text]

    assert found == [files.RARE_PAGE]


def test_docx_page_breaks_of_every_sort_are_counted_once(tmp_path):
    reading = reading_of(tmp_path, files.docx_with_every_break(), "a.docx")

    assert reading.pages == [
        Page(1, "pageone"),
        Page(2, "pagetwo"),
        Page(3, "pagethree"),
        Page(4, "pagefour\nstillpagefour\nstillfourtoo"),
        Page(5, "pagefive"),
        Page(6, "pagesix"),
        Page(7, "pageseven\nleftseven\nrightseven"),
        Page(8, "lefteight\nrighteight"),
        Page(9, "leftnine\nrightnine"),
    ]


def test_docx_headers_and_footers_are_found_where_their_section_begins(tmp_path):
    content = files.docx_file([["one"], ["two"]], header="Headed", footer="Footed")

    assert pages_of(tmp_path, content, "a.docx") == [Page(1, "one\nHeaded\nFooted"), Page(2, "two")]


def test_docx_text_is_found_wherever_word_keeps_it_and_once(tmp_path):
    assert pages_of(tmp_path, files.docx_with_hidden_corners(), "a.docx") == [
        Page(1, "openingword\nnestedword"),
        Page(2, "boxedword\ninsertedword\ncontrolledword"),
    ]


def test_docx_footnote_stands_on_the_page_that_refers_to_it(tmp_path):
    assert pages_of(tmp_path, files.docx_with_footnote(), "a.docx") == [
        Page(1, "firstpage"),
        Page(2, "secondpage notedword"),
    ]


def test_pptx_groups_tables_charts_notes_and_diagrams_are_read(tmp_path):
    reading = reading_of(tmp_path, files.pptx_with_every_shape(), "a.pptx")

    assert reading.page_count == 6
    assert reading.pages == [
        Page(1, "titleword"),
        Page(2, "groupedword"),
        Page(3, "tableword\n42"),
        Page(4, "charttitleword\nseriesword\ncategoryword\nothercategory"),
        Page(5, "whisperedword", internal=True),
        Page(6, "diagramword"),
    ]


def test_pdf_locked_only_by_its_owner_is_read(tmp_path):
    content = spoiled_files.owner_locked_pdf(files.pdf([["Free to read"]]))

    assert pages_of(tmp_path, content, "a.pdf") == [Page(1, "Free to read")]


def test_pdf_word_divided_at_the_end_of_a_line_is_one_word(tmp_path):
    content = spoiled_files.pdf_with_lines(["The installa-", "tion of X-200", "is quick"])

    assert pages_of(tmp_path, content, "a.pdf") == [Page(1, "The installation of X-200\nis quick")]


def test_pages_without_words_are_counted_and_left_out(tmp_path):
    reading = reading_of(tmp_path, files.pptx_file([["first"], [], ["third"]]), "a.pptx")

    assert (reading.page_count, reading.pages) == (3, [Page(1, "first"), Page(3, "third")])


@pytest.mark.parametrize(
    "content",
    [
        "Zähler\fZweite".encode(),
        "Zähler\fZweite".encode("utf-8-sig"),
        "Zähler\fZweite".encode("utf-16"),
        "Zähler\fZweite".encode("cp1252"),
    ],
)
@pytest.mark.parametrize("name", ["notes.txt", "NOTES.MD", "notes"])
def test_plain_text_is_read_in_every_usual_encoding(tmp_path, content, name):
    reading = reading_of(tmp_path, content, name)

    assert (reading.kind, reading.page_count) == ("text", 2)
    assert reading.pages == [Page(1, "Zähler"), Page(2, "Zweite")]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (files.pdf(), "a.pdf", "pdf"),
        (files.docx_file(), "a.docx", "docx"),
        (files.pptx_file(), "a.pptx", "pptx"),
        (b"# Heading", "a.md", "text"),
        (files.pptx_file(), "name without an ending", "pptx"),
    ],
)
def test_sniff_tells_the_kind_by_content(tmp_path, content, name, kind):
    path = tmp_path / "upload"
    path.write_bytes(content)

    assert sniff(path, name) == kind


def test_xlsx_is_read_sheet_by_sheet_as_it_was_computed(tmp_path):
    content = files.xlsx_book(
        {
            "Prices": [["Part", "Price", "From"], ["Kupferfinger X-200", 12.4, date(2026, 5, 1)], [], ["Sum", "=B2"]],
            "Costs": [["Nobody outside may know"]],
            "Terms": [["Net", 30, True]],
        },
        hidden=["Costs"],
    )

    reading = reading_of(tmp_path, content, "Prices.xlsx")

    assert (reading.kind, reading.page_count) == ("xlsx", 2)
    assert reading.pages == [
        Page(1, "Prices\nPart Price From\nKupferfinger X-200 12.4 2026-05-01\nSum 42"),
        Page(2, "Terms\nNet 30 True"),
    ]


def test_a_sheet_that_lies_about_its_size_costs_what_it_holds(tmp_path):
    parts = files.members(files.xlsx_book({"Prices": [["Gasket"]]}))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>')
    assert b"XFD1048576" in parts[sheet]

    assert pages_of(tmp_path, files.zip_file(parts), "a.xlsx") == [Page(1, "Prices\nGasket")]


def test_html_is_read_as_a_browser_shows_it(tmp_path):
    content = """<!DOCTYPE html><html><head><title>Aurora &amp; more</title><style>p { color: red }</style></head>
      <body><script>alert("never")</script><h1>Gr\u00f6\u00dfen</h1><p>One <b>metre</b>,<br>two<!-- no --> feet</p>
      <ul><li>DN 15<li>DN 20</ul><template>hidden</template></body></html>"""

    assert reading_of(tmp_path, content.encode(), "page.html") == Reading(
        kind="html",
        pages=[Page(1, "Aurora & more\nGr\u00f6\u00dfen\nOne metre,\ntwo feet\nDN 15\nDN 20")],
        page_count=1,
        network=reading_of(tmp_path, b"x", "x.txt").network,
    )


def test_a_text_that_speaks_of_html_is_text(tmp_path):
    assert reading_of(tmp_path, b"Write <p>so</p>.", "notes.txt").pages == [Page(1, "Write <p>so</p>.")]


def test_html_may_be_nested_two_hundred_deep(tmp_path):
    content = b"<html><body>" + b"<div>" * 200 + b"deep" + b"</div>" * 200

    assert [page.text for page in pages_of(tmp_path, content, "page.html")] == ["deep"]
