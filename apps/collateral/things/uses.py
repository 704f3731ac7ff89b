"""What assets have of the company's shared lists, in words and for merging."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.collateral import commands
from apps.collateral.models import FACETS, MANY, Asset, Batch
from apps.people import uses
from apps.trail import acts


def register() -> None:
    """Called once, when the portal starts."""
    acts.name_fields({one.value: one.label for one in FACETS})
    acts.name_values({one.value: {"all": _("all")} for one in MANY})
    acts.register({"asset.choice_merged": _("“{old}” was merged into “{new}”")})
    uses.register(
        uses.Use(
            column="collateral.Asset.kind",
            rows=lambda choice: Asset.objects.filter(kind=choice),
            counted=_counted,
            move=commands.merge_kind,
        ),
        uses.Use(
            column="collateral.AssetFacet.choice",
            rows=lambda choice: Asset.objects.filter(facet_ids__contains=[choice.pk]),
            counted=_counted,
            move=commands.merge_facets,
        ),
        uses.Use(
            column="collateral.Batch.kind",
            rows=lambda choice: Batch.objects.filter(kind=choice),
            counted=lambda count: ngettext("%d upload", "%d uploads", count) % count,
            move=commands.merge_kind_of_batches,
        ),
    )


def _counted(count: int) -> Any:
    return ngettext("%d piece of collateral", "%d pieces of collateral", count) % count
