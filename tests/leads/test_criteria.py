"""Trees of criteria: what is refused and where, what is met, not met or can't be told, and why."""

import pytest

from apps.leads.criteria import BadTree, Fact, Kind, explain, judge, parse, read_value, words_of

FACTS = {
    fact.name: fact
    for fact in (
        Fact("employees", "Employees", Kind.NUMBER),
        Fact("city", "City", Kind.TEXT),
        Fact("industry", "Industry", Kind.CHOICE, ("Water", "Housing")),
        Fact("budget", "Budget", Kind.YES_NO),
        Fact("asked_on", "Asked on", Kind.DATE),
    )
}


def one(attribute, operator, *values, pk="c"):
    return {"id": pk, "attribute": attribute, "operator": operator, "values": list(values)}


def group(match, *items):
    return {"match": match, "items": list(items)}


def tree(*items, match="all"):
    return parse(group(match, *items), FACTS)


def faults(data):
    with pytest.raises(BadTree) as caught:
        parse(data, FACTS)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("criterion", "value", "expected"),
    [
        (one("employees", "at_least", 50), 50, "met"),
        (one("employees", "at_least", 50), 49.5, "not_met"),
        (one("employees", "at_least", 50), None, "unknown"),
        (one("employees", "at_least", 50), "fifty", "unknown"),
        (one("employees", "at_most", "0.1"), 0.1, "met"),
        (one("employees", "between", 10, 20), 20, "met"),
        (one("employees", "between", 10, 20), 21, "not_met"),
        (one("employees", "equals", 7), 7.0, "met"),
        (one("employees", "equals", 1), True, "unknown"),
        (one("employees", "is_known"), 0, "met"),
        (one("employees", "is_known"), None, "not_met"),
        (one("employees", "is_missing"), None, "met"),
        (one("employees", "is_missing"), 0, "not_met"),
        (one("city", "is_one_of", "MÜNCHEN", "Ulm"), "münchen", "met"),
        (one("city", "is_one_of", "Ulm"), "Neu-Ulm", "not_met"),
        (one("city", "is_none_of", "Ulm"), "Neu-Ulm", "met"),
        (one("city", "is_none_of", "Ulm"), None, "unknown"),
        (one("city", "contains", "ulm", "bonn"), "Neu-Ulm", "met"),
        (one("city", "starts_with", "neu"), "Neu-Ulm", "met"),
        (one("city", "starts_with", "ulm"), "Neu-Ulm", "not_met"),
        (one("industry", "is_one_of", "water"), "Water", "met"),
        (one("budget", "is_yes"), True, "met"),
        (one("budget", "is_no"), True, "not_met"),
        (one("budget", "is_no"), None, "unknown"),
        (one("asked_on", "before", "2026-03-01"), "2026-02-28", "met"),
        (one("asked_on", "before", "2026-03-01"), "2026-03-01", "not_met"),
        (one("asked_on", "from", "2026-03-01"), "2026-03-01", "met"),
        (one("asked_on", "between", "2026-03-01", "2026-03-31"), "2026-03-31", "met"),
    ],
)
def test_one_criterion(criterion, value, expected):
    facts = {} if value is None else {criterion["attribute"]: value}
    assert judge(tree(criterion), facts).outcome == expected


# Kleene's tables, by hand: T met, F not met, U can't tell.
TABLES = [
    ("all", "TT", "met"), ("all", "TF", "not_met"), ("all", "TU", "unknown"), ("all", "FU", "not_met"),
    ("all", "UU", "unknown"), ("all", "FF", "not_met"),
    ("any", "TT", "met"), ("any", "TF", "met"), ("any", "TU", "met"), ("any", "FU", "unknown"),
    ("any", "UU", "unknown"), ("any", "FF", "not_met"),
    ("none", "TT", "not_met"), ("none", "TF", "not_met"), ("none", "TU", "not_met"), ("none", "FU", "unknown"),
    ("none", "UU", "unknown"), ("none", "FF", "met"),
]  # fmt: skip
YES, NO, MISSING = one("employees", "at_least", 5), one("employees", "at_least", 50), one("budget", "is_yes")


@pytest.mark.parametrize(("match", "answers", "expected"), TABLES)
def test_groups_follow_kleene(match, answers, expected):
    items = [{"T": YES, "F": NO, "U": MISSING}[answer] | {"id": str(place)} for place, answer in enumerate(answers)]
    assert judge(tree(*items, match=match), {"employees": 10}).outcome == expected


def test_bits_say_each_criterion_in_the_order_of_the_tree():
    nested = tree(YES | {"id": "1"}, group("none", NO | {"id": "2"}, MISSING | {"id": "3"}), YES | {"id": "4"})
    verdict = judge(nested, {"employees": 10})
    assert (verdict.outcome, verdict.true_bits, verdict.unknown_bits) == ("unknown", 0b1001, 0b0100)


# --- what is refused, with its place


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("nonsense", [("", "neither a group nor a criterion")]),
        (one("employees", "at_least", 5), [("", "Begin with a group")]),
        (group("all"), [("", "This group is empty")]),
        (group("some", YES), [("", "all, any or none")]),
        (group("all", YES, group("any")), [("2", "This group is empty")]),
        (group("all", one("nothing", "is_known")), [("1", "no attribute “nothing”")]),
        (group("all", group("any", one("city", "at_least", 5))), [("1.1", "“at_least” can't be asked of “City”")]),
        (group("all", one("employees", "at_least")), [("1", "takes one value")]),
        (group("all", one("employees", "at_least", 1, 2)), [("1", "takes one value")]),
        (group("all", one("employees", "between", 1)), [("1", "takes two values")]),
        (group("all", one("employees", "between", 9, 1)), [("1", "the first is the larger")]),
        (group("all", one("budget", "is_yes", True)), [("1", "takes no value")]),
        (group("all", one("city", "is_one_of")), [("1", "at least one value")]),
        (group("all", one("employees", "at_least", "many")), [("1", "not a number")]),
        (group("all", one("employees", "at_least", [])), [("1", "isn't a value for")]),
        (group("all", one("industry", "is_one_of", "Air")), [("1", "isn't one of the choices")]),
        (group("all", one("asked_on", "from", "soon")), [("1", "not a date")]),
        (group("all", YES, YES), [("2", "an id of its own")]),
        (group("all", YES | {"weight": 3}), [("1", "Nothing here is called “weight”")]),
        (group("all", one("nothing", "is_known"), group("any")), [("1", "no attribute"), ("2", "empty")]),
    ],
)
def test_what_cannot_be_judged_is_refused_with_its_place(data, expected):
    found = faults(data)
    assert len(found) == len(expected)
    for fault, (path, words) in zip(found, expected, strict=True):
        assert fault.startswith(f"{path}: " if path else "")
        assert words in fault


def test_a_tree_is_neither_too_deep_nor_too_wide():
    deep = YES
    for _ in range(7):
        deep = group("all", deep)
    assert faults(deep) == ["1.1.1.1.1.1: Groups lie at most 6 deep."]
    wide = group("all", *(YES | {"id": str(number)} for number in range(61)))
    assert faults(wide) == ["A definition has at most 60 criteria."]


# --- values and words


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("text", "  Ulm ", "Ulm"), ("text", "   ", None), ("text", "N/A", None), ("number", "12", 12),
        ("number", "12.5", 12.5), ("number", "-1", None), ("yes_no", "Yes", True), ("yes_no", "0", False),
        ("date", "2026-03-31", "2026-03-31"), ("choice", "WATER", "Water"),
    ],
)  # fmt: skip
def test_a_text_is_read_as_its_kind_or_says_nothing(kind, text, expected):
    assert read_value(kind, text, choices=["Water"], missing=["n/a", "-1"]) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [("number", "nan"), ("number", "1e99"), ("number", "1,5"), ("yes_no", "perhaps"), ("date", "31.3.2026"),
     ("choice", "Air"), ("text", "a\0b")],
)  # fmt: skip
def test_a_text_that_is_no_value_of_its_kind_is_refused(kind, text):
    with pytest.raises(ValueError):
        read_value(kind, text, choices=["Water"])


def test_a_tree_reads_as_a_list():
    nested = tree(
        one("employees", "at_least", 50, pk="1"),
        group("any", one("industry", "is_one_of", "Water", "Housing", pk="2"), one("budget", "is_yes", pk="3")),
        group("none", one("asked_on", "between", "2026-01-01", "2026-03-31", pk="4")),
    )
    assert words_of(nested).splitlines() == [
        "all of these hold:",
        "",
        "1. Employees is at least 50",
        "2. at least one of these holds:",
        "   1. Industry is “Water” or “Housing”",
        "   2. Budget is yes",
        "3. none of these holds:",
        "   1. Asked on is between 2026-01-01 and 2026-03-31",
    ]


def test_each_criterion_is_explained_with_the_value_or_the_missing_fact():
    nested = tree(YES | {"id": "1"}, group("any", NO | {"id": "2"}, MISSING | {"id": "3"}))
    facts = {"employees": 10}
    lines = explain(nested, facts, judge(nested, facts))
    assert [(line.path, line.words, line.answer, line.value, line.missing) for line in lines] == [
        ("1", "Employees is at least 5", True, "10", ""),
        ("2.1", "Employees is at least 50", False, "10", ""),
        ("2.2", "Budget is yes", None, "", "Budget"),
    ]
