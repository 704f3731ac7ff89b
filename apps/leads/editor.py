"""The tree as a form without scripts: the page holds its whole state, each button changes it, saving keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.http import QueryDict

from apps.leads.criteria import BadTree, Fact, Group, Kind, Match, operators_of, parse
from apps.leads.queries import Counts, count

ROOT = "r"
Data = dict[str, Any]


@dataclass
class Node:
    """A row of the editor, with its place in the form's names, what is wrong with it, and what it counts."""

    path: str
    data: Data
    fact: Fact | None = None
    children: list["Node"] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    counts: Counts | None = None
    first: bool = True
    last: bool = True

    @property
    def is_group(self) -> bool:
        return "match" in self.data

    @property
    def operators(self) -> list[Any]:
        return list(operators_of(self.fact.kind).values()) if self.fact else []

    @property
    def typed(self) -> list[str]:
        return [str(value) for value in self.data.get("values", [])]

    @property
    def two(self) -> list[str]:
        """For two fields beside each other, the second for “between”."""
        return [*self.typed, "", ""][:2]

    @property
    def joined(self) -> str:
        return "; ".join(self.typed)

    @property
    def shape(self) -> str:
        """How values are given: `text`, `number`, `date`, `choices` or not at all."""
        shapes = {Kind.TEXT: "text", Kind.NUMBER: "number", Kind.DATE: "date", Kind.CHOICE: "choices"}
        return shapes.get(Kind(self.fact.kind), "") if self.fact else ""

    @property
    def matches(self) -> list[Any]:
        return list(Match)


@dataclass(frozen=True)
class Edited:
    """The state of the page: rows to show, and the tree where it can be judged."""

    root: Node
    tree: Group | None
    counts: Counts | None


def empty() -> Data:
    return {"match": Match.ALL.value, "items": []}


def read(sent: QueryDict, facts: Mapping[str, Fact]) -> Data:
    """The tree as it stands in the form."""
    nodes: dict[str, Data] = {}
    for path in sorted(sent.getlist("path"), key=_order):
        node = _group(sent, path) if f"match-{path}" in sent else _criterion(sent, path, facts)
        nodes[path] = node
        around = path.rpartition(".")[0]
        if around in nodes and "items" in nodes[around]:
            nodes[around]["items"].append(node)
    return nodes.get(ROOT, empty())


def _order(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.split(".")[1:] if part.isdecimal())


def _group(sent: QueryDict, path: str) -> Data:
    return {"match": sent[f"match-{path}"], "items": []}


def _criterion(sent: QueryDict, path: str, facts: Mapping[str, Fact]) -> Data:
    fact = facts.get(sent.get(f"attribute-{path}", ""))
    operator = sent.get(f"operator-{path}", "")
    values = [value.strip() for value in sent.getlist(f"values-{path}")]
    if fact is not None and fact.kind == Kind.TEXT:
        values = [part.strip() for value in values for part in value.split(";")]
    known = operators_of(fact.kind).get(operator) if fact else None
    values = [value for value in values if value][: known.most if known else None]
    return {
        "id": sent.get(f"id-{path}", ""),
        "attribute": sent.get(f"attribute-{path}", ""),
        "operator": operator,
        "values": values,
    }


def act(tree: Data, do: str, sent: QueryDict, facts: Mapping[str, Fact]) -> None:
    """Change the tree as the button `do` says: `add:r.1`, `group:r`, `remove:r.2`, `up:r.2`, `down:r.2`."""
    verb, _colon, path = do.partition(":")
    places = _order(path)
    if verb in ("add", "group"):
        around = _at(tree, places)
        if around is None or "items" not in around:
            return
        fact = facts.get(sent.get(f"new-{path}", ""))
        if verb == "group":
            around["items"].append({"match": Match.ANY.value, "items": []})
        elif fact is not None:
            around["items"].append(_new(fact))
        return
    siblings = (_at(tree, places[:-1]) or {}).get("items", []) if places else []
    place = places[-1] - 1 if places else -1
    if not 0 <= place < len(siblings):
        return
    node = siblings.pop(place)
    if verb != "remove":
        step = {"up": -1, "down": 1}.get(verb, 0)
        siblings.insert(max(0, place + step), node)


def _at(tree: Data, places: tuple[int, ...]) -> Data | None:
    node = tree
    for place in places:
        items = node.get("items", [])
        if not 0 < place <= len(items):
            return None
        node = items[place - 1]
    return node


def _new(fact: Fact) -> Data:
    first = next(iter(operators_of(fact.kind)))
    return {"id": uuid4().hex[:8], "attribute": fact.name, "operator": first, "values": []}


def shown(tree: Data, facts: Mapping[str, Fact], *, judged: bool) -> Edited:
    """The page's state.

    Args:
        judged: whether to say what is wrong; while a row is being added, that it isn't filled in is no fault yet.
    """
    faults: dict[str, list[str]] = {}
    parsed = None
    try:
        parsed = parse(tree, facts)
    except BadTree as fault:
        for one in fault.faults:
            faults.setdefault(f"{ROOT}.{one.path}".rstrip("."), []).append(one.say)
    whole, each = count(parsed) if parsed else (None, [])
    root = _node(tree, ROOT, facts, faults if judged else {}, iter(each))
    return Edited(root, parsed, whole)


def _node(data: Data, path: str, facts: Mapping[str, Fact], faults: dict[str, list[str]], counts: Any) -> Node:
    node = Node(path, data, facts.get(str(data.get("attribute"))), faults=faults.get(path, []))
    if not node.is_group:
        node.counts = next(counts, None)
        return node
    items = data.get("items", [])
    for place, item in enumerate(items, start=1):
        child = _node(item, f"{path}.{place}", facts, faults, counts)
        child.first, child.last = place == 1, place == len(items)
        node.children.append(child)
    return node
