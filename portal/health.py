"""Health, for whoever restarts processes and whoever looks after Accord: is it alive, can it do its work?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import redis
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.followups import heartbeat

SILENT_AFTER = timedelta(seconds=90)


@dataclass(frozen=True)
class Check:
    """One thing that must hold; `detail` is for admins, and never shown to somebody unknown."""

    name: str
    ok: bool
    detail: str


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers and reaches the database: if not, restart it."""
    return _answer([_tried("database", _database)])


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Everything is there to do the work: if not, send no visitors and call somebody."""
    return _answer(checks(now=timezone.now()))


def checks(*, now: datetime) -> list[Check]:
    """All that must hold for Accord to do its work, for `/readyz` and the status page."""
    found = [_tried("redis", _redis), _tried("database", _database)]
    if found[-1].ok:
        found.append(_tried("migrations", _migrations))
    if found[-1].ok:
        found += _processes(now)
    return found


def _answer(found: list[Check]) -> JsonResponse:
    """Names and verdicts only: anybody may ask."""
    well = all(check.ok for check in found)
    verdicts = {check.name: "ok" if check.ok else "failing" for check in found}
    return JsonResponse({"status": "ok" if well else "failing", "checks": verdicts}, status=200 if well else 503)


def _tried(name: str, look: Callable[[], str]) -> Check:
    """A look that fails is the finding."""
    try:
        return Check(name, True, look())
    except (Error, redis.RedisError, Unapplied) as fault:
        return Check(name, False, str(fault).strip())


class Unapplied(Exception):
    """The database isn't at this code's state."""


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version')")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def _redis() -> str:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
        known = client.info("server")
    if "valkey_version" in known:
        return f"Valkey {known['valkey_version']}"
    return f"Redis {known['redis_version']}"


def _migrations() -> str:
    _require_applied()
    return _("all applied")


@cache  # once applied they stay applied; a fault isn't kept
def _require_applied() -> None:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise Unapplied(_("%(count)s still to be applied") % {"count": len(missing)})


def _processes(now: datetime) -> list[Check]:
    ages = heartbeat.ages(now=now)
    return [_process(name, ages.get(name)) for name in ("beat", "worker")]


def _process(name: str, age: timedelta | None) -> Check:
    if age is None:
        return Check(name, False, _("never heard of"))
    return Check(name, age < SILENT_AFTER, _("last heard of %(seconds)s s ago") % {"seconds": int(age.total_seconds())})
