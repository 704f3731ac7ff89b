"""A real Chromium for each person, which fails the test on anything a user would call broken."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as portal
from playwright.sync_api import Browser, expect, sync_playwright

from portal.bundles import bundle
from tests.browser.person import Person
from tests.cast import Cast, client_of, make_cast

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
    # Chromium heeds one list alone, so what Playwright switches off stands here too. The rest is for windows that
    # somebody sees: each new one gets pages of the browser's own for its address bar, and a process in reserve.
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints,PaintHolding,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 740}
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    bundle()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def live_cast(transactional_db: None) -> Cast:
    """The cast, committed, so that the server's threads see it."""
    return make_cast()


@pytest.fixture
def live_mail(mail_server, live_server, settings):
    """The mail server, and mails whose links lead to the server of this test."""
    settings.BASE_URL = live_server.url
    return mail_server


@pytest.fixture
def person(chromium: Browser, live_server: Any, settings: Any) -> Iterator[Callable[..., Person]]:
    """`person(member, phone=False, theme="light")`: signed in, watched; checked for anything wrong at the end."""
    # Links that a page shows to be passed on lead to the server of this test.
    settings.BASE_URL = live_server.url
    people: list[Person] = []

    def make(
        member: Any = None, *, phone: bool = False, theme: str = "light", expected: set[int] | None = None
    ) -> Person:
        context = chromium.new_context(
            viewport=PHONE if phone else DESKTOP, color_scheme=theme, has_touch=phone, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        if member is not None:
            cookie = client_of(member).cookies[portal.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": portal.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        made = Person(context, live_server.url, phone=phone, expected=expected or set())
        people.append(made)
        return made

    yield make
    found = [wrong for one in people for wrong in one.wrong]
    for one in people:
        one.context.close()
    assert found == []
