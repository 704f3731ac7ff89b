"""One piece of the demo company's library."""

from dataclasses import dataclass
from typing import Literal

from portal.demo.documents import Sheet


@dataclass(frozen=True)
class Piece:
    """A piece of collateral: who made it how many working days ago, and what its file says."""

    key: str
    title: str
    summary: str
    kind: str
    form: Literal["pdf", "docx", "pptx"]
    owner: str
    age: int
    sheets: tuple[Sheet, ...]
    audience: str = "customers"
    published: bool = True
    # Entries of the shared lists by their labels; "all" with the name of a list.
    facets: tuple[str, ...] = ("English",)
