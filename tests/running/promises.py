"""What the real portal promises in a fresh clone, whoever runs it: first run, neighbours, kills, the end."""

import json
import os
import random
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from pathlib import Path

import psycopg
import pytest

from tests.running.clones import CHECKOUT, CHILDREN, Clone, Started, answer
from tests.running.people import as_user
from tests.running.waiting import until

ROUNDS = 20
SEED = 20261122

Modes = dict[Path, tuple[str, int, int]]


@dataclass
class Trial:
    """One user's clone: its first run, and what the neighbourhood looked like before."""

    clone: Clone
    port: int
    before: Modes
    first: Started

    def portal(self) -> Started:
        return self.clone.portal("--port", str(self.port))

    def rest(self) -> None:
        """End the first run where no test before has done so."""
        if self.first.process.poll() is None:
            self.first.interrupt()

    def database(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect((self.clone.home / "database-url").read_text(), autocommit=True)


def first_run(clone: Clone) -> Trial:
    """`make run` on a checkout that has nothing yet."""
    port = free_port()
    before = modes(neighbourhood(clone))
    started = clone.start("make", "run", f"ARGS=--port {port}")
    started.ready(within=1200)
    return Trial(clone, port, before, started)


def free_port() -> int:
    """A port that nobody has, below those that the system gives out by itself."""
    for port in random.SystemRandom().sample(range(20_000, 30_000), 100):
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise AssertionError("a hundred ports are taken")


def neighbourhood(clone: Clone) -> list[Path]:
    """What isn't Accord's: the folders around its own, the system's, and the clone's sources."""
    system = [path for folder in ("/", "/var", "/var/lib", "/etc") for path in [Path(folder), *Path(folder).iterdir()]]
    around = [
        *clone.folder.parents,
        *clone.base.iterdir(),
        Path.home(),
        CHECKOUT,
        CHECKOUT / ".accord",
        Path(sys.prefix),
    ]
    return [path for path in [*system, *around, *clone.folder.rglob("*")] if path != Path("/var/lib/accord")]


def modes(paths: list[Path]) -> Modes:
    found = {path: path.lstat() for path in paths if path.exists()}
    return {path: (stat.filemode(was.st_mode), was.st_uid, was.st_gid) for path, was in found.items()}


def wait_until_healed(trial: Trial, running: Started, before: dict[str, int], victims: tuple[str, ...]) -> None:
    """Every child runs, those that were killed as a new process, and the portal answers."""

    def healed() -> bool:
        now = {name: trial.clone.record(name) for name in CHILDREN}
        if any(now[name] == before[name] for name in victims if name in now):
            return False
        return set(now.values()) <= set(trial.clone.processes()) and answer(running.address, "/readyz")[0] == 200

    def found() -> str:
        now = {name: trial.clone.record(name) for name in CHILDREN}
        last = running.said.splitlines()[-15:]
        return f"{victims}: {before} became {now}, {answer(running.address, '/readyz')}\n" + "\n".join(last)

    until(healed, within=120, what=found)


class Promises:
    """Collected where a user is named, by a class that inherits them; `trial` is that user's clone.

    Attributes:
        dealt: which of the kills are tried by this user, where another one tries the rest.
    """

    dealt = slice(None)

    @pytest.fixture(autouse=True)
    def own_portal(self, trial: Trial) -> Iterator[None]:
        """A failed test's portal doesn't meet the next test's; the first run's goes on."""
        yield
        if trial.first.process.poll() is not None:
            trial.clone.kill_all()

    def test_first_run_comes_up_well(self, trial: Trial) -> None:
        assert trial.first.address == f"http://127.0.0.1:{trial.port}"
        assert answer(trial.first.address, "/healthz") == (200, {"status": "ok", "checks": {"database": "ok"}})
        until(lambda: answer(trial.first.address, "/readyz")[0] == 200, within=120, what=lambda: trial.first.said)
        checks = {"redis": "ok", "database": "ok", "migrations": "ok", "beat": "ok", "worker": "ok"}
        assert answer(trial.first.address, "/readyz") == (200, {"status": "ok", "checks": checks})

    def test_first_run_prints_every_demo_account(self, trial: Trial) -> None:
        command = [".venv/bin/python", "manage.py", "demo", "accounts", "--json"]
        shown = subprocess.run(
            command, cwd=trial.clone.folder, env=trial.clone.environment, capture_output=True, check=True,
            **as_user(trial.clone.user),
        ).stdout  # fmt: skip
        accounts = json.loads(shown)
        assert [account["email"] for account in accounts if account["email"] not in trial.first.said] == []
        assert [account["email"] for account in accounts if account["password"] not in trial.first.said] == []
        assert accounts != []

    def test_nothing_around_changed_mode_or_owner(self, trial: Trial) -> None:
        assert modes(list(trial.before)) == trial.before

    def test_own_folders_are_closed_to_others(self, trial: Trial) -> None:
        sockets = [Path((trial.clone.home / f"{name}.sockets").read_text()) for name in ("postgres", "redis")]
        own = [trial.clone.home, trial.clone.data, *sockets]
        assert [stat.filemode(path.stat().st_mode) for path in own] == ["drwx------"] * 4

    def test_database_asks_even_its_own_user_for_the_password(self, trial: Trial) -> None:
        folder = (trial.clone.home / "postgres.sockets").read_text()
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(host=folder, user="accord", dbname="accord", passfile="/dev/null")

    def test_second_start_says_where_the_first_runs(self, trial: Trial) -> None:
        second = trial.portal()
        assert second.ended() == 0
        holder = json.loads((trial.clone.home / "portal.json").read_text())["pid"]
        expected = f"Accord already runs from this folder: {trial.first.address} (process {holder})."
        assert second.said.strip().removeprefix("portal   | ") == expected

    def test_ctrl_c_on_make_leaves_nothing(self, trial: Trial) -> None:
        assert trial.first.interrupt() == -signal.SIGINT  # a shell shows this as 130
        assert trial.clone.processes() == {}

    def test_kills_of_any_of_it_need_no_handwork(self, trial: Trial) -> None:
        names = ("supervisor", *CHILDREN)
        every = list(chain.from_iterable(combinations(names, size) for size in range(1, 7)))
        chosen = [("supervisor",), names, *random.Random(SEED).sample(every, ROUNDS - 2)]
        running = trial.portal()
        address = running.ready()
        with trial.database() as database:
            database.execute("create table kept (round int primary key)")
        for number, victims in enumerate(chosen[self.dealt]):
            with trial.database() as database:
                database.execute("insert into kept values (%s)", [number])
            before = {name: trial.clone.record(name) for name in CHILDREN} | {"supervisor": running.process.pid}
            for victim in victims:
                os.kill(before[victim], signal.SIGKILL)
            if "supervisor" in victims:
                running.process.wait()
                running = trial.portal()
                assert running.ready() == address, running.said
            wait_until_healed(trial, running, before, victims)
            with trial.database() as database:
                kept = database.execute("select array_agg(round order by round) from kept").fetchone()
            assert kept == (list(range(number + 1)),)
        assert running.interrupt() == 0
        assert trial.clone.processes() == {}

    def test_ctrl_c_ends_it_with_0_and_leaves_nothing(self, trial: Trial) -> None:
        started = trial.portal()
        started.ready()
        assert started.interrupt() == 0
        assert started.said.splitlines()[-1] == "portal   | Stopped."
        assert trial.clone.processes() == {}

    def test_ctrl_c_in_the_middle_of_starting_ends_it_too(self, trial: Trial) -> None:
        started = trial.portal()
        until(lambda: trial.clone.record("redis") and "is up." in started.said, within=120, what=lambda: started.said)
        assert started.interrupt() == 0
        assert trial.clone.processes() == {}

    def test_second_ctrl_c_ends_it_at_once(self, trial: Trial) -> None:
        started = trial.portal()
        started.ready()
        os.kill(trial.clone.record("worker"), signal.SIGSTOP)  # so that it can't end by itself

        def press() -> bool:
            if started.process.poll() is None:
                os.killpg(started.process.pid, signal.SIGINT)
            return started.process.poll() is not None

        until(press, within=120, what=lambda: started.said)
        assert started.process.returncode == 130
        until(lambda: trial.clone.processes() == {}, within=20, what=trial.clone.processes)


class Manners:
    """What hangs on nobody's rights, so that one user tries it, once the first run has ended."""

    def test_second_make_run_is_quiet_and_keeps_the_data(self, trial: Trial) -> None:
        again = trial.clone.start("make", "run", f"ARGS=--port {trial.port}")
        again.ready()
        assert "Installing" not in again.said
        assert "demo company is being made" not in again.said
        again.interrupt()

    def test_eight_starts_at_once_are_one_portal(self, trial: Trial) -> None:
        starts = [trial.portal() for _ in range(8)]
        until(lambda: sum(start.process.poll() is not None for start in starts) == 7, within=180, what=lambda: starts)
        (winner,) = [start for start in starts if start.process.poll() is None]
        winner.ready()
        others = [start for start in starts if start is not winner]
        assert [start.process.returncode for start in others] == [0] * 7
        assert [" already " in start.said and winner.address in start.said for start in others] == [True] * 7
        assert sum("manage.py portal" in words for words in trial.clone.processes().values()) == 1
        assert winner.interrupt() == 0

    def test_taken_port_is_said_and_the_next_free_one_used(self, trial: Trial) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            taken = other.getsockname()[1]
            started = trial.clone.portal("--port", str(taken))
            address = started.ready()
            used = int(address.rpartition(":")[2])
            assert used > taken
            assert f"Port {taken} is taken by another program, so Accord uses {used}." in started.said
            assert answer(address, "/healthz")[0] == 200
            assert started.interrupt() == 0
