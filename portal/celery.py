"""Celery: wakes the sweeps up. PostgreSQL knows what there is to do, so a lost or doubled message changes nothing."""

import os
from time import monotonic
from typing import Any

from celery import Celery
from celery.beat import PersistentScheduler
from celery.schedules import crontab
from celery.signals import heartbeat_sent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

HEARTBEAT_EVERY = 15.0

app = Celery("accord")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        # A killed worker's message is visible again after this time; the limits below stay under it, or a task
        # would run twice at once. The two values after it make the worker look every five seconds.
        "visibility_timeout": 60,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 5,
    },
    task_soft_time_limit=30,
    task_time_limit=45,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    # Whoever nudges a worker must not wait for a Redis that is away: the next sweep does the same work.
    task_publish_retry=False,
    task_default_queue="accord",
    worker_prefetch_multiplier=1,
    # Its message will come back, so going on with the task would only do the work twice.
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_log_format="%(levelname)s %(name)s: %(message)s",
    worker_task_log_format="%(levelname)s %(task_name)s: %(message)s",
    enable_utc=True,
    timezone="UTC",
)
app.autodiscover_tasks()


def _every(task: str, seconds: int) -> dict[str, Any]:
    """A sweep's place in the schedule; a message nobody took before the next one is thrown away."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


def _nightly(task: str, hour: int, minute: int) -> dict[str, Any]:
    return {"task": task, "schedule": crontab(hour=hour, minute=minute), "options": {"expires": 6 * 3600}}


app.conf.beat_schedule = {
    "sweep": _every("apps.followups.tasks.sweep", 60),
    "deliver": _every("apps.notices.tasks.deliver", 15),
    "fetch": _every("apps.notices.tasks.fetch", 60),
    "seal": _every("apps.trail.tasks.seal", 60),
    "extract": _every("apps.collateral.tasks.extract", 30),
    "take-in": _every("apps.collateral.tasks.take_in", 30),
    "scan": _every("apps.collateral.tasks.scan", 30),
    "draw": _every("apps.collateral.tasks.draw", 30),
    "check-links": _every("apps.collateral.tasks.check_links", 3600),
    "count-week": _every("apps.collateral.tasks.count_week", 3600),
    "confirm-silent": _every("apps.collateral.tasks.confirm_silent", 1800),
    "enter-force": _every("apps.agreements.tasks.enter_force", 60),
    "return-unanswered": _every("apps.goals.tasks.return_unanswered", 180),
    "look-ahead": _every("apps.meetings.tasks.look_ahead", 900),
    "leads": _every("apps.leads.tasks.work", 30),
    "check-library": _nightly("apps.collateral.tasks.check_library", 2, 10),
    "sweep-all": _nightly("apps.followups.tasks.sweep_all", 2, 20),
    "tidy": _nightly("apps.people.tasks.tidy", 3, 40),
    "forget-searches": _nightly("apps.collateral.tasks.forget", 3, 45),
    "tidy-mail": _nightly("apps.notices.tasks.tidy", 3, 50),
}


class Heartbeat:
    """Writes down that a process's own loop still turns, so that a hung one is seen too."""

    def __init__(self, process: str) -> None:
        self._process = process
        self._written = 0.0

    def __call__(self) -> None:
        if self._written and monotonic() - self._written < HEARTBEAT_EVERY:
            return
        from django.db import connection
        from django.utils import timezone

        from apps.followups import heartbeat

        self._written = monotonic()
        try:
            heartbeat.beat(process=self._process, now=timezone.now())
        finally:
            connection.close()  # one query in fifteen seconds isn't worth a connection held


class Scheduler(PersistentScheduler):
    """Beat's own scheduler, with a heartbeat; it remembers what it sent, so a missed night is made up for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._heartbeat = Heartbeat("beat")
        super().__init__(*args, **kwargs)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        from django.db import Error

        try:
            self._heartbeat()
        except Error as fault:
            self.logger.warning("The heartbeat couldn't be written: %s", fault)
        return min(super().tick(*args, **kwargs), HEARTBEAT_EVERY)


app.conf.beat_scheduler = "portal.celery:Scheduler"
_worker_heartbeat = Heartbeat("worker")


@heartbeat_sent.connect
def _worker_lives(**_: Any) -> None:
    """Sent from the worker's own loop every two seconds; Celery logs what goes wrong in here."""
    _worker_heartbeat()
