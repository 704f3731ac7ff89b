from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import WrongState, change
from apps.collateral.commands.scanning import require_clean
from apps.collateral.models import Asset
from apps.core import undo
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.people.models import Member
from apps.trail import commands as trail

State = Asset.State


class NotComplete(Refused):
    """To publish: title, kind, audience."""


class ChangedSince(WrongState):
    """What was touched since can't be undone by one click."""


def missing_to_publish(asset: Asset) -> list[str]:
    """What publishing asks for and isn't there yet, in words."""
    wanted = {_("a title"): asset.title, _("its kind"): asset.kind_id, _("its audience"): asset.audience}
    return [word for word, there in wanted.items() if not there]


@transaction.atomic
def publish_asset(*, actor: Member, asset: Asset, now: datetime, revision: int | None = None) -> tuple[Asset, Undo]:
    """Open a draft to all members."""
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    if asset.state == State.ARCHIVED:
        raise WrongState(_("“%(title)s” is archived. Bring it back first, then publish it.") % {"title": asset})
    _refuse_unless(asset, State.DRAFT, _("“%(title)s” is already published."))
    if missing := missing_to_publish(asset):
        words = get_text_list(missing, _("and"))
        raise NotComplete(_("Before it can be published it needs %(missing)s.") % {"missing": words})
    require_clean(asset.current)
    label = _("“%(title)s” is published: everybody finds it now.") % {"title": asset}
    return _move(asset, State.PUBLISHED, act="asset.published", label=label, actor=actor, now=now, published_at=now)


@transaction.atomic
def unpublish_asset(*, actor: Member, asset: Asset, now: datetime, revision: int | None = None) -> tuple[Asset, Undo]:
    """Make it a draft again, for those who work on it."""
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    _refuse_unless(asset, State.PUBLISHED, _("“%(title)s” isn't published."))
    label = _("“%(title)s” is a draft again.") % {"title": asset}
    return _move(asset, State.DRAFT, act="asset.unpublished", label=label, actor=actor, now=now)


@transaction.atomic
def archive_asset(*, actor: Member, asset: Asset, now: datetime, revision: int | None = None) -> tuple[Asset, Undo]:
    """Take it out of the library's lists; its link still leads to it."""
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    if asset.state == State.ARCHIVED:
        raise WrongState(_("“%(title)s” is already archived.") % {"title": asset})
    label = _("“%(title)s” is archived.") % {"title": asset}
    return _move(asset, State.ARCHIVED, act="asset.archived", label=label, actor=actor, now=now, archived_at=now)


@transaction.atomic
def restore_asset(*, actor: Member, asset: Asset, now: datetime, revision: int | None = None) -> Asset:
    """Bring it back from the archive, as a draft to look at once more."""
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    _refuse_unless(asset, State.ARCHIVED, _("“%(title)s” isn't archived."))
    change(asset, {"state": State.DRAFT})
    trail.record(actor=actor, act="asset.restored", about=asset, now=now)
    return asset


@transaction.atomic
def undo_move(*, actor: Member, now: datetime, asset: str, revision: int, back_to: str) -> None:
    """Take the last move back, while nobody touched the asset since."""
    row = locked(Asset(pk=UUID(asset)))
    if row.revision != revision:
        raise ChangedSince(_("“%(title)s” was changed since. Do it on its own page.") % {"title": row})
    if row.state == State.PUBLISHED:
        unpublish_asset(actor=actor, asset=row, now=now)
        return
    if row.state == State.ARCHIVED:
        restore_asset(actor=actor, asset=row, now=now)
    if back_to == State.PUBLISHED:
        publish_asset(actor=actor, asset=row, now=now)


def _refuse_unless(asset: Asset, state: str, words: str) -> None:
    if asset.state != state:
        raise WrongState(words % {"title": asset})


def _move(
    asset: Asset, state: str, *, act: str, label: str, actor: Member, now: datetime, **times: Any
) -> tuple[Asset, Undo]:
    before = asset.state
    change(asset, {"state": state, **times})
    trail.record(actor=actor, act=act, about=asset, now=now)
    payload = {"asset": str(asset.pk), "revision": asset.revision, "back_to": before}
    return asset, undo.offer(name="asset-moved", label=label, actor=actor, payload=payload)
