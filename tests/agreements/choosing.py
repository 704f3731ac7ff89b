"""Whom and what somebody of the crowd takes next, at random."""

from random import Random
from typing import Any

from apps.agreements.models import Proposal, Version
from apps.people.models import Member
from tests.cast import Cast

WORDS = ["answer", "call", "write", "visit", "send", "ask", "meet", "list", "quote", "price"]
# So many agreements are in people's hands at a time.
AT_WORK = 5


class Choosing:
    def __init__(self, random: Random, cast: Cast) -> None:
        self.random, self.cast = random, cast

    def _one(self, rows: Any) -> Any:
        found = list(rows)
        return self.random.choice(found) if found else None

    def _people(self, **narrow: Any) -> list[Member]:
        return list(Member.objects.active().filter(**narrow).order_by("pk"))

    def _anybody(self) -> Member:
        """Leavers, outsiders and the system's own account among them."""
        return self._one(Member.objects.order_by("pk"))

    def _version(self, *states: str, **narrow: Any) -> Version | None:
        return self._lately(Version.objects.filter(state__in=states, **narrow).select_related("agreement"))

    def _lately(self, versions: Any) -> Version | None:
        """One of the newest without a vacant seat: what is begun is worked on, instead of being left half done."""
        filled = versions.filter(agreement__kind="text").exclude(seats__member__is_active=False)
        return self._one(filled.order_by("-created_at", "pk")[:AT_WORK])

    def _seated(self, version: Version) -> Member | None:
        return self._one(self._people(seats__version=version))

    def _text(self) -> str:
        return " ".join(self.random.choices(WORDS, k=6)).capitalize() + "."

    def _named(self, version: Version) -> Member:
        return self._seated(version) or self.cast.ada

    def _digest(self, version: Version) -> str:
        return str(Proposal.objects.filter(version=version).latest("number").digest)
