"""/healthz and /readyz: verdicts for everybody, details for admins."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.followups import heartbeat
from portal.health import Check, checks

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def verdicts(client: Client, path: str) -> tuple[int, object]:
    answer = client.get(path)
    return answer.status_code, answer.json()


def test_healthz_needs_the_database_alone(client: Client) -> None:
    assert verdicts(client, "/healthz") == (200, {"status": "ok", "checks": {"database": "ok"}})


def test_readyz_is_well_when_everybody_is_at_work(client: Client) -> None:
    for process in ("worker", "beat"):
        heartbeat.beat(process=process, now=timezone.now())
    names = ["redis", "database", "migrations", "beat", "worker"]
    assert verdicts(client, "/readyz") == (200, {"status": "ok", "checks": dict.fromkeys(names, "ok")})


def test_readyz_fails_without_a_worker(client: Client) -> None:
    heartbeat.beat(process="beat", now=timezone.now())
    found = {"redis": "ok", "database": "ok", "migrations": "ok", "beat": "ok", "worker": "failing"}
    assert verdicts(client, "/readyz") == (503, {"status": "failing", "checks": found})


def test_readyz_fails_without_redis(client: Client, settings) -> None:
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    status, answer = verdicts(client, "/readyz")
    assert (status, answer["checks"]["redis"]) == (503, "failing")
    assert "nowhere" not in str(answer)


def test_process_is_missed_after_ninety_seconds() -> None:
    heartbeat.beat(process="beat", now=NOW - timedelta(seconds=89))
    heartbeat.beat(process="worker", now=NOW - timedelta(seconds=90))
    assert checks(now=NOW)[-2:] == [
        Check("beat", True, "last heard of 89 s ago"),
        Check("worker", False, "last heard of 90 s ago"),
    ]


def test_health_is_never_kept_by_a_cache(client: Client) -> None:
    assert "no-store" in client.get("/healthz")["Cache-Control"]


def test_health_takes_no_post(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
