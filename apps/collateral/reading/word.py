"""Word by python-docx: its parts here, the walk through the body beside it."""

from typing import Any, BinaryIO

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.section import Section

from apps.collateral.reading.shapes import Kind, Limits, Page
from apps.collateral.reading.text import Pages
from apps.collateral.reading.walking import W, Walk, is_on
from apps.collateral.reading.xml import parsed

_NOTES = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}


class WordFile:
    kind: Kind = "docx"

    def __init__(self, file: BinaryIO) -> None:
        self._document = docx.Document(file)

    def read(self, limits: Limits) -> tuple[list[Page], int]:
        walk = Walk(limits, breaking_styles=self._breaking_styles(), notes=self._notes())
        walk.body(self._document.element.body, self._document.part)
        for section, page in zip(self._document.sections, walk.sections, strict=False):
            self._add_edges(section, walk, page)
        pages = Pages(limits)
        count = pages.add_flowing(walk.texts())
        return pages.found(), count

    def _add_edges(self, section: Section, walk: Walk, page: int) -> None:
        """Headers and footers repeat on every page: they are found once, where their section begins."""
        edges = [section.header, section.footer]
        if section.different_first_page_header_footer:
            edges += [section.first_page_header, section.first_page_footer]
        if self._document.settings.odd_and_even_pages_header_footer:
            edges += [section.even_page_header, section.even_page_footer]
        for edge in edges:
            # Those of the section before were read there; asking for one that was never made would make it.
            if not edge.is_linked_to_previous:
                walk.aside(edge.part.element, edge.part, page=page)

    def _breaking_styles(self) -> dict[str, bool]:
        """Whether a paragraph style begins a new page, by itself or by the one it is based on."""
        styles = {style.get(f"{W}styleId"): style for style in self._document.styles.element.iter(f"{W}style")}
        return {name: _breaks(style, styles) for name, style in styles.items()}

    def _notes(self) -> dict[tuple[str, str], str]:
        """The text of each footnote and endnote, by the mark that refers to it."""
        notes: dict[tuple[str, str], str] = {}
        for relationship in self._document.part.rels.values():
            for name, kind in _NOTES.items():
                if relationship.reltype == kind and not relationship.is_external:
                    notes |= _notes_in(relationship.target_part.blob, name)
        return notes


def _notes_in(part: bytes, name: str) -> dict[tuple[str, str], str]:
    root = parsed(part)
    return {
        (f"{W}{name}Reference", note.get(f"{W}id")): " ".join(text.text or "" for text in note.iter(f"{W}t"))
        for note in root.iterchildren(f"{W}{name}")
    }


def _breaks(style: Any, styles: dict[str, Any]) -> bool:
    # As many steps as there are styles: a circle of styles based on one another ends as well.
    for _step in styles:
        asked = style.find(f"{W}pPr/{W}pageBreakBefore")
        if asked is not None:
            return is_on(asked)
        based_on = style.find(f"{W}basedOn")
        if based_on is None or based_on.get(f"{W}val") not in styles:
            return False
        style = styles[based_on.get(f"{W}val")]
    return False
