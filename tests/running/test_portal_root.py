"""The portal as root runs it, and another system user who tries to get in; `make test` says when this can't be run."""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from portal.servers.postgres import Postgres
from portal.servers.redis import Redis
from tests.running.clones import answer, cloned, python
from tests.running.people import as_user, new_user
from tests.running.promises import Manners, Promises, Trial, first_run
from tests.running.waiting import until

pytestmark = pytest.mark.running

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
    def test_named_servers_are_used_and_none_are_started(self, trial: Trial) -> None:
        with ExitStack() as stack:
            named = {}
            for variable, kind in {"DATABASE_URL": Postgres, "REDIS_URL": Redis}.items():
                server = kind(trial.clone.base / f"named-{kind.name}")
                stack.callback(lambda server=server: shutil.rmtree(server.place.folder))
                named[variable] = stack.enter_context(server)
            command = [".venv/bin/python", "manage.py", "portal", "--no-demo", "--port", str(trial.port)]
            started = trial.clone.start(*command, **named)
            until(lambda: answer(started.ready(), "/readyz")[0] == 200, within=60, what=lambda: started.said)
            assert [trial.clone.record(name) for name in ("postgres", "redis")] == [0, 0]
            assert "Nobody has an account yet" in started.said
            assert started.interrupt() == 0

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

    def test_backup_is_restored_into_an_empty_portal(self, trial: Trial) -> None:
        """Rows and files as they were; refused where somebody works already, and where it is no backup."""
        trial.rest()
        old = trial.portal()
        old.ready()
        path = Path(managed(trial, trial.clone.home, "backup", str(trial.clone.base / "backups")).strip())
        kept, files = contents(trial.clone.home)
        with pytest.raises(subprocess.CalledProcessError) as refused:
            managed(trial, trial.clone.home, "restore", str(path))
        assert "This portal has a company already: nothing was restored." in refused.value.stderr
        assert old.interrupt() == 0
        home = trial.clone.base / "second-home"
        command = [".venv/bin/python", "manage.py", "portal", "--no-demo", "--port", str(trial.port)]
        new = trial.clone.start(*command, ACCORD_HOME=str(home))
        new.ready()
        with pytest.raises(subprocess.CalledProcessError) as refused:
            managed(trial, home, "restore", "/etc/hostname")
        assert "/etc/hostname can't be read as a backup" in refused.value.stderr
        assert managed(trial, home, "restore", str(path)) == "It is all back. Stop the portal and start it again.\n"
        assert contents(home) == (kept, files)
        assert new.interrupt() == 0
        shutil.rmtree(Path("/var/lib/accord") / (home / "instance").read_text())
        assert (stat.filemode(path.stat().st_mode), stat.filemode(path.parent.stat().st_mode)) == (
            "-rw-------",
            "drwx------",
        )


def managed(trial: Trial, home: Path, *words: str) -> str:
    """Run one of the portal's commands on the portal of `home`."""
    return subprocess.run(
        [".venv/bin/python", "manage.py", *words], cwd=trial.clone.folder,
        env=trial.clone.environment | {"ACCORD_HOME": str(home)}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def contents(home: Path) -> tuple[list[object], dict[str, bytes]]:
    """What a restored portal must have again: some rows, and every uploaded file."""
    with psycopg.connect((home / "database-url").read_text()) as database:
        members = database.execute("select id, email, password from people_member order by id").fetchall()
        assets = database.execute("select id, title, summary from collateral_asset order by id").fetchall()
    files = {str(path.relative_to(home)): path.read_bytes() for path in (home / "files").rglob("*") if path.is_file()}
    assert (bool(members), bool(assets), bool(files)) == (True, True, True)
    return [members, assets, (home / "secret-key").read_text()], files


if os.geteuid() == 0:

    class TestRoot(OnlyAsRoot, Manners, Promises):
        dealt = slice(0, None, 2)
