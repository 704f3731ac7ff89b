"""Notices as sentences: for the inbox and for mails alike."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core import telling, things
from apps.core.saying import ended, said
from apps.notices.models import FOLD, Comment, Notice
from apps.people.models import Member


@dataclass(frozen=True)
class Line:
    """One notice as its reader reads it.

    Attributes:
        words: the whole sentence.
        why: why this reader gets it.
        thing: what it is about, None where the reader can't see it (any more).
        url: straight to the thing, empty where there is none.
        said: the comment it is about, if any.
        folded: what was told before in the same entry, the newest first.
    """

    notice: Notice
    words: str
    label: str
    why: str
    thing: Any
    url: str
    said: str
    folded: tuple["Line", ...] = ()


class _Text(str):
    """Somebody's own words; `{why:.}` ends them, where another sentence follows."""

    def __format__(self, how: str) -> str:
        return ended(self) if how == "." else super().__format__(how)


class _Facts(dict[str, Any]):
    """A fact that wasn't posted leaves a gap, never an error: the words may be newer than the notice."""

    def __missing__(self, key: str) -> str:
        return _Text("…")


def kind_of(notice: Notice) -> telling.NoticeKind:
    """The notice's kind, or a bare one where no app knows it any more."""
    known = {kind.name: kind for kind in telling.notice_kinds()}
    return known.get(notice.kind) or telling.NoticeKind(notice.kind, label=notice.kind, line="{title}", why="")


def lines(notices: Iterable[Notice], *, reader: Member) -> list[Line]:
    """The notices' lines; one query per kind of thing, one for all comments."""
    notices = list(notices)
    found = things.resolve((notice.about for notice in notices), reader)
    comments = _comments(notices)
    return [_line(notice, found.get(notice.about), comments) for notice in notices]


def entries(notices: Iterable[Notice], *, reader: Member) -> list[Line]:
    """The lines of an inbox' entries, each with those folded under it."""
    notices = list(notices)
    fold = {notice.pk: _fold(notice) for notice in notices if notice.folds_on is not None}
    if not fold:
        return lines(notices, reader=reader)
    within = Notice.objects.visible_to(reader).filter(
        folds_on__in={key[-1] for key in fold.values()}, about_id__in={key[-2] for key in fold.values()}
    )
    older: dict[Any, list[Notice]] = {}
    for notice in within.select_related("actor", "instead_of", "recipient").order_by("-at", "-pk"):
        older.setdefault(_fold(notice), []).append(notice)
    told = {line.notice.pk: line for line in lines([*notices, *chain(*older.values())], reader=reader)}
    return [_with_folded(told[notice.pk], older.get(fold.get(notice.pk), []), told) for notice in notices]


def _fold(notice: Notice) -> tuple[Any, ...]:
    return tuple(getattr(notice, name) for name in FOLD)


def _with_folded(line: Line, entry: list[Notice], told: dict[Any, Line]) -> Line:
    this = (line.notice.at, line.notice.pk)
    return replace(line, folded=tuple(told[one.pk] for one in entry if (one.at, one.pk) < this))


def _comments(notices: list[Notice]) -> dict[str, Comment]:
    ids = [UUID(notice.facts["comment"]) for notice in notices if "comment" in notice.facts]
    if not ids:
        return {}
    return {str(comment.pk): comment for comment in Comment.objects.filter(pk__in=ids, withdrawn_at__isnull=True)}


def _line(notice: Notice, thing: Any, comments: dict[str, Comment]) -> Line:
    kind = kind_of(notice)
    comment = comments.get(notice.facts.get("comment", "")) if thing else None
    title = things.title(thing) if thing else _("something you can't see any more")
    facts = {name: _text(said(fact)) for name, fact in notice.facts.items()}
    # A reason that wasn't given leaves nothing behind it that led to it.
    words = str(kind.line).format_map(_Facts(facts, actor=str(notice.actor), title=title)).rstrip(" :")
    if notice.instead_of:
        words = _("For %(name)s, who is away: %(words)s") % {"name": notice.instead_of, "words": words}
    return Line(
        notice=notice,
        words=words,
        label=str(kind.label),
        why=str(kind.why),
        thing=thing,
        url=things.url(thing) + (f"#comment-{comment.pk}" if comment else "") if thing else "",
        said=comment.text if comment else "",
    )


def _text(fact: Any) -> Any:
    return _Text(fact) if isinstance(fact, str) else fact


def still_due(line: Line) -> bool:
    """Whether the line still deserves a mail: seen by its reader, not read yet, and not done or taken back since."""
    notice = line.notice
    if line.thing is None or notice.read_at is not None:
        return False
    if "comment" in notice.facts and not line.said:
        return False
    return things.still_due(line.thing, notice.kind, notice.instead_of or notice.recipient)
