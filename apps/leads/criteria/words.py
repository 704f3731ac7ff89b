"""A tree as a text that both sides can sign: one line per criterion, numbered by its place."""

from django.utils.translation import gettext as _

from apps.leads.criteria.facts import Kind, shown
from apps.leads.criteria.operators import operators_of
from apps.leads.criteria.tree import Criterion, Group, Match, Node

_OPENINGS = {
    Match.ALL: lambda: _("all of these hold:"),
    Match.ANY: lambda: _("at least one of these holds:"),
    Match.NONE: lambda: _("none of these holds:"),
}


def words_of(tree: Group) -> str:
    """The whole tree as a nested list in Markdown."""
    return "\n".join([_OPENINGS[Match(tree.match)](), "", *_lines(tree, 0)])


def _lines(group: Group, depth: int) -> list[str]:
    found = []
    for place, item in enumerate(group.items, start=1):
        found.append(f"{'   ' * depth}{place}. {_line(item)}")
        if isinstance(item, Group):
            found += _lines(item, depth + 1)
    return found


def _line(node: Node) -> str:
    return criterion_words(node) if isinstance(node, Criterion) else _OPENINGS[Match(node.match)]()


def criterion_words(criterion: Criterion) -> str:
    """One criterion as a sentence: “Employees is at least 50”."""
    said = f"{criterion.fact.label} {operators_of(criterion.fact.kind)[criterion.operator].words}"
    values = [shown(value) for value in criterion.values]
    if not values:
        return said
    if criterion.operator == "between":
        return _("%(said)s %(first)s and %(last)s") % {"said": said, "first": values[0], "last": values[1]}
    if criterion.fact.kind in (Kind.NUMBER, Kind.DATE):
        return f"{said} {values[0]}"
    quoted = [f"“{value}”" for value in values]
    *most, last = quoted
    listed = _("%(most)s or %(last)s") % {"most": ", ".join(most), "last": last} if most else last
    return f"{said} {listed}"
