"""What the worker does, done here and now by its own task functions."""

from django.db.models import Q

from apps.collateral.models import AssetVersion, BatchFile
from apps.collateral.tasks import extract, take_in

_UNREAD = ["waiting", "reading"]


def read_files() -> None:
    """Read every file that waits, as the worker would, each in a child process of its own."""
    while AssetVersion.objects.filter(reading__in=_UNREAD).exists():
        extract()


def take_in_files() -> None:
    """Make collateral of every file that came in a batch, and publish what was to be published."""
    while BatchFile.objects.filter(Q(state="waiting") | Q(to_publish=True)).exists():
        take_in()
