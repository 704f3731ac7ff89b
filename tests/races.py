"""Two people at the same moment, each on a connection of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

from django.db import connection, transaction

from tests.running.waiting import until

Act = Callable[[], Any]


class Together:
    """Runs work in threads of their own, each with its own connection; what one raises ends the test."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []
        self.results: list[Any] = []
        self.faults: list[BaseException] = []

    def start(self, work: Act) -> threading.Thread:
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


def at_once(*acts: Act) -> list[Any]:
    """Start all acts at the same moment; returns what each returned or raised, in their order."""
    gate = Barrier(len(acts))

    def run(act: Act) -> Any:
        try:
            gate.wait(timeout=30)
            return act()
        except Exception as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def done_at_once(*acts: Act) -> list[Any]:
    """The same where none of them may be refused."""
    results = at_once(*acts)
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results


def in_order(first: Act, second: Act) -> list[Any]:
    """`second` comes while `first` hasn't committed yet, and waits for it; what each returned or raised."""
    begun = Event()

    def ahead() -> Any:
        with transaction.atomic():
            done = first()
            begun.set()
            until(somebody_waits, within=20, what=lambda: "the second waits for the first")
        return done

    def behind() -> Any:
        assert begun.wait(20)
        return second()

    return at_once(ahead, behind)


def told_in_order(first: Act, second: Act) -> list[str]:
    """The same; tells of each "done" or the name of its refusal."""
    results = in_order(first, second)
    return [type(result).__name__ if isinstance(result, Exception) else "done" for result in results]


def somebody_waits() -> bool:
    """Whether a connection waits for another's lock."""
    with connection.cursor() as cursor:
        # Within a transaction the view would show its first answer again and again.
        cursor.execute("select pg_stat_clear_snapshot()")
        cursor.execute(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
        )
        return bool(cursor.fetchone()[0])
