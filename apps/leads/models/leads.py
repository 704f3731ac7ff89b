from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.core.finding import words_index
from apps.core.models import Revised
from apps.leads.models.attributes import OWN
from apps.people.models import Member, Role, Side, Team
from apps.people.models.guards import held_by_active_members


class Outcome(models.TextChoices):
    """What the definition in force says of a lead."""

    MET = "met", _("Met")
    NOT_MET = "not_met", _("Not met")
    UNKNOWN = "unknown", _("Can't tell")


class LeadQuerySet(QuerySet["Lead"]):
    def visible_to(self, viewer: Any) -> "LeadQuerySet":
        """Contact details: who answers for it, the team that takes leads, its manager, marketers and admins."""
        if not viewer.is_active:
            return self.none()
        return self.all() if sees_all_leads(viewer) else self.filter(owner=viewer)


def sees_all_leads(viewer: Member) -> bool:
    """Whether every lead is theirs to see; all others see counts, and what they answer for."""
    if viewer.has_role(Role.MARKETER, Role.ADMIN):
        return True
    if viewer.has_role(Role.MANAGER) and viewer.side == Side.MARKETING:
        return True
    takes_part = Q(members=viewer, members__roles__contains=[Role.SALESPERSON]) | Q(members__qualifier__member=viewer)
    return Team.objects.filter(takes_part | Q(lead=viewer), definitions__isnull=False).exists()


class Lead(Revised):
    """Somebody who may buy. What is known of them stands in `attributes`; a fact that isn't there is missing."""

    class Stage(models.TextChoices):
        NEW = "new", _("New")
        SALES_READY = "sales_ready", _("Sales-ready")
        OFFERED = "offered", _("Offered")
        WITH_SALES = "with_sales", _("With sales")
        RETURNED = "returned", _("Returned")

    # The stages that a verdict sets; from the first offer on people do.
    JUDGED = (Stage.NEW, Stage.SALES_READY)

    external_id = models.CharField(max_length=120, null=True, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    name = models.CharField(max_length=160, blank=True)
    company = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=120, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    # Known from before: judged so that a definition can be tried on it, never offered.
    is_history = models.BooleanField(default=False)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.NEW)
    owner: Any = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="leads_owned")
    brought_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # The verdict that counts, and the number of the definition's version it is by; 0 where it is to be judged anew.
    verdict: Any = models.ForeignKey(
        "leads.Verdict", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=8, choices=Outcome, null=True)
    judged_number = models.PositiveIntegerField(default=0)

    objects = LeadQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(fields=["external_id"], name="lead_external_id_once"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="lead_email_once"),
            models.CheckConstraint(
                name="lead_can_be_found_again", condition=Q(external_id__isnull=False) | ~Q(email="")
            ),
            models.CheckConstraint(
                name="lead_external_id_says_something", condition=Q(external_id__isnull=True) | ~Q(external_id="")
            ),
            models.CheckConstraint(
                name="lead_stage_known",
                condition=Q(stage__in=["new", "sales_ready", "offered", "with_sales", "returned"]),
            ),
            models.CheckConstraint(
                name="lead_history_is_never_offered",
                condition=Q(is_history=False) | Q(stage__in=["new", "sales_ready"]),
            ),
        ]
        indexes = [
            models.Index(name="lead_to_judge", fields=["judged_number"]),
            words_index("lead_words", "name", "company", "email", "external_id"),
            models.Index(name="lead_newest", fields=["-created_at", "id"]),
            models.Index(name="lead_by_company", fields=["company", "id"]),
            models.Index(
                name="lead_to_offer", fields=["created_at"], condition=Q(stage="sales_ready", is_history=False)
            ),
        ]
        triggers = [
            held_by_active_members("lead", "owner_id", named=True),
            # A verdict is no change that somebody's edit could overwrite.
            pgtrigger.Trigger(
                name="count_revision",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["verdict", "outcome", "judged_number"]),
                func="NEW.revision = OLD.revision + 1; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.company or self.email or self.external_id or "–"

    @property
    def facts(self) -> dict[str, Any]:
        """All that a criterion may ask for."""
        return self.attributes | {name: getattr(self, name) for name in OWN if getattr(self, name)}
