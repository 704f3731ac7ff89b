"""Somebody looks whether a piece is still right."""

from datetime import date, datetime, timedelta

from django.db import transaction

from apps.collateral import policy
from apps.collateral.commands import moving
from apps.collateral.models import Asset, Verification
from apps.core.changing import change
from apps.core.errors import require
from apps.core.models import locked
from apps.people.models import Member
from apps.people.queries import working_time
from apps.trail import commands as trail

# Where neither its kind nor anybody says how long a word counts.
USUAL_DAYS = 180


@transaction.atomic
def verify_asset(*, actor: Member, asset: Asset, now: datetime, note: str = "", revision: int | None = None) -> Asset:
    """Say that the version in use is still right; that counts for as long as its kind says."""
    asset = locked(asset, revision=revision)
    require(policy.may_edit_asset(actor, asset))
    version = moving.in_use(asset)
    until = next_verify_by(asset, now) or _days_on(now, USUAL_DAYS)
    Verification.objects.create(asset=asset, version=version, by=actor, at=now, note=note.strip(), until=until)
    change(asset, {"verify_by": until})
    facts = {"number": version.number, "until": until}
    trail.record(actor=actor, act="asset.verified", about=asset, now=now, **facts)
    return asset


def next_verify_by(asset: Asset, now: datetime) -> date | None:
    """By when what is looked at today is looked at again, where its kind says so."""
    days = asset.kind.verify_days if asset.kind else None
    return _days_on(now, days) if days else None


def _days_on(now: datetime, days: int) -> date:
    return working_time().today(now) + timedelta(days=days)
