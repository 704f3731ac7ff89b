"""Another file behind the link: a new one, or an older one that comes back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import files, policy
from apps.collateral.commands.fixing import fix_once_reviewed, say_fixed
from apps.collateral.commands.ground import WrongState, said, wake_link_checkers, wake_readers, wake_scanners
from apps.collateral.commands.reviewing import bring_in, reviewer_held
from apps.collateral.commands.scanning import require_clean
from apps.collateral.models import Asset, AssetVersion, Feedback, Passage, Reading, Scan
from apps.core.errors import NotNow, Refused, Stale, require
from apps.core.models import locked
from apps.people.models import Member
from apps.trail import commands as trail


class SameFile(Refused):
    """A new version must differ from the one in use."""


class NothingGiven(Refused):
    """A version is a file, a link or a text."""


class InUseAlready(NotNow):
    """What is in use can't be brought back."""


class NewerVersion(Stale):
    """Somebody put up another version since this one was begun; `current` is theirs.

    Attributes:
        kept: the file that was sent, which stays in the storage for a second try; None where none was.
    """

    def __init__(self, current: AssetVersion, kept: files.Kept | None = None) -> None:
        super().__init__(current)
        self.kept = kept


@transaction.atomic
def add_version(
    *,
    actor: Member,
    asset: Asset,
    change_note: str,
    now: datetime,
    file: "File[Any] | None" = None,
    link: str = "",
    text: str = "",
    based_on: int | None = None,
    fixes: Sequence[Feedback] = (),
) -> AssetVersion:
    """Replace what stands behind the asset's link; the older versions stay.

    Where its kind asks for a review, the older one is in use until a colleague has looked at the new one.

    Args:
        file, link, text: as in `create_asset`.
        based_on: the number of the version that the actor had before them; None where they looked at none.
        fixes: what was said of earlier versions and is put right in this one; those who said it are asked anew once it
            is in use.

    Raises:
        NewerVersion: another one came since; nothing was replaced.
        SameFile: it is the file in use.
    """
    require(policy.may_edit_asset(actor, asset))
    note = said(change_note, _("Say in a line what is new in this version."))
    kept = taken_in(file, link, text, title=asset.title)
    reviewer = reviewer_held(asset, actor=actor, now=now)
    asset = locked(asset)
    newest = _newest(asset, based_on, kept)
    if (newest.sha256, newest.link) == (kept.sha256, kept.link):
        raise SameFile(_("This file is identical to version %(number)s, which is in use.") % {"number": newest.number})
    version = put_up(asset, kept, actor, now, number=newest.number + 1, change_note=note, reviewer=reviewer)
    facts = {"number": version.number, "file": kept.name, "note": note}
    trail.record(actor=actor, act="asset.replaced", about=asset, now=now, **facts)
    if fixes and asset.current_id != version.pk:
        fix_once_reviewed(version.reviews.get(), fixes)
    elif fixes:
        say_fixed(actor=actor, asset=asset, feedback=fixes, version=version, now=now)
    return version


@transaction.atomic
def roll_back(
    *, actor: Member, version: AssetVersion, change_note: str, now: datetime, based_on: int | None = None
) -> AssetVersion:
    """Bring the file of an older version back, as a new version; what was read of it counts at once.

    Raises:
        NewerVersion: another one came since the actor looked.
        InUseAlready: its file is the one in use.
    """
    require(policy.may_edit_asset(actor, version.asset))
    require_clean(version)
    note = said(change_note, _("Say in a line why this version comes back."))
    reviewer = reviewer_held(version.asset, actor=actor, now=now)
    asset = locked(version.asset)
    newest = _newest(asset, based_on)
    if (newest.sha256, newest.link) == (version.sha256, version.link):
        raise InUseAlready(_("The file of version %(number)s is in use.") % {"number": version.number})
    kept = files.Kept(version.file, version.original_name, version.kind, version.size, version.sha256, version.link)
    made = put_up(asset, kept, actor, now, number=newest.number + 1, change_note=note, reviewer=reviewer)
    _know_as_before(made, version, now)
    facts = {"number": made.number, "of": version.number, "note": note}
    trail.record(actor=actor, act="asset.rolled_back", about=asset, now=now, **facts)
    return made


def taken_in(file: "File[Any] | None", link: str, text: str, *, title: str) -> files.Kept:
    """What was given, in the storage.

    Raises:
        NothingGiven: neither a file nor a link nor a text.
    """
    if link:
        return files.keep_link(link, file)
    if file is None and text.strip():
        file = ContentFile(text.strip().encode(), name=f"{title or _('Text')}.md")
    if file is None:
        raise NothingGiven(_("Give a file, a link or a text."))
    return files.keep(file)


def put_up(
    asset: Asset,
    kept: files.Kept,
    actor: Member,
    now: datetime,
    *,
    number: int = 1,
    change_note: str = "",
    reviewer: Member | None = None,
) -> AssetVersion:
    """What was kept, as the version in use or before its reviewer; a worker reads it, if it isn't a mere link."""
    known = {"reading": Reading.READ, "page_count": 0, "read_at": now} if kept.kind == "link" else {}
    version = AssetVersion.objects.create(
        asset=asset,
        number=number,
        file=kept.stored_as,
        original_name=kept.name,
        size=kept.size,
        sha256=kept.sha256,
        kind=kept.kind,
        change_note=change_note,
        uploaded_by=actor,
        uploaded_at=now,
        link=kept.link,
        scan=Scan.PENDING if kept.stored_as and settings.CLAMD_URL else Scan.NONE,
        **known,
    )
    bring_in(asset, version, reviewer=reviewer, actor=actor, now=now)
    wake_scanners()
    wake_readers()
    if kept.link:
        wake_link_checkers()
    return version


def _newest(asset: Asset, based_on: int | None, kept: files.Kept | None = None) -> AssetVersion:
    if asset.state == Asset.State.IN_REVIEW:
        raise WrongState(_("“%(title)s” is in review. Take it back first, then change the file.") % {"title": asset})
    newest = asset.versions.order_by("-number").first()
    if newest is None:
        raise LookupError(asset.pk)
    if based_on is not None and based_on != newest.number:
        raise NewerVersion(newest, kept)
    return newest


def _know_as_before(made: AssetVersion, version: AssetVersion, now: datetime) -> None:
    """The same file says the same: its pages are copied, so that it is found without being read anew."""
    if version.reading != Reading.READ:
        return
    made.scan, made.scanned_at = version.scan, version.scanned_at
    pages = version.passages.values("number", "text", "internal")
    Passage.objects.bulk_create([Passage(version=made, **page) for page in pages], batch_size=100)
    made.reading, made.page_count, made.read_at = Reading.READ, version.page_count, now
    made.save(update_fields=["scan", "scanned_at", "reading", "page_count", "read_at"])
