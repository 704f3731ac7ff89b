"""Criteria: what a definition asks of a lead, as data; judged with three answers, because a fact may be missing.

A tree is judged twice over: by Python for one lead and its explanation, by one SQL expression for a million. A property
test holds them to the same answers.
"""

from apps.leads.criteria.explaining import Line, explain
from apps.leads.criteria.facts import Fact, Kind, Value, read_value
from apps.leads.criteria.judging import Verdict, judge
from apps.leads.criteria.operators import OPERATORS, Operator, operators_of
from apps.leads.criteria.tree import BadTree, Criterion, Fault, Group, Match, as_data, criteria_of, parse
from apps.leads.criteria.words import criterion_words, words_of

__all__ = [
    "OPERATORS",
    "BadTree",
    "Criterion",
    "Fact",
    "Fault",
    "Group",
    "Kind",
    "Line",
    "Match",
    "Operator",
    "Value",
    "Verdict",
    "as_data",
    "criteria_of",
    "criterion_words",
    "explain",
    "judge",
    "operators_of",
    "parse",
    "read_value",
    "words_of",
]
