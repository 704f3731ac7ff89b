"""Many assets changed at once, with a row in the history of each, and taken back as a whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.collateral import policy
from apps.collateral.commands.effects import (
    CHANGED_MEANWHILE,
    BulkChanges,
    Effect,
    effects,
    refuse_number,
    wanted,
)
from apps.collateral.commands.facets import hold_choices, put_facets, standing_facets
from apps.collateral.commands.ground import hold
from apps.collateral.commands.scanning import require_clean
from apps.collateral.models import Asset, ChangedAsset
from apps.core import undo
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.ids import uuid7
from apps.core.undo import Undo
from apps.people.holding import lock_members
from apps.people.models import Choice, Member
from apps.trail import commands as trail

State = Asset.State
# Longer than an undo is offered.
KEPT = timedelta(days=1)


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
    ChangedAsset.objects.bulk_create([_write(effect, actor, run, now) for effect in done])
    return found, undo.offer(name="assets-changed", label=_label(found), actor=actor, payload={"run": str(run)})


def _label(found: list[Effect]) -> str:
    count = sum(bool(effect.changed) for effect in found)
    said = ngettext("%(count)d piece of collateral changed.", "%(count)d pieces of collateral changed.", count)
    beaten = [effect.refused for effect in found if effect.code == CHANGED_MEANWHILE]
    return " ".join([said % {"count": count}, *beaten[:3]])


def _locked(ids: Iterable[UUID]) -> list[Asset]:
    """Kinds and owners are read once the locks are held: a row joined to those of before would drop out."""
    rows = Asset.objects.select_for_update(of=("self",)).defer("search").prefetch_related("kind", "owner")
    return list(rows.filter(pk__in=list(ids)).order_by("pk"))


def _column(name: str) -> Any:
    return Asset._meta.get_field(name)


def _write(effect: Effect, actor: Member, run: UUID, now: datetime) -> ChangedAsset:
    asset, own = effect.asset, {**effect.own}
    if "state" in own:
        own["archived_at"] = now
    columns = [_column(name).attname for name in own]
    before = {name: getattr(asset, name) for name in columns}
    if (step := effect.facets) is not None:
        before |= {"facets": [one.pk for one in step.old], "for_all": asset.for_all}
        put_facets(asset, old=step.old, new=step.new, for_all=step.for_all)
    change(asset, own)
    is_archived_alone = list(effect.changed) == ["state"]
    act, facts = ("asset.archived", {}) if is_archived_alone else ("asset.edited", {"changes": effect.changed})
    trail.record(actor=actor, act=act, about=asset, now=now, **facts)
    return ChangedAsset(run=run, asset=asset, at=now, revision=asset.revision, before=before)


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
    for asset in assets:
        _put_back(asset, rows[asset.pk].before, choices)
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


def _put_back(asset: Asset, before: Mapping[str, Any], choices: Mapping[UUID, Choice]) -> None:
    """From the archive a published one goes by way of a draft, as the table of states has it."""
    lists = ("facets", "for_all")
    own = {name: _column(name).to_python(value) for name, value in before.items() if name not in lists}
    is_out_again = own.get("state") == State.PUBLISHED
    change(asset, own | {"state": State.DRAFT} if is_out_again else own)
    if "facets" in before:
        old = [one for rows in standing_facets(asset).values() for one in rows]
        new = [choices[UUID(one)] for one in before["facets"]]
        put_facets(asset, old=old, new=new, for_all=before["for_all"])
    if is_out_again:
        require_clean(asset.current)
        change(asset, {"state": State.PUBLISHED})


def forget_changes(*, now: datetime) -> None:
    """What no undo asks for any more."""
    ChangedAsset.objects.filter(at__lt=now - KEPT).delete()
