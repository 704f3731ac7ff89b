"""The portal as root runs it, and another system user who tries to get in; `make test` says when this can't be run."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from portal.servers.postgres import Postgres
from portal.servers.redis import Redis
from tests.running.clones import answer, cloned, python
from tests.running.people import as_user, new_user
from tests.running.promises import Promises, Trial, first_run
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


if os.geteuid() == 0:

    class TestRoot(OnlyAsRoot, Promises):
        pass
