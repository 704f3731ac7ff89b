import gc
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as portal_settings
from django.db import connection
from django.test import TransactionTestCase

from apps.core import telling
from tests import emptying, imap, smtp
from tests.cast import Cast, make_cast
from tests.template import template

# What takes longest, the longest first: begun last, it would keep one worker while all others have nothing left to do.
LONGEST = (
    "running/test_portal_root.py",
    "house/test_roles.py",
    "browser/test_every_page.py",
    "house/test_hostile.py",
    "running/test_portal_ordinary.py",
    "agreements/test_property.py",
    "house/test_operations.py",
    "journeys/test_four_hundred_files.py",
    "followups/test_storm.py",
)
_HERE = Path(__file__).resolve().parent


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported for the tests stays: nobody looks through it again and again for what could go."""
    gc.disable()
    collected = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return collected


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Several workers take whole files in this order; the rest by the number of their tests."""
    if not hasattr(config, "workerinput"):
        return
    places = {_HERE / name: place for place, name in enumerate(LONGEST)}
    sizes = Counter(item.path for item in items)
    items.sort(key=lambda item: (places.get(item.path, len(places)), -sizes[item.path], item.path))


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Each worker's database is a copy of one that is migrated."""
    connection.settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tests that commit are cleaned up after by the short way, where the tests' own account may take it."""
    with django_db_blocker.unblock():
        short = emptying.may_pass_by_triggers()
    with pytest.MonkeyPatch.context() as patch:
        if short:
            patch.setattr(TransactionTestCase, "_fixture_teardown", emptying.empty_what_was_written)
        yield


@pytest.fixture(autouse=True)
def real_outbox(settings):
    """Django's test runner puts a mailbox in memory in place of ours; mails go the way they always go."""
    settings.EMAIL_BACKEND = "apps.notices.backend.Outbox"


@pytest.fixture(autouse=True)
def own_cache(settings):
    """What one test counts in the cache (rate limits, mostly) is no other test's business."""
    default = portal_settings.CACHES["default"]
    settings.CACHES = {"default": default | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path) -> Path:
    """A storage for this test alone."""
    options = settings.STORAGES["default"]["OPTIONS"] | {"location": tmp_path / "files"}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    return tmp_path / "files"


@pytest.fixture
def mail_server(settings) -> Iterator[smtp.MailServer]:
    """A mail server that Accord is set to use."""
    with smtp.running() as server:
        settings.SMTP = server.settings
        settings.MAIL_TIMEOUT = 5
        settings.MAIL_DOMAIN = "accord.test"
        settings.DEFAULT_FROM_EMAIL = "Accord <accord@accord.test>"
        settings.BASE_URL = "https://accord.test"
        yield server


@pytest.fixture
def mailbox(settings, mail_server) -> Iterator[imap.MailboxServer]:
    """A mailbox that Accord is set to fetch answers from, beside the server that it sends by."""
    with imap.running() as server:
        settings.INBOX = server.settings
        settings.REPLY_ADDRESS = "reply+{token}@accord.test"
        yield server


@pytest.fixture
def notice_kind(monkeypatch) -> Callable[..., None]:
    """`notice_kind(name, rhythm=…)`: a kind of notice that only this test knows."""

    def register(name: str, **given: Any) -> None:
        words = {"label": "A test", "line": "{actor} did it with “{title}”", "why": "You are in a test."}
        monkeypatch.setitem(telling._kinds, name, telling.NoticeKind(name, **words | given))

    return register
