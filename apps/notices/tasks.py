from typing import Any

from celery import shared_task
from django.utils import timezone

from apps.notices import commands


@shared_task
def deliver(**_: Any) -> None:
    commands.deliver(now=timezone.now())


@shared_task
def fetch(**_: Any) -> None:
    commands.fetch(now=timezone.now())


@shared_task
def tidy(**_: Any) -> None:
    commands.tidy(now=timezone.now())
