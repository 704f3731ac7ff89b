"""Each limit is driven into by a file made for it, and the next file is read as if nothing had been."""

from functools import cache
from pathlib import Path

import pytest

from apps.collateral.reading import Limits, Page, Unreadable, read
from apps.collateral.reading.text import Pages, clean
from tests.factories import files, spoiled_files

MEBIBYTE = 2**20
DEFAULT = Limits()


@cache
def heavy() -> bytes:
    """Modest on the disk, and as large as its limit allows once it is parsed."""
    return spoiled_files.docx_with_long_xml(400_000)


@pytest.fixture
def refused(tmp_path: Path):
    """Reads a file that is over a limit, then one that isn't: what was told of the first."""

    def refused(content: bytes, name: str, limits: Limits = DEFAULT) -> tuple[str, dict[str, str | int]]:
        path, next_path = tmp_path / "upload", tmp_path / "next"
        path.write_bytes(content)
        next_path.write_text("still here")
        with pytest.raises(Unreadable) as refusal:
            read(path, name, limits=limits)
        assert read(next_path, "next.txt").pages == [Page(1, "still here")]
        return refusal.value.reason, refusal.value.facts

    return refused


def test_a_file_over_its_size_is_too_large(refused):
    limits = Limits(file_bytes=1_000_000)

    assert refused(b"w" * 1_000_001, "a.txt", limits) == ("too_large", {"limit": "file", "megabytes": 1})


def test_a_file_of_just_its_size_is_read(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"w" * 1_000)

    assert read(path, "a.txt", limits=Limits(file_bytes=1_000)).pages == [Page(1, "w" * 1_000)]


def test_a_bomb_over_the_unpacked_size_is_too_large(refused):
    assert refused(spoiled_files.docx_bomb(501), "a.docx") == ("too_large", {"limit": "unpacked"})


def test_a_bomb_under_the_unpacked_size_is_too_tightly_packed(refused):
    assert refused(spoiled_files.docx_bomb(20), "a.docx") == ("too_large", {"limit": "ratio"})


def test_a_small_file_may_be_packed_as_tightly_as_it_likes(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(spoiled_files.docx_bomb(9))

    assert read(path, "a.docx").page_count == 3


def test_a_package_of_too_many_members_is_too_large(refused):
    content = spoiled_files.docx_of_many_members(10_000)

    assert refused(content, "a.docx") == ("too_large", {"limit": "members"})


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (heavy, "a.docx"),
        (lambda: spoiled_files.pdf_with_lines(["meter reading"] * 300_000), "a.pdf"),
        (lambda: b"word " * 12_000_000, "a.txt"),
    ],
)
def test_a_file_that_wants_more_memory_is_too_large(refused, make, name):
    """XML by libxml2, PDF by PDFium and text by Python each notice in another way."""
    limits = Limits(memory_bytes=256 * MEBIBYTE, ratio=10**6)

    assert refused(make(), name, limits) == ("too_large", {"limit": "memory"})


def test_a_file_that_wants_more_processor_time_is_too_long(refused):
    limits = Limits(cpu_seconds=1, ratio=10**6)

    assert refused(heavy(), "a.docx", limits) == ("too_long", {"limit": "time"})


def test_a_file_that_wants_more_wall_clock_time_is_too_long(refused):
    limits = Limits(wall_seconds=0.5, ratio=10**6)

    assert refused(heavy(), "a.docx", limits) == ("too_long", {"limit": "time"})


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: spoiled_files.pdf_of_many_pages(2_001), "a.pdf"),
        (lambda: ("page\f" * 2_000 + "page").encode(), "a.txt"),
        (lambda: files.docx_file([["page"]] * 2_001), "a.docx"),
    ],
)
def test_a_file_of_more_than_two_thousand_pages_is_too_long(refused, make, name):
    assert refused(make(), name) == ("too_long", {"limit": "pages", "pages": 2_000})


def test_a_presentation_of_too_many_slides_is_too_long(refused):
    content = files.pptx_file([["one"], ["two"], ["three"]])

    assert refused(content, "a.pptx", Limits(pages=2)) == ("too_long", {"limit": "pages", "pages": 2})


def test_two_thousand_pages_are_read(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(spoiled_files.pdf_of_many_pages(2_000))

    reading = read(path, "a.pdf")

    assert (reading.page_count, reading.pages[-1]) == (2_000, Page(2_000, "Meter reading 2000"))


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: spoiled_files.pdf_with_lines(["meter reading"] * 15_000), "a.pdf"),
        (lambda: files.pptx_file([["meter reading " * 15_000]]), "a.pptx"),
    ],
)
def test_a_page_with_more_text_than_a_page_holds_is_too_long(refused, make, name):
    assert refused(make(), name) == ("too_long", {"limit": "text"})


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_flowing_text_runs_on_to_the_next_page(tmp_path, name):
    """Fourteen bytes each: with at most a hundred to a page, and pieces cut at a space, nothing is lost."""
    text = " ".join(["meter reading"] * 30)
    path = tmp_path / "upload"
    path.write_bytes(files.docx_file([[text], ["after"]]) if name == "a.docx" else f"{text}\fafter".encode())

    reading = read(path, name, limits=Limits(page_bytes=100))

    assert [page.number for page in reading.pages] == list(range(1, reading.page_count + 1))
    assert all(len(page.text) <= 100 for page in reading.pages)
    assert " ".join(page.text for page in reading.pages) == f"{text} after"


def test_a_file_with_more_text_than_all_its_pages_may_hold_is_too_long(refused):
    limits = Limits(text_bytes=40_000)

    assert refused(b"meter reading " * 3_000, "a.txt", limits) == ("too_long", {"limit": "text"})


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: b"<html><body>" + b"<div>" * 50_000 + b"deep", "a.html"),
        (lambda: spoiled_files.docx_nested(1_000), "a.docx"),
        (spoiled_files.docx_with_entities, "a.docx"),
    ],
)
def test_a_file_nested_too_deep_is_too_large(refused, make, name):
    assert refused(make(), name) == ("too_large", {"limit": "nesting"})


def test_limits_are_those_that_were_decided():
    assert (
        Limits(
            file_bytes=100_000_000,
            unpacked_bytes=500_000_000,
            ratio=100,
            ratio_from_bytes=10_000_000,
            members=10_000,
            memory_bytes=1024**3,
            cpu_seconds=30,
            wall_seconds=60.0,
            open_files=32,
            pages=2_000,
            page_bytes=200_000,
            text_bytes=20_000_000,
        )
        == DEFAULT
    )


def test_clean_leaves_what_people_search_for():
    dirty = "\x00  A\u0308pfel\ud800 \r\n\r\n\v of\ufb01ce\u00a0 X-200\u00ad\x07 \t C++ "

    assert clean(dirty) == "Äpfel\noffice X-200 C++"


def test_a_page_is_measured_in_bytes_and_not_in_letters():
    pages = Pages(Limits(page_bytes=6))
    pages.add(1, "äöü")

    with pytest.raises(Unreadable) as refusal:
        pages.add(2, "äöüa")

    assert (refusal.value.reason, pages.found()) == ("too_long", [Page(1, "äöü")])
