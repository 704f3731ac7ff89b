from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Revised, Row, append_only
from apps.leads.models.leads import sees_all_leads
from apps.leads.models.rules import legal_jumps
from apps.people.models import Member


class ImportQuerySet(QuerySet["Import"]):
    def visible_to(self, viewer: Any) -> "ImportQuerySet":
        """Its rows are contact details: who uploaded it, and whoever sees all leads."""
        if not viewer.is_active:
            return self.none()
        return self.all() if sees_all_leads(viewer) else self.filter(uploaded_by=viewer)


class Import(Revised):
    """A file of leads on its way in. `offset` and the counts move in the transaction that writes a chunk's leads."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("To be mapped")
        MAPPED = "mapped", _("Ready")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")

    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    header = ArrayField(models.CharField(max_length=200))
    is_history = models.BooleanField()
    # Column to target; `row` as the external id's target says that it is made from the row.
    mapping = models.JSONField(default=dict, blank=True)
    id_from_row = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    uploaded_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="lead_imports")
    uploaded_at = models.DateTimeField()
    # The byte after the last row that is in, and what became of the rows so far.
    offset = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(
                name="import_each_row_once",
                condition=Q(rows=F("created") + F("updated") + F("unchanged") + F("rejected")),
            ),
            models.CheckConstraint(name="import_offset_within", condition=Q(offset__lte=F("size"))),
            models.CheckConstraint(
                name="import_done_at_the_end",
                condition=Q(state="done", finished_at__isnull=False, offset=F("size"))
                | ~Q(state="done") & Q(finished_at__isnull=True),
            ),
        ]
        indexes = [models.Index(name="import_running", fields=["started_at"], condition=Q(state="running"))]
        triggers = [
            *Revised.Meta.triggers,
            *legal_jumps(
                "import",
                ("uploaded", "mapped"),
                ("mapped", "uploaded"),
                ("mapped", "running"),
                ("running", "done"),
                first=["uploaded"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def percent(self) -> int:
        """How much of the file is in."""
        return 100 if self.state == self.State.DONE else min(99, self.offset * 100 // max(self.size, 1))


class Reject(Row):
    """A row that was not taken, as it stood in the file, with the column and the reason."""

    of: Any = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rejects")
    number = models.PositiveIntegerField()
    values = ArrayField(models.TextField())
    column = models.CharField(max_length=200, blank=True)
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="reject_once_per_row")]
        triggers = append_only("reject")

    def __str__(self) -> str:
        return f"{self.number}: {self.reason}"
