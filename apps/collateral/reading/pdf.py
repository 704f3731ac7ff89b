"""PDF by PDFium: its pages are the file's own."""

import io
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

    def draw(self, page: int, limits: Limits) -> bytes:
        """A page as WebP, as wide as the limits say; without its annotations, which are nobody's page."""
        if not 1 <= page <= len(self._document):
            raise Unreadable("broken")
        drawn = self._document[page - 1]
        width, height = drawn.get_size()
        scale = limits.picture_width / max(width, 1)
        if width * height * scale * scale > limits.pixels:
            raise Unreadable("too_large", {"limit": "pixels"})
        out = io.BytesIO()
        drawn.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB").save(out, "WEBP")
        return out.getvalue()

    def _text(self, number: int) -> str:
        page = self._document[number - 1]
        words = page.get_textpage()
        text: str = words.get_text_range()
        words.close()
        page.close()
        return text.replace(_HYPHEN_AT_LINE_END, "")
