"""What is suggested for an agreement, and what each of it would change."""

import re
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from apps.agreements.models import Agreement, Suggestion
from apps.agreements.models.suggestions import SuggestionQuerySet
from apps.people.models import Member


@dataclass(frozen=True)
class Mark:
    """A stretch of a text with changes marked in it: `same`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Wish:
    """An open suggestion as it is read: its words beside those it was written on."""

    suggestion: Suggestion
    pieces: list[Mark]


def suggestions(*, viewer: Member, now: datetime, agreement: Agreement) -> SuggestionQuerySet:
    """All suggestions for versions that the viewer may see."""
    rows = Suggestion.objects.visible_to(viewer).filter(version__agreement=agreement)
    return rows.select_related("version__agreement", "by", "answered_by")


def wishes(*, viewer: Member, now: datetime, agreement: Agreement) -> list[Wish]:
    """Those that wait for an answer, the oldest first."""
    rows = suggestions(viewer=viewer, now=now, agreement=agreement).open().order_by("at", "pk")
    return [Wish(one, marked(one.was, one.text)) for one in rows]


def marked(old: str, new: str) -> list[Mark]:
    """One text with what goes and what comes in its place, word by word; for a wish, which changes little."""
    before, after = (re.findall(r"\S+\s*|\s+", text) for text in (old, new))
    found: list[Mark] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Mark("same", "".join(before[i:j])))
            continue
        found += [Mark("gone", "".join(before[i:j]))] if j > i else []
        found += [Mark("new", "".join(after[k:m]))] if m > k else []
    return found
