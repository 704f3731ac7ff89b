"""How often somebody may ask who isn't signed in."""

import logging
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

WINDOW = 60
log = logging.getLogger(__name__)


def asks_too_often(request: HttpRequest, what: str, *, most: int) -> bool:
    """Count this request for `what`; whether its address has made more than `most` in this minute of the clock."""
    key = f"{what}:{get_adapter().get_client_ip(request)}:{int(time.time()) // WINDOW}"
    try:
        cache.add(key, 0, timeout=2 * WINDOW)
        return cache.incr(key) > most
    except (RedisError, ValueError) as fault:
        # Redis carries hints only, and may be wiped between the two: while it is away, people go on looking.
        log.warning("requests can't be counted: %s", fault)
        return False
