"""Reads the words of an uploaded file, page by page, without trusting anything about it.

Whatever the file does, it does in a child process that can be lost: the caller gets a `Reading`, or an
`Unreadable` whose reason can be stored and whose message tells a person how to mend it.
"""

from apps.collateral.reading.asking import draw, read, sniff
from apps.collateral.reading.office import as_pdf, forget
from apps.collateral.reading.shapes import Kind, Limits, Network, Page, Reading
from apps.collateral.reading.unreadable import Reason, Unreadable, explain

__all__ = [
    "Kind",
    "Limits",
    "Network",
    "Page",
    "Reading",
    "Reason",
    "Unreadable",
    "as_pdf",
    "draw",
    "explain",
    "forget",
    "read",
    "sniff",
]
