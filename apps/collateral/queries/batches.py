"""Reading batches: how far each of their files is, and what is still to be mended."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.collateral import files
from apps.collateral.archives import MOST_ENTRIES
from apps.collateral.models import FACETS, Asset, AssetFacet, Batch, BatchFile, Reading, Scan
from apps.collateral.models.batches import BatchFileQuerySet, BatchQuerySet
from apps.collateral.queries.assets import in_the_way
from apps.people.models import Choice, Member


class Way(TextChoices):
    """How far a file of a batch is."""

    RECEIVED = "received", gettext_lazy("Received")
    SCANNED = "scanned", gettext_lazy("Being checked for viruses")
    BEING_READ = "being_read", gettext_lazy("Being read")
    READ = "read", gettext_lazy("Read")
    UNPACKED = "unpacked", gettext_lazy("Unpacked")
    SAME = "same", gettext_lazy("Already there")
    UNREADABLE = "unreadable", gettext_lazy("Can't be read")
    INFECTED = "infected", gettext_lazy("Infected")
    REFUSED = "refused", gettext_lazy("Not taken in")


# On which somebody still works.
ON_THE_WAY = (Way.RECEIVED, Way.SCANNED, Way.BEING_READ)


def batches(*, viewer: Member, now: datetime | None = None) -> BatchQuerySet:
    """Each with how many files came, archives not among them, and how many became assets."""
    counted = Count("files", filter=~Q(files__state="unpacked"))
    return (
        Batch.objects.visible_to(viewer)
        .select_related("uploaded_by", "owner", "kind")
        .annotate(count=counted, made=Count("files", filter=Q(files__state="made")))
    )


def files_of_batch(*, viewer: Member, batch: Batch, now: datetime | None = None) -> BatchFileQuerySet:
    """Each with the lists of which something is said of its asset, and those of which something could be."""
    rows = BatchFile.objects.visible_to(viewer).filter(batch=batch)
    said = AssetFacet.objects.filter(asset=OuterRef("asset")).order_by("list").values("list").distinct()
    offered = Choice.objects.current().filter(list__in=FACETS).order_by("list").values("list").distinct()
    return (
        rows.select_related("asset__current", "batch", "packed_in")
        .defer("asset__search", "asset__current__search")
        .annotate(said_lists=ArraySubquery(said), offered_lists=ArraySubquery(offered))
    )


def gaps_of(row: Any) -> list[str]:
    """What nobody said yet of what a file became, though it may be published without, in words."""
    asset = row.asset
    if row.state != BatchFile.State.MADE or asset is None:
        return []
    unsaid = set(row.offered_lists).difference(row.said_lists, asset.for_all)
    missing = [] if asset.summary else [_("Summary")]
    return [*missing, *(str(one.label) for one in FACETS if one.value in unsaid)]


def way_of(row: BatchFile) -> Way:
    """From what stands in the batch, and from what became of its asset since."""
    state, asset = BatchFile.State, row.asset
    if asset is None or asset.current is None:
        return {state.WAITING: Way.RECEIVED, state.UNPACKED: Way.UNPACKED}.get(state(row.state), Way.REFUSED)
    if row.state == state.SAME:
        return Way.SAME
    if asset.current.scan == Scan.INFECTED:
        return Way.INFECTED
    if asset.current.scan == Scan.PENDING:
        return Way.SCANNED
    return {Reading.READ: Way.READ, Reading.UNREADABLE: Way.UNREADABLE}.get(
        Reading(asset.current.reading), Way.BEING_READ
    )


def why_not(row: BatchFile) -> str:
    """Why it wasn't taken in, can't be read or wasn't published, and how to mend it; empty where all went well."""
    asset = row.asset
    if row.state != BatchFile.State.MADE or asset is None or asset.current is None:
        return _sentence(row.reason) if row.reason else ""
    if trouble := in_the_way(asset.current):
        return trouble
    return _sentence(row.reason) if row.reason and asset.state == Asset.State.DRAFT else ""


def counts(rows: Iterable[BatchFile]) -> list[tuple[Way, int]]:
    """How many files are how far, in the order of the way."""
    found = Counter(way_of(row) for row in rows)
    return [(way, found[way]) for way in Way if found[way] and way != Way.UNPACKED]


def is_on_the_way(rows: Iterable[BatchFile]) -> bool:
    """Whether a worker still has to do with one of them."""
    return any(way_of(row) in ON_THE_WAY or row.to_publish for row in rows)


def _sentence(reason: str) -> str:
    said = {
        "unknown-type": _(
            "Accord reads PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), web pages (.html) and text "
            "(.txt, .md). Save it as one of these and upload that."
        ),
        "too-large": _("It is larger than %(limit)s MB. Save it with smaller pictures, or in parts.")
        % {"limit": files.limit_megabytes()},
        "empty-file": _("It is empty. Save it again and upload the new copy."),
        "has-left": _("Whoever was to own it can't sign in any more. Upload it again with another owner."),
        "not-allowed": _("Whoever uploaded it may no longer do this."),
        "needs-review": _("Its kind is reviewed by another marketer before it goes out. Ask for a review on its page."),
        "gave-up": _("Taking it in broke off again and again. Save it anew and upload that."),
        "archive-broken": _(
            "It is damaged, or packed in an unusual way. Pack it anew, or upload the files themselves."
        ),
        "archive-long": _("There are more than %(most)s files in it. Pack it in parts.") % {"most": MOST_ENTRIES},
        "archive-large": _("Unpacked, it takes more room than can be given to it. Upload the files in parts."),
        "archive-empty": _("There is no file in it."),
        "archive-locked": _("It needs a password to open. Pack it without one."),
        "archive-inside": _("It is an archive inside an archive. Upload it by itself."),
    }
    return said.get(reason) or _("It doesn't fit what was chosen for the batch. Upload it again.")
