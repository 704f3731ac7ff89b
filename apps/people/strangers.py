"""Pages for people who aren't signed in: an address is their key."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from apps.people.access import View

WINDOW = 60
# What the address holds is a key: it goes to nobody else's log, and into nobody's index.
SECRET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"}
log = logging.getLogger(__name__)


def key_in_address(what: str, *, most: int) -> Callable[[View], View]:
    """For strangers: no more than `most` times a minute, never kept by anybody, and the address told to nobody.

    Args:
        what: pages of the same name are counted together.
    """

    def rule(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if _asks_too_often(request, what, most=most):
                answer: HttpResponseBase = _told_to_wait(request)
            else:
                answer = never_cache(view)(request, *args, **kwargs)
            for header, said in SECRET.items():
                answer[header] = said
            return answer

        return guarded

    return rule


def _asks_too_often(request: HttpRequest, what: str, *, most: int) -> bool:
    """Count this request for `what`; whether its address has made more than `most` in this minute of the clock."""
    key = f"{what}:{get_adapter().get_client_ip(request)}:{int(time.time()) // WINDOW}"
    try:
        cache.add(key, 0, timeout=2 * WINDOW)
        return cache.incr(key) > most
    except (RedisError, ValueError) as fault:
        # Redis carries hints only, and may be wiped between the two: while it is away, people go on looking.
        log.warning("requests can't be counted: %s", fault)
        return False


def _told_to_wait(request: HttpRequest) -> HttpResponse:
    """The minute to wait is named for machines, too."""
    answer = render(request, "kit/too_often.html", status=429)
    answer["Retry-After"] = str(WINDOW)
    return answer
