"""Files before the virus scanner: what waits for its verdict isn't served, and what is infected never is."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.collateral import files, scanning
from apps.collateral.commands.ground import wake_readers
from apps.collateral.models import AssetVersion, Reading, Scan
from apps.core import telling
from apps.core.errors import NotNow
from apps.people.models import Member, Role
from apps.trail import commands as trail

log = logging.getLogger(__name__)
# Longer than a scan may take; while the scanner is away a file comes before it again after so long.
AGAIN = timedelta(seconds=60)
SECONDS = 25.0
# From so many tries in vain on somebody has to look after the scanner.
TOLD_AFTER = 5
INFECTED = "infected"


class NotScanned(NotNow):
    """The scanner hasn't said yet whether the file is clean."""


class Infected(NotNow):
    """The scanner found something in the file."""


def require_clean(version: AssetVersion | None) -> None:
    """Stands before everything that hands a file on.

    Raises:
        NotScanned, Infected: it mustn't be handed on, now or ever.
    """
    if version is None:
        return
    if version.scan == Scan.INFECTED:
        raise Infected(_("A virus was found in “%(name)s”. Nobody gets this file.") % {"name": version.original_name})
    if version.scan == Scan.PENDING:
        raise NotScanned(
            _("“%(name)s” is still being checked for viruses. Try again in a moment.") % {"name": version.original_name}
        )


def scan_waiting(*, now: datetime) -> bool:
    """Put one file before the scanner. False where none waits, or where there is no scanner."""
    if not settings.CLAMD_URL:
        # Nobody is left to say what these wait for.
        AssetVersion.objects.filter(scan=Scan.PENDING).update(scan=Scan.NONE, scan_again_at=None)
        return False
    version = _claim(now)
    if version is None:
        return False
    try:
        with files.opened(version.file) as file:
            found = scanning.virus_in(file, url=settings.CLAMD_URL, seconds=SECONDS)
    except scanning.ScannerAway as fault:
        log.warning("a file couldn't be checked for viruses: %s", fault)
        too_large = isinstance(fault, scanning.TooLarge)
        _away(version, now, told_after=1 if too_large else TOLD_AFTER)
        # Where it is only this file, the next one is taken.
        return too_large
    if found:
        _infected(version, found, now)
    else:
        _clean(version, now)
    return True


@transaction.atomic
def _claim(now: datetime) -> AssetVersion | None:
    """What waits longest; then what came before there was a scanner."""
    free = Q(scan_again_at__isnull=True) | Q(scan_again_at__lte=now)
    rows = AssetVersion.objects.select_for_update(skip_locked=True, of=("self",)).exclude(file="").filter(free)
    waiting = rows.filter(scan=Scan.PENDING).order_by("uploaded_at", "pk").first()
    version = waiting or rows.filter(scan=Scan.NONE).order_by("uploaded_at", "pk").first()
    if version is not None:
        version.scan_again_at = now + AGAIN
        version.save(update_fields=["scan_again_at"])
    return version


@transaction.atomic
def _clean(version: AssetVersion, now: datetime) -> None:
    """Said of the content: whatever holds the same is clean as well, unless it was found otherwise before."""
    same = AssetVersion.objects.filter(sha256=version.sha256).exclude(file="").exclude(scan=Scan.INFECTED)
    same.update(scan=Scan.CLEAN, scanned_at=now, scan_again_at=None, scan_attempts=0)
    wake_readers()


@transaction.atomic
def _infected(version: AssetVersion, found: str, now: datetime) -> None:
    same = AssetVersion.objects.select_for_update(of=("self",)).filter(sha256=version.sha256).exclude(file="")
    system = Member.objects.system()
    for one in same.select_related("asset__owner", "uploaded_by"):
        one.passages.all().delete()
        AssetVersion.objects.filter(pk=one.pk).update(
            scan=Scan.INFECTED, scan_found=found[:100], scanned_at=now, scan_again_at=None,
            reading=Reading.UNREADABLE, reason=INFECTED, reason_facts={"found": found[:100]}, lease_until=None,
        )  # fmt: skip
        trail.record(actor=system, act="asset.infected", about=one.asset, now=now, number=one.number, found=found[:100])
        whom = {one.asset.owner, one.uploaded_by, *Member.objects.active().with_role(Role.ADMIN)}
        telling.tell(
            to=[member for member in whom if member.is_active], kind="asset-infected", about=one.asset, actor=system,
            now=now, file=one.original_name, found=found[:100],
        )  # fmt: skip


@transaction.atomic
def _away(version: AssetVersion, now: datetime, *, told_after: int) -> None:
    """It keeps waiting, and isn't served; a file that came before there was a scanner stays as it was."""
    version.scan_attempts += 1
    version.save(update_fields=["scan_attempts"])
    if version.scan == Scan.PENDING and version.scan_attempts == told_after:
        telling.tell(
            to=list(Member.objects.active().with_role(Role.ADMIN)), kind="asset-not-scanned", about=version.asset,
            actor=Member.objects.system(), now=now, file=version.original_name,
        )  # fmt: skip
