"""Two real connections at once."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


class Together:
    """Runs work in threads of their own, each with its own connection; what one raises ends the test."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []
        self.results: list[Any] = []
        self.faults: list[BaseException] = []

    def start(self, work: Callable[[], Any]) -> threading.Thread:
        def run() -> None:
            try:
                self.results.append(work())
            except BaseException as fault:
                self.faults.append(fault)
            finally:
                connection.close()

        thread = threading.Thread(target=run, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def finish(self, within: float = 30.0) -> list[Any]:
        for thread in self._threads:
            thread.join(within)
            assert not thread.is_alive(), "it hangs"
        if self.faults:
            raise self.faults[0]
        return self.results


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """All of them from the same moment on, as near as threads can."""
    gate = threading.Barrier(len(works))
    together = Together()

    def when_all_are_there(work: Callable[[], Any]) -> Any:
        gate.wait(10)
        return work()

    for work in works:
        together.start(lambda work=work: when_all_are_there(work))
    return together.finish()
