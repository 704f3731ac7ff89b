"""Plain text and Markdown. A page ends at a form feed; what is too long for one runs on to the next."""

import codecs
import re
from typing import BinaryIO

from apps.collateral.reading.shapes import Kind, Limits, Page
from apps.collateral.reading.text import Pages
from apps.collateral.reading.unreadable import Unreadable

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What a text never holds: it tells a program or a picture from words in an old encoding.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


def decoded(content: bytes) -> str | None:
    """The text, or None for what isn't one."""
    encodings = ["utf-16"] if content.startswith(_UTF16) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _NOT_TEXT.search(text) else text
    return None


class TextFile:
    kind: Kind = "text"

    def __init__(self, file: BinaryIO) -> None:
        text = decoded(file.read())
        if text is None:
            raise Unreadable("broken")
        self._text = text

    def read(self, limits: Limits) -> tuple[list[Page], int]:
        pages = Pages(limits)
        count = pages.add_flowing(self._text.split("\f"))
        return pages.found(), count
