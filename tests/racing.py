"""Two people at the same moment, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

from django.db import connection, transaction

from tests.running.waiting import until


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Start all acts at the same moment; returns what each returned or raised, in their order."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=30)
            return act()
        except Exception as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def in_order(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """`second` comes while `first` hasn't committed yet, and waits for it; what each returned or raised."""
    begun = Event()

    def ahead() -> Any:
        with transaction.atomic():
            done = first()
            begun.set()
            until(_somebody_waits, within=20, what=lambda: "the second waits for the first")
        return done

    def behind() -> Any:
        assert begun.wait(20)
        return second()

    return at_once(ahead, behind)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        # Within a transaction the view would show its first answer again and again.
        cursor.execute("select pg_stat_clear_snapshot()")
        cursor.execute(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
        )
        return bool(cursor.fetchone()[0])
