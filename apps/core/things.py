"""How an app serves those below it without being imported: it registers its kinds of thing here.

A column that may point at anything holds the pair `(kind, id)`; this module turns pairs into things.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

Pair = tuple[str, UUID]


@dataclass(frozen=True)
class Part:
    """Something that an agreement says and that stands by itself: a goal with its target, a criterion.

    Attributes:
        key: by which it is known from version to version.
        values: what is said of it, in words, by label.
    """

    key: str
    title: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Thing:
    """What others must know of a kind.

    Attributes:
        kind: its name in pairs and URLs of the API, for example `task`.
        label: what people call it, translated lazily; `many` is the same for several of them.
        title, url: of one row.
        visible_to: the rows that a member may see.
        involved: members who hear of comments on it (owner, whoever wants it).
        comment_notice: the kind of notice by which they hear.
        owned_by: what a member answers for, to be handed over when they leave.
        hand_over: gives rows of theirs to a successor: `hand_over(actor=, rows=, to=, now=)`.
        counted: how many of them in words: "12 tasks"; goes with `hand_over`.
        still_due: whether a notice about it still deserves a mail: `still_due(thing, notice_kind, recipient)`.
        talked_about_at: the thing on whose page its discussion stands; itself where it has a page with one.
        find: the rows of the kind that `viewer` may see and that fit `words`, the best first: `find(viewer, words)`.
        compose: what an agreement about it says, as data with a "text": `compose(version, now)`.
        parts: what such a content consists of besides its text: `parts(content)`.
        as_of: what stood beside that content on a day, as its parts and labels: `as_of(thing, day)[key][label]`.
        on_discard: puts back what was typed for a draft of the agreement about it that is dropped, and where that was
            its first version, takes the thing away with it: `on_discard(version)`.
        on_in_force: told once that a version of the agreement about it counts now: `on_in_force(version, now)`.
    """

    kind: str
    label: Any
    model: type[Model]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    visible_to: Callable[[Any], QuerySet[Any]]
    involved: Callable[[Any], Iterable[Any]] = lambda thing: ()
    comment_notice: str = "comment"
    owned_by: Callable[[Any], QuerySet[Any]] | None = None
    hand_over: Callable[..., None] | None = None
    counted: Callable[[int], str] = str
    still_due: Callable[[Any, str, Any], bool] = lambda thing, kind, recipient: True
    talked_about_at: Callable[[Any], Any] = lambda thing: thing
    find: Callable[[Any, str], QuerySet[Any]] | None = None
    many: Any = ""
    compose: Callable[[Any, datetime], dict[str, Any]] | None = None
    parts: Callable[[dict[str, Any]], list[Part]] | None = None
    as_of: Callable[[Any, date], Mapping[str, Mapping[str, str]]] | None = None
    on_discard: Callable[[Any], None] | None = None
    on_in_force: Callable[[Any, datetime], None] | None = None


_kinds: dict[str, Thing] = {}
_by_model: dict[type[Model], Thing] = {}


def register(thing: Thing) -> None:
    """Make a kind known; called once per kind in the app's `ready()`."""
    _kinds[thing.kind] = thing
    _by_model[thing.model] = thing


def kind(name: str) -> Thing:
    """The kind called `name`; KeyError where there is none."""
    return _kinds[name]


def kinds() -> list[Thing]:
    return list(_kinds.values())


def of(row: Model) -> Thing:
    """The kind that `row` is of."""
    # Not `type(row)`: whoever is signed in comes as a lazy object that only tells its class when asked so.
    return _by_model[row.__class__]


def pair(row: Model) -> Pair:
    return of(row).kind, row.pk


def title(row: Model) -> str:
    return of(row).title(row)


def url(row: Model) -> str:
    return of(row).url(row)


def resolve(pairs: Iterable[Pair], viewer: Any) -> dict[Pair, Any]:
    """The things behind `pairs` that `viewer` may see, by one query per kind."""
    wanted: dict[str, set[UUID]] = {}
    for name, pk in pairs:
        wanted.setdefault(name, set()).add(pk)
    found: dict[Pair, Any] = {}
    for name, ids in wanted.items():
        if name in _kinds:
            found |= {(name, row.pk): row for row in _kinds[name].visible_to(viewer).filter(pk__in=ids)}
    return found


def find(name: str, pk: UUID, viewer: Any) -> Any | None:
    """One thing by its pair, or None where it isn't there or `viewer` can't see it."""
    return resolve([(name, pk)], viewer).get((name, pk))


def talked_about_at(row: Model) -> Model:
    """The thing on whose page a comment on `row` is said."""
    return of(row).talked_about_at(row)


def still_due(row: Model, notice_kind: str, recipient: Any) -> bool:
    return of(row).still_due(row, notice_kind, recipient)


def owned_by(member: Any) -> list[Any]:
    """All that `member` answers for, of every kind that can be handed over."""
    return [row for thing in _kinds.values() if thing.owned_by for row in thing.owned_by(member)]


def hold_owned_by(member: Any) -> list[Any]:
    """The same rows, locked by kind and id until the transaction ends."""
    found: list[Any] = []
    for thing in _kinds.values():
        if thing.owned_by:
            found += thing.owned_by(member).order_by("pk").select_for_update(of=("self",))
    return found


def hand_over(*, actor: Any, rows: list[Any], to: Any, now: datetime) -> str:
    """Give `rows`, all of one kind, to `to`, by their own app's rule; returns how many they are, in words."""
    thing = of(rows[0])
    if thing.hand_over is None:
        raise LookupError(f"{thing.kind} has no owner to change")
    thing.hand_over(actor=actor, rows=rows, to=to, now=now)
    return thing.counted(len(rows))
