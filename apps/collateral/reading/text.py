"""What every reader does with text: cleans it for the database, and keeps it within the limits."""

import re
import unicodedata

from apps.collateral.reading.shapes import Limits, Page
from apps.collateral.reading.unreadable import Unreadable

# PostgreSQL refuses NUL, UTF-8 refuses lone surrogates, and nobody types the rest into a search box.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_END = re.compile(r" ?\n[ \n]*")
# Fonts in PDFs draw two or three letters as one; people search for the letters.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def clean(text: str) -> str:
    """Composed letters, plain line ends, one space where there were many, nothing the database refuses."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text).translate(_LIGATURES))
    return _LINE_END.sub("\n", _SPACES.sub(" ", text)).strip()


class Pages:
    """Collects pages and refuses as soon as there are too many, or too much on one."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._kept: list[Page] = []
        self._bytes = 0

    def add(self, number: int, text: str, *, internal: bool = False) -> None:
        text = clean(text)
        size = len(text.encode())
        self._bytes += size
        if size > self.limits.page_bytes or self._bytes > self.limits.text_bytes:
            raise Unreadable("too_long", {"limit": "text"})
        if text:
            self._kept.append(Page(number, text, internal))

    def add_flowing(self, texts: list[str]) -> int:
        """For formats without fixed pages: what is too much for one page runs on to the next. How many it made."""
        count = 0
        for text in texts:
            for piece in _pieces(clean(text), self.limits.page_bytes):
                count += 1
                require_pages(count, self.limits)
                self.add(count, piece)
        return count

    def found(self) -> list[Page]:
        """The pages with words; a file without any has nothing to be found by."""
        if not self._kept:
            raise Unreadable("nothing_to_read")
        return self._kept


def require_pages(count: int, limits: Limits) -> None:
    if count > limits.pages:
        raise Unreadable("too_long", {"limit": "pages", "pages": limits.pages})


def _pieces(text: str, limit: int) -> list[str]:
    """Cut at a line end or a space where there is one in the second half, so that few words are torn."""
    pieces = []
    # A character takes at most four bytes: so many always fit.
    width = max(1, limit // 4)
    while len(text.encode()) > limit:
        cut = max(text.rfind("\n", width // 2, width), text.rfind(" ", width // 2, width))
        cut = width if cut < 0 else cut
        pieces.append(text[:cut])
        text = text[cut:].lstrip()
    return [*pieces, text]
