"""Celery's settings, on which it depends that a killed worker's task comes back soon and nothing runs twice at once."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from celery.schedules import crontab

from apps.followups import heartbeat
from portal.celery import Heartbeat, app

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def test_settings_are_those_of_the_design() -> None:
    names = [
        "task_acks_late", "task_reject_on_worker_lost", "task_ignore_result", "worker_prefetch_multiplier",
        "task_soft_time_limit", "task_time_limit", "broker_transport_options",
    ]  # fmt: skip
    assert [app.conf[name] for name in names] == [
        True, True, True, 1, 30, 45,
        {
            "visibility_timeout": 60, "unacked_restore_interval": 5, "unacked_restore_throttle": 1,
            "socket_timeout": 5, "socket_connect_timeout": 5,
        },
    ]  # fmt: skip


def test_every_time_limit_is_under_the_visibility_timeout() -> None:
    app.loader.import_default_modules()
    limits = {
        task.time_limit or app.conf.task_time_limit for name, task in app.tasks.items() if name.startswith("apps.")
    }
    assert [limit for limit in limits if limit >= app.conf.broker_transport_options["visibility_timeout"]] == []


def test_schedule_is_that_of_the_design() -> None:
    assert {name: (entry["task"], entry["schedule"]) for name, entry in app.conf.beat_schedule.items()} == {
        "sweep": ("apps.followups.tasks.sweep", 60),
        "deliver": ("apps.notices.tasks.deliver", 15),
        "fetch": ("apps.notices.tasks.fetch", 60),
        "seal": ("apps.trail.tasks.seal", 60),
        "extract": ("apps.collateral.tasks.extract", 30),
        "take-in": ("apps.collateral.tasks.take_in", 30),
        "scan": ("apps.collateral.tasks.scan", 30),
        "draw": ("apps.collateral.tasks.draw", 30),
        "check-links": ("apps.collateral.tasks.check_links", 3600),
        "count-week": ("apps.collateral.tasks.count_week", 3600),
        "confirm-silent": ("apps.collateral.tasks.confirm_silent", 1800),
        "enter-force": ("apps.agreements.tasks.enter_force", 60),
        "look-ahead": ("apps.meetings.tasks.look_ahead", 900),
        "leads": ("apps.leads.tasks.work", 30),
        "return-unanswered": ("apps.goals.tasks.return_unanswered", 180),
        "check-library": ("apps.collateral.tasks.check_library", crontab(hour=2, minute=10)),
        "sweep-all": ("apps.followups.tasks.sweep_all", crontab(hour=2, minute=20)),
        "tidy": ("apps.people.tasks.tidy", crontab(hour=3, minute=40)),
        "forget-searches": ("apps.collateral.tasks.forget", crontab(hour=3, minute=45)),
        "tidy-mail": ("apps.notices.tasks.tidy", crontab(hour=3, minute=50)),
    }


def test_every_scheduled_task_exists_and_its_messages_expire() -> None:
    app.loader.import_default_modules()
    entries = app.conf.beat_schedule.values()
    assert [entry["task"] for entry in entries if entry["task"] not in app.tasks] == []
    assert [entry["task"] for entry in entries if not entry["options"]["expires"]] == []


def test_no_task_waits_in_the_broker_for_its_time() -> None:
    sources = [path for folder in ("apps", "portal") for path in (CHECKOUT / folder).rglob("*.py")]
    assert [path for path in sources if re.search(r"\b(eta|countdown)\s*=", path.read_text())] == []


@pytest.mark.django_db
def test_heartbeat_is_as_old_as_it_is() -> None:
    then = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    heartbeat.beat(process="worker", now=then - timedelta(minutes=5))
    heartbeat.beat(process="worker", now=then)
    heartbeat.beat(process="beat", now=then + timedelta(seconds=10))
    assert heartbeat.ages(now=then + timedelta(seconds=30)) == {
        "worker": timedelta(seconds=30),
        "beat": timedelta(seconds=20),
    }


@pytest.mark.django_db
def test_heartbeat_of_a_process_is_written_once_in_fifteen_seconds(django_assert_num_queries) -> None:
    beat = Heartbeat("worker")
    beat()
    with django_assert_num_queries(0):
        beat()
