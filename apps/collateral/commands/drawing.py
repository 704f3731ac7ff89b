"""Pictures of pages, made by the worker: what a file looks like, without opening it."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.collateral import cards, files, policy, reading
from apps.collateral.commands.ground import WrongState, wake_drawers
from apps.collateral.commands.scanning import require_clean
from apps.collateral.models import Asset, AssetVersion, Preview, Reading, Scan
from apps.collateral.rooms import room
from apps.core.errors import require
from apps.core.models import locked
from apps.people.models import Member
from apps.trail import commands as trail

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
# With LibreOffice before it this stays under the time a task has.
LIMITS = reading.Limits(wall_seconds=8.0, cpu_seconds=8)
OFFICE = ("docx", "pptx", "xlsx")


def draw_waiting(*, now: datetime, limits: reading.Limits = LIMITS) -> bool:
    """Draw the first page of one file that was read. False where none waits."""
    version = _claim(now)
    if version is None:
        return False
    if version.preview_attempts > ATTEMPTS:
        _note(version, preview=Preview.FAILED, preview_reason="too_long", preview_facts={"limit": "time"})
        return True
    try:
        state, picture = _drawn(version, limits)
    except reading.Unreadable as refusal:
        _note(version, preview=Preview.FAILED, preview_reason=refusal.reason, preview_facts=refusal.facts)
        return True
    if picture:
        files.keep_picture(version.sha256, 1, picture)
    _note(version, preview=state)
    return True


def draw_page(*, version: AssetVersion, page: int) -> bool:
    """Draw a further page of a PDF, unless it was; whether there is a picture of it now."""
    if not version.may_be_handed_out or version.kind != "pdf" or files.has_picture(version.sha256, page):
        return files.has_picture(version.sha256, page)
    try:
        with files.on_disk(version.file) as path:
            picture = reading.draw(path, page=page, limits=LIMITS)
    except reading.Unreadable:
        return False
    files.keep_picture(version.sha256, page, picture)
    return True


@transaction.atomic
def draw_again(*, actor: Member, asset: Asset, now: datetime) -> Asset:
    """Put the file in use before the worker once more, after it couldn't be drawn."""
    require(policy.may_edit_asset(actor, asset))
    asset = locked(asset)
    version = AssetVersion.objects.select_for_update(of=("self",)).get(current_of=asset)
    require_clean(version)
    if version.preview != Preview.FAILED:
        raise WrongState(_("The preview of this file isn't one that couldn't be drawn."))
    _set(version, preview=Preview.WAITING, preview_reason="", preview_facts={}, preview_attempts=0)
    trail.record(actor=actor, act="asset.draw_again", about=asset, now=now, number=version.number)
    wake_drawers()
    return asset


@transaction.atomic
def _claim(now: datetime) -> AssetVersion | None:
    free = Q(preview_again_at__isnull=True) | Q(preview_again_at__lt=now)
    rows = AssetVersion.objects.select_for_update(skip_locked=True, of=("self",)).filter(free, preview=Preview.WAITING)
    ready = rows.filter(reading__in=[Reading.READ, Reading.UNREADABLE]).exclude(scan__in=[Scan.PENDING, Scan.INFECTED])
    version = ready.order_by("uploaded_at", "pk").first()
    if version is not None:
        _set(version, preview_attempts=version.preview_attempts + 1, preview_again_at=now + LEASE)
    return version


def _drawn(version: AssetVersion, limits: reading.Limits) -> tuple[Preview, bytes]:
    """As it looks where that can be drawn, else its first words; nothing where there are none."""
    if not version.file:
        return Preview.NONE, b""
    with files.on_disk(version.file) as path:
        if version.kind == "pdf":
            return Preview.DRAWN, reading.draw(path, limits=limits)
        if version.kind in OFFICE and version.reading == Reading.READ:
            with room() as folder, suppress(reading.Unreadable):
                pdf = reading.as_pdf(path, version.kind, folder=folder)
                if pdf is not None:
                    return Preview.DRAWN, reading.draw(pdf, limits=limits)
    first = version.passages.filter(internal=False).order_by("number").first()
    return (Preview.CARD, cards.card_of(first.text)) if first else (Preview.NONE, b"")


@transaction.atomic
def _note(version: AssetVersion, **fields: Any) -> None:
    """Unless another worker took it over meanwhile: each claim has a number of its own."""
    rows = AssetVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk, preview=Preview.WAITING)
    if rows.filter(preview_attempts=version.preview_attempts).exists():
        _set(version, preview_again_at=None, **fields)


def _set(version: AssetVersion, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(version, name, value)
    version.save(update_fields=list(fields))
