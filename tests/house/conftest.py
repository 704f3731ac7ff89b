from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.db import transaction
from django.test import override_settings

from tests.house.world import World, make_world


@pytest.fixture(scope="module")
def storages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    default = portal_settings.STORAGES["default"]
    options = default["OPTIONS"] | {"location": tmp_path_factory.mktemp("files")}
    return portal_settings.STORAGES | {"default": default | {"OPTIONS": options}}


@pytest.fixture(autouse=True)
def own_files(settings: Any, storages: dict[str, Any]) -> Path:
    """A storage for the module, as its data set has files as well."""
    settings.STORAGES = storages
    return storages["default"]["OPTIONS"]["location"]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, storages: dict[str, Any]) -> Iterator[World]:
    """Made once per module; what a test does with it is taken back with the test, and in the end all of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(EMAIL_BACKEND="apps.notices.backend.Outbox", STORAGES=storages):
            made = make_world()
        yield made
        transaction.set_rollback(True)
