"""A line of the table of pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from apps.people.models import Member
from tests.house.addresses import url_of
from tests.house.roles import LOGIN, Outcome, Outcomes
from tests.house.world import World

Args = Callable[[World], Sequence[Any]]
Fields = Callable[[World, Member | None], dict[str, Any]]


def nothing(world: World, member: Member | None) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """One line.

    Attributes:
        name: of the URL; `case` tells lines of the same name apart.
        on: the world's thing whose id stands in the address, or a function for its arguments.
        send: what is typed; all else of the form stays as the page offers it to who may open it.
        strangers: what Olga and Dan get, by GET and by POST.
        nested: the same address with a part that is of another whole: 404 for all.
        admins: the admins' own part, where others are turned away before anything is looked for.
    """

    name: str
    on: str | Args = ""
    case: str = ""
    get: Outcomes | None = None
    post: Outcomes | None = None
    send: Fields = nothing
    strangers: tuple[Outcome, Outcome] = (LOGIN, LOGIN)
    nested: Args | None = None
    admins: bool = False

    def args(self, world: World) -> list[Any]:
        if callable(self.on):
            return list(self.on(world))
        return [_found(world, name).pk for name in self.on.split()]

    def url(self, world: World) -> str:
        return url_of(self.name, self.args(world))

    def said(self, method: str) -> Outcomes | None:
        return self.get if method == "GET" else self.post

    @property
    def title(self) -> str:
        return f"{self.name} {self.case}".strip()


def _found(world: World, name: str) -> Any:
    return getattr(world, name, None) or getattr(world.cast, name)


def admins_page(name: str, on: str | Args = "", **line: Any) -> Page:
    return Page(name, on, admins=True, **line)
