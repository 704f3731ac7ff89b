"""The tests' own PostgreSQL and Redis, in folders of their own, so that they never meet a running portal's."""

import atexit
import os
from itertools import count
from pathlib import Path

from portal.servers.places import Busy
from portal.servers.postgres import Postgres
from portal.servers.redis import Redis

FOLDER = Path(__file__).resolve().parent.parent / ".accord" / "tests"


def bring_up() -> None:
    """Start what the environment doesn't name, and name it; workers and child processes inherit the names.

    A second run in the same checkout finds the folder held by the first, and takes the next one.
    """
    for variable, kind in {"DATABASE_URL": Postgres, "REDIS_URL": Redis}.items():
        if not os.environ.get(variable):
            os.environ[variable] = _started(kind)


def _started(kind: type[Postgres] | type[Redis]) -> str:
    for number in count():
        folder = FOLDER / str(number)
        server = Postgres(folder, durable=False) if kind is Postgres else Redis(folder)
        try:
            address = server.start()
        except Busy:
            continue
        atexit.register(server.stop)
        return address
    raise AssertionError("there is always another folder")
