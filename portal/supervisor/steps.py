"""What has to be done before the first visitor: tables, static files, the demo company."""

import hashlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db import Error, connections
from django.db.migrations.loader import MigrationLoader

from apps.people.queries import demo_accounts
from portal import env
from portal.servers.processes import kill_group, spawn
from portal.supervisor.loop import Loop

# Parts of packages that no page of ours asks for; they take most of the time.
UNUSED_STATIC = ("--ignore", "redoc", "--ignore", "rest_framework")
MIGRATIONS_LOCK = 4_711_202_611  # any number, but the same one in every portal at this database


class Failed(Exception):
    """A step went wrong, so the portal can't come up."""


class Steps:
    """Runs Accord's own commands, one after the other, as processes that see the servers we have started."""

    def __init__(self, *, loop: Loop, environment: Mapping[str, str], home: Path) -> None:
        self._loop = loop
        self._environment = environment
        self._home = home

    def migrate(self, database: str) -> None:
        """Bring the tables up to date; portals that share a database do so one after the other."""
        with self._connected(database) as connection:
            while not _one(connection, "select pg_try_advisory_lock(%s)", MIGRATIONS_LOCK):
                self._loop.pause(0.2)
            if _all_applied(connection):
                return
            self._run("migrate", "migrate", "--noinput", "--verbosity", "0")

    def collect_static(self) -> None:
        """Gather the static files, unless nothing has changed since the last time."""
        note = self._home / "static-state"
        state = _static_state()
        if note.exists() and note.read_text() == state:
            return
        self._run("static", "collectstatic", "--noinput", "--verbosity", "0", *UNUSED_STATIC)
        note.write_text(state)

    def is_empty(self, database: str) -> bool:
        """Whether nobody has joined yet."""
        with self._connected(database) as connection:
            return not _one(connection, "select exists (select from people_member where not is_system)")

    def load_demo(self) -> None:
        self._loop.say("This is the first start: the demo company is being made, which takes a moment.")
        self._run("demo", "demo", "load")

    def demo_accounts(self, database: str) -> list[tuple[str, str, str]]:
        """Address, name and role of whoever may be tried; nobody where the company is a real one.

        Asked from here: a process that asks takes longer to begin than all of Accord beside it.
        """
        connections["default"].settings_dict |= env.database(database)
        try:
            return demo_accounts()
        except Error as fault:
            raise Failed(f"The demo accounts can't be read: {fault}") from fault
        finally:
            connections.close_all()

    @contextmanager
    def _connected(self, database: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        try:
            with psycopg.connect(database, connect_timeout=10, autocommit=True) as connection:
                yield connection
        except psycopg.OperationalError as fault:
            raise Failed(f"The database can't be reached: {fault}") from fault

    def _run(self, name: str, *words: str) -> None:
        output = self._loop.follow(name)
        process = spawn(
            [*_manage(), *words],
            output=output,
            death_signal=signal.SIGKILL,
            environment=self._environment,
            folder=settings.BASE_DIR,
        )
        os.close(output)
        try:
            while process.poll() is None:
                self._loop.pause(0.05)
        finally:
            kill_group(process.pid)
            process.wait()
        self._loop.pause(0)
        if process.returncode:
            raise Failed(f"“manage.py {' '.join(words)}” failed; its lines above say why.")


def _manage() -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py")]


def _all_applied(connection: psycopg.Connection[tuple[Any, ...]]) -> bool:
    """Whether the tables are as this version wants them; asking here costs a tenth of starting a process that asks."""
    if not _one(connection, "select to_regclass('django_migrations') is not null"):
        return False
    applied = set(connection.execute("select app, name from django_migrations").fetchall())
    return applied.issuperset(MigrationLoader(None).disk_migrations)


def _one(connection: psycopg.Connection[tuple[Any, ...]], query: str, *values: object) -> Any:
    row = connection.execute(query, values).fetchone()
    return row[0] if row else None


def _static_state() -> str:
    """A fingerprint of all static files by name, size and time, and of how they are stored."""
    state = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    found = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    for path in sorted(found):
        known = os.stat(path)
        state.update(f"{path} {known.st_size} {known.st_mtime_ns}\n".encode())
    return state.hexdigest()
