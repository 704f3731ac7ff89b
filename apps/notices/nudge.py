"""A hint to the workers that there is something to send; lost, it costs seconds and never a mail."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
DELIVER = "apps.notices.tasks.deliver"


def deliver_soon() -> None:
    """Wake a worker once the caller's transaction is committed."""
    transaction.on_commit(partial(_wake, DELIVER))


def _wake(task: str) -> None:
    try:
        current_app.send_task(task, expires=15)
    except (OperationalError, RedisError, OSError) as fault:
        logger.warning("No worker could be woken (%s); the next round sends what waits.", fault)
