"""The port by which any command tells people something; notices fills it in `ready()`.

An app registers the kinds of notice it posts, so that a line in the inbox, a mail and a preference know its words.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

AT_ONCE, DAILY, NEVER = "at_once", "daily", "never"


@dataclass(frozen=True)
class Linked:
    """Words of a letter that lead somewhere: a link in its page, words and address in its text."""

    words: str
    url: str


Words = str | Linked
Section = tuple[Words, Sequence[Words]]


@dataclass(frozen=True)
class Letter:
    """What a mail has to say below its line, read when it is sent.

    Attributes:
        sections: headings, each with its lines; an empty heading stands for none.
        calendar: a part that calendars read, with its method; empty for none.
    """

    sections: Sequence[Section] = ()
    calendar: bytes = b""
    method: str = ""


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice.

    Attributes:
        name: for example `task-offered`.
        label: how settings call it: "A task is offered to me".
        line: the sentence in inbox and mail; may name {actor}, {title} and any fact posted with it.
        why: why the reader gets it, at the mail's foot: "You are asked to take this over."
        rhythm: the default: `at_once` or `daily`.
        urgent: goes to the deputy while the recipient is away.
        letter: what its mail says beyond the line, `letter(thing, reader, facts)`; such a notice is a mail of its own.
        on_reply: takes the answer to its mail, `on_reply(thing, member, text, now)`; without it, it is a comment.
        how_to_reply: what an answer to its mail may say, for its reader; goes with `on_reply`.
        opens: what the link of its mail reads, a verb: "Read the minutes"; without it, it names the thing.
        folds: all of one thing and one day of its reader's are one entry in their inbox; mails go their own way.
    """

    name: str
    label: Any
    line: Any
    why: Any
    rhythm: str = DAILY
    urgent: bool = False
    letter: Callable[[Any, Any, dict[str, Any]], Letter] | None = None
    on_reply: Callable[[Any, Any, str, datetime], Any] | None = None
    how_to_reply: Any = ""
    opens: Any = ""
    folds: bool = False


_kinds: dict[str, NoticeKind] = {}
_teller: Callable[..., Any] | None = None
_teller_of_each: Callable[..., Any] | None = None
# Whom to tell, about what, and words for the kind's line.
Told = tuple[Any, Model, dict[str, Any]]


def register(*kinds: NoticeKind) -> None:
    for kind in kinds:
        _kinds[kind.name] = kind


def notice_kind(name: str) -> NoticeKind:
    return _kinds[name]


def notice_kinds() -> list[NoticeKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def fill(teller: Callable[..., Any], teller_of_each: Callable[..., Any]) -> None:
    """Called once by notices: who really tells."""
    global _teller, _teller_of_each
    _teller, _teller_of_each = teller, teller_of_each


def tell(*, to: Iterable[Any], kind: str, about: Model, actor: Any, now: datetime, **facts: Any) -> None:
    """Tell each member of `to`, but never the actor, in the caller's transaction.

    Args:
        facts: words for the kind's line; strings and numbers.
    """
    if _teller is None:
        raise RuntimeError("notices has not filled the port yet")
    _teller(to=to, kind=kind, about=about, actor=actor, now=now, **facts)


def tell_each(*, told: Iterable[Told], kind: str, actor: Any, now: datetime) -> None:
    """The same to many members, each about a thing of their own: it costs no more statements than telling one."""
    if _teller_of_each is None:
        raise RuntimeError("notices has not filled the port yet")
    _teller_of_each(told=told, kind=kind, actor=actor, now=now)
