"""HTML by lxml: the words a browser would show, each block on a line of its own."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree, html

from apps.collateral.reading.plain import decoded
from apps.collateral.reading.shapes import Kind, Limits, Page
from apps.collateral.reading.text import Pages
from apps.collateral.reading.unreadable import Unreadable
from apps.collateral.reading.xml import is_too_deep

_TAG = re.compile(r"<(!doctype html|html|head|body|h[1-6]|p|div|table|ul|ol|section|article)[\s>]", re.IGNORECASE)
_HEAD = 20_000
_SILENT = {"script", "style", "template", "noscript", "head", "svg", "math", "object", "iframe"}
_RUNS_ON = {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span",
            "strong", "sub", "sup", "u"}  # fmt: skip
_SPACE = re.compile(r"\s+")


def is_web(text: str) -> bool:
    """Whether a text is meant for a browser: there is a block of HTML near its beginning."""
    return _TAG.search(text, 0, _HEAD) is not None


class WebFile:
    kind: Kind = "html"

    def __init__(self, file: BinaryIO) -> None:
        text = decoded(file.read())
        if text is None or not text.strip():
            raise Unreadable("broken")
        # As bytes, since lxml refuses a text that says its own encoding.
        parser = html.HTMLParser(encoding="utf-8")
        self._root = html.document_fromstring(text.encode(), parser=parser)
        # lxml would leave out what is nested deeper, and say nothing.
        if is_too_deep(parser):
            raise Unreadable("too_large", {"limit": "nesting"})

    def read(self, limits: Limits) -> tuple[list[Page], int]:
        pages = Pages(limits)
        count = pages.add_flowing(["".join(self._pieces())])
        return pages.found(), count

    def _pieces(self) -> Iterator[str]:
        title = self._root.findtext(".//title")
        yield f"{title or ''}\n"
        yield from _words(self._root)


def _words(root: Any) -> Iterator[str]:
    """In the order of the file and without recursion: a page may be nested as deep as it likes."""
    silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            silent += node.tag in _SILENT
            if not silent:
                yield "" if node.tag in _RUNS_ON else "\n"
                yield _SPACE.sub(" ", node.text or "")
            continue
        if event == "end":
            silent -= node.tag in _SILENT
            yield "" if silent or node.tag in _RUNS_ON else "\n"
        if not silent:
            yield _SPACE.sub(" ", node.tail or "")
