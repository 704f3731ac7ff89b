import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from apps.collateral.models.assets import Asset
from apps.core.models import Row


class ChangedAsset(Row):
    """What stood on an asset before it was changed together with others; an undo finds it by its run.

    Needed as long as an undo is offered; the night after, it goes.
    """

    run = models.UUIDField()
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # Of the asset, as the run left it.
    revision = models.PositiveIntegerField()
    # By column; the shared lists together as `facets`.
    before = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "asset"], name="changed_asset_once_in_a_run")]
        triggers = [pgtrigger.Protect(name="changed_asset_is_kept", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.asset_id} in {self.run}"
