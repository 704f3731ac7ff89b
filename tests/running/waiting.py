"""Waiting for what must come true, instead of sleeping and hoping."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(condition: Callable[[], T], *, within: float, what: Callable[[], object]) -> T:
    """The first true answer of `condition`; fails with `what` when there is none in time."""
    deadline = time.monotonic() + within
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < deadline, what()
        time.sleep(0.05)
