"""Every operation of the API, found by its address; nobody has to list them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from apps.people.door.operation import Described, Operation
from apps.people.models import Member


@dataclass(frozen=True)
class Call:
    """A call that succeeds.

    Attributes:
        actor: who may do it.
        ids: for the path, by name: `id`, `goal_id`.
        body: JSON, or the fields of a form where there are `files`.
        query: of a list, for example a filter that is asked for.
    """

    actor: Member
    ids: dict[str, UUID] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    query: str = ""


@dataclass(frozen=True)
class Found:
    """An operation at its address."""

    route: str
    said: Described

    def path(self, ids: dict[str, Any]) -> str:
        """The address of one thing; `ids` by name."""
        path = self.route
        for name, pk in ids.items():
            path = path.replace(f"<uuid:{name}>", str(pk))
        return path

    @property
    def nobodys_path(self) -> str:
        """An address with an id that nothing has."""
        nobody = "01890000-0000-7000-8000-000000000000"
        return "/".join(nobody if part.startswith("<uuid:") else part for part in self.route.split("/"))


def views() -> Iterator[tuple[str, Any]]:
    """All addresses below `/api/v1/` with what answers there."""
    return ((f"/{route}", view) for route, view in _under(get_resolver(), "") if route.startswith("api/v1/"))


def is_operation(view: Any) -> bool:
    made_of = getattr(view, "cls", None)
    return made_of is not None and issubclass(made_of, Operation) and made_of.schema is not None


def _under(resolver: URLResolver, before: str) -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry.callback
        else:
            yield from _under(entry, route)


def operations() -> dict[str, Found]:
    """All operations by name; two of one name are an error."""
    found: dict[str, Found] = {}
    for route, view in views():
        if not is_operation(view):
            continue
        made = view.cls(**view.initkwargs)
        for method in sorted(set(made.allowed_methods) - {"HEAD", "OPTIONS"}):
            said = made.described(method)
            assert said.name not in found, f"two operations are called {said.name}"
            found[said.name] = Found(route, said)
    return found
