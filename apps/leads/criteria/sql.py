"""A tree as SQL: an expression per criterion, then the tree over these. Whatever a person typed goes as a parameter.

SQL's own three answers are Kleene's: a comparison with a missing value is NULL, and AND, OR, NOT go on from there.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from apps.leads.criteria.facts import Kind, fold
from apps.leads.criteria.tree import Criterion, Match, Node, criteria_of

# Facts that are columns of the lead; all others stand in its attributes. Nothing else is ever written into the text.
COLUMNS = {"email": "email", "company": "company", "source": "source"}
_TYPES = {Kind.NUMBER: "number", Kind.YES_NO: "boolean"}


@dataclass(frozen=True)
class Compiled:
    """A tree, ready to be asked of rows.

    Attributes:
        answers: a select list `(…) as c0, (…) as c1, …` over a table called `lead`, with its `params`.
        whole: the tree over `c0, c1, …`: true, false or null.
        true_bits, unknown_bits: the same columns as numbers.
    """

    answers: str
    params: list[Any]
    whole: str
    true_bits: str
    unknown_bits: str


def compile_tree(tree: Node) -> Compiled:
    writing = _Writing()
    asked = list(criteria_of(tree))
    answers = ", ".join(f"({writing.criterion(criterion)}) as c{place}" for place, criterion in enumerate(asked))
    places = iter(range(len(asked)))
    return Compiled(
        answers=answers,
        params=writing.params,
        whole=_whole(tree, places),
        true_bits=_bits(len(asked), "c{place} is true"),
        unknown_bits=_bits(len(asked), "c{place} is null"),
    )


def _whole(node: Node, places: Any) -> str:
    if isinstance(node, Criterion):
        return f"c{next(places)}"
    joined = (" and " if node.match == Match.ALL else " or ").join(_whole(item, places) for item in node.items)
    return f"(not ({joined}))" if node.match == Match.NONE else f"({joined})"


def _bits(count: int, condition: str) -> str:
    ones = (f"case when {condition.format(place=place)} then {1 << place}::bigint else 0 end" for place in range(count))
    return " + ".join(ones)


@dataclass
class _Writing:
    params: list[Any] = field(default_factory=list)

    def _param(self, value: Any, cast: str) -> str:
        self.params.append(value)
        return f"%s::{cast}"

    def criterion(self, criterion: Criterion) -> str:
        if criterion.operator == "is_known":
            return f"{self._value(criterion)} is not null"
        if criterion.operator == "is_missing":
            return f"{self._value(criterion)} is null"
        if criterion.fact.kind == Kind.YES_NO:
            return f"{self._value(criterion)} = {'true' if criterion.operator == 'is_yes' else 'false'}"
        if criterion.fact.kind in (Kind.NUMBER, Kind.DATE):
            return self._ordered(criterion)
        return self._in_words(criterion)

    def _value(self, criterion: Criterion) -> str:
        """The fact with its type; null where it is missing or of another kind."""
        fact = criterion.fact
        if fact.name in COLUMNS:
            return f"nullif(lead.{COLUMNS[fact.name]}, '')"
        kind = _TYPES.get(Kind(fact.kind), "string")
        guard = f"jsonb_typeof(lead.attributes -> {self._param(fact.name, 'text')}) = '{kind}'"
        text = f"(lead.attributes ->> {self._param(fact.name, 'text')})"
        cast = {Kind.NUMBER: "::numeric", Kind.YES_NO: "::boolean"}.get(Kind(fact.kind), "")
        return f"(case when {guard} then {text}{cast} end)"

    def _ordered(self, criterion: Criterion) -> str:
        is_number = criterion.fact.kind == Kind.NUMBER
        here = self._value(criterion) if is_number else f'{self._value(criterion)} collate "C"'
        values = [
            self._param(Decimal(str(value)), "numeric") if is_number else self._param(value, "text")
            for value in criterion.values
        ]
        if criterion.operator == "between":
            return f"{here} between {values[0]} and {values[1]}"
        sign = {"at_least": ">=", "from": ">=", "at_most": "<=", "before": "<", "equals": "="}[criterion.operator]
        return f"{here} {sign} {values[0]}"

    def _in_words(self, criterion: Criterion) -> str:
        here = f'lower({self._value(criterion)} collate "pg_c_utf8")'
        values = [fold(str(value)) for value in criterion.values]
        if criterion.operator in ("contains", "starts_with"):
            call = "strpos({here}, {value}) > 0" if criterion.operator == "contains" else "starts_with({here}, {value})"
            # Each repeats the fact, and with it the parameters that name it.
            parts = []
            for place, value in enumerate(values):
                again = here if place == 0 else f'lower({self._value(criterion)} collate "pg_c_utf8")'
                parts.append(call.format(here=again, value=self._param(value, "text")))
            return " or ".join(parts)
        any_of = f"{here} = any({self._param(values, 'text[]')})"
        return any_of if criterion.operator == "is_one_of" else f"not ({any_of})"
