"""Every reason for which a file can't be read, by a file that gives it, and what people are told."""

from pathlib import Path

import pytest

from apps.collateral.reading import Limits, Page, Unreadable, explain, read, sniff
from apps.collateral.reading.asking import believed
from apps.collateral.reading.unreadable import REASONS
from tests.factories import files, spoiled_files

LIMITS = Limits()


def refusal_of(tmp_path: Path, content: bytes, name: str, limits: Limits = LIMITS) -> Unreadable:
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        read(path, name, limits=limits)
    return refused.value


def told(refusal: Unreadable) -> tuple[str, dict[str, str | int]]:
    return refusal.reason, refusal.facts


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (spoiled_files.truncated(files.pdf()), "a.pdf"),
        (spoiled_files.truncated(files.docx_file()), "a.docx"),
        (spoiled_files.truncated(files.pptx_file()), "a.pptx"),
        (b"%PDF-1.7 and then nothing of the sort", "a.pdf"),
        (spoiled_files.docx_without_its_text(), "a.docx"),
    ],
)
def test_a_damaged_file_is_broken(tmp_path, content, name):
    assert told(refusal_of(tmp_path, content, name)) == ("broken", {})


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (spoiled_files.encrypted_pdf(), "a.pdf"),
        (spoiled_files.encrypted_docx(), "a.docx"),
        (spoiled_files.encrypted_pptx(), "a.pptx"),
        (spoiled_files.docx_in_a_locked_zip(), "a.docx"),
    ],
)
def test_a_file_behind_a_password_is_encrypted(tmp_path, content, name):
    assert told(refusal_of(tmp_path, content, name)) == ("encrypted", {})


@pytest.mark.parametrize(
    ("content", "name", "ending", "found"),
    [
        (spoiled_files.picture(), "scan.pdf", ".pdf", "picture"),
        (files.zip_file(), "folder.docx", ".docx", "zip"),
        (files.docx_file(), "deck.pptx", ".pptx", "docx"),
        (files.pptx_file(), "paper.DOCX", ".docx", "pptx"),
        (files.pdf(), "paper.docx", ".docx", "pdf"),
        (files.pdf(), "paper.v2", ".v2", "pdf"),
        (b"only words", "paper.pdf", ".pdf", "text"),
        (b"only words, a < b", "page.html", ".html", "text"),
        (b"<!DOCTYPE html><p>Prices", "paper.docx", ".docx", "text"),
        (spoiled_files.xlsx_file(), "prices.docx", ".docx", "xlsx"),
        (spoiled_files.old_word_file(), "letter.docx", ".docx", "old_office"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "setup.txt", ".txt", "other"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path, content, name, ending, found):
    refusal = refusal_of(tmp_path, content, name)

    assert told(refusal) == ("not_what_it_says", {"ending": ending, "found": found})


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (spoiled_files.picture(), "photo.png", "picture"),
        (files.zip_file(), "folder.zip", "zip"),
        (spoiled_files.old_word_file(), "letter.doc", "old_office"),
        (b"name;price", "prices.csv", "text"),
        (spoiled_files.docx_with_macros(), "form.docx", "macros"),
        (spoiled_files.docx_with_macros(), "form.docm", "macros"),
    ],
)
def test_a_kind_that_is_not_read_is_unknown(tmp_path, content, name, found):
    assert told(refusal_of(tmp_path, content, name)) == ("unknown_type", {"found": found})


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (b" \n\f\n", "blank.txt"),
        (spoiled_files.scanned_pdf(), "scan.pdf"),
        (files.docx_file([[""]]), "blank.docx"),
        (files.pptx_file([[], []]), "pictures.pptx"),
    ],
)
def test_a_file_without_words_has_nothing_to_read(tmp_path, content, name):
    assert told(refusal_of(tmp_path, content, name)) == ("nothing_to_read", {})


def test_sniff_refuses_what_its_parser_refuses(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(spoiled_files.encrypted_pdf())

    with pytest.raises(Unreadable) as refused:
        sniff(path, "a.pdf")

    assert told(refused.value) == ("encrypted", {})


def test_a_file_of_this_machine_is_not_read_into_the_text(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the key of the house")
    path = tmp_path / "upload"
    path.write_bytes(spoiled_files.docx_reading_a_file(str(secret)))

    assert [page.text for page in read(path, "a.docx").pages] == ["around"]


def test_every_reason_has_words_of_its_own():
    sentences = {explain(reason, {}) for reason in REASONS}

    assert len(sentences) == len(REASONS) == 7


@pytest.mark.parametrize(
    ("reason", "facts", "sentence"),
    [
        (
            "not_what_it_says",
            {"ending": ".pdf", "found": "picture"},
            "The name of this file ends in .pdf, but inside it is a picture. Save it again as what it should be, "
            "or give it the right ending, and upload it once more.",
        ),
        (
            "too_large",
            {"limit": "file", "megabytes": 100},
            "This file is larger than 100 MB. Save it with smaller pictures, or in parts, and upload that.",
        ),
        (
            "too_long",
            {"limit": "pages", "pages": 2000},
            "This file has more than 2000 pages. Split it into parts and upload those.",
        ),
        (
            "too_long",
            {"limit": "text"},
            "This file holds more text than can be searched. Split it into parts and upload those.",
        ),
        (
            "unknown_type",
            {"found": "macros"},
            "This file carries macros, which are small programs. Save it as .docx, .pptx or .xlsx, without macros, "
            "and upload that.",
        ),
    ],
)
def test_the_message_says_how_to_mend_it(reason, facts, sentence):
    assert Unreadable(reason, facts).message == explain(reason, facts) == sentence


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"[]",
        b"7",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"kind": "pdf", "pages": [], "page_count": 1}',
        b'{"kind": "exe", "pages": [], "page_count": 1, "network": "cut"}',
        b'{"kind": "pdf", "pages": [[1, 2, false]], "page_count": 1, "network": "cut"}',
        b'{"kind": "pdf", "pages": [[1, "one"]], "page_count": 1, "network": "cut"}',
        b'{"kind": "pdf", "pages": [[2001, "one", false]], "page_count": 1, "network": "cut"}',
        b'{"kind": "pdf", "pages": [], "page_count": 1e999, "network": "cut"}',
        b'{"reason": "because", "facts": {}}',
        b'{"reason": "broken", "facts": "none"}',
    ],
)
def test_an_answer_of_another_shape_is_a_broken_file(raw):
    with pytest.raises(Unreadable) as refused:
        believed(raw, LIMITS)

    assert told(refused.value) == ("broken", {})


def test_an_answer_is_cleaned_of_what_the_database_refuses():
    raw = b'{"kind": "pdf", "pages": [[1, "a\\u0000b\\ud800c", "yes"]], "page_count": 1, "network": "cut"}'

    assert believed(raw, LIMITS).pages == [Page(1, "abc", internal=False)]


def test_facts_of_a_refusal_are_short_and_printable():
    raw = b'{"reason": "broken", "facts": {"a": "\\u0000", "b": "x", "c": [1], "d": "%s", "e": 3}}' % (b"y" * 21)

    with pytest.raises(Unreadable) as refused:
        believed(raw, LIMITS)

    assert told(refused.value) == ("broken", {"b": "x", "e": 3})
