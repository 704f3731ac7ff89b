"""Judging in Python: met, not met, or can't tell, by Kleene's rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.leads.criteria.facts import Kind, Value, fold, is_of_kind
from apps.leads.criteria.tree import Criterion, Group, Match, Node, criteria_of

# None is "can't tell".
Answer = bool | None
MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"


@dataclass(frozen=True)
class Verdict:
    """What a tree says of a lead; bit `n` stands for the tree's `n`th criterion."""

    outcome: str
    true_bits: int
    unknown_bits: int

    def answer(self, place: int) -> Answer:
        if self.unknown_bits >> place & 1:
            return None
        return bool(self.true_bits >> place & 1)


def judge(tree: Node, facts: Mapping[str, Any]) -> Verdict:
    """The verdict on a lead with these facts."""
    answers = [ask(criterion, facts) for criterion in criteria_of(tree)]
    true = sum(1 << place for place, answer in enumerate(answers) if answer is True)
    unknown = sum(1 << place for place, answer in enumerate(answers) if answer is None)
    return Verdict(outcome_of(_combined(tree, iter(answers))), true, unknown)


def outcome_of(answer: Answer) -> str:
    return UNKNOWN if answer is None else MET if answer else NOT_MET


def _combined(node: Node, answers: Any) -> Answer:
    if isinstance(node, Criterion):
        answer: Answer = next(answers)
        return answer
    return combined(node, [_combined(item, answers) for item in node.items])


def combined(node: Group, found: list[Answer]) -> Answer:
    """A group's answer, from those of what is in it."""
    return _all(found) if node.match == Match.ALL else _any(found, negated=node.match == Match.NONE)


def _all(answers: list[Answer]) -> Answer:
    if False in answers:
        return False
    return None if None in answers else True


def _any(answers: list[Answer], *, negated: bool) -> Answer:
    if True in answers:
        return not negated
    return None if None in answers else negated


def value_of(criterion: Criterion, facts: Mapping[str, Any]) -> Value | None:
    """The lead's fact, None where it is missing or isn't of its kind."""
    value = facts.get(criterion.fact.name)
    return value if value is not None and is_of_kind(criterion.fact.kind, value) else None


def ask(criterion: Criterion, facts: Mapping[str, Any]) -> Answer:
    """The answer to one criterion."""
    value = value_of(criterion, facts)
    if criterion.operator in ("is_known", "is_missing"):
        return (value is not None) == (criterion.operator == "is_known")
    if value is None:
        return None
    if criterion.fact.kind == Kind.YES_NO:
        return value is (criterion.operator == "is_yes")
    if criterion.fact.kind in (Kind.NUMBER, Kind.DATE):
        return _ordered(criterion, value)
    return _in_words(criterion, str(value))


def _ordered(criterion: Criterion, value: Value) -> bool:
    here, *values = (_comparable(one) for one in (value, *criterion.values))
    if criterion.operator in ("at_least", "from"):
        return bool(here >= values[0])
    if criterion.operator == "at_most":
        return bool(here <= values[0])
    if criterion.operator == "before":
        return bool(here < values[0])
    if criterion.operator == "between":
        return bool(values[0] <= here <= values[1])
    return bool(here == values[0])


def _comparable(value: Value) -> Any:
    """Numbers as they are written, as PostgreSQL's `numeric` reads them."""
    return value if isinstance(value, str) else Decimal(str(value))


def _in_words(criterion: Criterion, value: str) -> bool:
    here, values = fold(value), [fold(str(one)) for one in criterion.values]
    if criterion.operator == "contains":
        return any(one in here for one in values)
    if criterion.operator == "starts_with":
        return here.startswith(tuple(values))
    return (here in values) == (criterion.operator == "is_one_of")
