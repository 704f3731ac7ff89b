"""What the worker does, done here and now by its own task functions."""

from apps.collateral.models import AssetVersion
from apps.collateral.tasks import extract

_UNREAD = ["waiting", "reading"]


def read_files() -> None:
    """Read every file that waits, as the worker would, each in a child process of its own."""
    while AssetVersion.objects.filter(reading__in=_UNREAD).exists():
        extract()
