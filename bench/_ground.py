"""A database of the bench's own, kept by size and seed, so that a second run is quick."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from portal.servers.postgres import Postgres
from portal.servers.redis import Redis

FOLDER = Path(__file__).resolve().parent.parent / ".accord" / "bench"


@contextmanager
def database(name: str, fill: Callable[[], None]) -> Iterator[None]:
    """Servers of the bench's own with the database `name`, migrated and filled once; Django is set up in it."""
    os.environ["ACCORD_HOME"] = str(FOLDER)
    with Postgres(FOLDER) as postgres, Redis(FOLDER) as redis:
        parts = urlsplit(postgres)
        with psycopg.connect(postgres, autocommit=True) as connection:
            there = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
            if not there:
                connection.execute(f'create database "{name}"')
        os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        os.environ["REDIS_URL"] = redis
        os.environ["ACCORD_API_RATE"] = "1000000"
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        _fill_once(fill)
        yield


def _fill_once(fill: Callable[[], None]) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("create table if not exists bench_filled (at timestamptz default now())")
        cursor.execute("select count(*) from bench_filled")
        if cursor.fetchone()[0]:
            return
        sys.stderr.write("filling the bench's database, once\n")
        with transaction.atomic():
            fill()
            cursor.execute("insert into bench_filled default values")
        cursor.execute("vacuum analyze")
