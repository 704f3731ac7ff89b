"""Words that an Office file keeps beside the page: charts and diagrams, each a part of its own."""

from collections.abc import Iterator
from typing import Any

from apps.collateral.reading.xml import parsed

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

CHART, DIAGRAM = f"{_C}chart", f"{_D}relIds"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PART_OF = {CHART: f"{_R}id", DIAGRAM: f"{_R}dm"}
_NAMES = (f"{_C}tx", f"{_C}cat")


def part_named_by(node: Any) -> str:
    """The relationship under which the words of a chart or diagram are found."""
    return str(node.get(_PART_OF[node.tag]))


def words_of(part: bytes) -> str:
    """Titles, labels, names of series and categories, in the order of the part; figures aren't words."""
    root = parsed(part)
    return "\n".join(_words(root))


def _words(root: Any) -> Iterator[str]:
    for node in root.iter(f"{_A}p", *_NAMES):
        if node.tag == f"{_A}p":
            yield "".join(run.text or "" for run in node.iter(f"{_A}t"))
        else:
            yield from (value.text or "" for value in node.iter(f"{_C}v"))
