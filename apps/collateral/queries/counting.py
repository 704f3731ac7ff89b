"""How many pieces each entry of the shared lists would leave, beside the filters of the library."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, QuerySet

from apps.collateral.models import FACETS, Asset
from apps.core.prepared import Prepared
from apps.people.models import Choice, ChoiceList

# Of a longer list the newest are counted, and the page says "at least".
COUNTED_AT_MOST = 2000
# The filters by their names in the address.
LISTS = {"kind": ChoiceList.ASSET_KIND, **{one.value: one for one in FACETS}}


@dataclass(frozen=True)
class Entry:
    """An entry to narrow by; `count` is None where nothing was counted, and "12+" where not everything was."""

    id: UUID
    label: str
    chosen: bool
    count: str | None


@dataclass(frozen=True)
class Facet:
    """A shared list as a filter."""

    name: str
    label: Any
    entries: tuple[Entry, ...]

    @property
    def chosen(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.chosen]


class _Offered(NamedTuple):
    """What there is to know here of an entry."""

    pk: UUID
    label: str
    retired_at: datetime | None


_offered = Prepared(
    lambda: (
        Choice.objects.filter(list__in=[one.value for one in LISTS.values()])
        .order_by("position", "label")
        .values_list("list", "pk", "label", "retired_at")
    )
)


def facets(*, rows: QuerySet[Asset] | None, chosen: Mapping[str, Sequence[UUID]]) -> tuple[Facet, ...]:
    """Each list with its entries, in two statements, or one where nothing is to be counted.

    Args:
        rows: what the viewer finds without any of these filters; None where they don't look at counts.
        chosen: the ids that are asked for, by the filter's name.
    """
    names = {one.value: name for name, one in LISTS.items()}
    choices: dict[str, list[_Offered]] = {name: [] for name in LISTS}
    for in_list, *choice in _offered.rows():
        choices[names[in_list]].append(_Offered(*choice))
    counts, exact = (None, True) if rows is None else _counted(rows, chosen, choices)
    found = []
    for name, offered in choices.items():
        asked = set(chosen.get(name, ()))
        entries = tuple(
            Entry(one.pk, one.label, one.pk in asked, None if counts is None else _said(counts[one.pk], exact))
            for one in offered
            if not one.retired_at or one.pk in asked or (counts and counts[one.pk])
        )
        if entries:
            found.append(Facet(name, LISTS[name].label, entries))
    return tuple(found)


def _said(count: int, exact: bool) -> str:
    return str(count) if exact else f"{count}+"


def _counted(
    rows: QuerySet[Asset], chosen: Mapping[str, Sequence[UUID]], choices: Mapping[str, list[_Offered]]
) -> tuple[Counter[UUID], bool]:
    """What each entry would leave, the other lists narrowing as they do; and whether everything was counted."""
    newest = rows.order_by(F("published_at").desc(nulls_last=True), "pk").values("pk")[: COUNTED_AT_MOST + 1]
    alike = Asset.objects.filter(pk__in=newest).order_by().values_list("facet_ids", "for_all", "kind")
    ids = {name: {one.pk for one in offered} for name, offered in choices.items()}
    counts: Counter[UUID] = Counter()
    total = 0
    for facet_ids, for_all, kind, many in alike.annotate(many=Count("pk")):
        total += many
        has = {*facet_ids, kind}
        held = {name: ids[name] if name in for_all else ids[name] & has for name in ids}
        for name in _open_lists(held, chosen):
            counts.update(dict.fromkeys(held[name], many))
    return counts, total <= COUNTED_AT_MOST


def _open_lists(held: Mapping[str, set[UUID]], chosen: Mapping[str, Sequence[UUID]]) -> Iterator[str]:
    """The lists in which an asset counts: those besides which every other list that narrows lets it through."""
    shut = [name for name, asked in chosen.items() if held[name].isdisjoint(asked)]
    return iter(held) if not shut else iter(shut if len(shut) == 1 else [])
