"""The portal as an ordinary user runs it."""

import os
from collections.abc import Iterator

import pytest

from tests.running.clones import cloned
from tests.running.people import new_user
from tests.running.promises import Manners, Promises, Trial, first_run

pytestmark = pytest.mark.running


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    """Root makes the user; an ordinary user is one already."""
    if os.geteuid() != 0:
        with cloned(None) as clone:
            yield first_run(clone)
        return
    with new_user("accord-ordinary") as user, cloned(user) as clone:
        yield first_run(clone)


if os.geteuid() == 0:

    class TestOrdinaryUser(Promises):
        dealt = slice(1, None, 2)

else:

    class TestOrdinaryUser(Manners, Promises):
        pass
