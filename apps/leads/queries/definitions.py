"""The definition, what judges now, and what a tree would say of the company's leads."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from apps.leads.criteria import Fact, Group, criteria_of
from apps.leads.criteria.sql import compile_tree
from apps.leads.models import Attribute, Definition, DefinitionVersion
from apps.leads.models.attributes import own_facts
from apps.people.models import Member


def facts() -> dict[str, Fact]:
    """All that a criterion may ask for, by name."""
    catalogue = [attribute.fact for attribute in Attribute.objects.order_by("label", "pk")]
    return {fact.name: fact for fact in [*own_facts(), *catalogue]}


def definitions(*, viewer: Member, now: datetime) -> QuerySet[Definition]:
    return Definition.objects.visible_to(viewer).select_related("team", "agreement__sponsor", "created_by")


def in_force(now: datetime) -> DefinitionVersion | None:
    """The version that judges at `now`."""
    counts = Q(version__ends_at__isnull=True) | Q(version__ends_at__gt=now)
    return DefinitionVersion.objects.filter(counts, counts_from__lte=now).order_by("-number").first()


@dataclass(frozen=True)
class Counts:
    """Of how many leads a tree, or one criterion of it, says what."""

    met: int
    not_met: int
    unknown: int

    @property
    def all(self) -> int:
        return self.met + self.not_met + self.unknown


def count(tree: Group) -> tuple[Counts, list[Counts]]:
    """What the tree says of the company's leads, in one pass, and each of its criteria in their order."""
    compiled = compile_tree(tree)
    columns = [compiled.whole, *(f"c{place}" for place in range(len(list(criteria_of(tree)))))]
    counted = ", ".join(
        f"count(*) filter (where {one}), count(*) filter (where not {one}), count(*) filter (where {one} is null)"
        for one in columns
    )
    with connection.cursor() as cursor:
        # Only columns and places of the compiler stand in the text; all values are parameters.
        asked = f"select {compiled.answers} from leads_lead lead offset 0"  # noqa: S608
        cursor.execute(f"select {counted} from ({asked}) asked", compiled.params)  # noqa: S608
        found = cursor.fetchone()
    each = [Counts(*found[place : place + 3]) for place in range(0, len(found), 3)]
    return each[0], each[1:]
