"""What several commands stand on."""

from celery import current_app
from django.db import transaction

from apps.core.errors import NotNow, Refused


class ReasonNeeded(Refused):
    """A no comes with a word of why."""


class WrongState(NotNow):
    """It isn't where this step begins."""


class Known(Refused):
    """Somebody or something of this name is there already."""


def wake_workers() -> None:
    """Once this is committed, a worker goes on with what waits; should the hint be lost, the next sweep does."""
    transaction.on_commit(lambda: current_app.send_task("apps.leads.tasks.work", expires=30), robust=True)
