"""PostgreSQL and Redis of our own, each in a folder of its own: what they promise, and what a kill leaves."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import psycopg
import pytest
import redis

from portal.servers.places import Busy
from portal.servers.postgres import Postgres
from portal.servers.processes import Record, kill_group, look_up
from portal.servers.redis import Redis
from portal.servers.server import NotStarted
from tests.running.people import as_user
from tests.running.waiting import until

ROOT = os.geteuid() == 0


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    instance = tmp_path / "instance"
    if instance.exists():
        shutil.rmtree(Path("/var/lib/accord") / instance.read_text())


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def postgres(home: Path, said: list[str]) -> Iterator[Postgres]:
    server = Postgres(home, durable=False, say=said.append)
    yield server
    server.stop()


@pytest.fixture
def sleeper(postgres: Postgres) -> Iterator[subprocess.Popen[bytes]]:
    """A program of the servers' user that has nothing to do with us."""
    process = subprocess.Popen(["sleep", "600"], **as_user(postgres.place.user))
    yield process
    process.kill()
    process.wait()


def test_postgres_is_made_as_promised(postgres: Postgres) -> None:
    with psycopg.connect(postgres.start()) as connection:
        found = connection.execute(
            "select current_setting('data_checksums'), current_setting('listen_addresses'),"
            " current_setting('unix_socket_permissions'), current_setting('server_encoding'),"
            " datlocprovider::text, datlocale, rolpassword like 'SCRAM-SHA-256$%%'"
            " from pg_database, pg_authid where datname = current_database() and rolname = current_user"
        ).fetchone()
    assert found == ("on", "", "0700", "UTF8", "b", "C.UTF-8", True)


def test_postgres_lets_nobody_in_without_a_password(postgres: Postgres) -> None:
    postgres.start()
    rules = (postgres.data / "pg_hba.conf").read_text().splitlines()
    assert {line.split()[-1] for line in rules if line and not line.startswith("#")} == {"scram-sha-256"}


def test_postgres_stopped_leaves_no_socket_and_no_process(postgres: Postgres) -> None:
    postgres.start()
    sockets, process = postgres.sockets, postgres.process
    assert process is not None
    assert (sockets / ".s.PGSQL.5432").exists()
    postgres.stop()
    assert (sockets.exists(), look_up(process.pid)) == (False, None)


def test_postgres_killed_comes_back_at_the_same_address_with_its_data(home: Path) -> None:
    postgres = Postgres(home)
    address = postgres.start()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("create table kept as select 7 as number")
    assert postgres.process is not None
    os.kill(postgres.process.pid, signal.SIGKILL)
    postgres.process.wait()
    assert postgres.start() == address
    with psycopg.connect(address) as connection:
        assert connection.execute("select number from kept").fetchall() == [(7,)]
    postgres.stop()


def test_postgres_folder_has_one_holder(postgres: Postgres, home: Path) -> None:
    postgres.start()
    with pytest.raises(Busy):
        Postgres(home, durable=False).start()


def test_half_made_cluster_is_made_anew(postgres: Postgres) -> None:
    (postgres.place.make("postgres.new") / "PG_VERSION").write_text("18\n")
    with psycopg.connect(postgres.start()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_data_of_another_version_is_refused_in_words(postgres: Postgres) -> None:
    (postgres.place.make("postgres") / "PG_VERSION").write_text("17\n")
    with pytest.raises(NotStarted, match="is of PostgreSQL 17"):
        postgres.start()


def test_lock_file_that_names_another_program_is_said_and_removed(
    postgres: Postgres, said: list[str], sleeper: subprocess.Popen[bytes]
) -> None:
    postgres.start()
    assert postgres.process is not None
    os.kill(postgres.process.pid, signal.SIGKILL)
    postgres.process.wait()
    lock = postgres.data / "postmaster.pid"
    _, *rest = lock.read_text().split("\n")
    lock.write_text("\n".join([str(sleeper.pid), *rest]))
    postgres.start()
    assert said[-1] == f"{lock} named process {sleeper.pid}, which is another program by now; it was removed."
    assert sleeper.poll() is None


PARENT = """
import sys, time
from pathlib import Path
from portal.servers.postgres import Postgres
from portal.servers.redis import Redis
servers = [Postgres(Path(sys.argv[1]), durable=False), Redis(Path(sys.argv[1]))]
for server in servers:
    server.start()
print("up", flush=True)
sys.stdin.read()
"""


def test_servers_end_with_a_killed_parent_and_start_again(home: Path, postgres: Postgres) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"up\n"
    pids = [json.loads((home / f"{name}.pid").read_text())["pid"] for name in ("postgres", "redis")]
    old = [Path((home / f"{name}.sockets").read_text()) for name in ("postgres", "redis")]
    parent.kill()
    parent.communicate()
    until(lambda: [look_up(pid) for pid in pids] == [None, None], within=20, what=lambda: pids)
    redis_server = Redis(home)
    postgres.start()
    redis_server.start()
    redis_server.stop()
    assert [path.exists() for path in old] == [False, False]


def test_redis_is_set_to_lose_nothing_it_has_acknowledged(home: Path) -> None:
    with Redis(home) as address, redis.Redis.from_url(address, decode_responses=True) as client:
        names = ["appendonly", "appendfsync", "maxmemory-policy", "port"]
        found = {name: client.config_get(name)[name] for name in names}
    assert found == {"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction", "port": "0"}


def test_redis_keeps_what_it_acknowledged_over_a_kill(home: Path) -> None:
    server = Redis(home)
    with redis.Redis.from_url(server.start(), decode_responses=True) as client:
        client.set("kept", "7")
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    with redis.Redis.from_url(server.start(), decode_responses=True) as client:
        assert client.get("kept") == "7"
    server.stop()


def test_redis_that_cant_read_its_file_starts_with_none(home: Path, said: list[str]) -> None:
    server = Redis(home, say=said.append)
    server.start()
    server.stop()
    manifest = server.place.folder / "redis" / "appendonlydir" / "appendonly.aof.manifest"
    manifest.write_text("this is no manifest\n")
    server.start()
    server.stop()
    assert said == ["Redis didn't start; its hints and caches are laid aside, nothing of yours is in them."]
    assert (server.place.folder / "redis.broken" / "appendonlydir" / manifest.name).exists()


def test_orphan_is_known_by_number_start_and_command(tmp_path: Path) -> None:
    process = subprocess.Popen(["sleep", "600"], start_new_session=True)
    record = Record(tmp_path / "sleep.pid")
    record.write(process.pid)
    assert record.end_orphan(by=signal.SIGTERM, mark="none", pause=lambda _: None)
    assert process.wait() == -signal.SIGTERM
    assert not record.path.exists()


@pytest.mark.parametrize("changed", [{"started": "1"}, {"command": "sleep 601"}])
def test_another_process_with_an_orphans_number_is_left_alone(tmp_path: Path, changed: dict[str, str]) -> None:
    process = subprocess.Popen(["sleep", "600"], start_new_session=True)
    found = look_up(process.pid)
    assert found is not None
    record = Record(tmp_path / "sleep.pid")
    record.path.write_text(json.dumps(asdict(found) | changed))
    assert not record.end_orphan(by=signal.SIGTERM, mark="none", pause=lambda _: None)
    assert process.poll() is None
    process.kill()
    process.wait()


def test_torn_record_says_nothing(tmp_path: Path) -> None:
    record = Record(tmp_path / "web.pid")
    record.path.write_text('{"pid": 1, "star')
    assert not record.end_orphan(by=signal.SIGTERM, mark="none", pause=lambda _: None)


if ROOT:

    def test_roots_servers_run_as_the_system_user_alone(postgres: Postgres) -> None:
        postgres.start()
        user = pwd.getpwnam("accord")
        assert postgres.process is not None
        status = Path(f"/proc/{postgres.process.pid}/status").read_text()
        ids = {
            line.split(":")[0]: line.split()[1:] for line in status.splitlines() if line[:4] in {"Uid:", "Gid:", "Grou"}
        }
        assert ids == {"Uid": [str(user.pw_uid)] * 4, "Gid": [str(user.pw_gid)] * 4, "Groups": []}
        assert (postgres.data.stat().st_uid, user.pw_shell) == (user.pw_uid, "/usr/sbin/nologin")


WAITS = """
import os
import threading
from pathlib import Path


def test_waits():
    Path("{note}").write_text(str(os.getpid()))
    threading.Event().wait(600)
"""


def test_suite_that_is_ended_ends_its_tests(tmp_path: Path) -> None:
    note = tmp_path / "worker"
    test = tmp_path / "test_waits.py"
    test.write_text(WAITS.format(note=note))
    checkout = Path(__file__).resolve().parents[2]
    suite = subprocess.Popen(
        [sys.executable, "bin/test.py", "-n", "1", "-c", "pyproject.toml", "-p", "no:cacheprovider", str(test)],
        cwd=checkout,
        env=os.environ | {"CHROMIUM": "/bin/true"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        worker = int(until(lambda: note.exists() and note.read_text(), within=60, what=lambda: suite.poll()))
        suite.terminate()
        suite.wait(10)
        until(lambda: look_up(worker) is None, within=30, what=lambda: f"the tests still run as {worker}")
    finally:
        kill_group(suite.pid)
        suite.communicate()
