"""Starting a process that ends with us, knowing it again later, and ending it."""

import ctypes
import json
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

LINUX = sys.platform == "linux"
PROC = Path("/proc")
# Looked up here because nothing may be imported between fork and exec.
_prctl = ctypes.CDLL(None, use_errno=True).prctl if LINUX else None
_SET_DEATH_SIGNAL = 1


@dataclass(frozen=True)
class Running:
    """A process as the machine knows it; its number alone may be somebody else's tomorrow."""

    pid: int
    started: str
    command: str


def look_up(pid: int) -> Running | None:
    """The process with this number; None once it is gone, or dead and only not yet collected."""
    return _from_proc(pid) if LINUX else _from_ps(pid)


def _from_proc(pid: int) -> Running | None:
    try:
        words = _stat(pid)
        command = (PROC / str(pid) / "cmdline").read_bytes()
    except (OSError, IndexError):
        return None
    if words[0] in {"Z", "X"}:
        return None
    return Running(pid, words[19], command.replace(b"\0", b" ").decode(errors="replace").strip())


def _stat(pid: int | str) -> list[str]:
    """The words of /proc/<pid>/stat behind the name, which may hold blanks and brackets itself."""
    return (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()


def _from_ps(pid: int) -> Running | None:
    shown = subprocess.run(
        ["ps", "-o", "stat=,lstart=,command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split(maxsplit=6)
    if len(shown) < 7 or shown[0].startswith("Z"):
        return None
    return Running(pid, " ".join(shown[1:6]), shown[6].strip())


def left_of_session(leader: int, mark: str) -> Iterator[int]:
    """What still runs in the session that `leader` began, and carries our mark in its environment."""
    if not LINUX:
        return
    for entry in PROC.iterdir():
        try:
            if entry.name.isdecimal() and _stat(entry.name)[3] == str(leader):
                environment = (entry / "environ").read_bytes().split(b"\0")
                if mark.encode() in environment:
                    yield int(entry.name)
        except (OSError, IndexError):
            continue  # it ended while we looked


def spawn(
    command: Sequence[str | Path],
    *,
    output: int,
    death_signal: signal.Signals,
    environment: Mapping[str, str],
    folder: Path,
    user: pwd.struct_passwd | None = None,
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that a Ctrl-C reaches us alone; on Linux it ends with us.

    Call it from the main thread: Linux counts the thread that forked as the parent.
    """
    parent = os.getpid()

    def end_with_parent() -> None:
        if _prctl is not None:
            _prctl(_SET_DEATH_SIGNAL, int(death_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        cwd=folder,
        umask=0o077,
        start_new_session=True,
        pass_fds=tuple(keep),
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        preexec_fn=end_with_parent,  # set after the change of user, which would clear the signal
    )


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal; one that is gone already needs none."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def kill_group(leader: int) -> None:
    """Kill a process and all that still belong to its group."""
    with suppress(ProcessLookupError, PermissionError):  # macOS says "not permitted" of a group of the dead
        os.killpg(leader, signal.SIGKILL)


def end(running: Running, *, by: signal.Signals, within: float, pause: Callable[[float], None]) -> bool:
    """Ask a process to end, wait, then kill it and its group; True if it went by itself."""
    if look_up(running.pid) != running:
        return True
    send(running.pid, by)
    deadline = monotonic() + within
    while look_up(running.pid) == running and monotonic() < deadline:
        pause(0.05)
    in_time = look_up(running.pid) != running
    kill_group(running.pid)
    while look_up(running.pid) == running:
        pause(0.05)
    return in_time


class Record:
    """A file that says which process we started, for whoever must find it after we were killed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, pid: int) -> None:
        running = look_up(pid)
        if running:
            draft = self.path.with_suffix(".new")
            draft.write_text(json.dumps(asdict(running)))
            draft.replace(self.path)

    def read(self) -> Running | None:
        """What was written, whether or not it still runs; a torn file says nothing."""
        try:
            return Running(**json.loads(self.path.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)

    def end_orphan(self, *, by: signal.Signals, mark: str, pause: Callable[[float], None]) -> bool:
        """End what a killed predecessor left behind; True if there was something."""
        old = self.read()
        if old is None:
            return False
        alive = look_up(old.pid) == old
        if alive:
            end(old, by=by, within=10, pause=pause)
        rest = list(left_of_session(old.pid, mark))
        for pid in rest:
            send(pid, signal.SIGKILL)
        while list(left_of_session(old.pid, mark)):
            pause(0.05)
        self.remove()
        return alive or bool(rest)
