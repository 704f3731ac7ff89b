"""How the tables say who may what, and how a cell is tried: every role has one browser, every try is taken back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

# Who they are stands in tests/cast.py; Olga has no account, and Dan's was ended.
MEMBERS = ("sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada")
STRANGERS = ("olga", "dan")
ROLES = MEMBERS + STRANGERS
# One of each role, for what has nobody's name on it.
ONE_OF_EACH = ("sam", "mara", "mina", "eva", "ada")

LOGIN = "asked to sign in"
DONE = "done, and sent on"
OK = "let through"
# What an operation answers once its gate is passed: it did it, or a rule of the thing's own refused.
LETS_THROUGH = {200, 201, 202, 204, 409, 412, 422, 428}

Outcome = int | str
Outcomes = dict[str, Outcome]
# An id that nothing has.
NOBODYS = UUID("01890000-0000-7000-8000-000000000000")


def everyone(outcome: Outcome) -> Outcomes:
    """Each member gets this; who isn't one is a stranger by itself. `everyone(200) | only(…)` says exceptions."""
    return dict.fromkeys(MEMBERS, outcome)


def they(names: str, outcome: Outcome) -> Outcomes:
    """These get this: an exception to lay over a line that speaks of all."""
    return dict.fromkeys(names.split(), outcome)


def only(names: str, outcome: Outcome = OK, *, others: Outcome = 403) -> Outcomes:
    """These get this, every other member is refused."""
    return everyone(others) | they(names, outcome)


def told(outcomes: Outcomes) -> dict[str, str]:
    """Who gets what, as the tables say it: two of these that differ show at a glance who differs."""
    return {
        str(outcome): " ".join(role for role in ROLES if outcomes.get(role) == outcome)
        for outcome in sorted(set(outcomes.values()), key=str)
    }


@dataclass(frozen=True)
class Try:
    """One answer, without what belongs to the one who asked."""

    status: int
    location: str
    content: bytes

    def as_page(self) -> Outcome:
        if self.status not in (301, 302):
            return self.status
        return LOGIN if self.location.startswith(reverse("account_login")) else DONE

    def as_operation(self) -> Outcome:
        return OK if self.status in LETS_THROUGH else self.status


class Browsers:
    """One browser per role, signed in once: what a try leaves behind, in the database or the browser, is undone."""

    def __init__(self, clients: dict[str, Client]) -> None:
        self.clients = clients
        self.cookies = {
            role: {name: morsel.value for name, morsel in client.cookies.items()} for role, client in clients.items()
        }
        for client in clients.values():
            # A crash is an outcome like any other, so that the table shows who meets it.
            client.raise_request_exception = False

    def have_been_noted(self) -> None:
        """As after their first visit: otherwise each try would note its browser anew, and take that back."""
        sessions = [found[settings.SESSION_COOKIE_NAME] for found in self.cookies.values() if found]
        cache.set_many({f"browser-noted:{session}": 1 for session in sessions})

    def try_(self, role: str, call: Callable[[Client], Any]) -> Try:
        answer = self._called(role, call)
        # Read to its end, a file is closed; the client has closed all else.
        return Try(answer.status_code, answer.headers.get("Location", ""), answer.getvalue())

    def read(self, role: str, url: str) -> str:
        return self._called(role, lambda client: client.get(url)).getvalue().decode()

    def headers(self, role: str, url: str) -> Any:
        return self._called(role, lambda client: client.get(url)).headers

    def _called(self, role: str, call: Callable[[Client], Any]) -> Any:
        client = self.clients[role]
        client.cookies = SimpleCookie(self.cookies[role])
        with taken_back():
            return call(client)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
