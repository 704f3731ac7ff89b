from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands import moving
from apps.collateral.commands.crediting import to_be_adopted
from apps.collateral.commands.ground import WrongState
from apps.collateral.commands.inputs_after import tell_who_gave_input
from apps.collateral.commands.retiring import restore_asset
from apps.collateral.commands.reviewing import end_waiting, review_own
from apps.collateral.commands.scanning import require_clean
from apps.collateral.models import Asset
from apps.collateral.queries.reviews import asks_review
from apps.core.changing import change
from apps.core.errors import require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.people.models import Member

State = Asset.State


class ChangedSince(WrongState):
    """What was touched since can't be undone by one click."""


@transaction.atomic
def publish_asset(*, actor: Member, asset: Asset, now: datetime, revision: int | None = None) -> tuple[Asset, Undo]:
    """Open a draft to all members.

    Raises:
        NeedsReview: its kind asks for a review, and there is another marketer for it.
    """
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    if asset.state == State.ARCHIVED:
        raise WrongState(_("“%(title)s” is archived. Bring it back first, then publish it.") % {"title": asset})
    if asset.state == State.PUBLISHED:
        raise WrongState(_("“%(title)s” is already published.") % {"title": asset})
    moving.refuse_unless(asset, "publish")
    if content := to_be_adopted(asset):
        raise WrongState(
            _("%(name)s made it and took it back. It goes out once they submit it again and it is adopted.")
            % {"name": content.made_by}
        )
    moving.refuse_incomplete(asset)
    require_clean(asset.current)
    if asks_review(asset):
        review_own(asset, moving.in_use(asset), actor=actor, now=now)
    tell_who_gave_input(asset, actor=actor, now=now)
    moving.go(asset, "publish", act="asset.published", actor=actor, now=now, **moving.out_since(asset, now))
    label = _("“%(title)s” is published: everybody finds it now.") % {"title": asset}
    return asset, moving.offer(asset, label, actor=actor, back_to=State.DRAFT)


@transaction.atomic
def unpublish_asset(*, actor: Member, asset: Asset, now: datetime, revision: int | None = None) -> tuple[Asset, Undo]:
    """Make it a draft again, for those who work on it."""
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    moving.refuse_unless(asset, "unpublish")
    end_waiting(asset, now=now)
    moving.go(asset, "unpublish", act="asset.unpublished", actor=actor, now=now)
    label = _("“%(title)s” is a draft again.") % {"title": asset}
    return asset, moving.offer(asset, label, actor=actor, back_to=State.PUBLISHED)


@transaction.atomic
def undo_move(
    *, actor: Member, now: datetime, asset: str, revision: int, back_to: str, successor: str | None = None
) -> None:
    """Take the last move back, while nobody touched the asset since."""
    row = locked(Asset(pk=UUID(asset)))
    if row.revision != revision:
        raise ChangedSince(_("“%(title)s” was changed since. Do it on its own page.") % {"title": row})
    if row.state == State.PUBLISHED:
        unpublish_asset(actor=actor, asset=row, now=now)
        return
    if row.state == State.ARCHIVED:
        row = restore_asset(actor=actor, asset=row, now=now)
        change(row, {"successor_id": UUID(successor) if successor else None})
    if back_to == State.PUBLISHED:
        publish_asset(actor=actor, asset=row, now=now)
