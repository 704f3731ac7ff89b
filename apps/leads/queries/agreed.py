"""What a version of the definition says, criterion by criterion."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from apps.core.things import Part
from apps.leads.criteria import Fact, Group, criterion_words, parse
from apps.leads.criteria.tree import Criterion, Match


def parts(content: dict[str, Any]) -> list[Part]:
    """Each criterion with the groups that it stands in, and the team whose qualifiers take the leads."""
    tree = parse(content["tree"], {name: Fact(**fact) for name, fact in content["facts"].items()})
    team = Part("team", _("Team"), {_("Takes the leads"): content["team"]["name"]})
    return [*_criteria(tree, ()), team]


def _criteria(group: Group, above: tuple[str, ...]) -> Iterator[Part]:
    around = (*above, str(Match(group.match).label))
    for item in group.items:
        if isinstance(item, Criterion):
            values = {_("Criterion"): criterion_words(item), _("Within"): " › ".join(around)}
            yield Part(f"criterion {item.id}", item.fact.label, values)
        else:
            yield from _criteria(item, around)
