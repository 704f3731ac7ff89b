"""Where an entry of a shared list is used: each app says so for its own columns, so that merging misses none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.people.models import Choice


@dataclass(frozen=True)
class Use:
    """A column that points at choices.

    Attributes:
        column: `app.Model.field`, under which it is known.
        rows: those that have a choice.
        counted: how many of them in words: "12 pieces of collateral".
        move: gives them another of the same list: `move(actor=, choice=, into=, now=)`.
    """

    column: str
    rows: Callable[[Choice], QuerySet[Any]]
    counted: Callable[[int], str]
    move: Callable[..., None]


_uses: dict[str, Use] = {}


def register(*uses: Use) -> None:
    _uses.update({use.column: use for use in uses})


def known() -> list[Use]:
    return [_uses[column] for column in sorted(_uses)]


def counted(choice: Choice) -> list[str]:
    """How often it is used and by what, in words; nothing where it isn't."""
    counts = ((use, use.rows(choice).count()) for use in known())
    return [use.counted(count) for use, count in counts if count]
