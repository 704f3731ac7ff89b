"""Many assets changed at once, with a row in the history of each, and taken back as a whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.collateral import policy
from apps.collateral.commands.assets import tell_owner
from apps.collateral.commands.effects import (
    CHANGED_MEANWHILE,
    BulkChanges,
    Effect,
    effects,
    refuse_number,
    wanted,
)
from apps.collateral.commands.facets import FacetStep, hold_choices, put_facets, standing_facets
from apps.collateral.commands.ground import hold
from apps.collateral.commands.scanning import require_clean
from apps.collateral.models import Asset, ChangedAsset
from apps.core import undo
from apps.core.errors import NotNow, Refused, require
from apps.core.ids import uuid7
from apps.core.undo import Undo
from apps.people.holding import lock_members
from apps.people.models import Choice, Member
from apps.trail import commands as trail

State = Asset.State
# Longer than an undo is offered.
KEPT = timedelta(days=1)
# What is kept of the shared lists; all else are columns of the asset's own.
LISTS = ("facets", "for_all")


class NoneChanged(Refused):
    """Not one of them can be changed so, or all stand so already."""


class RevisionsMissing(Refused):
    """Either a revision is sent for each, or for none."""


class TouchedSince(NotNow):
    """Undoing would take away what somebody did meanwhile."""


def preview_change(
    *,
    actor: Member,
    assets: Collection[Asset],
    now: datetime,
    add: Sequence[Choice] = (),
    remove: Sequence[Choice] = (),
    archive: bool = False,
    **changes: Unpack[BulkChanges],
) -> list[Effect]:
    """What `change_assets` would do to each; nothing is written or held."""
    asked = wanted(changes, add, remove, archive=archive)
    refuse_number(assets)
    require(any(policy.may_edit_asset(actor, asset) for asset in assets))
    return list(effects(actor, assets, asked))


@transaction.atomic
def change_assets(
    *,
    actor: Member,
    assets: Collection[Asset],
    now: datetime,
    revisions: Sequence[int] = (),
    add: Sequence[Choice] = (),
    remove: Sequence[Choice] = (),
    archive: bool = False,
    **changes: Unpack[BulkChanges],
) -> tuple[list[Effect], Undo]:
    """Change many at once; one that can't be changed stays as it is, and its effect says why.

    Args:
        revisions: those that were read, in the order of `assets`; what was changed since stays as it is.
        add, remove: of the shared lists; whatever else stands there stays.
        archive: take them out of use as well.

    Raises:
        NoneChanged: nothing came of it.
    """
    refuse_number(assets)
    if revisions and len(revisions) != len(assets):
        raise RevisionsMissing(_("Send a revision for each of them, or none."))
    if "owner" in changes:
        changes["owner"] = hold(changes["owner"])
    hold_choices({**changes, "persona": [*changes.get("persona", ()), *add, *remove]})
    asked = wanted(changes, add, remove, archive=archive)
    read = dict(zip((asset.pk for asset in assets), revisions, strict=False))
    held = _locked(asset.pk for asset in assets)
    require(any(policy.may_edit_asset(actor, asset) for asset in held))
    found = list(effects(actor, held, asked, read))
    done = [effect for effect in found if effect.changed]
    if not done:
        raise NoneChanged(_("None of them was changed: they stand so already, or can't be changed so."))
    run = uuid7()
    _write(done, actor, run, now)
    if given := [effect.asset for effect in done if "owner" in effect.own]:
        tell_owner(given, changes["owner"], actor=actor, now=now)
    return found, undo.offer(name="assets-changed", label=_label(found), actor=actor, payload={"run": str(run)})


def _label(found: list[Effect]) -> str:
    count = sum(bool(effect.changed) for effect in found)
    said = ngettext("%(count)d piece of collateral changed.", "%(count)d pieces of collateral changed.", count)
    beaten = [effect.refused for effect in found if effect.code == CHANGED_MEANWHILE]
    return " ".join([said % {"count": count}, *beaten[:3]])


def _locked(ids: Iterable[UUID]) -> list[Asset]:
    """Without their kinds and owners: a row joined to those of before would drop out."""
    rows = Asset.objects.select_for_update(of=("self",)).defer("search")
    return list(rows.filter(pk__in=list(ids)).order_by("pk"))


def _column(name: str) -> Any:
    return Asset._meta.get_field(name)


def _write(done: Sequence[Effect], actor: Member, run: UUID, now: datetime) -> None:
    """All of them in a few statements: what differs on one is set on each, where it stands so already."""
    before = {effect.asset.pk: _before(effect) for effect in done}
    own = {name: value for effect in done for name, value in effect.own.items()}
    if "state" in own:
        own["archived_at"] = now
    put_facets([effect.facets for effect in done if effect.facets is not None], dict.fromkeys(before, own))
    trail.record_each(actor=actor, acts=[_act(effect) for effect in done], now=now)
    left = Asset.objects.filter(pk__in=before).values_list("pk", "revision")
    ChangedAsset.objects.bulk_create(
        ChangedAsset(run=run, asset_id=pk, at=now, revision=revision, before=before[pk]) for pk, revision in left
    )


def _before(effect: Effect) -> dict[str, Any]:
    asset, names = effect.asset, [*effect.own, *(["archived_at"] if "state" in effect.own else [])]
    before = {column: getattr(asset, column) for column in (_column(name).attname for name in names)}
    if (step := effect.facets) is not None:
        before |= {"facets": [one.pk for one in step.old], "for_all": asset.for_all}
    return before


def _act(effect: Effect) -> tuple[str, Asset, dict[str, Any]]:
    if list(effect.changed) == ["state"]:
        return "asset.archived", effect.asset, {}
    return "asset.edited", effect.asset, {"changes": effect.changed}


@transaction.atomic
def undo_changing(*, actor: Member, now: datetime, run: str) -> None:
    """Put all values of every asset of that run back.

    Raises:
        TouchedSince: somebody did something with one of them since, or what stood there is gone; nothing is undone.
    """
    rows = {row.asset_id: row for row in ChangedAsset.objects.filter(run=UUID(run))}
    owners = {UUID(row.before["owner_id"]) for row in rows.values() if "owner_id" in row.before}
    left = {one.pk for one in lock_members(owners) if not one.is_active}
    choices = _held_choices(rows.values())
    assets = _locked(rows)
    require(bool(assets) and all(policy.may_edit_asset(actor, asset) for asset in assets))
    touched = [
        asset.title
        for asset in assets
        if asset.revision != rows[asset.pk].revision or not _is_there_still(rows[asset.pk], choices, left)
    ]
    if touched:
        names = ", ".join(f"“{title}”" for title in touched)
        raise TouchedSince(_("Nothing was undone, because something happened since with %(names)s.") % {"names": names})
    _put_back(assets, {pk: row.before for pk, row in rows.items()}, choices)
    trail.record_many(actor=actor, act="asset.change_undone", about=assets, now=now)


def _ids_before(row: ChangedAsset) -> list[UUID]:
    kind = row.before.get("kind_id")
    return [UUID(one) for one in [*row.before.get("facets", []), *([kind] if kind else [])]]


def _held_choices(rows: Iterable[ChangedAsset]) -> dict[UUID, Choice]:
    wanted_ids = {one for row in rows for one in _ids_before(row)}
    held = Choice.objects.select_for_update(no_key=True).filter(pk__in=wanted_ids).order_by("pk")
    return {one.pk: one for one in held}


def _is_there_still(row: ChangedAsset, choices: Mapping[UUID, Choice], left: Collection[UUID]) -> bool:
    """Who left, and what was merged or retired meanwhile, doesn't come back; what was retired before may."""
    if "owner_id" in row.before and UUID(row.before["owner_id"]) in left:
        return False
    found = [choices.get(one) for one in _ids_before(row)]
    return all(one is not None and (one.retired_at is None or one.retired_at < row.at) for one in found)


def _put_back(assets: list[Asset], before: Mapping[UUID, Mapping[str, Any]], choices: Mapping[UUID, Choice]) -> None:
    """From the archive a published one goes by way of a draft, as the table of states has it."""
    out_again = [asset for asset in assets if before[asset.pk].get("state") == State.PUBLISHED]
    columns = {pk: {name: value for name, value in row.items() if name not in LISTS} for pk, row in before.items()}
    columns |= {asset.pk: columns[asset.pk] | {"state": State.DRAFT} for asset in out_again}
    having = [asset for asset in assets if "facets" in before[asset.pk]]
    standing = standing_facets(having)
    put_facets([_step_back(asset, standing[asset.pk], before[asset.pk], choices) for asset in having], columns)
    prefetch_related_objects(out_again, "current")
    for asset in out_again:
        require_clean(asset.current)
    Asset.objects.filter(pk__in=[asset.pk for asset in out_again]).update(state=State.PUBLISHED)


def _step_back(
    asset: Asset, standing: Mapping[str, list[Choice]], before: Mapping[str, Any], choices: Mapping[UUID, Choice]
) -> FacetStep:
    new = [choices[UUID(one)] for one in before["facets"]]
    return FacetStep(asset, list(chain.from_iterable(standing.values())), new, before["for_all"], changed={})


def forget_changes(*, now: datetime) -> None:
    """What no undo asks for any more."""
    ChangedAsset.objects.filter(at__lt=now - KEPT).delete()
