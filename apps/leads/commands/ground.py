"""What several commands stand on."""

from collections.abc import Mapping
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import Model

from apps.core.errors import NotNow, Refused


class ReasonNeeded(Refused):
    """A no comes with a word of why."""


class WrongState(NotNow):
    """It isn't where this step begins."""


class Known(Refused):
    """Somebody or something of this name is there already."""


def change(row: Model, changes: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the fields that differ and save them; returns `{field: [old, new]}`."""
    differing = {
        field: [getattr(row, field), value] for field, value in changes.items() if getattr(row, field) != value
    }
    for field, (_old, new) in differing.items():
        setattr(row, field, new)
    if differing:
        row.save(update_fields=list(differing))
    return differing


def wake_workers() -> None:
    """Once this is committed, a worker goes on with what waits; should the hint be lost, the next sweep does."""
    transaction.on_commit(lambda: current_app.send_task("apps.leads.tasks.work", expires=30), robust=True)
