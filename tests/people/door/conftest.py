import pytest

from apps.people.door.pages import description
from apps.people.models import Area
from tests.cast import Cast
from tests.machine import Caller, make_token


@pytest.fixture(autouse=True)
def _world(settings):
    """The door's own operations instead of the portal's."""
    settings.ROOT_URLCONF = "tests.people.door.world"
    description.cache_clear()
    yield
    description.cache_clear()


@pytest.fixture
def ada(cast: Cast) -> Caller:
    """Ada's machine, which may all that Ada may."""
    return Caller(make_token(cast.ada, "write"))


@pytest.fixture
def sam(cast: Cast) -> Caller:
    return Caller(make_token(cast.sam, "write"))


@pytest.fixture
def area(cast: Cast) -> Area:
    return Area.objects.create(name="Pricing", words="discounts", owner=cast.mara)
