from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models.assets import Asset
from apps.core.models import Revised
from apps.people.models import Member


class Check(models.TextChoices):
    """What whoever made it has looked at; what they are unsure of they leave open, and the reviewer looks."""

    CLAIMS = "claims", _("What it claims can be shown to be true")
    PRICES = "prices", _("Its prices are the current ones, or there are none in it")
    LOGO = "logo", _("Our logo and colours are the right ones")
    CONFIDENTIALITY = "confidentiality", _("Nothing in it is confidential")
    CONSENT = "consent", _("Every customer named in it has agreed, or none is named")


class FieldContentQuerySet(QuerySet["FieldContent"]):
    def visible_to(self, viewer: Any) -> "FieldContentQuerySet":
        """As the asset itself: before it is adopted, for whoever made it and for marketing."""
        return self.filter(asset__in=Asset.objects.visible_to(viewer))


class FieldContent(Revised):
    """That an asset comes from the field: who made it, where it was used, what they looked at.

    How far it is, its asset's state says; the credit stays for ever.
    """

    asset = models.OneToOneField(Asset, on_delete=models.PROTECT, related_name="field_content")
    made_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="field_content")
    submitted_at = models.DateTimeField()
    used_where = models.CharField(max_length=300)
    checks = ArrayField(models.CharField(max_length=20, choices=Check), default=list, blank=True)

    objects = FieldContentQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="field_content_says_where", condition=~Q(used_where="")),
            models.CheckConstraint(name="field_content_checks_known", condition=Q(checks__contained_by=Check.values)),
        ]
        indexes = [models.Index(name="field_content_newest", fields=["-submitted_at", "id"])]
        triggers = [
            *Revised.Meta.triggers,
            pgtrigger.Protect(name="field_content_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="field_content_keeps_credit", fields=["asset", "made_by", "submitted_at"]),
        ]

    def __str__(self) -> str:
        return self.asset.title

    @property
    def adapted_by(self) -> Member | None:
        """Who changed it since; None while it is as it was handed in."""
        version = self.asset.current
        return version.uploaded_by if version and version.uploaded_by_id != self.made_by_id else None

    @property
    def said(self) -> list[tuple[Any, bool]]:
        """Each line of the checklist, and whether it was looked at."""
        return [(one.label, one.value in self.checks) for one in Check]
