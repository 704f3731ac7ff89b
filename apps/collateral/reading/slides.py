"""PowerPoint by python-pptx: one page for each slide, and one kept internal for its notes."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import pptx

from apps.collateral.reading import drawn
from apps.collateral.reading.shapes import Kind, Limits, Page
from apps.collateral.reading.text import Pages, require_pages

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class SlidesFile:
    kind: Kind = "pptx"

    def __init__(self, file: BinaryIO) -> None:
        self._presentation = pptx.Presentation(file)

    def read(self, limits: Limits) -> tuple[list[Page], int]:
        slides = self._presentation.slides
        require_pages(len(slides), limits)
        pages = Pages(limits)
        for number, slide in enumerate(slides, start=1):
            pages.add(number, "\n".join(_lines(slide.element, slide.part)))
            # Asking for notes where there are none would add them.
            if slide.has_notes_slide:
                notes = slide.notes_slide.notes_text_frame
                pages.add(number, notes.text if notes else "", internal=True)
        return pages.found(), len(slides)


def _lines(element: Any, part: Any) -> Iterator[str]:
    """By the slide's XML rather than by shapes: groups in groups, tables and placeholders all hold paragraphs."""
    for node in element.iterchildren("*"):
        if node.tag == f"{_A}p":
            yield "".join(_run(run) for run in node.iter(f"{_A}t", f"{_A}br"))
        elif node.tag in (drawn.CHART, drawn.DIAGRAM):
            yield drawn.words_of(part.related_part(drawn.part_named_by(node)).blob)
        elif node.tag != drawn.FALLBACK:
            yield from _lines(node, part)


def _run(node: Any) -> str:
    return node.text or "" if node.tag == f"{_A}t" else "\n"
