"""What the weekly mails have in common."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Refused
from apps.core.telling import Letter, Section

# A mail names so many pieces; the page has all of them.
PIECES = 30
HOW_TO_REPLY = _("Nobody reads answers to this mail: each line leads to where something can be said.")


class NobodyReads(Refused):
    """A weekly mail is about many things, so an answer to it is about none."""


def nobody_reads(thing: Any, member: Any, text: str, now: datetime) -> None:
    raise NobodyReads(_now("Nobody reads answers to this mail. Say it on the page of the piece you mean."))


def letter(sections: Sequence[Section]) -> Letter:
    """The first pieces, and how many more there are."""
    shown = list(sections[:PIECES])
    if more := len(sections) - len(shown):
        shown.append(("", [_now("and %d more on the page") % more]))
    return Letter(shown)
