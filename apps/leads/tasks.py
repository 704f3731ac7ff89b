from typing import Any

from celery import shared_task
from django.utils import timezone

from apps.leads import commands
from apps.leads.commands.ground import wake_workers


@shared_task
def work(**_: Any) -> None:
    """One chunk of whatever waits; as long as there was any, look for more."""
    now = timezone.now()
    done = commands.run_import(now=now) or commands.classify_waiting(now=now) > 0
    commands.expire_offers(now=now)
    done = commands.offer_waiting(now=now) > 0 or done
    if done:
        wake_workers()
