"""Every address that isn't an operation of the API, found by the resolver; nobody has to list them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from apps.people.door.operation import Operation
from tests.house.roles import NOBODYS


@dataclass(frozen=True)
class Address:
    """A page's place.

    Attributes:
        name: as `reverse` knows it; an address without one is its own name.
        example: the address with ids that nothing has, and words that mean nothing.
        has_id: whether a thing's id stands in it.
    """

    name: str
    example: str
    has_id: bool


_EXAMPLES = {UUIDConverter: NOBODYS, IntConverter: 0}


def addresses() -> list[Address]:
    return sorted(_under(get_resolver(), ""), key=lambda found: found.name)


def url_of(name: str, args: list[Any]) -> str:
    return f"/{name}" if name in {"healthz", "readyz"} else reverse(name, args=args)


def _under(resolver: URLResolver, space: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _under(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif not _is_operation(entry.callback):
            yield _address(f"{space}{entry.name or entry.pattern}", entry.pattern)


def _address(name: str, pattern: Any) -> Address:
    # An address written as a regular expression has groups instead of kinds.
    kinds = list(pattern.converters.values()) or [None] * pattern.regex.groups
    args = [_EXAMPLES.get(type(kind), "nothing") for kind in kinds]
    return Address(name, url_of(name, args), has_id=args != ["nothing"] * len(args))


def _is_operation(view: Any) -> bool:
    made_of = getattr(view, "cls", None)
    return made_of is not None and issubclass(made_of, Operation) and made_of.schema is not None
