from typing import Any

from celery import shared_task
from django.utils import timezone

from apps.followups import commands


@shared_task
def sweep(**_: Any) -> None:
    commands.sweep(now=timezone.now())


@shared_task
def sweep_all(**_: Any) -> None:
    commands.sweep_all(now=timezone.now())
