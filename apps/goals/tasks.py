from typing import Any

from celery import shared_task
from django.utils import timezone

from apps.goals import commands


@shared_task
def return_unanswered(**_: Any) -> None:
    commands.return_unanswered(now=timezone.now())
