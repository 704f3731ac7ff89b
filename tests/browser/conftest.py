"""A real Chromium for each person, which fails the test on anything a user would call broken."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Playwright keeps an event loop in this thread; the tests' own queries run beside it, not in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Person:
    """Somebody in front of a browser; `wrong` collects whatever they should never have met."""

    def __init__(self, context: BrowserContext, base: str, expected: set[int]) -> None:
        self.context = context
        self.base = base
        self.expected = expected
        self.wrong: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fault: self.wrong.append(f"script: {fault}"))
        self.page.on("response", self._response)

    def _console(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.wrong.append(f"console: {message.text}")

    def _response(self, response: Any) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.wrong.append(f"{response.status} {response.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def scrolls_sideways(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.fixture
def person(chromium: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Person]]:
    """`person(member, phone=False, theme="light")`: signed in, watched; checked for anything wrong at the end."""
    people: list[Person] = []

    def make(member: Any = None, *, phone: bool = False, theme: str = "light", expected: set[int] | None = None) -> Person:
        context = chromium.new_context(
            viewport=PHONE if phone else DESKTOP, color_scheme=theme, has_touch=phone, reduced_motion="reduce"
        )
        context.set_default_timeout(10_000)
        if member is not None:
            client = Client()
            client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        made = Person(context, live_server.url, expected or set())
        people.append(made)
        return made

    yield make
    found = [wrong for one in people for wrong in one.wrong]
    for one in people:
        one.context.close()
    assert found == []
