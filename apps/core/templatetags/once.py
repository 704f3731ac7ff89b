"""`{% once %}`: some cells of a row, drawn once for the values that they mention. A builtin as well."""

from collections.abc import Callable, Iterable, Iterator
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
from django.utils.translation import get_language

from apps.core.keeping import Drawings

register = template.Library()

# Values that say all there is to see of them. A row isn't one: it stays equal to itself whatever becomes of it.
PLAIN = frozenset({str, SafeString, int, float, bool, NoneType, EllipsisType, UUID, Decimal})
NODES = (TextNode, VariableNode, IfNode, URLNode, TranslateNode, SimpleNode)
# Some forty pages of a list.
ROWS_KEPT = 2000


class Once(Node):
    """Cells that show nothing but what they mention, so that what was drawn for the same values stands for them.

    What they mention is looked up anew each time. Where that isn't plain, a row or a date, they are drawn anew as well.
    """

    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes
        self.readers = [(first, _reader(sorted(rest))) for first, rest in _mentioned(nodes).items()]
        self.drawings = Drawings(at_most=ROWS_KEPT)

    def render(self, context: Context) -> SafeString:
        values: list[Any] = []
        try:
            for first, read in self.readers:
                values += read(context.get(first, ...))
        except AttributeError:
            return self.nodelist.render(context)
        kinds = tuple(map(type, values))
        if not PLAIN.issuperset(kinds):
            return self.nodelist.render(context)
        # With their types: a text that is safe as HTML equals the same text that isn't.
        return self.drawings.of((get_language(), kinds, *values), lambda: self.nodelist.render(context))


@register.tag
def once(parser: Parser, token: Token) -> Once:
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    for node in nodes.get_nodes_by_type(Node):
        by_more = getattr(node, "takes_context", False)
        leaves_more = getattr(node, "target_var", None) or getattr(node, "asvar", None)
        if not isinstance(node, NODES) or by_more or leaves_more:
            raise TemplateSyntaxError(f"What is drawn once goes by the values it mentions alone; {node} goes by more.")
    return Once(nodes)


def _mentioned(nodes: NodeList) -> dict[str, set[str]]:
    """Every variable of the cells: its first name, and what follows after the dot."""
    found: dict[str, set[str]] = {}
    for node in nodes.get_nodes_by_type(Node):
        for variable in _variables(_parts(node)):
            first, _dot, rest = str(variable.var).partition(".")
            found.setdefault(first, set()).add(rest)
    return found


def _reader(paths: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if paths == [""]:
        return lambda found: (found,)
    if "" in paths:
        raise TemplateSyntaxError(f"What is drawn once can't mention a row as a whole, beside its {paths[1:]}.")
    read = attrgetter(*paths)
    return read if len(paths) > 1 else lambda found: (read(found),)


def _parts(node: Node) -> Iterable[Any]:
    if isinstance(node, IfNode):
        return [condition for condition, _nodes in node.conditions_nodelists]
    return vars(node).values()


def _variables(parts: Iterable[Any]) -> Iterator[Variable]:
    """The variables in a node's parts: in expressions and their filters, alone, in lists, by name, in conditions."""
    for part in parts:
        if isinstance(part, Variable):
            if part.lookups:
                yield part
        elif isinstance(part, FilterExpression):
            yield from _variables([part.var, *(arg for _filter, args in part.filters for _looked_up, arg in args)])
        elif type(part) is list:
            yield from _variables(part)
        elif type(part) is dict:
            yield from _variables(part.values())
        elif hasattr(part, "eval"):
            yield from _variables(getattr(part, name, None) for name in ("value", "first", "second"))
