"""What collateral is used for. No history tells it: what a person opened is theirs alone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import WrongState, said
from apps.collateral.models import Asset, AssetVersion, Use
from apps.core import undo
from apps.core.errors import require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.people.models import Member
from apps.people.queries import working_time


def note_use(*, member: Member, version: AssetVersion, kind: str, now: datetime) -> None:
    """Note that it was opened or taken, once a day."""
    today = working_time().today(now)
    row = Use(kind=kind, asset_id=version.asset_id, version=version, member=member, at=now, on=today)
    Use.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def use_in_deal(*, actor: Member, asset: Asset, deal: str, now: datetime) -> Use:
    """Note that it was used in a deal, by the id the deal has in the CRM."""
    asset = locked(asset)
    require(policy.may_use(actor, asset))
    deal = said(deal, _("Say which deal: the id it has in the CRM."))
    if asset.state != Asset.State.PUBLISHED or asset.current is None:
        raise WrongState(_("“%(title)s” isn't published, so it is used in no deal.") % {"title": asset})
    if Use.objects.standing().filter(asset=asset, member=actor, kind=Use.Kind.DEAL, deal=deal).exists():
        raise WrongState(_("You noted already that it was used in %(deal)s.") % {"deal": deal})
    today = working_time().today(now)
    return Use.objects.create(
        kind=Use.Kind.DEAL, asset=asset, version=asset.current, member=actor, at=now, on=today, deal=deal
    )


@transaction.atomic
def take_back_use(*, actor: Member, use: Use, now: datetime) -> tuple[Use, Undo]:
    """Say that the deal was named by mistake; it counts no more."""
    use = Use.objects.select_for_update(of=("self",)).select_related("asset").get(pk=use.pk)
    require(policy.may_take_back_use(actor, use))
    if use.kind != Use.Kind.DEAL:
        raise WrongState(_("That it was opened or downloaded stays known; only a deal can be taken back."))
    if use.taken_back_at is not None:
        raise WrongState(_("You took it back already."))
    use.taken_back_at = now
    use.save(update_fields=["taken_back_at"])
    label = _("“%(title)s” no longer counts as used in %(deal)s.") % {"title": use.asset, "deal": use.deal}
    return use, undo.offer(name="use-taken-back", label=label, actor=actor, payload={"use": str(use.pk)})


@transaction.atomic
def undo_take_back_use(*, actor: Member, now: datetime, use: str) -> None:
    """It counts again, unless it was noted anew meanwhile."""
    row = Use.objects.select_for_update(of=("self",)).get(pk=UUID(use))
    require(policy.may_take_back_use(actor, row))
    same = Use.objects.standing().filter(asset=row.asset_id, member=actor, kind=Use.Kind.DEAL, deal=row.deal)
    if row.taken_back_at is None or same.exists():
        raise WrongState(_("You noted already that it was used in %(deal)s.") % {"deal": row.deal})
    row.taken_back_at = None
    row.save(update_fields=["taken_back_at"])
