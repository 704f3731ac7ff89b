"""A row that is changed, and what of it was."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from apps.core.models import Revised


def change(row: Model, changes: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the fields that differ and save them; returns `{field: [old, new]}`, as the trail keeps it."""
    differing = {name: [getattr(row, name), new] for name, new in changes.items() if getattr(row, name) != new}
    if not differing:
        return differing
    for name, (_old, new) in differing.items():
        setattr(row, name, new)
    row.save(update_fields=list(differing))
    if isinstance(row, Revised):
        row.refresh_from_db(fields=["revision"])
    return differing
