"""Changes to many assets as tests make and read them."""

from datetime import timedelta
from typing import Any

from apps.collateral import commands
from apps.collateral.models import Asset
from apps.core import undo
from apps.people.models import Choice
from tests.cast import NOW

LATER = NOW + timedelta(minutes=5)
FIELDS = (
    "kind__label", "owner__name", "audience", "verify_by", "expires_on", "for_all", "state", "published_at",
    "archived_at", "recalled_at",
)  # fmt: skip


def entry(name: str, label: str) -> Choice:
    return Choice.objects.create(list=name, label=label)


def standing() -> dict[str, dict[str, Any]]:
    """All that is said of each piece, by its title."""
    said = {row["title"]: row for row in Asset.objects.values("title", *FIELDS)}
    for asset in Asset.objects.all():
        said[asset.title]["facets"] = sorted(asset.facets.values_list("choice__label", flat=True))
    return said


def told(effects) -> dict[str, Any]:
    return {one.asset.title: one.code or one.changed for one in effects}


def change(actor, assets, **said):
    return commands.change_assets(actor=actor, assets=assets, now=said.pop("now", LATER), **said)


def take_back(actor, offer, now=LATER) -> None:
    undo.run(token=offer.token, actor=actor, now=now)
