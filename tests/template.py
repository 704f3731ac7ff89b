"""One database made by the migrations, of which every worker's is a copy: seconds of copying in place of a minute each.

Its name carries what it was made from, so it is made once for each state of the migrations, and is still there in the
next run.
"""

import fcntl
import os
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.servers import FOLDER

CHECKOUT = Path(__file__).resolve().parent.parent
_PREFIX = "accord_template_"


def template() -> str:
    """The name of a migrated, otherwise empty database; makes it where it isn't there yet, once for all workers."""
    name = f"{_PREFIX}{_made_from()}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "template.lock").open("w") as lock, _connected() as connection:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_there(connection, name):
            _make(connection, name)
    return name


def _made_from() -> str:
    """The migrations' files and the packages' versions; theirs have migrations too."""
    state = sha256()
    for migration in sorted((CHECKOUT / "apps").glob("*/migrations/*.py")):
        state.update(str(migration.relative_to(CHECKOUT)).encode() + migration.read_bytes())
    for package in sorted({f"{package.name} {package.version}" for package in distributions()}):
        state.update(package.encode())
    return state.hexdigest()[:16]


def _make(connection: psycopg.Connection, name: str) -> None:
    """Under another name first, so that a half-made one is never taken for whole."""
    draft = f"{name}_draft"
    _drop(connection, draft)
    for (old,) in connection.execute("select datname from pg_database where datname like %s", [f"{_PREFIX}%"]):
        # One that another run is copying at this moment stays until the next time.
        with suppress(psycopg.errors.ObjectInUse):
            _drop(connection, old)
    connection.execute(sql.SQL("create database {}").format(sql.Identifier(draft)))
    environment = {**os.environ, "DATABASE_URL": _address(draft), "DJANGO_SETTINGS_MODULE": "portal.settings"}
    migrating = [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity", "0"]
    subprocess.run(migrating, cwd=CHECKOUT, env=environment, check=True)
    connection.execute(sql.SQL("alter database {} rename to {}").format(sql.Identifier(draft), sql.Identifier(name)))


def _address(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))


def _is_there(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def _connected() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
