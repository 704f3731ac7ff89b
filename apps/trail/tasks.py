from typing import Any

from celery import shared_task
from django.utils import timezone

from apps.trail import commands


@shared_task
def seal(**_: Any) -> None:
    commands.seal(now=timezone.now())
