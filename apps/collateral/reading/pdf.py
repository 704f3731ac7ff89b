"""PDF by PDFium: its pages are the file's own."""

from typing import BinaryIO

import pypdfium2
from pypdfium2 import raw

from apps.collateral.reading.shapes import Kind, Limits, Page
from apps.collateral.reading.text import Pages, require_pages
from apps.collateral.reading.unreadable import Unreadable

_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
# How PDFium writes a hyphen at the end of a line, within the word it has put together again.
_HYPHEN_AT_LINE_END = "\ufffe"


class PdfFile:
    """Opens without a password: a file its owner only locked against changes is read like any other."""

    kind: Kind = "pdf"

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._document = pypdfium2.PdfDocument(file)
        except pypdfium2.PdfiumError as fault:
            raise Unreadable("encrypted" if fault.err_code in _LOCKED else "broken") from fault

    def read(self, limits: Limits) -> tuple[list[Page], int]:
        count = len(self._document)
        require_pages(count, limits)
        pages = Pages(limits)
        for number in range(1, count + 1):
            pages.add(number, self._text(number))
        return pages.found(), count

    def _text(self, number: int) -> str:
        page = self._document[number - 1]
        words = page.get_textpage()
        text: str = words.get_text_range()
        words.close()
        page.close()
        return text.replace(_HYPHEN_AT_LINE_END, "")
