"""Whether the links in the library still lead somewhere: looked at once a week, and when somebody asks."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import WrongState, wake_link_checkers
from apps.collateral.models import Asset, AssetVersion, LinkState
from apps.core import outside, telling
from apps.core.errors import require
from apps.core.models import locked
from apps.people.models import Member
from apps.trail import commands as trail

EVERY = timedelta(days=7)
SECONDS = 5.0
_GONE = {404, 410}
# Who asks for a password, or to come back later, is there.
_ASKS = {401, 403, 405, 407, 429}


def check_link_waiting(*, now: datetime) -> bool:
    """Look at the one link that waits longest. False where none does.

    What is claimed and lost, because the worker died, is looked at again after a week.
    """
    version = _claim(now)
    if version is None:
        return False
    _note(version, state_of(version.link), now)
    return True


@transaction.atomic
def check_link(*, actor: Member, asset: Asset, now: datetime) -> Asset:
    """Have the link in use looked at now."""
    require(policy.may_edit_asset(actor, asset))
    asset = locked(asset)
    if asset.current is None or not asset.current.link:
        raise WrongState(_("There is no link here to be looked at."))
    asset.current.link_checked_at = None
    asset.current.save(update_fields=["link_checked_at"])
    trail.record(actor=actor, act="asset.link_asked", about=asset, now=now)
    wake_link_checkers()
    return asset


def state_of(link: str) -> str:
    """What the web says of a link."""
    try:
        status = outside.status_of(link, seconds=SECONDS, own_hosts=settings.LINK_HOSTS)
    except outside.NotPublic:
        return LinkState.PRIVATE
    except outside.Unreachable:
        return LinkState.UNREACHABLE
    if status in _GONE:
        return LinkState.GONE
    return LinkState.WORKS if status < 400 or status in _ASKS else LinkState.UNREACHABLE


@transaction.atomic
def _claim(now: datetime) -> AssetVersion | None:
    due = Q(link_checked_at__isnull=True) | Q(link_checked_at__lte=now - EVERY)
    rows = AssetVersion.objects.select_for_update(skip_locked=True, of=("self",)).filter(due, current_of__isnull=False)
    used = rows.exclude(link="").exclude(current_of__state=Asset.State.ARCHIVED)
    version = used.order_by(F("link_checked_at").asc(nulls_first=True), "pk").first()
    if version is not None:
        version.link_checked_at = now
        version.save(update_fields=["link_checked_at"])
    return version


@transaction.atomic
def _note(version: AssetVersion, state: str, now: datetime) -> None:
    before, version.link_state = version.link_state, state
    version.save(update_fields=["link_state"])
    was_broken, is_broken = before in LinkState.broken(), state in LinkState.broken()
    if was_broken == is_broken:
        return
    system, asset = Member.objects.system(), version.asset
    act = "asset.link_broken" if is_broken else "asset.link_works"
    trail.record(actor=system, act=act, about=asset, now=now, number=version.number)
    if is_broken:
        telling.tell(to=[asset.owner], kind="asset-link-broken", about=asset, actor=system, now=now)
