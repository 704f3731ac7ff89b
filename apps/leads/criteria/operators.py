"""What may be asked of a fact, by its kind."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.leads.criteria.facts import Kind

MOST_VALUES = 50


@dataclass(frozen=True)
class Operator:
    """A question.

    Attributes:
        words: as it stands between fact and values.
        least, most: how many values it takes.
    """

    name: str
    words: Any
    least: int = 1
    most: int = 1


IS_KNOWN = Operator("is_known", _("is known"), 0, 0)
IS_MISSING = Operator("is_missing", _("is missing"), 0, 0)
_ONE_OF = Operator("is_one_of", _("is"), 1, MOST_VALUES)
_NONE_OF = Operator("is_none_of", _("is not"), 1, MOST_VALUES)
OPERATORS: dict[str, tuple[Operator, ...]] = {
    Kind.TEXT: (
        _ONE_OF,
        _NONE_OF,
        Operator("contains", _("contains"), 1, MOST_VALUES),
        Operator("starts_with", _("starts with"), 1, MOST_VALUES),
        IS_KNOWN,
        IS_MISSING,
    ),
    Kind.NUMBER: (
        Operator("at_least", _("is at least")),
        Operator("at_most", _("is at most")),
        Operator("between", _("is between"), 2, 2),
        Operator("equals", _("is exactly")),
        IS_KNOWN,
        IS_MISSING,
    ),
    Kind.CHOICE: (_ONE_OF, _NONE_OF, IS_KNOWN, IS_MISSING),
    Kind.YES_NO: (
        Operator("is_yes", _("is yes"), 0, 0),
        Operator("is_no", _("is no"), 0, 0),
        IS_KNOWN,
        IS_MISSING,
    ),
    Kind.DATE: (
        Operator("before", _("is before")),
        Operator("from", _("is on or after")),
        Operator("between", _("is between"), 2, 2),
        IS_KNOWN,
        IS_MISSING,
    ),
}


def operators_of(kind: str) -> dict[str, Operator]:
    return {operator.name: operator for operator in OPERATORS[kind]}
