"""Facts of a lead: what is known of it, by name and kind; a fact that isn't there is missing, never empty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# As JSON keeps it: text and choices as text, dates as ISO text.
Value = str | int | float | bool
_LONGEST = 2000
_LARGEST = Decimal(10) ** 15
_YES = {"yes", "y", "true", "1", "ja", "oui", "x"}
_NO = {"no", "n", "false", "0", "nein", "non"}


class Kind(models.TextChoices):
    TEXT = "text", gettext_lazy("Text")
    NUMBER = "number", gettext_lazy("Number")
    CHOICE = "choice", gettext_lazy("Choice")
    YES_NO = "yes_no", gettext_lazy("Yes or no")
    DATE = "date", gettext_lazy("Date")


@dataclass(frozen=True)
class Fact:
    """A fact that a criterion may ask for.

    Attributes:
        choices: what a fact of kind choice may be.
        known_at_hand_off: False where it is only learned later, so that asking for it deceives.
    """

    name: str
    label: str
    kind: str
    choices: tuple[str, ...] = ()
    known_at_hand_off: bool = True


def fold(text: str) -> str:
    """Small letters, one for one, as PostgreSQL's `pg_c_utf8` makes them."""
    return "".join(letter.lower()[:1] for letter in text)


def read_value(kind: str, text: str, *, choices: Iterable[str] = (), missing: Iterable[str] = ()) -> Value | None:
    """The value that `text` says; None where it says nothing.

    Raises:
        ValueError: it is no value of this kind; the text says why.
    """
    text = text.strip()
    if not text or fold(text) in {fold(word.strip()) for word in missing}:
        return None
    if "\0" in text:
        raise ValueError(_("It holds a character that can't be kept."))
    if len(text) > _LONGEST:
        raise ValueError(_("It is longer than %(most)d letters.") % {"most": _LONGEST})
    if kind == Kind.NUMBER:
        return read_number(text)
    if kind == Kind.DATE:
        return _read_date(text)
    if kind == Kind.YES_NO:
        return _read_yes_no(text)
    if kind == Kind.CHOICE:
        return _read_choice(text, choices)
    return text


def read_number(text: str) -> int | float:
    """A number with a point, as machines write it."""
    try:
        number = Decimal(text)
    except InvalidOperation as fault:
        raise ValueError(_("“%(text)s” is not a number. Write it like 1234.5.") % {"text": text}) from fault
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise ValueError(_("“%(text)s” is too large a number.") % {"text": text})
    return int(number) if number == number.to_integral_value() else float(number)


def _read_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as fault:
        raise ValueError(_("“%(text)s” is not a date. Write it like 2026-03-31.") % {"text": text}) from fault


def _read_yes_no(text: str) -> bool:
    word = fold(text)
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": text})


def _read_choice(text: str, choices: Iterable[str]) -> str:
    known = {fold(choice): choice for choice in choices}
    if fold(text) not in known:
        raise ValueError(_("“%(text)s” isn't one of the choices.") % {"text": text})
    return known[fold(text)]


def is_of_kind(kind: str, value: Any) -> bool:
    """Whether a stored value has the kind's type; what hasn't counts as missing, in Python and SQL alike."""
    if kind == Kind.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == Kind.YES_NO:
        return isinstance(value, bool)
    return isinstance(value, str)


def shown(value: Value) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
