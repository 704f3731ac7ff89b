from typing import Any

from celery import shared_task
from django.utils import timezone

from apps.collateral import commands, rooms
from apps.collateral.commands.ground import wake_drawers, wake_link_checkers, wake_readers, wake_scanners, wake_takers
from apps.collateral.models import AssetVersion


@shared_task
def extract(**_: Any) -> None:
    """Read one file; as long as there was one, look for the next."""
    if commands.read_waiting(now=timezone.now()):
        wake_readers()


@shared_task
def check_links(**_: Any) -> None:
    """Look at one link; as long as there was one, look at the next."""
    if commands.check_link_waiting(now=timezone.now()):
        wake_link_checkers()


@shared_task
def scan(**_: Any) -> None:
    """Put one file before the virus scanner; as long as there was one, the next."""
    if commands.scan_waiting(now=timezone.now()):
        wake_scanners()


@shared_task
def confirm_silent(**_: Any) -> None:
    """What is delivered and never looked at."""
    commands.confirm_silent(now=timezone.now())


@shared_task
def draw_page(version: str, page: int, **_: Any) -> None:
    """Draw a page that somebody looks at."""
    commands.draw_page(version=AssetVersion.objects.get(pk=version), page=page)


@shared_task
def draw(**_: Any) -> None:
    """Draw the first page of one file; as long as there was one, the next. What a killed worker left goes first."""
    now = timezone.now()
    rooms.clear(now=now)
    if commands.draw_waiting(now=now):
        wake_drawers()


@shared_task
def forget(**_: Any) -> None:
    """What was looked for long ago, and what could be undone until yesterday."""
    now = timezone.now()
    commands.forget_searches(now=now)
    commands.forget_changes(now=now)


@shared_task
def check_library(**_: Any) -> None:
    """What is wrong in the library."""
    commands.check_library(now=timezone.now())


@shared_task
def count_week(**_: Any) -> None:
    """What happened to whose content."""
    commands.count_week(now=timezone.now())


@shared_task
def take_in(**_: Any) -> None:
    """Take in one file of a batch, publish one that is in, or clear an archive away; then look for the next."""
    now = timezone.now()
    if commands.take_in_waiting(now=now) or commands.publish_waiting(now=now) or commands.remove_archive():
        wake_takers()
