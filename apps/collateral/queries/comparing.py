"""Two versions of a file, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from apps.collateral.models import AssetVersion, Passage, Reading
from apps.core.differing import Line, compared

# What is compared word by word at most: a page beyond it takes seconds, and nobody reads the marks in it.
MOST_WORDS = 2_000
MOST_PAGES = 50
_LOOK_AHEAD = 10


@dataclass(frozen=True)
class PagePair:
    """A page that isn't the same any more.

    Attributes:
        old, new: its number in each version; None where it isn't in it.
        internal: whether it is a speaker's notes.
        lines: empty where the page is too long to be compared word by word.
    """

    old: int | None
    new: int | None
    internal: bool
    lines: list[Line]


@dataclass(frozen=True)
class PagesCompared:
    """What became of the pages of one version in another.

    Attributes:
        unread: the versions whose text isn't known, so that nothing can be compared.
        same: how many pages stayed as they were; `further`: how many more differ than are shown.
    """

    unread: list[AssetVersion]
    pages: list[PagePair]
    same: int
    further: int


def compared_versions(before: AssetVersion, after: AssetVersion) -> PagesCompared:
    """The pages that came, went or changed, in the order of the newer version."""
    unread = [version for version in (before, after) if version.reading != Reading.READ]
    if unread:
        return PagesCompared(unread, [], 0, 0)
    old, new = (list(version.passages.order_by("number", "internal").defer("search")) for version in (before, after))
    pairs = list(_pairs(old, new))
    differing = [(one, other) for one, other in pairs if one is None or other is None or one.text != other.text]
    shown = [_compared(one, other) for one, other in differing[:MOST_PAGES]]
    return PagesCompared([], shown, len(pairs) - len(differing), len(differing) - len(shown))


def _pairs(old: list[Passage], new: list[Passage]) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Pages that say the same belong together wherever they moved; between them, each to the next one."""
    before, after = ([(page.internal, page.text) for page in pages] for pages in (old, new))
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield from zip(old[i:j], new[k:m], strict=True)
            continue
        for internal in (False, True):
            gone, came = ([page for page in rows if page.internal is internal] for rows in (old[i:j], new[k:m]))
            yield from zip(gone, came, strict=True) if len(gone) == len(came) else _matched(gone, came)


def _matched(gone: list[Passage], came: list[Passage]) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Each page with the next that still has half of its words; the others went or came."""
    for page in gone:
        words = set(page.text.split())
        near = enumerate(came[:_LOOK_AHEAD])
        at = next((n for n, other in near if 2 * len(words & set(other.text.split())) >= len(words)), None)
        if at is None:
            yield page, None
            continue
        yield from ((None, other) for other in came[:at])
        yield page, came[at]
        came = came[at + 1 :]
    yield from ((None, other) for other in came)


def _compared(old: Passage | None, new: Passage | None) -> PagePair:
    known = old or new
    if known is None:
        raise ValueError("a page is in one of the versions at least")
    texts = ["" if page is None else page.text for page in (old, new)]
    too_long = any(len(text.split()) > MOST_WORDS for text in texts)
    lines = [] if too_long else compared(*texts)
    return PagePair(old.number if old else None, new.number if new else None, known.internal, lines)
