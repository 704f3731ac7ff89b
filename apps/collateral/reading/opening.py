"""What a file is, by its first bytes, its parts and its parser; its name may only agree."""

from collections.abc import Callable
from typing import BinaryIO, Protocol

from apps.collateral.reading import package, pdf, plain, sheets, slides, web, word
from apps.collateral.reading.shapes import Kind, Limits, Page
from apps.collateral.reading.unreadable import Unreadable

ENDINGS: dict[str, str] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
}
_HEAD_BYTES = 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")


class Document(Protocol):
    """A file its parser has accepted."""

    kind: Kind

    def read(self, limits: Limits) -> tuple[list[Page], int]: ...


_OPEN: dict[str, Callable[[BinaryIO], Document]] = {
    "pdf": pdf.PdfFile,
    "docx": word.WordFile,
    "pptx": slides.SlidesFile,
    "xlsx": sheets.SheetsFile,
    "html": web.WebFile,
    "text": plain.TextFile,
}


def opened(file: BinaryIO, ending: str, limits: Limits) -> Document:
    """The document in the file, or Unreadable. `ending` is the name's, with its dot, or empty."""
    found = _found(file, ending, limits)
    if found == "nothing":
        raise Unreadable("nothing_to_read")
    if ending in ENDINGS and ENDINGS[ending] != found:
        raise Unreadable("not_what_it_says", {"ending": ending, "found": found})
    # A table in plain text is text as well; a PDF with an ending of its own is misnamed.
    if found not in _OPEN or (found == "text" and ending not in ENDINGS and ending):
        raise Unreadable("unknown_type", {"found": found})
    if ending not in ENDINGS and ending:
        raise Unreadable("not_what_it_says", {"ending": ending, "found": found})
    file.seek(0)
    return _OPEN[found](file)


def _found(file: BinaryIO, ending: str, limits: Limits) -> str:
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    if not head:
        return "nothing"
    if head.startswith(_OLD_OFFICE):
        return package.old_office(file.read())
    if head.startswith(_ZIP):
        return package.kind_of(file, limits)
    if b"%PDF-" in head:
        return "pdf"
    text = plain.decoded(file.read())
    if text is not None:
        # Whether a text with tags in it is a page or speaks of pages, its name alone can say.
        return "html" if ENDINGS.get(ending, "html") == "html" and web.is_web(text) else "text"
    return "picture" if head.startswith(_PICTURES) else "other"
