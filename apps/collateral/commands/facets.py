"""What an asset is for, and the language it is in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from apps.collateral.models import FACETS, MANY, Asset, AssetFacet, Batch
from apps.core.changing import change
from apps.core.errors import Refused
from apps.people.models import Choice, ChoiceList, Member
from apps.trail import commands as trail

# What a list's name stands beside in the history where the asset applies to all of it.
ALL = "all"
NAMES = tuple(one.value for one in FACETS)


class AllOrSome(Refused):
    """Either it applies to all of a list, or to those that are named."""


class OfAnotherList(Refused):
    """A persona isn't a region."""


class NotOffered(Refused):
    """It stays where it stands already."""


class NoSuchList(Refused):
    """There is nothing of which it could apply to all."""


class FacetChanges(TypedDict, total=False):
    """What a list holds anew; what isn't given stays. `for_all` names the lists of which it applies to every entry."""

    persona: Sequence[Choice]
    funnel_stage: Sequence[Choice]
    industry: Sequence[Choice]
    product: Sequence[Choice]
    region: Sequence[Choice]
    language: Choice | None
    for_all: Sequence[str]


@dataclass(frozen=True)
class FacetStep:
    """What stands on an asset, and what is to stand there.

    Attributes:
        changed: `{list: [old, new]}` in words.
    """

    asset: Asset
    old: list[Choice]
    new: list[Choice]
    for_all: list[str]
    changed: dict[str, list[Any]]


def set_facets(asset: Asset, given: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the lists that are given, on an asset that the caller holds; returns `{list: [old, new]}` in words."""
    if not given:
        return {}
    step = facet_step(asset, given, standing_facets([asset])[asset.pk])
    put_facets([step])
    asset.refresh_from_db(fields=["for_all", "facet_ids", "revision"])
    return step.changed


def facet_step(asset: Asset, given: Mapping[str, Any], standing: Mapping[str, list[Choice]]) -> FacetStep:
    """What setting the lists that are given would do, where `standing` is what stands now.

    Raises:
        Refused: it can't be said so.
    """
    chosen = {name: _chosen(name, given[name]) for name in NAMES if name in given}
    for_all = _for_all(asset, chosen, given.get("for_all"))
    after = {**standing, **chosen, **{name: [] for name in for_all}}
    old, new = (list(chain.from_iterable(lists.values())) for lists in (standing, after))
    _refuse_retired(one for one in new if one not in old)
    both = {name: [_words(asset.for_all, name, standing[name]), _words(for_all, name, after[name])] for name in NAMES}
    return FacetStep(asset, old, new, for_all, {name: pair for name, pair in both.items() if pair[0] != pair[1]})


def put_facets(steps: Sequence[FacetStep], columns: Mapping[UUID, Mapping[str, Any]] | None = None) -> None:
    """Put the new where the old stands, on assets that the caller holds; few statements, however many they are.

    Args:
        columns: what else is set on which of them, and on others that the caller holds.
    """
    taken = {(step.asset.pk, one.pk) for step in steps for one in step.old if one not in step.new}
    if taken:
        rows = AssetFacet.objects.filter(asset__in=[step.asset for step in steps]).values_list("pk", "asset", "choice")
        AssetFacet.objects.filter(pk__in=[pk for pk, *which in rows if tuple(which) in taken]).delete()
    for_all = {step.asset.pk: {"for_all": tuple(step.for_all)} for step in steps if step.for_all != step.asset.for_all}
    _set_columns(columns or {}, for_all)
    AssetFacet.objects.bulk_create(
        AssetFacet(asset=step.asset, list=one.list, choice=one)
        for step in steps
        for one in step.new
        if one not in step.old
    )


def _set_columns(*columns: Mapping[UUID, Mapping[str, Any]]) -> None:
    """One statement for all that get the same."""
    alike = defaultdict(list)
    for pk in {pk for those in columns for pk in those}:
        values = {name: value for those in columns for name, value in those.get(pk, {}).items()}
        alike[tuple(sorted(values.items()))].append(pk)
    alike.pop((), None)
    for said, ids in alike.items():
        Asset.objects.filter(pk__in=ids).update(**dict(said))


def fitting_facets(given: Mapping[str, Any]) -> list[Choice]:
    """What is chosen for assets that aren't there yet, refused here as `set_facets` would refuse it."""
    chosen = {name: _chosen(name, given[name]) for name in NAMES if name in given}
    _for_all(Asset(), chosen, given.get("for_all"))
    rows = list(chain.from_iterable(chosen.values()))
    _refuse_retired(rows)
    return rows


def merge_facets(*, actor: Member, choice: Choice, into: Choice, now: datetime) -> None:
    """Assets that have the facet `choice` have `into`; called by merging, which holds both."""
    rows = AssetFacet.objects.filter(choice=choice)
    assets = list(Asset.objects.select_for_update(of=("self",)).filter(pk__in=rows.values("asset")).order_by("pk"))
    have_both = set(AssetFacet.objects.filter(choice=into, asset__in=assets).values_list("asset", flat=True))
    rows.delete()
    AssetFacet.objects.bulk_create(
        AssetFacet(asset=asset, list=into.list, choice=into) for asset in assets if asset.pk not in have_both
    )
    trail.record_many(actor=actor, act="asset.choice_merged", about=assets, now=now, old=choice.label, new=into.label)
    for batch in Batch.objects.select_for_update(of=("self",)).filter(facet_ids__contains=[choice.pk]).order_by("pk"):
        # What is still on its way gets what it would have now.
        change(batch, {"facet_ids": [one for one in batch.facet_ids if one not in (choice.pk, into.pk)] + [into.pk]})


def merge_kind_of_batches(*, actor: Member, choice: Choice, into: Choice, now: datetime) -> None:
    """What is still on its way of the kind `choice` comes to be of the kind `into`; called by merging."""
    Batch.objects.filter(kind=choice).update(kind=into)


def merge_kind(*, actor: Member, choice: Choice, into: Choice, now: datetime) -> None:
    """Assets of the kind `choice` are of the kind `into`; called by merging, which holds both."""
    assets = list(Asset.objects.select_for_update(of=("self",)).filter(kind=choice).order_by("pk"))
    Asset.objects.filter(kind=choice).update(kind=into)
    trail.record_many(actor=actor, act="asset.choice_merged", about=assets, now=now, old=choice.label, new=into.label)


def hold_choices(given: Mapping[str, Any]) -> None:
    """Hold what is chosen against merging and retiring; called before the asset itself is locked."""
    rows = [row for name in (*NAMES, "kind") if name in given for row in _rows(given[name])]
    if not rows:
        return
    held = Choice.objects.select_for_update(no_key=True).filter(pk__in=[row.pk for row in rows]).order_by("pk")
    retired = dict(held.values_list("pk", "retired_at"))
    for row in rows:
        row.retired_at = retired[row.pk]


def _refuse_retired(rows: Iterable[Choice]) -> None:
    for one in rows:
        if one.retired_at:
            raise NotOffered(_("“%(label)s” is no longer offered.") % {"label": one})


def _rows(value: Choice | Iterable[Choice] | None) -> list[Choice]:
    return [value] if isinstance(value, Choice) else list(value or [])


def _chosen(name: str, value: Any) -> list[Choice]:
    rows = _rows(value)
    for one in rows:
        if one.list != name:
            words = {"label": one, "list": ChoiceList(name).label}
            raise OfAnotherList(_("“%(label)s” isn't in the list %(list)s.") % words)
    return list(dict.fromkeys(rows))


def _for_all(asset: Asset, chosen: Mapping[str, list[Choice]], given: Iterable[str] | None) -> list[str]:
    """In the lists' own order. Naming some of a list ends that it applied to all, unless that is said again."""
    some = {name for name, rows in chosen.items() if rows}
    if given is None:
        return [one.value for one in MANY if one in asset.for_all and one not in some]
    wanted = set(given)
    if unknown := wanted.difference(MANY):
        raise NoSuchList(_("Nothing can apply to all of “%(list)s”.") % {"list": min(unknown)})
    if both := wanted & some:
        label = ChoiceList(min(both)).label
        raise AllOrSome(_("%(list)s: choose those it is for, or say that it applies to all.") % {"list": label})
    return [one.value for one in MANY if one in wanted]


def standing_facets(assets: Collection[Asset]) -> dict[UUID, dict[str, list[Choice]]]:
    """What stands on each, list by list."""
    found: dict[UUID, dict[str, list[Choice]]] = {asset.pk: {name: [] for name in NAMES} for asset in assets}
    rows = AssetFacet.objects.filter(asset__in=found).select_related("choice")
    for row in rows.order_by("list", "choice__position", "choice__label"):
        found[row.asset_id][row.list].append(row.choice)
    return found


def _words(for_all: Iterable[str], name: str, rows: Iterable[Choice]) -> str | list[str]:
    if name in for_all:
        return ALL
    return [one.label for one in sorted(rows, key=lambda one: (one.position, one.label))]
