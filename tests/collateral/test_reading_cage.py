"""What the child is left with, and that it ends: by itself, by the clock, and with whoever asked."""

import contextlib
import fcntl
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from apps.collateral.reading import Limits, cage, read
from tests.factories import spoiled_files

LIMITS = Limits()


@pytest.fixture
def port() -> Iterator[int]:
    """A server of this machine that anybody may speak to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty"
    path.write_bytes(b"")
    return path


def run(program: str, file: Path, *arguments: str, seconds: float = 30, answer_bytes: int = 1_000) -> cage.Outcome:
    with file.open("rb") as standard_input:
        return cage.run(
            [sys.executable, "-c", program, *arguments], file=standard_input, seconds=seconds, answer_bytes=answer_bytes
        )


def until(condition: Callable[[], bool], *, seconds: float = 20) -> bool:
    """Looks until it is so, or time is up."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        select.select([], [], [], 0.01)
    return condition()


def test_the_child_has_no_secrets_no_network_no_disk_and_no_way_back(empty, tmp_path, port, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://accord:secret@db/accord")
    monkeypatch.setenv("SECRET_KEY", "secret")
    path = str(tmp_path / "written")
    order = json.dumps({"limits": asdict(LIMITS), "parent": os.getpid(), "port": port, "path": path})
    with empty.open("rb") as file:
        outcome = cage.run(
            [sys.executable, "-B", "-m", "tests.collateral.reading_probe", order],
            file=file,
            seconds=30,
            answer_bytes=10_000,
        )
    told = json.loads(outcome.answer)

    # The kernel of this machine decides on the network; what is said of it is true either way.
    assert told["connected"] is (told["network"] == "open")
    assert told["environment"] == {"LANG": "C.UTF-8"}
    assert told["wrote"] == 0
    assert told["files_open"] == LIMITS.open_files
    assert told["raised"] is False
    assert outcome.complaint == ""


def test_a_reading_says_whether_the_network_was_cut(tmp_path):
    path = tmp_path / "upload"
    path.write_text("words")
    ways = (["unshare", "--user", "--net", "true"], ["unshare", "--net", "true"])
    granted = any(subprocess.run(way, capture_output=True).returncode == 0 for way in ways)

    assert read(path, "a.txt").network == ("cut" if granted else "open")


def test_an_answer_without_end_is_cut_off(empty):
    outcome = run("while True: print('x' * 1000)", empty, answer_bytes=5_000)

    assert outcome.ended == "answer"


def test_a_complaint_without_end_neither_blocks_nor_fills_the_memory(empty):
    outcome = run("import sys; sys.stderr.write('x' * 10_000_000 + 'the end'); print('answer')", empty)

    assert (outcome.ended, outcome.answer) == ("done", b"answer\n")
    assert (len(outcome.complaint), outcome.complaint[-7:]) == (cage.COMPLAINT_BYTES, "the end")


def test_a_child_that_answers_and_stays_is_ended(empty):
    program = "import os, signal; os.write(1, b'answer'); os.close(1); os.close(2); signal.pause()"

    assert run(program, empty, seconds=1) == cage.Outcome("time", b"answer", "")


@pytest.mark.parametrize("ending", ["signal.pause()", "pass"])
def test_what_the_child_started_ends_with_it(empty, tmp_path, ending):
    """The grandchild holds a lock for as long as it lives."""
    lock = tmp_path / "lock"
    program = (
        "import fcntl, os, signal, sys\n"
        "held = open(sys.argv[1], 'w')\n"
        "fcntl.flock(held, fcntl.LOCK_EX)\n"
        "if os.fork() == 0:\n"
        "    os.close(1); os.close(2); signal.pause()\n"
        "print('started', flush=True)\n"
        f"{ending}\n"
    )

    outcome = run(program, empty, str(lock), seconds=2)

    assert outcome.answer == b"started\n"
    assert until(lambda: is_free(lock))


def is_free(lock: Path) -> bool:
    with lock.open("w") as file, contextlib.suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def test_the_child_ends_when_whoever_asked_is_killed(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(spoiled_files.docx_with_long_xml(400_000))
    program = (
        "import sys; from pathlib import Path; from apps.collateral.reading import Limits, read\n"
        "read(Path(sys.argv[1]), 'a.docx', limits=Limits(ratio=10**6))"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], cwd=cage.ROOT) as asking:
        assert until(lambda: confined_children_of(asking.pid) != [])
        (child,) = confined_children_of(asking.pid)
        asking.send_signal(signal.SIGKILL)

    assert until(lambda: is_gone(child))


def confined_children_of(pid: int) -> list[int]:
    """Those that have already asked to end with their parent: nothing is written to the disk from then on."""
    children = [child for warm in children_of(pid) for child in children_of(warm)]
    return [int(child) for child in children if "Max file size             0" in limits_of(child)]


def children_of(pid: int | str) -> list[str]:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return []


def limits_of(pid: str) -> str:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/limits").read_text()
    return ""


def is_gone(pid: int) -> bool:
    """Ended; where nobody collects orphans its entry stays as a zombie."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def test_the_caller_can_be_interrupted_and_leaves_no_child(empty, tmp_path):
    """As a worker whose time is up: an exception comes from a signal while it waits."""
    lock = tmp_path / "lock"
    program = "import fcntl, signal, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); signal.pause()"

    def interrupted(_number: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGUSR1, interrupted)
    lock.touch()
    interrupt = threading.Thread(
        target=lambda: until(lambda: not is_free(lock)) and os.kill(os.getpid(), signal.SIGUSR1)
    )
    interrupt.start()
    try:
        with pytest.raises(TimeoutError):
            run(program, empty, str(lock))
    finally:
        interrupt.join()
        signal.signal(signal.SIGUSR1, before)

    assert until(lambda: is_free(lock))


def interrupt_once_held(lock: Path) -> None:
    if until(lambda: not is_free(lock)):
        os.kill(os.getpid(), signal.SIGUSR1)
