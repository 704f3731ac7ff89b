"""A check-in in the words of a mail: "on track 42", "at risk 17: Acme hesitates", "off track: because …"."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import Refused
from apps.goals.commands.checking import check_in
from apps.goals.models import CheckIn, Confidence, Goal, Reading
from apps.people.models import Member

HOW = gettext_lazy(
    "Answer by mail with “on track”, “at risk” or “off track: because …” in the first line. "
    "A number right after it is written down too: “on track 42” or “at risk 42: Acme hesitates”."
)
LONGEST_LINE = 300
_VALUE: Any = Reading._meta.get_field("value")
_FACES = {"on": Confidence.ON_TRACK, "at": Confidence.AT_RISK, "off": Confidence.OFF_TRACK}
_FACE = re.compile(r"\W*(?:(on|off)[\s-]?track|(at)[\s-]risk)(?!\w)[\s:,.;–—]*", re.IGNORECASE)
# 42, 1200, 1,200 or 4.5; with "1,5" nobody can tell whether it is one and a half.
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?=$|\s|[:;,.–—%€$](?!\d))")
_NUMBER_IN_A_SENTENCE = re.compile(r"\d[\d.,]*\s+[^\W\d]")
_AFTER_NUMBER = re.compile(r"\s*(?:%|€|\$|[A-Z]{3}\b)?\s*(?:$|\n|[:;,.–—-]+\s*)")


class NotUnderstood(Refused):
    """Guessing would put a word into the owner's mouth."""


@dataclass(frozen=True)
class Said:
    confidence: str
    value: Decimal | None
    line: str


def check_in_by_mail(goal: Goal, member: Member, text: str, now: datetime) -> CheckIn:
    """Check in with what a mail says; what can't be understood is refused, never guessed."""
    said = understood(text)
    return check_in(actor=member, goal=goal, confidence=said.confidence, line=said.line, value=said.value, now=now)


def understood(text: str) -> Said:
    """What a mail says of how a goal stands.

    Raises:
        NotUnderstood: it begins with none of the three, or with a number that could mean two things.
    """
    face = _FACE.match(text)
    if face is None:
        raise NotUnderstood(_("It has to begin with “on track”, “at risk” or “off track”."))
    rest = text[face.end() :].strip()
    # "off track: 3 deals slipped" has a line; "on track 3 deals" could mean either.
    in_a_sentence = ":" in face[0] and _NUMBER_IN_A_SENTENCE.match(rest)
    value, line = (None, rest) if in_a_sentence else _number(rest)
    line = " ".join(line.split())
    if len(line) > LONGEST_LINE:
        raise NotUnderstood(_("A check-in has one line, of 300 letters at most. Say the rest in a comment."))
    return Said(_FACES[(face[1] or face[2]).lower()], value, line)


def _number(rest: str) -> tuple[Decimal | None, str]:
    """The number that stands alone at the beginning, and what comes after it."""
    if not re.match(r"[-+−€$]?\s?\d", rest):
        return None, rest
    number = _NUMBER.match(rest)
    after = _AFTER_NUMBER.match(rest, number.end()) if number else None
    if number is None or after is None:
        raise NotUnderstood(
            _("The number in it could mean two things. Write it alone, like 1200 or 4.5, then a colon and your line.")
        )
    try:
        return _VALUE.clean(Decimal(number[0].replace(",", "")), None), rest[after.end() :]
    except ValidationError as fault:
        raise NotUnderstood(" ".join(fault.messages)) from fault
