"""Out of use: archived with what takes its place, or recalled at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands import moving
from apps.collateral.commands.crediting import field_content_of, tell_maker
from apps.collateral.commands.ground import WrongState, said
from apps.collateral.commands.reviewing import end_waiting
from apps.collateral.models import Asset
from apps.collateral.queries.reviews import follows, who_relied_on
from apps.core import telling
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.people.models import Member
from apps.trail import commands as trail

State = Asset.State


class RunsInARing(Refused):
    """Whoever follows the successors must arrive somewhere."""


@transaction.atomic
def archive_asset(
    *,
    actor: Member,
    asset: Asset,
    now: datetime,
    successor: Asset | None = None,
    revision: int | None = None,
) -> tuple[Asset, Undo]:
    """Take it out of the library's lists; its link still leads to it, and from there on to its successor."""
    _hold_both(asset, successor)
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    if asset.state == State.ARCHIVED:
        raise WrongState(_("“%(title)s” is already archived.") % {"title": asset})
    moving.refuse_unless(asset, "archive")
    before, followed = asset.state, asset.successor_id
    _refuse_successor(asset, successor)
    facts = {"act": "asset.archived_for", "facts": {"successor": successor}} if successor else {"act": "asset.archived"}
    end_waiting(asset, now=now)
    following = successor or asset.successor
    moving.go(asset, "archive", actor=actor, now=now, archived_at=now, successor=following, **facts)
    label = _("“%(title)s” is archived.") % {"title": asset}
    if successor is not None and (content := field_content_of(asset)):
        tell_maker(content, "asset-replaced", actor=actor, now=now)
    was = str(followed) if followed else None
    return asset, moving.offer(asset, label, actor=actor, back_to=before, successor=was)


@transaction.atomic
def use_instead(
    *, actor: Member, asset: Asset, successor: Asset, note: str, now: datetime, revision: int | None = None
) -> Asset:
    """Answer what is in review by something that is out already: that is to be used, and whoever made it hears why."""
    _hold_both(asset, successor)
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    moving.refuse_unless(asset, "use_instead")
    note = said(note, _("Say in a line why that is to be used instead."))
    _refuse_successor(asset, successor)
    if successor.state != State.PUBLISHED:
        raise WrongState(_("“%(title)s” isn't published. Name what is in use.") % {"title": successor})
    end_waiting(asset, now=now)
    facts = {"successor": successor, "note": note}
    moving.go(
        asset, "use_instead", act="asset.answered_by", actor=actor, now=now, facts=facts,
        archived_at=now, successor=successor,
    )  # fmt: skip
    told = {member.pk: member for member in (asset.created_by, asset.owner) if member.is_active}
    words = {"note": note, "instead": successor.title}
    telling.tell(to=told.values(), kind="asset-use-instead", about=asset, actor=actor, now=now, **words)
    return asset


@transaction.atomic
def restore_asset(*, actor: Member, asset: Asset, now: datetime, revision: int | None = None) -> Asset:
    """Bring it back from the archive, as a draft to look at once more; what was recalled is recalled still."""
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    moving.refuse_unless(asset, "restore")
    moving.go(asset, "restore", act="asset.restored", actor=actor, now=now)
    return asset


@transaction.atomic
def recall_asset(*, actor: Member, asset: Asset, reason: str, now: datetime, revision: int | None = None) -> Asset:
    """Take it out of everybody's hands at once, and tell all who relied on it; only a review lets it out again."""
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    reason = said(reason, _("Say in a line why nobody may use it any more."))
    moving.refuse_unless(asset, "recall")
    end_waiting(asset, now=now)
    relied = [*who_relied_on(asset), asset.owner]
    facts = {"reason": reason}
    moving.go(
        asset, "recall", act="asset.recalled", actor=actor, now=now, facts=facts,
        recalled_at=now, recalled_because=reason,
    )  # fmt: skip
    told = {member.pk: member for member in relied}
    telling.tell(to=told.values(), kind="asset-recalled", about=asset, actor=actor, now=now, reason=reason)
    return asset


@transaction.atomic
def name_successor(
    *, actor: Member, asset: Asset, successor: Asset | None, now: datetime, revision: int | None = None
) -> Asset:
    """Say what is used instead; None takes it away again."""
    _hold_both(asset, successor)
    asset = locked(asset, revision=revision)
    require(policy.may_publish(actor, asset))
    _refuse_successor(asset, successor)
    changed = change(asset, {"successor": successor})
    if changed:
        trail.record(actor=actor, act="asset.successor_named", about=asset, now=now, changes=changed)
    return asset


def _hold_both(asset: Asset, successor: Asset | None) -> None:
    """In the order of their ids, so that two who name each other's piece wait for one another and in no ring."""
    ids = [asset.pk, *([successor.pk] if successor else [])]
    list(Asset.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values("pk"))


def _refuse_successor(asset: Asset, successor: Asset | None) -> None:
    if successor is None:
        return
    if successor.state == State.ARCHIVED:
        raise WrongState(_("“%(title)s” is archived itself. Name what is in use.") % {"title": successor})
    if follows(successor, asset):
        raise RunsInARing(
            _("“%(successor)s” points on to “%(title)s”. Whoever follows them would go round in a ring.")
            % {"successor": successor, "title": asset}
        )
