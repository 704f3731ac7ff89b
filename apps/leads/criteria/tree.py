"""The tree: groups of criteria and of further groups. What is wrong with one is said with the place of the node."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.leads.criteria.facts import Fact, Kind, Value, is_of_kind, read_value
from apps.leads.criteria.operators import operators_of

# A bit each in a bigint.
MOST_CRITERIA = 60
MOST_NODES = 120
DEEPEST = 6
_LONGEST_ID = 40


class Match(models.TextChoices):
    ALL = "all", gettext_lazy("all of these")
    ANY = "any", gettext_lazy("any of these")
    NONE = "none", gettext_lazy("none of these")


@dataclass(frozen=True)
class Criterion:
    """One question to one fact; its id stays what it is while the tree around it changes."""

    id: str
    fact: Fact
    operator: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Group:
    match: str
    items: tuple["Criterion | Group", ...]


Node = Criterion | Group


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place: `2.1` is the first node within the second; the whole is an empty place."""

    path: str
    say: str

    def __str__(self) -> str:
        return f"{self.path}: {self.say}" if self.path else self.say


class BadTree(Exception):
    """A tree that can't be judged."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def parse(data: Any, facts: Mapping[str, Fact]) -> Group:
    """The tree that `data` describes.

    Raises:
        BadTree: with every fault and its place.
    """
    reading = _Reading(facts)
    node = reading.node(data, "", 1)
    if isinstance(node, Criterion):
        reading.fault("", _("Begin with a group: all, any or none of these."))
    if reading.criteria > MOST_CRITERIA or reading.nodes > MOST_NODES:
        reading.fault("", _("A definition has at most %(most)d criteria.") % {"most": MOST_CRITERIA})
    if reading.faults or not isinstance(node, Group):
        raise BadTree(reading.faults)
    return node


def criteria_of(node: Node) -> Iterator[Criterion]:
    """All criteria in the order of the tree, which is the order of their bits."""
    if isinstance(node, Criterion):
        yield node
        return
    for item in node.items:
        yield from criteria_of(item)


def as_data(node: Node) -> dict[str, Any]:
    """The tree as JSON keeps it; `parse` reads it back."""
    if isinstance(node, Group):
        return {"match": str(node.match), "items": [as_data(item) for item in node.items]}
    return {"id": node.id, "attribute": node.fact.name, "operator": node.operator, "values": list(node.values)}


class _Reading:
    """One walk through what was given, collecting faults rather than ending at the first."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts
        self._ids: set[str] = set()
        self.faults: list[Fault] = []
        self.nodes = self.criteria = 0

    def fault(self, path: str, say: str) -> None:
        self.faults.append(Fault(path, say))

    def node(self, data: Any, path: str, depth: int) -> Node | None:
        self.nodes += 1
        if not isinstance(data, dict):
            self.fault(path, _("This is neither a group nor a criterion."))
            return None
        if self.nodes > MOST_NODES:
            return None
        return self._group(data, path, depth) if "match" in data else self._criterion(data, path)

    def _group(self, data: dict[str, Any], path: str, depth: int) -> Group | None:
        match, items = data["match"], data.get("items")
        self._refuse_unknown(data, {"match", "items"}, path)
        if match not in Match.values:
            self.fault(path, _("A group asks for all, any or none of what is in it."))
            return None
        if depth > DEEPEST:
            self.fault(path, _("Groups lie at most %(most)d deep.") % {"most": DEEPEST})
            return None
        if not isinstance(items, list) or not items:
            self.fault(path, _("This group is empty. Add a criterion, or remove the group."))
            return None
        read = [self.node(item, f"{path}.{place}".lstrip("."), depth + 1) for place, item in enumerate(items, start=1)]
        return Group(match, tuple(node for node in read if node is not None))

    def _criterion(self, data: dict[str, Any], path: str) -> Criterion | None:
        self.criteria += 1
        self._refuse_unknown(data, {"id", "attribute", "operator", "values"}, path)
        pk, fact = data.get("id"), self._facts.get(str(data.get("attribute")))
        if not isinstance(pk, str) or not 0 < len(pk) <= _LONGEST_ID or pk in self._ids:
            self.fault(path, _("Each criterion has an id of its own."))
        else:
            self._ids.add(pk)
        if fact is None:
            self.fault(path, _("There is no attribute “%(name)s”.") % {"name": data.get("attribute")})
            return None
        operator = operators_of(fact.kind).get(str(data.get("operator")))
        if operator is None:
            say = _("“%(operator)s” can't be asked of “%(label)s”.")
            self.fault(path, say % {"operator": data.get("operator"), "label": fact.label})
            return None
        values = self._values(fact, data.get("values", []), path)
        if values is None:
            return None
        if not operator.least <= len(values) <= operator.most:
            self.fault(path, _how_many(fact, operator.words, operator.least, operator.most))
            return None
        if operator.name == "between" and _from_to(values):
            self.fault(path, _("“%(label)s” is never between these: the first is the larger.") % {"label": fact.label})
        return Criterion(str(pk), fact, operator.name, values)

    def _values(self, fact: Fact, given: Any, path: str) -> tuple[Value, ...] | None:
        if not isinstance(given, list):
            self.fault(path, _("Values come as a list."))
            return None
        found: list[Value] = []
        for one in given:
            if not _has_type(fact.kind, one):
                say = _("“%(value)s” isn't a value for “%(label)s”.")
                self.fault(path, say % {"value": one, "label": fact.label})
                return None
            try:
                value = read_value(fact.kind, str(one), choices=fact.choices)
            except ValueError as fault:
                self.fault(path, str(fault))
                return None
            if value is not None:
                found.append(value)
        return tuple(dict.fromkeys(found)) if fact.kind in (Kind.TEXT, Kind.CHOICE) else tuple(found)

    def _refuse_unknown(self, data: dict[str, Any], known: set[str], path: str) -> None:
        unknown = sorted(str(name) for name in set(data) - known)
        if unknown:
            self.fault(path, _("Nothing here is called “%(name)s”.") % {"name": unknown[0]})


def _has_type(kind: str, value: Any) -> bool:
    """Values that were typed come as text and are read; other values must be of the kind."""
    return isinstance(value, str) or is_of_kind(kind, value)


def _how_many(fact: Fact, words: Any, least: int, most: int) -> str:
    facts = {"label": fact.label, "words": words, "least": least}
    if most == 0:
        return _("“%(label)s %(words)s” takes no value.") % facts
    if least == 2:
        return _("“%(label)s %(words)s” takes two values.") % facts
    if most == 1:
        return _("“%(label)s %(words)s” takes one value.") % facts
    return _("Say what “%(label)s %(words)s”: at least one value, at most fifty.") % facts


def _from_to(values: tuple[Value, ...]) -> bool:
    first, last = values
    return bool(first > last)  # type: ignore[operator]
