"""Where members are signed in, their language and time zone, what a page reads once, and refusals as pages."""

import logging
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from allauth.usersessions.models import UserSession
from django.contrib.auth.middleware import get_user
from django.core.cache import cache
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from apps.core.addresses import came_from
from apps.core.errors import NotNow, Refused, Stale
from apps.core.keeping import reading
from apps.people.models import Member

Answer = Callable[[HttpRequest], HttpResponse]
NOTED_EVERY = 5 * 60
# Redis is asked no more than once a minute about a browser; for so many of them a process remembers when it was.
ASKED_EVERY = 60
REMEMBERED = 5000
log = logging.getLogger(__name__)


class WhereSignedIn:
    """Keeps the list of a member's browsers: written at the first request and every five minutes, not at each."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key and _is_news(request.session.session_key):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)


def _is_news(session_key: str) -> bool:
    """Whether this browser wasn't noted lately; while Redis is away nothing is noted, and people go on working."""
    if _asked.get(session_key, -ASKED_EVERY) > time.monotonic() - ASKED_EVERY:
        return False
    try:
        is_news = cache.add(f"browser-noted:{session_key}", 1, timeout=NOTED_EVERY)
    except RedisError as fault:
        log.warning("browsers can't be noted: %s", fault)
        return False
    if len(_asked) >= REMEMBERED:
        _asked.clear()
    _asked[session_key] = time.monotonic()
    return is_news


_asked: dict[str, float] = {}


class ReadsOnce:
    """A page that is only looked at asks for the company's settings once, wherever on it they count."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading():
            return self.get_response(request)


class OwnLanguageAndZone:
    """Texts in the member's language, times in the member's zone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The member themselves, whom a page asks a hundred things, not Django's promise to look them up.
        member = request.user = get_user(request)
        if not isinstance(member, Member):
            return self.get_response(request)
        with translation.override(member.language), timezone.override(ZoneInfo(member.time_zone)):
            return self.get_response(request)


class RefusalsAsPages:
    """A refusal that no form took up becomes a page that says why: 409, 412 or 422.

    Also what only the database refused: two people at the same moment, between a command's look and its write.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if isinstance(fault, Stale):
            return _page(request, str(fault), 412)
        if isinstance(fault, Refused):
            return _page(request, str(fault), 409 if isinstance(fault, NotNow) else 422)
        if isinstance(fault, IntegrityError):
            return _page(request, _("Somebody did the same at this moment. Look at what stands there now."), 409)
        if isinstance(fault, DataError):
            return _page(request, _("A value is too large, or holds a character that can't be kept."), 400)
        return None


def _page(request: HttpRequest, refusal: str, status: int) -> HttpResponse:
    return render(request, "422.html", {"reason": refusal, "back_url": came_from(request)}, status=status)
