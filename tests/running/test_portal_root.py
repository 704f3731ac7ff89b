"""The portal as root runs it, and another system user who tries to get in; `make test` says when this can't be run."""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from portal.servers.redis import Redis
from tests.running.clones import answer, cloned, python
from tests.running.people import as_user, new_user
from tests.running.promises import Manners, Promises, Trial, first_run
from tests.running.waiting import until
from tests.template import template

pytestmark = pytest.mark.running

NAMED = "accord_named"
TRY = """
import json, os, socket, sys
folders, sockets = json.loads(sys.argv[1])
found = {}
for path in folders + sockets:
    try:
        os.listdir(path) if path in folders else socket.socket(socket.AF_UNIX).connect(path)
        found[path] = "open"
    except OSError as refused:
        found[path] = type(refused).__name__
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    with cloned(None) as clone:
        yield first_run(clone)


class OnlyAsRoot:
    def test_stranger_neither_reads_nor_connects(self, trial: Trial) -> None:
        clone = trial.clone
        started = trial.portal()
        started.ready()
        holders = {name: Path((clone.home / f"{name}.sockets").read_text()) for name in ("postgres", "redis")}
        folders = [clone.home, clone.data, clone.data / "postgres", *holders.values()]
        sockets = [holders["postgres"] / ".s.PGSQL.5432", holders["redis"] / "redis.sock"]
        clone.base.chmod(0o755)  # so that it is Accord's own folders that keep the stranger out
        try:
            with new_user("accord-stranger") as stranger:
                paths = json.dumps([[str(path) for path in folders], [str(path) for path in sockets]])
                tried = subprocess.run(
                    [python(), "-c", TRY, paths],
                    capture_output=True, text=True, check=True, cwd="/", **as_user(stranger),
                ).stdout  # fmt: skip
        finally:
            clone.base.chmod(0o700)
        assert started.interrupt() == 0
        assert json.loads(tried) == {str(path): "PermissionError" for path in [*folders, *sockets]}

    def test_backup_is_restored_into_an_empty_portal_on_named_servers(self, trial: Trial) -> None:
        """Rows and files as they were; refused where somebody works already, and where it is no backup."""
        trial.rest()
        old = trial.portal()
        old.ready()
        with trial.database() as database:  # the worker draws into the storage until nothing waits
            waiting = "select count(*) from collateral_assetversion where preview = 'waiting'"
            until(lambda: database.execute(waiting).fetchone() == (0,), within=300, what=lambda: old.said)
        path = Path(managed(trial, "backup", str(trial.clone.base / "backups")).strip())
        kept = contents(trial.clone.home, (trial.clone.home / "database-url").read_text())
        with pytest.raises(subprocess.CalledProcessError) as refused:
            managed(trial, "restore", str(path))
        assert "This portal has a company already: nothing was restored." in refused.value.stderr
        assert old.interrupt() == 0
        home = trial.clone.base / "second-home"
        with named_servers(trial.clone.base) as named:
            settings = {"ACCORD_HOME": str(home), **named}
            command = [".venv/bin/python", "manage.py", "portal", "--no-demo", "--port", str(trial.port)]
            new = trial.clone.start(*command, **settings)
            until(lambda: answer(new.ready(), "/readyz")[0] == 200, within=60, what=lambda: new.said)
            assert [(home / f"{name}.pid").exists() for name in ("web", "postgres", "redis")] == [True, False, False]
            assert "Nobody has an account yet" in new.said
            with pytest.raises(subprocess.CalledProcessError) as refused:
                managed(trial, "restore", "/etc/hostname", **settings)
            assert "/etc/hostname can't be read as a backup" in refused.value.stderr
            said = managed(trial, "restore", str(path), **settings)
            assert said == "It is all back. Stop the portal and start it again.\n"
            assert contents(home, named["DATABASE_URL"]) == kept
            assert new.interrupt() == 0
        assert (stat.filemode(path.stat().st_mode), stat.filemode(path.parent.stat().st_mode)) == (
            "-rw-------",
            "drwx------",
        )


@contextmanager
def named_servers(folder: Path) -> Iterator[dict[str, str]]:
    """A Redis of its own, and a new database with all tables at the tests' PostgreSQL."""
    server = Redis(folder / "named-redis")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection, ExitStack() as stack:
        stack.callback(lambda: shutil.rmtree(server.place.folder))
        redis = stack.enter_context(server)
        connection.execute(f"drop database if exists {NAMED}")
        connection.execute(f"create database {NAMED} template {template()}")
        stack.callback(lambda: connection.execute(f"drop database {NAMED} with (force)"))
        database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{NAMED}").geturl()
        yield {"DATABASE_URL": database, "REDIS_URL": redis}


def managed(trial: Trial, *words: str, **settings: str) -> str:
    """Run one of the portal's commands, with further settings in its environment."""
    return subprocess.run(
        [".venv/bin/python", "manage.py", *words], cwd=trial.clone.folder,
        env=trial.clone.environment | settings, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def contents(home: Path, database_url: str) -> tuple[list[object], dict[str, bytes]]:
    """What a restored portal must have again: some rows, and every uploaded file."""
    with psycopg.connect(database_url) as database:
        members = database.execute("select id, email, password from people_member order by id").fetchall()
        assets = database.execute("select id, title, summary from collateral_asset order by id").fetchall()
    files = {str(path.relative_to(home)): path.read_bytes() for path in (home / "files").rglob("*") if path.is_file()}
    assert (bool(members), bool(assets), bool(files)) == (True, True, True)
    return [members, assets, (home / "secret-key").read_text()], files


if os.geteuid() == 0:

    class TestRoot(OnlyAsRoot, Manners, Promises):
        dealt = slice(0, None, 2)
