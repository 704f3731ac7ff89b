"""What collateral is used for. No history tells it: what a person opened is theirs alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import WrongState, said
from apps.collateral.models import Asset, AssetVersion, Use
from apps.core.errors import require
from apps.core.models import locked
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
    if Use.objects.filter(asset=asset, member=actor, kind=Use.Kind.DEAL, deal=deal).exists():
        raise WrongState(_("You noted already that it was used in %(deal)s.") % {"deal": deal})
    today = working_time().today(now)
    return Use.objects.create(
        kind=Use.Kind.DEAL, asset=asset, version=asset.current, member=actor, at=now, on=today, deal=deal
    )
