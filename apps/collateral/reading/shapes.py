"""What is asked of a file and what comes back. Standard library only: the child starts with this."""

from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["pdf", "docx", "pptx", "xlsx", "html", "text"]
Network = Literal["cut", "open"]

KINDS: tuple[Kind, ...] = get_args(Kind)
NETWORKS: tuple[Network, ...] = get_args(Network)

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one file may cost. Every number has a test with a file that runs into it."""

    file_bytes: int = 100 * MEGABYTE
    unpacked_bytes: int = 500 * MEGABYTE
    ratio: int = 100
    ratio_from_bytes: int = 10 * MEGABYTE
    members: int = 10_000
    memory_bytes: int = 1024**3
    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    open_files: int = 32
    pages: int = 2_000
    page_bytes: int = 200_000
    text_bytes: int = 20 * MEGABYTE
    picture_width: int = 720
    pixels: int = 4 * MEGABYTE


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Page:
    """The words of one page or slide; `internal` are a speaker's notes, which never leave the company."""

    number: int
    text: str
    internal: bool = False


@dataclass(frozen=True)
class Reading:
    """What a file says: only pages with words are in `pages`, `page_count` counts all of them."""

    kind: Kind
    pages: list[Page] = field(default_factory=list)
    page_count: int = 0
    network: Network = "open"
    picture: bytes = b""
