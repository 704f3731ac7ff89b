"""The supervisor's parts: lines, signals, the claim on a checkout, the port, children that die."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.supervisor.child import Child, Plan
from portal.supervisor.claim import Claim, Taken, await_port, open_port
from portal.supervisor.loop import Hurry, Loop, Stop
from tests.running.waiting import until


@pytest.fixture
def loop() -> Iterator[Loop]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    loop = Loop()
    loop.listen()
    yield loop
    signal.set_wakeup_fd(-1)
    for number, handler in before.items():
        signal.signal(number, handler)


def test_lines_come_out_whole_with_their_senders_name(loop: Loop, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = loop.follow("web")
    os.write(pipe, b"one\ntw")
    loop.pause(0)
    os.write(pipe, b"o\nlast")
    os.close(pipe)
    loop.pause(0)
    loop.pause(0)
    assert capsys.readouterr().out == "web      | one\nweb      | two\nweb      | last\n"


def test_signal_ends_the_wait(loop: Loop) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(Stop):
        loop.pause(60)


def test_one_ctrl_c_that_arrives_twice_is_one_wish(loop: Loop) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(Stop):
        loop.pause(60)
    loop.stopping()
    loop.pause(0)


def test_later_ctrl_c_is_a_second_wish(loop: Loop) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(Stop):
        loop.pause(60)
    loop.stopping()
    loop.pause(0.6)
    os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(Hurry):
        loop.pause(60)


def test_second_claim_hears_where_the_first_is(tmp_path: Path) -> None:
    claim = Claim(tmp_path)
    claim.publish("http://127.0.0.1:8123", "already runs")
    with pytest.raises(Taken) as told:
        Claim(tmp_path)
    where = f"Accord already runs from this folder: http://127.0.0.1:8123 (process {os.getpid()})."
    assert str(told.value) == where
    claim.release()
    Claim(tmp_path).release()


def test_port_is_the_wanted_one_if_it_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
    with open_port("127.0.0.1", free) as ours:
        assert ours.getsockname() == ("127.0.0.1", free)


def test_port_is_a_later_one_if_the_wanted_one_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, open_port(*other.getsockname()) as ours:
        assert ours.getsockname()[1] > other.getsockname()[1]


def test_port_of_a_killed_portal_is_waited_for() -> None:
    other = socket.create_server(("127.0.0.1", 0))
    wanted = other.getsockname()[1]
    await_port("127.0.0.1", wanted, lambda _: other.close())
    with open_port("127.0.0.1", wanted) as ours:
        assert ours.getsockname() == ("127.0.0.1", wanted)


def test_claim_knows_whether_its_predecessor_was_killed(tmp_path: Path) -> None:
    first = Claim(tmp_path)
    first.publish("http://127.0.0.1:8123", "already runs")
    first.release()
    second = Claim(tmp_path)
    second.publish("http://127.0.0.1:8123", "already runs")
    note = (tmp_path / "portal.json").read_text()
    second.release()
    (tmp_path / "portal.json").write_text(note)  # what a killed one leaves
    third = Claim(tmp_path)
    third.release()
    assert [first.was_killed, second.was_killed, third.was_killed] == [False, False, True]


@pytest.mark.parametrize(
    ("program", "how"),
    [
        ("raise SystemExit(3)", "ended with code 3"),
        ("import os; os.kill(os.getpid(), 9)", "was ended by SIGKILL"),
    ],
)
def test_dead_child_starts_again_later_each_time(
    loop: Loop, tmp_path: Path, capsys: pytest.CaptureFixture[str], program: str, how: str
) -> None:
    plan = Plan("web", [sys.executable, "-c", program], dict(os.environ))
    child = Child(plan, folder=tmp_path, home=tmp_path, loop=loop)
    child.start()
    said = ""

    def twice() -> bool:
        nonlocal said
        child.tend()
        loop.pause(0.01)
        said += capsys.readouterr().out
        return said.count("\n") == 2

    until(twice, within=20, what=lambda: said)
    child.kill()
    first, second = said.splitlines()
    assert first == f"portal   | web {how}; it starts again in 1 s."
    assert second == f"portal   | web {how}; it starts again in 2 s."


def test_killed_child_takes_its_own_children_with_it(loop: Loop, tmp_path: Path) -> None:
    program = "import subprocess, sys; print(subprocess.Popen(['sleep', '600']).pid, flush=True); sys.stdin.read()"
    plan = Plan("web", ["sh", "-c", f'"{sys.executable}" -c "{program}" > pid; sleep 600'], dict(os.environ))
    child = Child(plan, folder=tmp_path, home=tmp_path, loop=loop)
    child.start()
    pid = int(until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text(), within=20, what=str))
    child.kill()
    until(lambda: not Path(f"/proc/{pid}/cwd").exists(), within=20, what=lambda: pid)
