"""A line of the table of operations."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from apps.people.models import Member
from tests.house.operations import Call
from tests.house.operations_data import CALLS
from tests.house.roles import OK, Outcomes, everyone, only
from tests.house.world import World


@dataclass(frozen=True)
class Sent:
    """What a line sends itself, whoever sends it; as a `Call`."""

    ids: dict[str, UUID] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    query: str = ""


def sending(**body: Any) -> Sent:
    return Sent(body=_plain(body))


def at(thing: Any, **body: Any) -> Sent:
    return Sent({"id": thing.pk}, _plain(body))


def within(asset: Any, **body: Any) -> Sent:
    return Sent({"asset_id": asset.pk}, _plain(body))


def version(asset: Any, version: Any) -> Sent:
    return Sent({"asset_id": asset.pk, "id": version.pk})


def about(kind: str, thing: Any, **body: Any) -> Sent:
    return Sent(body={"about": {"kind": kind, "id": str(thing.pk)}, **body})


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """A member goes out as an id."""
    return {name: str(value.pk) if isinstance(value, Member) else value for name, value in body.items()}


Make = Callable[[World], Call | Sent]


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        name: of the operation; `case` tells lines of the same name apart.
        make: the call, where it isn't the one in `calls/`.
        nested: the same call with a part that is of another whole.
    """

    name: str
    who: Outcomes
    case: str = ""
    make: Make | None = None
    nested: Make | None = None

    @property
    def title(self) -> str:
        return f"{self.name} {self.case}".strip()

    def call(self, world: World) -> Call | Sent:
        return (self.make or CALLS[self.name])(world)


ALL = everyone(OK)
ADMIN = only("ada")
# Not even there for the others.
SAM = only("sam", others=404)
ADMIN_SEES = only("ada", others=404)
