"""Many files in one go: received whole, then each made a draft of its own by a worker."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Unpack

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.collateral import archives, files, policy
from apps.collateral.commands.assets import refuse_other_list, take_in, tell_owner
from apps.collateral.commands.facets import FacetChanges, fitting_facets, hold_choices
from apps.collateral.commands.ground import hold, refuse_leaver, wake_takers
from apps.collateral.commands.moving import missing_to_publish
from apps.collateral.commands.publishing import publish_asset
from apps.collateral.models import Asset, AssetVersion, Batch, BatchFile, Scan
from apps.core.errors import Refused, require
from apps.people.models import Choice, Member
from apps.trail import commands as trail

MOST = 100
# As with the reading of a file: longer than a task may live, and a few tries.
LEASE = timedelta(seconds=60)
ATTEMPTS = 3
GAVE_UP, NOT_ALLOWED = "gave-up", "not-allowed"
State = BatchFile.State


class NoFiles(Refused):
    """A batch has a file at least."""


class TooManyFiles(Refused):
    """More than one page can show, and one request should carry."""


@transaction.atomic
def upload_batch(
    *,
    actor: Member,
    file: "Sequence[File[Any]]",
    now: datetime,
    kind: Choice | None = None,
    audience: str = "",
    owner: Member | None = None,
    publish: bool = False,
    **facets: Unpack[FacetChanges],
) -> Batch:
    """Receive files and archives; what can't be taken stands in the batch with its reason, and the rest comes in.

    Args:
        publish: what has all that publishing asks for is published once it is in.
    """
    require(policy.may_create_asset(actor))
    if not file:
        raise NoFiles(_("Choose at least one file."))
    if len(file) > MOST:
        raise TooManyFiles(
            _("That is more than %(most)s files. Upload them in parts, or in archives.") % {"most": MOST}
        )
    owner = hold(owner or actor)
    refuse_leaver(owner)
    hold_choices({**facets, "kind": kind})
    refuse_other_list(kind)
    chosen = fitting_facets(facets)
    batch = Batch.objects.create(
        uploaded_by=actor,
        uploaded_at=now,
        kind=kind,
        owner=owner,
        audience=audience,
        facet_ids=[one.pk for one in chosen],
        for_all=list(facets.get("for_all", [])),
        publish=publish,
    )
    BatchFile.objects.bulk_create(_received(batch, number, one) for number, one in enumerate(file, 1))
    trail.record(actor=actor, act="batch.uploaded", about=batch, now=now, count=len(file))
    wake_takers()
    return batch


def take_in_waiting(*, now: datetime) -> bool:
    """Take one file in that waits, or whose worker died. False where there is none.

    Safe to run at any number of places: the asset is made in the transaction that says so in the batch.
    """
    row = _claim(now)
    if row is None:
        return False
    if row.attempts > ATTEMPTS:
        _refuse(row, GAVE_UP, now)
        return True
    try:
        _take_in(row, now)
    except PermissionDenied:
        _refuse(row, NOT_ALLOWED, now)
    except archives.CannotUnpack as fault:
        _refuse(row, fault.reason, now)
    except Refused as refusal:
        _refuse(row, refusal.code, now)
    return True


def publish_waiting(*, now: datetime) -> bool:
    """Publish one asset whose batch says so, once the virus scanner let it through. False where there is none."""
    with transaction.atomic():
        rows = BatchFile.objects.select_for_update(skip_locked=True, of=("self",)).filter(to_publish=True)
        judged = rows.exclude(asset__current__scan=Scan.PENDING)
        row = judged.select_related("batch__uploaded_by", "asset").order_by("batch__uploaded_at", "number").first()
        if row is None or row.asset is None:
            return False
        row.to_publish = False
        try:
            with transaction.atomic():
                publish_asset(actor=row.batch.uploaded_by, asset=row.asset, now=now)
        except PermissionDenied:
            row.reason = NOT_ALLOWED
        except Refused as refusal:
            row.reason = refusal.code
        row.save(update_fields=["to_publish", "reason"])
    return True


@transaction.atomic
def remove_archive() -> bool:
    """Remove one archive from the storage of which nothing waits any more. False where there is none.

    The file goes first: whoever dies before this is written down removes it once more, which does no harm.
    """
    rows = BatchFile.objects.select_for_update(skip_locked=True, of=("self",)).archives_over()
    row = rows.order_by("pk").first()
    if row is None:
        return False
    archives.remove(row.file)
    row.file = ""
    row.save(update_fields=["file"])
    return True


def missing_in(row: BatchFile) -> list[str]:
    """What a draft of a batch still needs before it can be published, in words."""
    is_draft = row.state == State.MADE and row.asset is not None and row.asset.state == Asset.State.DRAFT
    return missing_to_publish(row.asset) if is_draft and row.asset is not None else []


def _received(batch: Batch, number: int, file: "File[Any]") -> BatchFile:
    name = files.clean_name(file.name or "")
    row = BatchFile(batch=batch, number=number, name=name, size=file.size)
    try:
        row.file = archives.keep(file) if archives.is_archive(name) else files.keep(file).stored_as
    except Refused as refusal:
        row.state, row.reason = State.REFUSED, refusal.code
    return row


@transaction.atomic
def _claim(now: datetime) -> BatchFile | None:
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    rows = BatchFile.objects.select_for_update(skip_locked=True, of=("self",)).filter(free, state=State.WAITING)
    row = rows.order_by("batch__uploaded_at", "number").first()
    if row is not None:
        row.attempts, row.lease_until = row.attempts + 1, now + LEASE
        row.save(update_fields=["attempts", "lease_until"])
    return row


def _still_ours(claimed: BatchFile) -> BatchFile | None:
    """The row, locked, unless another worker took it over; each claim has a number of its own."""
    rows = BatchFile.objects.select_for_update(of=("self",)).select_related("batch__uploaded_by", "batch__owner")
    rows = rows.select_related("batch__kind", "packed_in")
    return rows.filter(pk=claimed.pk, state=State.WAITING, attempts=claimed.attempts).first()


@transaction.atomic
def _take_in(claimed: BatchFile, now: datetime) -> None:
    row = _still_ours(claimed)
    if row is None:
        return
    if row.packed_in is None and archives.is_archive(row.name):
        _unpack(row)
        return
    with _file_of(row) as file:
        twin = _twin(files.keep(file).sha256)
        if twin is not None:
            row.state, row.asset = State.SAME, twin.asset
        else:
            _make(row, file, now)
    row.save(update_fields=["state", "asset", "to_publish"])
    _tell_once_all_is_in(row, now)


def _make(row: BatchFile, file: "File[Any]", now: datetime) -> None:
    batch = row.batch
    require(policy.may_create_asset(batch.uploaded_by))
    facets: dict[str, Any] = {"for_all": batch.for_all} if batch.for_all else {}
    for choice in Choice.objects.current().filter(pk__in=batch.facet_ids).order_by("position", "label"):
        facets.setdefault(choice.list, []).append(choice)
    row.asset = take_in(
        actor=batch.uploaded_by, now=now, file=file, link="", text="", title="", summary="", kind=batch.kind,
        audience=batch.audience, owner=batch.owner, **facets,
    )  # fmt: skip
    row.state = State.MADE
    row.to_publish = batch.publish and not missing_to_publish(row.asset)


def _tell_once_all_is_in(row: BatchFile, now: datetime) -> None:
    """Whoever becomes the owner of what somebody else uploaded hears of it with the last file of the batch."""
    if row.batch.owner_id == row.batch.uploaded_by_id:
        return
    # Of two workers who take the last two in, the later one waits here, and finds that nothing is left.
    batch = Batch.objects.select_for_update(of=("self",)).select_related("owner", "uploaded_by").get(pk=row.batch_id)
    rows = BatchFile.objects.filter(batch=batch)
    if rows.filter(state=State.WAITING).exists():
        return
    made = Asset.objects.filter(pk__in=rows.filter(state=State.MADE).values("asset"), owner=batch.owner)
    if assets := list(made.defer("search").order_by("title", "pk")):
        tell_owner(assets, batch.owner, actor=batch.uploaded_by, now=now)


def _unpack(row: BatchFile) -> None:
    """Each file inside becomes a row of its own, behind those that are there; each is unpacked when its turn comes."""
    found = archives.entries(row.file)
    # Nobody else numbers rows of this batch meanwhile.
    Batch.objects.select_for_update(of=("self",)).get(pk=row.batch_id)
    last = BatchFile.objects.filter(batch=row.batch_id).count()
    BatchFile.objects.bulk_create(
        BatchFile(batch=row.batch, number=number, name=one.name, size=one.size, packed_in=row, entry=one.number)
        for number, one in enumerate(found, last + 1)
    )
    row.state = State.UNPACKED
    row.save(update_fields=["state"])


@contextmanager
def _file_of(row: BatchFile) -> "Iterator[File[Any]]":
    if row.packed_in is not None and row.entry is not None:
        with archives.unpacked(row.packed_in.file, row.entry, row.name) as file:
            yield file
        return
    with files.opened(row.file) as kept:
        yield File(kept, name=row.name)


def _twin(sha256: str) -> AssetVersion | None:
    """Where the same content is in use already; who takes the same in at this moment waits for the answer."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"collateral.content.{sha256}"])
    rows = AssetVersion.objects.filter(sha256=sha256, link="", current_of__isnull=False)
    return rows.select_related("asset").order_by("uploaded_at", "pk").first()


@transaction.atomic
def _refuse(claimed: BatchFile, reason: str, now: datetime) -> None:
    row = _still_ours(claimed)
    if row is not None:
        row.state, row.reason = State.REFUSED, reason
        row.save(update_fields=["state", "reason"])
        _tell_once_all_is_in(row, now)
