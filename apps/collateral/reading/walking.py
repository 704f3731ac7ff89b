"""Walks through the body of a Word document and keeps count of its pages.

Word stores no pages: it stores where a new one was asked for, and where one began when the file was last shown.
python-docx's own iteration passes over content controls, tracked insertions and text boxes, so this walks the XML.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from apps.collateral.reading import drawn
from apps.collateral.reading.shapes import Limits
from apps.collateral.reading.text import require_pages

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
_SHOWN_BREAK = f"{W}lastRenderedPageBreak"
_OFF = ("0", "false", "off", "none")


def is_on(node: Any) -> bool:
    """Word's switches are on when they are there, unless they say otherwise."""
    return node is not None and node.get(f"{W}val") not in _OFF


class Walk:
    """`texts` has a text for each page; `sections` has the page on which each section begins."""

    def __init__(
        self, limits: Limits, *, breaking_styles: Mapping[str, bool], notes: Mapping[tuple[str, str], str]
    ) -> None:
        self._limits = limits
        self._breaking_styles = breaking_styles
        self._notes = notes
        self._pieces: defaultdict[int, list[str]] = defaultdict(list)
        self._page = 1
        self._last_page = 1
        # Nothing stands on this page yet; and it was asked for, so Word's own mark of it is still to come.
        self._bare, self._asked_for = True, False
        # Word's mark that moved a whole row, met a second time within its first cell.
        self._counted: Any = None
        self._sections_to_come: list[Any] = []
        self.sections = [1]
        self._part: Any = None

    def body(self, body: Any, part: Any) -> None:
        self._part = part
        # Each section says how it begins, and says it at its end; the first begins with the document.
        self._sections_to_come = body.xpath("./w:p/w:pPr/w:sectPr | ./w:sectPr")[1:]
        self._inside(body)

    def aside(self, element: Any, part: Any, *, page: int) -> None:
        """What stands on a page without moving it: a header, a footer."""
        self._part, self._page = part, page
        self._inside(element)

    def texts(self) -> list[str]:
        return ["".join(self._pieces[number]) for number in range(1, self._last_page + 1)]

    def _inside(self, element: Any) -> None:
        for node in element.iterchildren("*"):
            self._visit(node)

    def _visit(self, node: Any) -> None:
        tag = node.tag
        if tag in (f"{W}t", f"{_MATH}t"):
            self._put(node.text or "")
        elif tag in _STANDS_FOR:
            self._put(_STANDS_FOR[tag])
        elif tag in _STEPS:
            _STEPS[tag](self, node)
        elif tag not in _PASSED_OVER:
            if tag in _PICTURES:
                self._bare = self._asked_for = False
            self._inside(node)

    def _put(self, text: str) -> None:
        self._pieces[self._page].append(text)
        if text.strip():
            self._bare = self._asked_for = False

    def _new_page(self, *, asked_for: bool) -> None:
        self._page += 1
        require_pages(self._page, self._limits)
        self._last_page = max(self._last_page, self._page)
        self._bare, self._asked_for = True, asked_for

    def _break(self, node: Any) -> None:
        if node.get(f"{W}type") == "page":
            self._new_page(asked_for=True)
        else:
            self._put("\n")

    def _shown_break(self, node: Any) -> None:
        """Word marks every new page when it shows the file, also the one that was asked for: that is one page."""
        if node is self._counted:
            return
        if self._asked_for:
            self._asked_for = False
        else:
            self._new_page(asked_for=False)

    def _paragraph(self, node: Any) -> None:
        if self._begins_page(node) and not self._bare:
            self._new_page(asked_for=True)
        self._inside(node)
        self._put("\n")
        if node.find(f"{W}pPr/{W}sectPr") is not None:
            self._end_section()

    def _begins_page(self, paragraph: Any) -> bool:
        own = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
        if own is not None:
            return is_on(own)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style is not None and self._breaking_styles.get(style.get(f"{W}val"), False)

    def _end_section(self) -> None:
        next_one = self._sections_to_come.pop(0) if self._sections_to_come else None
        begins = None if next_one is None else next_one.find(f"{W}type")
        if begins is None or begins.get(f"{W}val") not in ("continuous", "nextColumn"):
            self._new_page(asked_for=True)
        self.sections.append(self._page)

    def _row(self, row: Any) -> None:
        """Cells stand side by side: each begins on the row's page, and the longest says where the row ends."""
        first = next(row.iter(f"{W}t", _SHOWN_BREAK, *_PICTURES), None)
        if first is not None and first.tag == _SHOWN_BREAK:
            self._shown_break(first)
            self._counted = first
        begins = ends = self._page
        for cell in row.iterchildren("*"):
            self._page = begins
            self._put("\n")
            self._inside(cell)
            ends = max(ends, self._page)
        self._page = ends

    def _text_box(self, node: Any) -> None:
        page = self._page
        self._put("\n")
        self._inside(node)
        self._page = page

    def _note(self, node: Any) -> None:
        self._put(" " + self._notes.get((node.tag, node.get(f"{W}id")), "") + " ")

    def _drawn(self, node: Any) -> None:
        self._put("\n" + drawn.words_of(self._part.related_parts[drawn.part_named_by(node)].blob) + "\n")


_STANDS_FOR = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_STEPS = {
    f"{W}br": Walk._break,
    _SHOWN_BREAK: Walk._shown_break,
    f"{W}p": Walk._paragraph,
    f"{W}tr": Walk._row,
    f"{W}txbxContent": Walk._text_box,
    f"{W}footnoteReference": Walk._note,
    f"{W}endnoteReference": Walk._note,
    drawn.CHART: Walk._drawn,
    drawn.DIAGRAM: Walk._drawn,
}
# Settings, what was deleted or moved away, and the second copy of a drawing for old programs.
_PASSED_OVER = {f"{W}{name}" for name in ("pPr", "rPr", "sectPr", "del", "moveFrom")} | {drawn.FALLBACK}
