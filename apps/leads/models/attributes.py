from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from apps.core.models import Revised
from apps.leads.criteria import Fact, Kind

# Facts that every lead has a column for; no attribute is called so.
OWN = ("email", "company", "source")
_RESERVED = [*OWN, "external_id", "name", "id"]


def own_facts() -> list[Fact]:
    """What a criterion may ask of any lead, whatever the company's catalogue holds."""
    labels = {"email": _("E-mail"), "company": _("Company"), "source": _("Source")}
    return [Fact(name, labels[name], Kind.TEXT) for name in OWN]


class AttributeQuerySet(QuerySet["Attribute"]):
    def visible_to(self, viewer: Any) -> "AttributeQuerySet":
        """What the company asks of its leads is no secret; what they answered is."""
        return self.all() if viewer.is_active else self.none()


class Attribute(Revised):
    """Something the company knows of its leads. Name and kind stay: leads and definitions stand on them."""

    name = models.CharField(max_length=60, unique=True)
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind)
    choices = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    # Values that say nothing, such as “unknown” or -1; what is written down from then on counts them as missing.
    missing = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    known_at_hand_off = models.BooleanField(default=True)

    objects = AttributeQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="attribute_name_for_machines", condition=Q(name__regex=r"^[a-z][a-z0-9_]*$")),
            models.CheckConstraint(name="attribute_name_of_its_own", condition=~Q(name__in=_RESERVED)),
            models.CheckConstraint(name="attribute_has_a_label", condition=~Q(label="")),
            models.CheckConstraint(name="attribute_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="attribute_choices_where_chosen",
                condition=Q(kind="choice", choices__len__gte=1) | ~Q(kind="choice") & Q(choices__len=0),
            ),
        ]
        triggers = [
            *Revised.Meta.triggers,
            pgtrigger.Trigger(
                name="attribute_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.name <> NEW.name OR OLD.kind <> NEW.kind"),
                func="RAISE EXCEPTION 'name and kind of an attribute stay' USING ERRCODE = 'check_violation';",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def fact(self) -> Fact:
        return Fact(self.name, self.label, self.kind, tuple(self.choices), self.known_at_hand_off)
