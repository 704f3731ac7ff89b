"""Why a lead is ready or isn't: each criterion with the lead's own value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from apps.leads.criteria.facts import shown
from apps.leads.criteria.judging import Answer, Verdict, combined, value_of
from apps.leads.criteria.tree import Criterion, Node
from apps.leads.criteria.words import criterion_words


@dataclass(frozen=True)
class Line:
    """One criterion for one lead.

    Attributes:
        answer: True is met, False not met, None can't tell.
        value: the lead's, as people read it; empty where it is missing.
        missing: the label of the fact, where without it nobody can tell about the whole.
    """

    path: str
    words: str
    answer: Answer
    value: str
    missing: str = ""


def explain(tree: Node, facts: Mapping[str, Any], verdict: Verdict) -> list[Line]:
    """A line per criterion, in the order of the tree."""
    return _explained(tree, "", facts, verdict, count())[1]


def _explained(
    node: Node, path: str, facts: Mapping[str, Any], verdict: Verdict, places: Iterator[int]
) -> tuple[Answer, list[Line]]:
    if isinstance(node, Criterion):
        answer = verdict.answer(next(places))
        return answer, [_line(path, node, facts, answer)]
    inner = [
        _explained(item, f"{path}.{place}".lstrip("."), facts, verdict, places)
        for place, item in enumerate(node.items, start=1)
    ]
    answer = combined(node, [one for one, _lines in inner])
    lines = [line for _one, found in inner for line in found]
    # Where the group is decided, a fact missing within it decides nothing.
    return answer, lines if answer is None else [replace(line, missing="") for line in lines]


def _line(path: str, criterion: Criterion, facts: Mapping[str, Any], answer: Answer) -> Line:
    value = value_of(criterion, facts)
    return Line(
        path=path,
        words=criterion_words(criterion),
        answer=answer,
        value="" if value is None else shown(value),
        missing=criterion.fact.label if answer is None else "",
    )
