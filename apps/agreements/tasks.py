from typing import Any

from celery import shared_task
from django.utils import timezone

from apps.agreements import commands


@shared_task
def enter_force(**_: Any) -> None:
    commands.enter_force(now=timezone.now())
