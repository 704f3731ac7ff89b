from typing import Any

from celery import shared_task
from django.utils import timezone

from apps.meetings import commands


@shared_task
def look_ahead(**_: Any) -> None:
    commands.look_ahead(now=timezone.now())
