"""The addresses of pages, quickly: a list of fifty rows asks for a hundred that differ in an id alone."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_script_prefix, get_urlconf, include, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme


def address(name: str, *ids: Any) -> str:
    """What `reverse` gives for a page and the ids in its path, looked up once per page and process."""
    if not all(isinstance(one, UUID) for one in ids):
        return reverse(name, args=ids)
    return _shape(name, len(ids), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix()).format(*ids)


def came_from(request: HttpRequest) -> str:
    """The page of ours on which a form or a link was, as a path; the start where nobody says."""
    referrer = request.headers.get("Referer", "")
    if not referrer or not url_has_allowed_host_and_scheme(referrer, allowed_hosts={request.get_host()}):
        return "/"
    return "/" + referrer.split("://", 1)[-1].partition("/")[2].lstrip("/")


@lru_cache(maxsize=2000)
def _shape(name: str, count: int, urlconf: str, prefix: str) -> str:
    """The address with `{}` for each id; the last two only tell one set of addresses from another."""
    spots = [UUID(int=number) for number in range(1, count + 1)]
    shape = reverse(name, args=spots, urlconf=urlconf)
    for spot in spots:
        shape = shape.replace(str(spot), "{}")
    return shape


def pages_of(app: str) -> URLResolver:
    """The pages of an app, in its name space."""
    module = import_module(f"apps.{app}.urls")
    return path("", include((by_first_word(module.urlpatterns), module.app_name)))


def by_first_word(pages: Sequence[URLPattern]) -> list[URLPattern | URLResolver]:
    """The same addresses, those that begin alike beneath one another.

    Django asks one address after the other whether it is meant; so it passes over all that begin with another word.
    """
    beneath: dict[str, list[URLPattern]] = {}
    for page in pages:
        first, slash, rest = str(page.pattern).partition("/")
        beneath.setdefault(first + slash, []).append(path(rest, page.callback, page.default_args, name=page.name))
    return [path(word, include(under)) for word, under in beneath.items()]
