from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Revised, Row, append_only
from apps.leads.criteria import Fact, Group, parse
from apps.leads.models.leads import Lead, Outcome
from apps.people.models import Member, Team


class DefinitionQuerySet(QuerySet["Definition"]):
    def visible_to(self, viewer: Any) -> "DefinitionQuerySet":
        """What both sides call a sales-ready lead is known to all; drafts are shown by their agreement."""
        return self.all() if viewer.is_active else self.none()


class Definition(Revised):
    """What makes a lead ready for a stage: the tree being worked on, and the agreement under which it comes to count.

    What counts is never this row: it is the version that was signed.
    """

    class Stage(models.TextChoices):
        SALES_READY = "sales_ready", _("Sales-ready")

    title = models.CharField(max_length=200)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.SALES_READY, unique=True)
    # Whose qualifiers take the leads.
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="definitions")
    tree = models.JSONField()
    # What a machine can't check.
    text = models.TextField(blank=True)
    agreement: Any = models.OneToOneField("agreements.Agreement", on_delete=models.PROTECT, related_name="definition")
    created_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = DefinitionQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="definition_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="definition_stage_known", condition=Q(stage__in=["sales_ready"])),
        ]

    def __str__(self) -> str:
        return self.title


class DefinitionVersion(Row):
    """A definition as it came into force: frozen, with the facts it speaks of as they were called then."""

    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    version: Any = models.OneToOneField("agreements.Version", on_delete=models.PROTECT, related_name="+")
    tree = models.JSONField()
    facts = models.JSONField()
    counts_from = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definition", "number"], name="definition_version_once"),
            models.CheckConstraint(name="definition_version_from_one", condition=Q(number__gte=1)),
        ]
        triggers = append_only("definition_version")

    def __str__(self) -> str:
        return f"{self.definition_id}: {self.number}"

    def parsed(self) -> Group:
        """The tree, ready to judge."""
        return parse(self.tree, {name: Fact(**fact) for name, fact in self.facts.items()})


class Verdict(Row):
    """What a version said of a lead at a time; kept for good. Bit `n` stands for the `n`th criterion of its tree."""

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="verdicts")
    version = models.ForeignKey(DefinitionVersion, on_delete=models.PROTECT, related_name="verdicts", db_index=False)
    outcome = models.CharField(max_length=8, choices=Outcome)
    true_bits = models.BigIntegerField()
    unknown_bits = models.BigIntegerField()
    as_of = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="verdict_outcome_known", condition=Q(outcome__in=["met", "not_met", "unknown"])
            ),
            models.CheckConstraint(name="verdict_bits", condition=Q(true_bits__gte=0, unknown_bits__gte=0)),
        ]
        triggers = append_only("verdict")

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.outcome}"
