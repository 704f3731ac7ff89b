"""Where people can go and what they can make: each app adds its own entries, so that only what works is listed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """A place in the side bar, or something to make in the "New" menu.

    Attributes:
        order: entries stand in this order.
        url_name: of the page it leads to.
        icon: in the sprite.
        key: the letter after `g` that goes there.
        shown_to: which members have it.
        count: a number beside it, for example of what waits; None for none.
        hint: on the admins' page, what one does there.
        thumb: its place in the phone's bar; what has none there stands under "More".
    """

    order: int
    label: Any
    url_name: str
    icon: str = ""
    key: str = ""
    shown_to: Callable[[Any], bool] = lambda member: True
    count: Callable[[Any], int] | None = None
    hint: Any = ""
    thumb: int = 0


_places: list[Entry] = []
_makable: list[Entry] = []
_admin_pages: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add places to the side bar."""
    _places.extend(entries)
    _places.sort(key=lambda entry: entry.order)


def register_new(*entries: Entry) -> None:
    """Add entries to the "New" menu."""
    _makable.extend(entries)
    _makable.sort(key=lambda entry: entry.order)


def register_admin(*entries: Entry) -> None:
    """Add pages to the admins' overview."""
    _admin_pages.extend(entries)
    _admin_pages.sort(key=lambda entry: entry.order)


def places(request: HttpRequest) -> list[dict[str, Any]]:
    """The side bar of who is signed in; the entry whose page is open is marked active."""
    shown = [(entry, reverse(entry.url_name)) for entry in _places if entry.shown_to(request.user)]
    fitting = [url for _, url in shown if request.path == url or (url != "/" and request.path.startswith(url))]
    active = max(fitting, key=len, default="")
    return [
        {
            "url": url,
            "label": entry.label,
            "icon": entry.icon,
            "key": entry.key,
            "active": url == active,
            "thumb": entry.thumb,
            "count": entry.count(request.user) if entry.count else None,
        }
        for entry, url in shown
    ]


def for_the_thumb(shown: list[dict[str, Any]], *, find: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands in a phone's bar: of the side bar's entries those with a place there, and Find."""
    return sorted([*(entry for entry in shown if entry["thumb"]), find], key=lambda entry: entry["thumb"])


def creatable(request: HttpRequest) -> list[dict[str, Any]]:
    """What who is signed in may make."""
    return [{"url": reverse(e.url_name), "label": e.label} for e in _makable if e.shown_to(request.user)]


def admin_pages(request: HttpRequest) -> list[dict[str, Any]]:
    """What an admin looks after, with a number where something waits."""
    return [
        {
            "url": reverse(entry.url_name),
            "label": entry.label,
            "hint": entry.hint,
            "icon": entry.icon,
            "count": entry.count(request.user) if entry.count else None,
        }
        for entry in _admin_pages
        if entry.shown_to(request.user)
    ]
