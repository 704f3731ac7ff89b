"""`{% once %}`: some cells of a row, drawn once for the values that they mention. A builtin as well."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from types import EllipsisType, NoneType
from typing import Any
from uuid import UUID

from django import template
from django.template import Context, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token, Variable, VariableNode
from django.template.defaulttags import IfNode, URLNode
from django.template.library import SimpleNode
from django.templatetags.i18n import TranslateNode
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from apps.core.keeping import Drawings

register = template.Library()

# Values that say all there is to see of them. A row isn't one: it stays equal to itself whatever becomes of it.
WORDS_AND_NUMBERS = {str, SafeString, int, float, bool, NoneType, EllipsisType, UUID, Decimal}
PLAIN = frozenset({*WORDS_AND_NUMBERS, date, datetime, list})
NODES = (TextNode, VariableNode, IfNode, URLNode, TranslateNode, SimpleNode)
BY_THE_CLOCK = {"timesince", "timeuntil"}
# Some forty pages of a list.
ROWS_KEPT = 2000


class Once(Node):
    """Cells that show nothing but what they mention, so that what was drawn for the same values stands for them.

    What they mention is looked up anew each time. Where that isn't plain, as a row isn't, they are drawn anew as well.
    A tag or filter that takes a whole row is welcome where it says what of it it `looks_at`.
    """

    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes
        self.readers = [(first, _reader(sorted(rest))) for first, rest in _mentioned(nodes).items()]
        self.around = {name for node in nodes.get_nodes_by_type(SimpleNode) for name in _looks_around(node)}
        self.drawings = Drawings(at_most=ROWS_KEPT)

    def render(self, context: Context) -> SafeString:
        values: list[Any] = []
        try:
            for first, read in self.readers:
                values += read(context.get(first, ...))
        except AttributeError:
            return self.nodelist.render(context)
        kinds = tuple(map(type, values))
        if not PLAIN.issuperset(kinds) or not all(name in context for name in self.around):
            return self.nodelist.render(context)
        if list in kinds:
            try:
                values = [_said(value) if type(value) is list else value for value in values]
            except TypeError:  # A list of rows.
                return self.nodelist.render(context)
        # With their types: a text that is safe as HTML equals the same text that isn't.
        zone = get_current_timezone() if datetime in kinds else None
        key = (get_language(), zone, kinds, *values)
        return self.drawings.of(key, lambda: self.nodelist.render(context))


def _said(several: list[Any]) -> str:
    return json.dumps(several) if several else ""


@register.tag
def once(parser: Parser, token: Token) -> Once:
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    for node in nodes.get_nodes_by_type(Node):
        by_more = getattr(node, "takes_context", False) and not _looks_at(node)
        leaves_more = getattr(node, "target_var", None) or getattr(node, "asvar", None)
        if not isinstance(node, NODES) or by_more or leaves_more:
            raise TemplateSyntaxError(f"What is drawn once goes by the values it mentions alone; {node} goes by more.")
    return Once(nodes)


def _mentioned(nodes: NodeList) -> dict[str, set[str]]:
    """Every variable of the cells: its first name, and what follows after the dot."""
    found: dict[str, set[str]] = {}
    for node in nodes.get_nodes_by_type(Node):
        for path in _of_node(node):
            first, _dot, rest = path.partition(".")
            found.setdefault(first, set()).add(rest)
    return found


def _reader(paths: list[str]) -> Callable[[Any], Iterable[Any]]:
    """What gives the values at some paths of a row; what lies in another row is asked for that only once."""
    if paths == [""]:
        return lambda found: (found,)
    if "" in paths:
        raise TemplateSyntaxError(f"What is drawn once can't mention a row as a whole, beside its {paths[1:]}.")
    own = _attributes([path for path in paths if "." not in path])
    beyond: dict[str, list[str]] = {}
    for path in paths:
        first, dot, rest = path.partition(".")
        if dot:
            beyond.setdefault(first, []).append(rest)
    others = [(attrgetter(first), _reader(rest)) for first, rest in beyond.items()]
    if not others:
        return own
    return lambda found: [*own(found), *(value for step, read in others for value in read(step(found)))]


def _attributes(names: list[str]) -> Callable[[Any], Iterable[Any]]:
    if not names:
        return lambda found: ()
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda found: (read(found),)


def _looks_at(node: Any) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(getattr(node, "func", None), "looks_at", ())
    return found


def _looks_around(node: Any) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(getattr(node, "func", None), "looks_around", ())
    return found


def _of_node(node: Node) -> Iterator[str]:
    if isinstance(node, IfNode):
        yield from _paths([condition for condition, _nodes in node.conditions_nodelists])
        return
    parts = dict(vars(node))
    if seen := _looks_at(node):
        row, *parts["args"] = parts["args"]
        yield from (f"{path}.{attribute}" for path in _paths([row]) for attribute in seen)
        yield from _looks_around(node)
    yield from _paths(parts.values())


def _paths(parts: Iterable[Any]) -> Iterator[str]:
    """The variables in a node's parts: in expressions and their filters, alone, in lists, by name, in conditions."""
    for part in parts:
        if isinstance(part, Variable):
            if part.lookups:
                yield str(part.var)
        elif isinstance(part, FilterExpression):
            yield from _of_expression(part)
        elif type(part) is list:
            yield from _paths(part)
        elif type(part) is dict:
            yield from _paths(part.values())
        elif hasattr(part, "eval"):
            yield from _paths(getattr(part, name, None) for name in ("value", "first", "second"))


def _of_expression(expression: FilterExpression) -> Iterator[str]:
    if any(getattr(one, "_filter_name", "") in BY_THE_CLOCK for one, _args in expression.filters):
        raise TemplateSyntaxError(f"What is drawn once can't go by the clock: {expression}")
    seen: tuple[str, ...] = getattr(expression.filters[0][0], "looks_at", ()) if expression.filters else ()
    own = _paths([expression.var])
    yield from (f"{path}.{attribute}" for path in own for attribute in seen) if seen else own
    yield from _paths(arg for _filter, args in expression.filters for _looked_up, arg in args)
