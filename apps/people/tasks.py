"""Celery's edge."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from apps.people import commands


@shared_task
def tidy(**_: Any) -> None:
    commands.tidy(now=timezone.now())
