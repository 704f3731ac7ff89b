"""One search over everything that its reader may see."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.core import things
from apps.people.models import Member

# Shorter words stand nearly everywhere.
SHORTEST = 2
LONGEST = 200
# Of each kind so many are shown, and so many where only that kind is asked for.
FEW = 5
MANY = 50
# Kinds in this order, where nothing else speaks for another: what people look for most stands first.
ORDER = ["asset", "lead", "member", "task", "request", "goal", "agreement", "meeting", "decision"]


@dataclass(frozen=True)
class Hit:
    """One thing that fits; `who` answers for it, where its kind says so."""

    kind: str
    id: UUID
    title: str
    url: str
    who: Member | None = None

    @property
    def about(self) -> things.Pair:
        return self.kind, self.id


@dataclass(frozen=True)
class Hits:
    """What fits of one kind, the best first; `more` says that there are others."""

    kind: str
    label: Any
    rows: list[Hit]
    more: bool
    in_title: bool


@dataclass(frozen=True)
class Found:
    """What fits some words, kind by kind: first the kinds in which a title holds them."""

    words: str
    kinds: list[Hits]

    @property
    def is_too_short(self) -> bool:
        return len(self.words) < SHORTEST

    @property
    def count(self) -> int:
        return sum(len(hits.rows) for hits in self.kinds)


def search(*, viewer: Member, words: str, kind: str = "") -> Found:
    """What `viewer` may see and `words` fit, by one query for each kind that can be found.

    Args:
        kind: only this one, and more of it.
    """
    # A NUL can't be in any title; the database wouldn't even read the question.
    words = " ".join(words.replace("\0", "").split())[:LONGEST]
    if len(words) < SHORTEST:
        return Found(words, [])
    asked = [thing for thing in things.kinds() if thing.find is not None and kind in ("", thing.kind)]
    found = [_hits(thing, viewer, words, MANY if kind else FEW) for thing in asked]
    return Found(words, sorted((hits for hits in found if hits.rows), key=_place))


def _hits(thing: things.Thing, viewer: Member, words: str, most: int) -> Hits:
    assert thing.find is not None
    rows = list(thing.find(viewer, words)[: most + 1])
    shown = [Hit(thing.kind, row.pk, thing.title(row), thing.url(row), _who(row)) for row in rows[:most]]
    return Hits(
        kind=thing.kind,
        label=thing.many or thing.label,
        rows=shown,
        more=len(rows) > most,
        in_title=any(_holds(hit.title, words) for hit in shown),
    )


def _who(row: Any) -> Member | None:
    """Whoever answers for it, if they were read along: nobody is asked for one by one."""
    owner: Member | None = row._state.fields_cache.get("owner")
    return owner


def _holds(title: str, words: str) -> bool:
    return all(word in title.casefold() for word in words.casefold().split())


def _place(hits: Hits) -> tuple[bool, int]:
    return not hits.in_title, ORDER.index(hits.kind) if hits.kind in ORDER else len(ORDER)
