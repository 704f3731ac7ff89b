"""Collections: begun, filled, put in order, archived."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.collateral import policy
from apps.collateral.commands.answering import NotPublished
from apps.collateral.commands.ground import (
    WrongState,
    hold,
    refuse_leaver,
    said,
)
from apps.collateral.models import Asset, Collection, CollectionItem
from apps.core import undo
from apps.core.changing import change
from apps.core.errors import NotNow, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.people.models import Member
from apps.trail import commands as trail


class AlreadyCollected(NotNow):
    """A piece of collateral has one place in a collection."""


class CollectionChanges(TypedDict, total=False):
    title: str
    use_when: str
    owner: Member


class Direction(TextChoices):
    UP = "up", gettext_lazy("Up")
    DOWN = "down", gettext_lazy("Down")


@transaction.atomic
def begin_collection(
    *, actor: Member, title: str, use_when: str, now: datetime, owner: Member | None = None
) -> Collection:
    """Begin an empty collection; its owner is the actor where nobody else is named."""
    require(policy.may_begin_collection(actor))
    owner = hold(owner or actor)
    refuse_leaver(owner)
    collection = Collection.objects.create(
        title=said(title, _("Give it a title that people will look for.")),
        use_when=said(use_when, _("Say in which situation it is used.")),
        owner=owner,
        created_by=actor,
        created_at=now,
    )
    trail.record(actor=actor, act="collection.begun", about=collection, now=now)
    return collection


@transaction.atomic
def edit_collection(
    *,
    actor: Member,
    collection: Collection,
    now: datetime,
    revision: int | None = None,
    **changes: Unpack[CollectionChanges],
) -> Collection:
    """Change what is given."""
    if "owner" in changes:
        changes["owner"] = hold(changes["owner"])
    collection = _to_edit(actor, collection, revision=revision)
    if "owner" in changes:
        refuse_leaver(changes["owner"])
    if "title" in changes:
        changes["title"] = said(changes["title"], _("Give it a title that people will look for."))
    if "use_when" in changes:
        changes["use_when"] = said(changes["use_when"], _("Say in which situation it is used."))
    changed = change(collection, changes)
    if changed:
        trail.record(actor=actor, act="collection.edited", about=collection, now=now, changes=changed)
    return collection


@transaction.atomic
def collect(
    *, actor: Member, collection: Collection, asset: Asset, now: datetime, use_when: str = ""
) -> CollectionItem:
    """Put a published asset at the end."""
    asset = locked(asset)
    collection = _to_edit(actor, collection)
    if asset.state != Asset.State.PUBLISHED:
        raise NotPublished(_("“%(title)s” isn't published, so it can't be collected.") % {"title": asset})
    if collection.items.filter(asset=asset).exists():
        raise AlreadyCollected(_("“%(title)s” is in it already.") % {"title": asset})
    item = CollectionItem.objects.create(
        collection=collection,
        asset=asset,
        position=collection.items.count() + 1,
        use_when=use_when.strip(),
        added_by=actor,
        added_at=now,
    )
    trail.record(actor=actor, act="collection.added", about=collection, now=now, asset=asset)
    return item


@transaction.atomic
def edit_item(*, actor: Member, item: CollectionItem, use_when: str, now: datetime) -> CollectionItem:
    """Say when to use just this one."""
    collection = _to_edit(actor, item.collection)
    item = _still_there(item)
    before, item.use_when = item.use_when, use_when.strip()
    if item.use_when != before:
        item.save(update_fields=["use_when"])
        changes = {"use_when": [before, item.use_when]}
        trail.record(
            actor=actor, act="collection.item_edited", about=collection, now=now, asset=item.asset, changes=changes
        )
    return item


@transaction.atomic
def move_item(*, actor: Member, item: CollectionItem, direction: str, now: datetime) -> CollectionItem:
    """Change places with the one before or after it; the first doesn't go further up, nor the last down."""
    collection = _to_edit(actor, item.collection)
    item = _still_there(item)
    items = list(collection.items.order_by("position"))
    here = [one.pk for one in items].index(item.pk)
    there = here + (1 if direction == Direction.DOWN else -1)
    if 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
        _number(items)
        trail.record(actor=actor, act="collection.moved", about=collection, now=now, asset=item.asset)
    return _still_there(item)


@transaction.atomic
def remove_item(*, actor: Member, item: CollectionItem, now: datetime) -> tuple[Collection, Undo]:
    """Take it out of the collection."""
    collection = _to_edit(actor, item.collection)
    item = _still_there(item)
    asset, place, use_when = item.asset, item.position, item.use_when
    item.delete()
    _number(list(collection.items.order_by("position")))
    trail.record(actor=actor, act="collection.removed", about=collection, now=now, asset=asset)
    payload = {"collection": str(collection.pk), "asset": str(asset.pk), "place": place, "use_when": use_when}
    label = _("“%(title)s” is no longer in it.") % {"title": asset}
    return collection, undo.offer(name="collection-item-removed", label=label, actor=actor, payload=payload)


@transaction.atomic
def undo_remove_item(*, actor: Member, now: datetime, collection: str, asset: str, place: int, use_when: str) -> None:
    """Put it back at its place, unless somebody put it in again meanwhile."""
    row = _to_edit(actor, Collection(pk=UUID(collection)))
    items = list(row.items.order_by("position"))
    if any(item.asset_id == UUID(asset) for item in items):
        raise AlreadyCollected(_("It is in it again already."))
    back = CollectionItem(
        collection=row, asset_id=UUID(asset), position=len(items) + 1, use_when=use_when, added_by=actor, added_at=now
    )
    back.save(force_insert=True)
    items.insert(place - 1, back)
    _number(items)
    trail.record(actor=actor, act="collection.added", about=row, now=now, asset=back.asset)


@transaction.atomic
def archive_collection(
    *, actor: Member, collection: Collection, now: datetime, revision: int | None = None
) -> tuple[Collection, Undo]:
    """Take it out of the lists; its link still leads to it, and customers' links to it show nothing more."""
    collection = _to_edit(actor, collection, revision=revision)
    change(collection, {"archived_at": now})
    trail.record(actor=actor, act="collection.archived", about=collection, now=now)
    label = _("“%(title)s” is archived.") % {"title": collection}
    payload = {"collection": str(collection.pk)}
    return collection, undo.offer(name="collection-archived", label=label, actor=actor, payload=payload)


@transaction.atomic
def restore_collection(
    *, actor: Member, collection: Collection, now: datetime, revision: int | None = None
) -> Collection:
    """Bring it back from the archive."""
    collection = locked(collection, revision=revision)
    require(policy.may_edit_collection(actor, collection))
    if collection.archived_at is None:
        raise WrongState(_("“%(title)s” isn't archived.") % {"title": collection})
    change(collection, {"archived_at": None})
    trail.record(actor=actor, act="collection.restored", about=collection, now=now)
    return collection


def undo_archive_collection(*, actor: Member, now: datetime, collection: str) -> None:
    restore_collection(actor=actor, collection=Collection(pk=UUID(collection)), now=now)


@transaction.atomic
def hand_over_collections(*, actor: Member, rows: Iterable[Collection], to: Member, now: datetime) -> None:
    """Give what a leaver owned to who follows; called by leaving."""
    for row in rows:
        collection = locked(row)
        changed = change(collection, {"owner": to})
        trail.record(actor=actor, act="collection.handed_over", about=collection, now=now, to=to, changes=changed)


def _to_edit(actor: Member, collection: Collection, *, revision: int | None = None) -> Collection:
    collection = locked(collection, revision=revision)
    require(policy.may_edit_collection(actor, collection))
    if collection.archived_at is not None:
        raise WrongState(_("“%(title)s” is archived. Bring it back first.") % {"title": collection})
    return collection


def _still_there(item: CollectionItem) -> CollectionItem:
    found = CollectionItem.objects.select_related("asset", "collection").filter(pk=item.pk).first()
    if found is None:
        raise WrongState(_("Somebody took it out of the collection meanwhile."))
    return found


def _number(items: Sequence[Any]) -> None:
    """From one on, in this order; the two that hold a number for a moment are told apart at the end."""
    moved = []
    for place, item in enumerate(items, 1):
        if item.position != place:
            item.position = place
            moved.append(item)
    CollectionItem.objects.bulk_update(moved, ["position"])
