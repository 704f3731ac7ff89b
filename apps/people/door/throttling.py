"""How often a member may call: a counter per minute of the clock in Redis, one step per call."""

import logging
import time
from functools import cache

import redis
from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

WINDOW = 60
log = logging.getLogger(__name__)


class PerMinute(BaseThrottle):
    """At most `ACCORD_API_RATE` calls of a member in a minute."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return _count(f"api-calls:{request.user.pk}:{int(time.time()) // WINDOW}") <= settings.API_RATE
        except redis.RedisError as fault:
            # Redis carries hints only: while it is away, people go on working.
            log.warning("calls can't be counted: %s", fault)
            return True

    def wait(self) -> float:
        return WINDOW - time.time() % WINDOW


def _count(key: str) -> int:
    client = _client(settings.REDIS_URL)
    calls = int(client.incr(key))
    if calls == 1:
        client.expire(key, 2 * WINDOW)
    return calls


@cache
def _client(url: str) -> redis.Redis:
    """Django's cache would ask whether the counter is there before each step; this doesn't."""
    return redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
