"""Where people can go and what they can make: each app adds its own entries, so that only what works is listed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from apps.core.addresses import address


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
        beneath: where the pages begin that belong to it and whose addresses don't say so.
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
    beneath: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """An entry of the side bar as somebody has it; a value, so that the side bar can be kept by it."""

    url: str
    label: str
    icon: str
    key: str
    active: bool
    count: int | None = None
    thumb: int = 0


@dataclass(frozen=True)
class Making:
    """An entry of the "New" menu."""

    url: str
    label: str


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


def places(request: HttpRequest) -> tuple[Place, ...]:
    """The side bar of who is signed in; the entry whose page is open is marked active."""
    shown = [(entry, address(entry.url_name)) for entry in _places if entry.shown_to(request.user)]
    fitting = [
        (len(start), url) for entry, url in shown for start in (url, *entry.beneath) if _lies_in(request.path, start)
    ]
    _, active = max(fitting, default=(0, ""))
    return tuple(
        Place(
            url=url,
            label=str(entry.label),
            icon=entry.icon,
            key=entry.key,
            active=url == active,
            thumb=entry.thumb,
            count=entry.count(request.user) if entry.count else None,
        )
        for entry, url in shown
    )


def _lies_in(path: str, start: str) -> bool:
    return path == start or (start != "/" and path.startswith(start))


def for_the_thumb(shown: Iterable[Place], *, find: Place) -> tuple[Place, ...]:
    """What stands in a phone's bar: of the side bar's places those with a spot there, and Find."""
    return tuple(sorted([*(place for place in shown if place.thumb), find], key=lambda place: place.thumb))


def creatable(request: HttpRequest) -> tuple[Making, ...]:
    """What who is signed in may make."""
    return tuple(Making(address(e.url_name), str(e.label)) for e in _makable if e.shown_to(request.user))


def admin_pages(request: HttpRequest) -> list[dict[str, Any]]:
    """What an admin looks after, with a number where something waits."""
    return [
        {
            "url": address(entry.url_name),
            "label": entry.label,
            "hint": entry.hint,
            "icon": entry.icon,
            "count": entry.count(request.user) if entry.count else None,
        }
        for entry in _admin_pages
        if entry.shown_to(request.user)
    ]
