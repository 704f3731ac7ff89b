"""How Accord says no: 404 can't see, 403 may not, 422 refused, 409 not now, 412 changed meanwhile."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models


class Refused(Exception):
    """The rules refuse what was asked (422); the text says why and what to do instead.

    Attributes:
        more: what a machine needs to go on, by name.
    """

    more: Mapping[str, Any] = MappingProxyType({})

    @property
    def code(self) -> str:
        """The rule's name for machines: `ReasonNeeded` is `reason-needed`."""
        name = type(self).__name__
        return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


class NotNow(Refused):
    """It doesn't fit the thing's state, or somebody did the same at the same moment (409)."""


class Gone(NotNow):
    """Nobody else had seen it, and who began it dropped it at this moment."""


class Stale(Exception):
    """The thing was changed since it was read (412); `current` is what stands there now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("Somebody changed this while you were editing it.")
        self.current: Any = current


def require(allowed: bool) -> None:
    """The gate in front of every command.

    Raises:
        PermissionDenied: the actor may see the thing but not do this (403).
    """
    if not allowed:
        raise PermissionDenied
