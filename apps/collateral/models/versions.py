from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models.assets import Asset, makes_collateral
from apps.collateral.models.lexicon import learns
from apps.core.models import Row
from apps.people.models import Member


class Reading(models.TextChoices):
    """How far the worker is with the text of a version."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    UNREADABLE = "unreadable", _("Can't be read")


class Scan(models.TextChoices):
    """What the virus scanner said of a file."""

    NONE = "none", _("Not checked for viruses")
    PENDING = "pending", _("Being checked for viruses")
    CLEAN = "clean", _("No virus found")
    INFECTED = "infected", _("A virus was found")


class Preview(models.TextChoices):
    """How far the worker is with the picture of the first page."""

    WAITING = "waiting", _("Waiting to be drawn")
    DRAWN = "drawn", _("Drawn")
    CARD = "card", _("Its first words")
    NONE = "none", _("Nothing to draw")
    FAILED = "failed", _("Can't be drawn")


class LinkState(models.TextChoices):
    """What the last look at a link found."""

    WORKS = "works", _("Works")
    GONE = "gone", _("Leads nowhere")
    UNREACHABLE = "unreachable", _("Doesn't answer")
    # On the company's own network, where Accord doesn't look around.
    PRIVATE = "private", _("Not looked at")

    @classmethod
    def broken(cls) -> list[str]:
        return [cls.GONE, cls.UNREACHABLE]


class AssetVersionQuerySet(QuerySet["AssetVersion"]):
    def visible_to(self, viewer: Any) -> "AssetVersionQuerySet":
        """A version that waits for its review is for those who work on the asset."""
        seen = self.filter(asset__in=Asset.objects.visible_to(viewer))
        if makes_collateral(viewer):
            return seen
        theirs = Q(asset__created_by=viewer) | Q(asset__owner=viewer)
        return seen.filter(Q(number__lte=F("asset__current__number")) | theirs)


class AssetVersion(Row):
    """A file or link of an asset, kept as it came. Only what becomes known of it changes: its text, whether it works.

    A link may carry a copy of what it leads to, for search: then it has a file as well.
    """

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    # The name in the storage; what it was called on somebody's disk is only ever shown.
    file = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=2000, blank=True)
    original_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=4)
    change_note = models.CharField(max_length=500, blank=True)
    uploaded_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.WAITING)
    # Why it can't be read, and with what; the sentence is made for whoever reads it.
    reason = models.CharField(max_length=30, blank=True)
    reason_facts = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    link_state = models.CharField(max_length=11, choices=LinkState, blank=True)
    link_checked_at = models.DateTimeField(null=True, blank=True)
    # A verdict is said of the content. While it is awaited, and for ever after a bad one, the file isn't handed out.
    scan = models.CharField(max_length=8, choices=Scan, default=Scan.NONE)
    scan_found = models.CharField(max_length=100, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    scan_attempts = models.PositiveIntegerField(default=0)
    scan_again_at = models.DateTimeField(null=True, blank=True)
    preview = models.CharField(max_length=7, choices=Preview, default=Preview.WAITING)
    preview_reason = models.CharField(max_length=30, blank=True)
    preview_facts = models.JSONField(default=dict, blank=True)
    preview_attempts = models.PositiveSmallIntegerField(default=0)
    preview_again_at = models.DateTimeField(null=True, blank=True)
    search = models.GeneratedField(
        expression=Func(F("original_name"), function="collateral_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = AssetVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset", "number"], name="version_number_once"),
            models.CheckConstraint(name="version_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="version_kind_known", condition=Q(kind__in=["pdf", "docx", "pptx", "xlsx", "html", "text", "link"])
            ),
            models.CheckConstraint(
                name="version_file_or_link",
                condition=(Q(kind="link", file="") & ~Q(link="")) | (~Q(kind="link") & ~Q(file="")),
            ),
            models.CheckConstraint(
                name="version_link_state_known", condition=Q(link_state__in=["", *LinkState.values])
            ),
            models.CheckConstraint(name="version_scan_known", condition=Q(scan__in=Scan.values)),
            models.CheckConstraint(
                name="version_infected_says_what_and_isnt_read",
                condition=(Q(scan="infected", reading="unreadable") & ~Q(scan_found=""))
                | (~Q(scan="infected") & Q(scan_found="")),
            ),
            models.CheckConstraint(name="version_preview_known", condition=Q(preview__in=Preview.values)),
            models.CheckConstraint(
                name="version_undrawn_says_why",
                condition=(Q(preview="failed") & ~Q(preview_reason="")) | (~Q(preview="failed") & Q(preview_reason="")),
            ),
            models.CheckConstraint(name="version_hash", condition=Q(sha256__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="version_change_is_noted", condition=Q(number=1) | (Q(number__gt=1) & ~Q(change_note=""))
            ),
            models.CheckConstraint(name="version_reading_known", condition=Q(reading__in=Reading.values)),
            models.CheckConstraint(
                name="version_being_read_has_a_lease",
                condition=Q(reading="reading", lease_until__isnull=False)
                | (~Q(reading="reading") & Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="version_unreadable_says_why",
                condition=(Q(reading="unreadable") & ~Q(reason="")) | (~Q(reading="unreadable") & Q(reason="")),
            ),
            models.CheckConstraint(
                name="version_read_has_pages", condition=~Q(reading="read") | Q(page_count__isnull=False)
            ),
        ]
        indexes = [
            GinIndex(name="version_search", fields=["search"]),
            models.Index(name="version_sha256", fields=["sha256"]),
            models.Index(name="version_link_checked", fields=["link_checked_at"], condition=~Q(link="")),
            models.Index(name="version_to_scan", fields=["uploaded_at"], condition=Q(scan__in=["none", "pending"])),
            models.Index(name="version_to_draw", fields=["uploaded_at"], condition=Q(preview="waiting")),
            models.Index(
                name="version_to_read", fields=["uploaded_at"], condition=Q(reading__in=["waiting", "reading"])
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="version_keeps_its_file",
                fields=[
                    "asset", "number", "file", "link", "original_name", "size", "sha256", "change_note",
                    "uploaded_by", "uploaded_at",
                ],
            ),
            pgtrigger.Trigger(
                name="version_stays_infected",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("scan"),
                condition=pgtrigger.Q(old__scan="infected") & ~pgtrigger.Q(new__scan="infected"),
                func="""
                    RAISE EXCEPTION 'version_stays_infected' USING ERRCODE = 'check_violation';""",
            ),
            pgtrigger.Protect(name="version_stays", operation=pgtrigger.Delete),
            learns("version_learned"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.original_name} ({self.number})"

    @property
    def may_be_handed_out(self) -> bool:
        """Whether there is a file, and nothing speaks against it."""
        return bool(self.file) and self.scan in (Scan.NONE, Scan.CLEAN)

    @property
    def has_picture(self) -> bool:
        return self.preview in (Preview.DRAWN, Preview.CARD) and self.may_be_handed_out

    @property
    def is_markdown(self) -> bool:
        """Whether it is a text that may be written on in Accord itself."""
        return self.kind == "text" and self.original_name.lower().endswith((".md", ".markdown"))


class PassageQuerySet(QuerySet["Passage"]):
    def visible_to(self, viewer: Any) -> "PassageQuerySet":
        """What was recalled is read by those who mend it."""
        seen = self.filter(version__in=AssetVersion.objects.visible_to(viewer))
        if makes_collateral(viewer):
            return seen
        theirs = Q(version__asset__created_by=viewer) | Q(version__asset__owner=viewer)
        return seen.filter(Q(version__asset__recalled_at__isnull=True) | theirs)


class Passage(Row):
    """The words of one page or slide, at most 200 kB; `internal` are a speaker's notes, which stay in the company."""

    version = models.ForeignKey(AssetVersion, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    text = models.TextField()
    internal = models.BooleanField(default=False)
    search = models.GeneratedField(
        expression=Func(F("text"), function="collateral_vector"), output_field=SearchVectorField(), db_persist=True
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number", "internal"], name="passage_once_per_page"),
            models.CheckConstraint(name="passage_number_from_one", condition=Q(number__gte=1)),
        ]
        indexes = [GinIndex(name="passage_search", fields=["search"])]
        triggers = [learns("passage_learned")]

    def __str__(self) -> str:
        return f"page {self.number} of {self.version_id}"
