from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.collateral import files, policy, reading
from apps.collateral.commands.ground import WrongState, wake_drawers, wake_readers
from apps.collateral.commands.scanning import require_clean
from apps.collateral.models import Asset, AssetVersion, Passage, Reading, Scan
from apps.core import telling
from apps.core.errors import require
from apps.core.models import locked
from apps.people.models import Member
from apps.trail import commands as trail

# Longer than a task may live: whoever comes after the lease is alone with the file.
LEASE = timedelta(seconds=60)
ATTEMPTS = 3
GAVE_UP = "gave_up"
# A task that takes longer than thirty seconds is ended; the file has twenty of them.
LIMITS = reading.Limits(file_bytes=settings.UPLOAD_LIMIT, wall_seconds=20.0, cpu_seconds=20)


def read_waiting(*, now: datetime, limits: reading.Limits = LIMITS) -> bool:
    """Read one file that waits, or whose reader died. False where there is none.

    Safe to run at any number of places: each claims another file, and whoever was declared dead writes nothing.
    """
    version = _claim(now)
    if version is None:
        return False
    if version.attempts > ATTEMPTS:
        _cannot_read(version, GAVE_UP, {"attempts": ATTEMPTS}, now)
        return True
    try:
        with files.on_disk(version.file) as path:
            found = reading.read(path, version.original_name, limits=limits)
    except reading.Unreadable as refusal:
        _cannot_read(version, refusal.reason, refusal.facts, now)
    else:
        _keep(version, found, now)
    return True


@transaction.atomic
def read_again(*, actor: Member, asset: Asset, now: datetime) -> Asset:
    """Put the file in use before the worker once more, after it couldn't be read."""
    require(policy.may_edit_asset(actor, asset))
    asset = locked(asset)
    version = AssetVersion.objects.select_for_update(of=("self",)).get(current_of=asset)
    require_clean(version)
    if version.reading != Reading.UNREADABLE:
        raise WrongState(_("This file isn't one that couldn't be read."))
    _note(version, reading=Reading.WAITING, reason="", reason_facts={}, attempts=0, lease_until=None)
    trail.record(actor=actor, act="asset.read_again", about=asset, now=now, number=version.number)
    wake_readers()
    return asset


@transaction.atomic
def _claim(now: datetime) -> AssetVersion | None:
    open_to_us = ~Q(scan__in=[Scan.PENDING, Scan.INFECTED])
    waits = Q(reading=Reading.WAITING) | Q(reading=Reading.READING, lease_until__lt=now)
    rows = AssetVersion.objects.select_for_update(skip_locked=True, of=("self",))
    version = rows.filter(waits, open_to_us).order_by("uploaded_at", "pk").first()
    if version is not None:
        _note(version, reading=Reading.READING, attempts=version.attempts + 1, lease_until=now + LEASE)
    return version


def _still_ours(version: AssetVersion) -> bool:
    """Whether nobody took the file over meanwhile; locks it. Each claim has a number of its own."""
    rows = AssetVersion.objects.select_for_update(of=("self",))
    return rows.filter(pk=version.pk, reading=Reading.READING, attempts=version.attempts).first() is not None


@transaction.atomic
def _keep(version: AssetVersion, found: reading.Reading, now: datetime) -> None:
    if not _still_ours(version):
        return
    version.passages.all().delete()
    Passage.objects.bulk_create(
        [Passage(version=version, number=page.number, text=page.text, internal=page.internal) for page in found.pages],
        batch_size=100,
    )
    _note(
        version,
        reading=Reading.READ,
        kind=found.kind,
        page_count=found.page_count,
        read_at=now,
        lease_until=None,
    )
    system = Member.objects.system()
    facts = {"number": version.number, "pages": found.page_count}
    trail.record(actor=system, act="asset.text_read", about=version.asset, now=now, **facts)
    wake_drawers()


@transaction.atomic
def _cannot_read(version: AssetVersion, reason: str, facts: dict[str, Any], now: datetime) -> None:
    if not _still_ours(version):
        return
    _note(version, reading=Reading.UNREADABLE, reason=reason, reason_facts=facts, lease_until=None)
    system = Member.objects.system()
    trail.record(actor=system, act="asset.unreadable", about=version.asset, now=now, number=version.number)
    telling.tell(
        to=[version.uploaded_by], kind="asset-unreadable", about=version.asset, actor=system, now=now,
        file=version.original_name,
    )  # fmt: skip


def _note(version: AssetVersion, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(version, name, value)
    version.save(update_fields=list(fields))
