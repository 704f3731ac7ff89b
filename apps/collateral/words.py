"""What people type into Find, as PostgreSQL's queries, and the same words marked in a text.

`words OR other -without "in this order" X-200`: all words of a group must stand in the asset, somewhere; what is
joined by signs is one code; the last word, while it is being typed, may be the beginning of one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery
from django.utils.html import escape
from django.utils.safestring import SafeString

MOST_CHARACTERS, MOST_TERMS = 200, 12
# One letter begins too much: it is looked for as it stands.
_PREFIX_FROM = 2
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r'(-?)"([^"]*)("?)|(\S+)')
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_BEFORE, _AFTER = 80, 160


@dataclass(frozen=True)
class Term:
    """Words that follow one another; with `prefix` the last of them may go on."""

    words: tuple[str, ...]
    prefix: bool = False
    # What means the same, or is what was probably meant.
    also: tuple["Term", ...] = ()

    @property
    def query(self) -> SearchQuery:
        return SearchQuery(self.raw, config="accord", search_type="raw")

    @property
    def raw(self) -> str:
        """In the syntax of tsquery; every word is letters and digits alone, so nothing can break out of its quotes."""
        spelled = [self._raw(self.words)]
        german = tuple(word.translate(_GERMAN) for word in self.words)
        if german != self.words:
            spelled.append(self._raw(german))
        return " | ".join([*(f"({one})" for one in spelled), *(other.raw for other in self.also)])

    def _raw(self, words: tuple[str, ...]) -> str:
        return " <-> ".join(f"'{word}'" for word in words) + (":*" if self.prefix else "")

    def stands_at(self, tokens: "list[_Token]", place: int) -> bool:
        if place + len(self.words) > len(tokens):
            return False
        last = len(self.words) - 1
        return all(
            tokens[place + ahead].fits(word, prefix=self.prefix and ahead == last)
            for ahead, word in enumerate(self.words)
        )


@dataclass(frozen=True)
class Group:
    """What an asset must have, all of it, and what it must not have."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...]


@dataclass(frozen=True)
class Words:
    """A parsed search; an asset is found where one group fits."""

    said: str
    groups: tuple[Group, ...]
    # What was mistyped, and what it was taken for.
    corrected: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Each that lets an asset be found, with what means the same."""
        return tuple(one for group in self.groups for term in group.terms for one in (term, *term.also))

    @property
    def is_several(self) -> bool:
        """Whether there is something that may have some of the words and not the others."""
        return any(len(group.terms) > 1 for group in self.groups)

    @property
    def any_of(self) -> SearchQuery | None:
        """Fits wherever one of the words stands; None where only words to leave out were said."""
        if not self.terms:
            return None
        return SearchQuery(" | ".join(term.raw for term in self.terms), config="accord", search_type="raw")

    @property
    def meant(self) -> str:
        """What was said, with what was mistyped as it was taken."""
        meant = self.said
        for wrong, right in self.corrected:
            meant = re.sub(re.escape(wrong), right, meant, flags=re.IGNORECASE)
        return meant


def parse(said: str) -> Words:
    """Any text is a search; what has no letters or digits is none."""
    said = unicodedata.normalize("NFC", said.replace("\0", " "))[:MOST_CHARACTERS].strip()
    typing = said[-1:].isalnum() and said.count('"') % 2 == 0
    groups: list[tuple[list[Term], list[Term]]] = [([], [])]
    parts = list(_PART.finditer(said))
    for count, part in enumerate(parts[:MOST_TERMS], start=1):
        if part[0].lower() == "or":
            groups.append(([], []))
            continue
        words = tuple(word.lower() for word in words_of(part[2] if part[4] is None else part[4]))
        if not words:
            continue
        leave_out = part[0].startswith("-") and len(part[0]) > 1
        last = count == len(parts) and part[4] is not None and not leave_out
        prefix = typing and last and len(words[-1]) >= _PREFIX_FROM
        groups[-1][leave_out].append(Term(words, prefix))
    return Words(said, tuple(Group(tuple(has), tuple(hasnt)) for has, hasnt in groups if has or hasnt))


# --- marks


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    spellings: tuple[str, str]

    def fits(self, word: str, *, prefix: bool) -> bool:
        wanted = spellings_of(word)
        if prefix:
            return any(spelling.startswith(wanted) for spelling in self.spellings)
        return self.spellings[0] == wanted[0] or self.spellings[1] == wanted[1]


@lru_cache(maxsize=50_000)
def spellings_of(word: str) -> tuple[str, str]:
    """A word without its accents, and as German is typed without umlauts."""
    small = word.lower()
    return _plain(small), _plain(small.translate(_GERMAN))


def words_of(text: str) -> list[str]:
    """What stands between signs."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def folded(word: str) -> str:
    """A word as the library keeps it: small, without accents."""
    return _plain(word.lower())


def _plain(word: str) -> str:
    if word.isascii():
        return word
    bare = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return bare.replace("ß", "ss").replace("æ", "ae").replace("œ", "oe").replace("ø", "o").replace("ł", "l")


def _found(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text, from left to right, never overlapping."""
    tokens = [_Token(m.start(), m.end(), spellings_of(m.group())) for m in _WORD.finditer(text)]
    place = 0
    while place < len(tokens):
        fitting = [term for term in words.terms if term.stands_at(tokens, place)]
        if not fitting:
            place += 1
            continue
        length = max(len(term.words) for term in fitting)
        yield tokens[place].start, tokens[place + length - 1].end
        place += length


def holds(text: str, words: Words) -> bool:
    """Whether one of the words stands in the text."""
    return next(_found(text, words), None) is not None


def marked(text: str, words: Words) -> SafeString:
    """The text as safe HTML, with the words in `<mark>`."""
    return _with_marks(text, list(_found(text, words)))


def _with_marks(text: str, places: list[tuple[int, int]]) -> SafeString:
    done, at = [], 0
    for start, end in places:
        done += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    # Every piece of the text was escaped; only the marks are ours.
    return SafeString("".join([*done, escape(text[at:])]))


def snippet(text: str, words: Words) -> SafeString:
    """A line or two around the first place where the words stand, with marks; the beginning where they don't."""
    first = next(_found(text, words), (0, 0))[0]
    start = 0 if first <= _BEFORE else _word_border(text, first - _BEFORE)
    end = min(len(text), first + _AFTER)
    end = end if end == len(text) else max(text.rfind(" ", first, end), text.rfind("\n", first, end))
    piece = text[start : end if end > start else first + _AFTER]
    shown = marked(" ".join(piece.split()), words)
    return SafeString(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")


def _word_border(text: str, place: int) -> int:
    """The start of the first word at or after `place`."""
    found = re.compile(r"\s\S").search(text, place)
    return found.start() + 1 if found and found.start() < place + _BEFORE else place
