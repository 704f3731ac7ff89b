from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.house.world import World, make_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once per module; what a test does with it is taken back with the test, and in the end all of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(EMAIL_BACKEND="apps.notices.backend.Outbox"):
            made = make_world()
        yield made
        transaction.set_rollback(True)
