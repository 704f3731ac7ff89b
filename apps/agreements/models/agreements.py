from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.agreements.models.rules import named_once_proposed
from apps.core.models import Revised
from apps.people.models import Member, Side, Team
from apps.people.models.guards import held_by_active_members


class Kind(models.TextChoices):
    TEXT = "text", _("Plain text")
    DEFINITION = "definition", _("Lead definition")
    PLAN = "plan", _("Plan")


class AgreementQuerySet(QuerySet["Agreement"]):
    def visible_to(self, viewer: Any) -> "AgreementQuerySet":
        """What was proposed is for all; a bare draft for whoever is named on it, consulted, leads a side, or admins."""
        from apps.agreements.models.versions import Version

        if not viewer.is_active:
            return self.none()
        return self.filter(pk__in=Version.objects.visible_to(viewer).values("agreement"))


class Agreement(Revised):
    """What both sides rely on; what it says stands in its versions."""

    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=200)
    sponsor: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sponsored_agreements")
    review_on = models.DateField(null=True)
    # The sides and teams it is announced to; none of both means everybody.
    audience_teams: Any = models.ManyToManyField(Team, blank=True, related_name="+")
    audience = ArrayField(models.CharField(max_length=12, choices=Side), default=list)
    consulted: Any = models.ManyToManyField(Member, blank=True, related_name="consulted_on")
    # The thing whose content it freezes, for example a lead definition.
    about_kind = models.CharField(max_length=40, null=True)
    about_id = models.UUIDField(null=True)
    started_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # Counts what happened to its versions, so that its revision tells of them too.
    steps = models.PositiveIntegerField(default=0, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="agreement_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="agreement_kind_known", condition=Q(kind__in=["text", "definition", "plan"])),
            models.CheckConstraint(name="agreement_audience_known", condition=Q(audience__contained_by=[*Side.values])),
            models.CheckConstraint(
                name="agreement_about_its_matter",
                condition=Q(kind="text", about_kind__isnull=True, about_id__isnull=True)
                | ~Q(kind="text") & Q(about_kind__isnull=False, about_id__isnull=False),
            ),
            models.UniqueConstraint(name="agreement_once_about_a_thing", fields=["about_kind", "about_id"]),
        ]
        triggers = [
            *Revised.Meta.triggers,
            named_once_proposed,
            held_by_active_members("agreement", "sponsor_id", named=True),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> tuple[str, UUID] | None:
        return (self.about_kind, self.about_id) if self.about_kind and self.about_id else None
