"""Python and SQL judge alike: random trees, random leads with facts missing or of the wrong kind, in one database."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from apps.leads.criteria import Fact, Kind, judge, operators_of, parse
from apps.leads.criteria.sql import compile_tree
from apps.leads.models import Lead
from tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db(transaction=True)

FACTS = {
    fact.name: fact
    for fact in (
        Fact("n", "Number", Kind.NUMBER),
        Fact("t", "Text", Kind.TEXT),
        Fact("c", "Choice", Kind.CHOICE, ("Red", "Grün", "İzmir")),
        Fact("b", "Yes or no", Kind.YES_NO),
        Fact("d", "Date", Kind.DATE),
        Fact("company", "Company", Kind.TEXT),
        # Names and values that would end a string, were they ever written into the statement.
        Fact("x'); drop table leads_lead; --", "Quote", Kind.TEXT),
    )
}
LETTERS = st.text(st.sampled_from("aAbBzZäÄßıİΣσςéÉ '%_\\\"7"), min_size=1, max_size=4)
NUMBERS = st.one_of(st.integers(-3, 3), st.sampled_from([0.1, 0.2, 0.30000000000000004, 1e-7, 99999999999999.5]))
DATES = st.sampled_from(["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01"])
VALUES = {
    Kind.NUMBER: NUMBERS,
    Kind.TEXT: LETTERS.filter(str.strip),
    Kind.CHOICE: st.sampled_from(["Red", "Grün", "İzmir"]),
    Kind.YES_NO: st.booleans(),
    Kind.DATE: DATES,
}
# What may stand in a lead, whatever the catalogue says: of the kind, of another, or null.
STORED = st.one_of(NUMBERS, LETTERS, st.booleans(), DATES, st.none(), st.just([]), st.just({}), st.just(""))
REACHED: Counter[str] = Counter()


@st.composite
def criteria(draw: Any) -> dict[str, Any]:
    fact = draw(st.sampled_from(list(FACTS.values())))
    operator = draw(st.sampled_from(list(operators_of(fact.kind).values())))
    most = min(operator.most, 3)
    values = draw(st.lists(VALUES[Kind(fact.kind)], min_size=operator.least, max_size=most, unique=True))
    if operator.name == "between":
        values = sorted(values)
    return {"id": "", "attribute": fact.name, "operator": operator.name, "values": values}


def groups(items: Any) -> Any:
    return st.fixed_dictionaries(
        {"match": st.sampled_from(["all", "any", "none"]), "items": st.lists(items, min_size=1, max_size=3)}
    )


TREES = st.recursive(groups(criteria()), lambda inner: groups(st.one_of(criteria(), inner)), max_leaves=8)


@st.composite
def rows(draw: Any) -> dict[str, Any]:
    """Facts of a lead: more often of the kind than not."""
    found = {}
    for name, fact in FACTS.items():
        value = draw(st.one_of(VALUES[Kind(fact.kind)], VALUES[Kind(fact.kind)], STORED))
        if name != "company" and draw(st.integers(0, 3)):
            found[name] = value
    company = draw(st.one_of(st.just(""), LETTERS))
    return found | ({"company": company} if company else {})


def numbered(node: dict[str, Any], place: list[int]) -> dict[str, Any]:
    if "items" in node:
        return node | {"items": [numbered(item, place) for item in node["items"]]}
    place[0] += 1
    return node | {"id": str(place[0])}


def in_sql(tree: Any) -> dict[str, tuple[str, int, int]]:
    compiled = compile_tree(tree)
    outcome = f"case when {compiled.whole} then 'met' when not {compiled.whole} then 'not_met' else 'unknown' end"
    asked = f"(select external_id, {compiled.answers} from leads_lead lead offset 0) asked"  # noqa: S608
    columns = ", ".join(["external_id", outcome, compiled.true_bits, compiled.unknown_bits])
    statement = f"select {columns} from {asked}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, compiled.params)
        return {name: (outcome, true, unknown) for name, outcome, true, unknown in cursor.fetchall()}


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(TREES, min_size=3, max_size=3), st.lists(rows(), min_size=5, max_size=5))
def agree(member: Any, trees: list[Any], found: list[dict[str, Any]]) -> None:
    Lead.objects.all()._raw_delete("default")
    Lead.objects.bulk_create(
        Lead(
            external_id=str(place),
            company=facts.get("company", ""),
            attributes={name: value for name, value in facts.items() if name != "company"},
            brought_by=member,
            created_at=NOW,
        )
        for place, facts in enumerate(found)
    )
    for data in trees:
        tree = parse(numbered(data, [0]), FACTS)
        verdicts = {str(place): judge(tree, facts) for place, facts in enumerate(found)}
        expected = {name: (one.outcome, one.true_bits, one.unknown_bits) for name, one in verdicts.items()}
        assert in_sql(tree) == expected, data
        REACHED.update(one.outcome for one in verdicts.values())


def test_python_and_sql_agree_on_every_tree_and_every_lead():
    cast = make_cast()
    agree(cast.mara)
    assert {name: count >= 100 for name, count in REACHED.items()} == dict.fromkeys(("met", "not_met", "unknown"), True)
    assert Lead.objects.count() == 5
