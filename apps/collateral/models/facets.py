from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q, QuerySet

from apps.collateral.models.assets import MANY, Asset
from apps.core.models import Row
from apps.people.models import Choice, ChoiceList

FACETS = (*MANY, ChoiceList.LANGUAGE)


def _derive(name: str, operation: Any, changed: pgtrigger.Referencing) -> pgtrigger.Trigger:
    """Keeps beside each asset the ids of its facets, by which it is found and counted."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=changed,
        func="""
            IF TG_OP = 'INSERT' AND EXISTS (SELECT 1 FROM changed c JOIN collateral_asset a ON a.id = c.asset_id
                WHERE c.list = ANY (a.for_all)) THEN
                RAISE EXCEPTION 'facet_all_or_some' USING ERRCODE = 'check_violation';
            END IF;
            UPDATE collateral_asset a SET facet_ids = ARRAY(
                SELECT choice_id FROM collateral_assetfacet f WHERE f.asset_id = a.id ORDER BY choice_id)
            WHERE a.id IN (SELECT asset_id FROM changed);
            RETURN NULL;""",
    )


class AssetFacetQuerySet(QuerySet["AssetFacet"]):
    def visible_to(self, viewer: Any) -> "AssetFacetQuerySet":
        return self.filter(asset__in=Asset.objects.visible_to(viewer))


class AssetFacet(Row):
    """A persona, funnel stage, industry, product or region that an asset is for, or the language it is in."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="facets")
    # That of the choice, so that "one language" is a constraint.
    list = models.CharField(max_length=20, choices=[(one.value, one.label) for one in FACETS])
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="asset_facets")

    objects = AssetFacetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset", "choice"], name="facet_once_per_asset"),
            models.UniqueConstraint(fields=["asset"], condition=Q(list="language"), name="facet_one_language"),
            models.CheckConstraint(name="facet_list_known", condition=Q(list__in=[one.value for one in FACETS])),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="facet_of_its_list",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (SELECT 1 FROM people_choice WHERE id = NEW.choice_id AND list = NEW.list) THEN
                        RAISE EXCEPTION 'facet_of_its_list' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
            pgtrigger.Protect(name="facet_is_set_anew", operation=pgtrigger.Update),
            _derive("facet_set", pgtrigger.Insert, pgtrigger.Referencing(new="changed")),
            _derive("facet_taken", pgtrigger.Delete, pgtrigger.Referencing(old="changed")),
        ]

    def __str__(self) -> str:
        return f"{self.list} of {self.asset_id}"
