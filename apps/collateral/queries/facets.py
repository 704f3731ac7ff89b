"""What assets are for, in words, and what may be chosen of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from apps.collateral.models import FACETS, MANY, Asset, AssetFacet
from apps.people.models import Choice, ChoiceList

Said = Mapping[str, Any]


def said_facets() -> ArraySubquery:
    """An asset's facets as `{"list", "id", "label"}`, to annotate it with."""
    rows = AssetFacet.objects.filter(asset=OuterRef("pk")).order_by("list", "choice__position", "choice__label")
    return ArraySubquery(rows.values(said=JSONObject(list="list", id="choice_id", label="choice__label")))


def by_list(said: Iterable[Said]) -> dict[str, list[Said]]:
    """The facets of an asset, list by list in the order people know them."""
    found: dict[str, list[Said]] = {one.value: [] for one in FACETS}
    for facet in said:
        found[facet["list"]].append(facet)
    return found


def offered_facets(*, also: Iterable[Choice] = ()) -> dict[str, list[Choice]]:
    """What may be chosen of each list, in one query; `also` is what an asset has that is no longer offered."""
    kept = Q(retired_at__isnull=True) | Q(pk__in=[one.pk for one in also])
    rows = Choice.objects.filter(kept, list__in=FACETS).order_by("position", "label")
    found: dict[str, list[Choice]] = {one.value: [] for one in FACETS}
    for row in rows:
        found[row.list].append(row)
    return found


def chosen_facets(asset: Asset) -> dict[str, list[Choice]]:
    """What stands on an asset, list by list."""
    found: dict[str, list[Choice]] = {one.value: [] for one in FACETS}
    for facet in asset.facets.select_related("choice").order_by("choice__position", "choice__label"):
        found[facet.list].append(facet.choice)
    return found


def unsaid_facets(asset: Asset) -> list[ChoiceList]:
    """The lists of which nobody said anything yet, though there is something to choose from."""
    known = vars(asset).get("said_facets")
    lists = asset.facets.values_list("list", flat=True) if known is None else [one["list"] for one in known]
    offered = Choice.objects.current().filter(list__in=FACETS).values_list("list", flat=True)
    to_say = set(offered.distinct()).difference(lists, asset.for_all)
    return [one for one in FACETS if one.value in to_say]


def with_facet(name: str, chosen: Sequence[UUID]) -> Q:
    """Assets with one of these entries of a list, or for all of it."""
    if name == ChoiceList.ASSET_KIND:
        return Q(kind__in=chosen)
    fitting = Q(facet_ids__overlap=chosen)
    return fitting | Q(for_all__contains=[name]) if name in MANY else fitting
