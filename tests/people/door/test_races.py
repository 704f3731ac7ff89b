"""Two callers at the same moment, on two real connections."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from apps.people.models import Area, IdempotencyKey
from tests.cast import Cast, make_cast
from tests.machine import Caller, make_token
from tests.people.door import world
from tests.races import somebody_waits
from tests.running.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def runners() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield pool


@pytest.fixture
def stop() -> Iterator[Any]:
    """Makes the command that gives this name stop half way."""
    world.meetings.clear()

    def at(name: str) -> world.Meeting:
        world.meetings[name] = world.Meeting()
        return world.meetings[name]

    yield at
    for meeting in world.meetings.values():
        meeting.released.set()
    world.meetings.clear()


def rename(secret: str, area: Area, name: str, *, patience: str = "", **headers: str) -> Any:
    """One call of another thread, on a connection of its own, which it closes again."""
    caller = Caller(secret)
    caller.client.raise_request_exception = False
    try:
        if patience:
            with connection.cursor() as cursor:
                cursor.execute("select set_config('lock_timeout', %s, false)", [patience])
        return caller("POST", f"world-areas/{area.pk}/rename/", {"name": name}, **headers)
    finally:
        connection.close()


def wait_for_the_second(second: Future[Any]) -> None:
    until(somebody_waits, within=15, what=lambda: f"the second call waits; it is done: {second.done()}")


def test_the_same_call_twice_at_once_is_done_once(cast, area, runners, stop):
    secret, meeting = make_token(cast.ada), stop("Prices")
    first = runners.submit(rename, secret, area, "Prices", idempotency_key="k")
    assert meeting.reached.wait(timeout=15)
    second = runners.submit(rename, secret, area, "Prices", idempotency_key="k")
    wait_for_the_second(second)
    meeting.released.set()
    answers = [first.result(timeout=15), second.result(timeout=15)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert [answer.has_header("Idempotency-Replayed") for answer in answers] == [False, True]
    assert Area.objects.get().revision == 2


def test_where_the_first_of_two_fails_the_second_does_it(cast, area, runners, stop):
    secret, meeting = make_token(cast.ada), stop("Broken")
    first = runners.submit(rename, secret, area, "Broken", idempotency_key="k")
    assert meeting.reached.wait(timeout=15)
    second = runners.submit(rename, secret, area, "Prices", idempotency_key="k")
    wait_for_the_second(second)
    meeting.released.set()
    assert (first.result(timeout=15).status_code, second.result(timeout=15).status_code) == (500, 200)
    assert (Area.objects.get().name, IdempotencyKey.objects.get().status) == ("Prices", 200)


def test_who_waits_too_long_for_the_first_is_told_to_try_again(cast, area, runners, stop):
    secret, meeting = make_token(cast.ada), stop("Prices")
    first = runners.submit(rename, secret, area, "Prices", idempotency_key="k")
    assert meeting.reached.wait(timeout=15)
    second = runners.submit(rename, secret, area, "Prices", idempotency_key="k", patience="100ms")
    answer = second.result(timeout=15)
    assert (answer.status_code, answer.json()["code"]) == (409, "at-the-same-moment")
    meeting.released.set()
    assert first.result(timeout=15).status_code == 200


def test_of_two_on_one_revision_the_second_is_stale(cast, area, runners, stop):
    meeting = stop("Prices")
    first = runners.submit(rename, make_token(cast.ada), area, "Prices", if_match='"1"')
    assert meeting.reached.wait(timeout=15)
    second = runners.submit(rename, make_token(cast.ada), area, "Price list", if_match='"1"')
    wait_for_the_second(second)
    meeting.released.set()
    late = second.result(timeout=15)
    assert (first.result(timeout=15).status_code, late.status_code) == (200, 412)
    assert (late.json()["yours"], late.json()["current"]["name"]) == ({"name": "Price list"}, "Prices")
