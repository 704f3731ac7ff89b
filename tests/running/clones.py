"""A fresh clone of this checkout, and the portal that is started in it."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.servers.processes import send
from tests.running.people import as_user, environment, share_caches
from tests.running.waiting import until

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LONG = "a-path-longer-than-a-socket-address-may-be/" * 3
READY = "Ctrl-C stops it."
CHILDREN = ("web", "worker", "beat", "postgres", "redis")


@dataclass(frozen=True)
class Clone:
    """A checkout under a 0700 home and a path of more than a hundred characters."""

    base: Path
    folder: Path
    user: pwd.struct_passwd | None
    environment: dict[str, str]

    @property
    def home(self) -> Path:
        return self.folder / ".accord"

    @property
    def data(self) -> Path:
        """Where the servers' data lie."""
        if os.geteuid() == 0 and self.user is None:
            return Path("/var/lib/accord") / (self.home / "instance").read_text()
        return self.home / "servers"

    def start(self, *command: str, **settings: str) -> "Started":
        """Start a program in the clone, with further settings in its environment."""
        descriptor, log = tempfile.mkstemp(prefix="log-", dir=self.base)
        process = subprocess.Popen(
            command, cwd=self.folder, env=self.environment | settings, stdin=subprocess.DEVNULL, stdout=descriptor,
            stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_heed_ctrl_c, **as_user(self.user),
        )  # fmt: skip
        os.close(descriptor)
        return Started(process, Path(log), self)

    def portal(self, *options: str) -> "Started":
        return self.start(".venv/bin/python", "manage.py", "portal", *options)

    def record(self, name: str) -> int:
        """The number of the child's process, as the supervisor wrote it down; 0 if it isn't there."""
        try:
            return int(json.loads((self.home / f"{name}.pid").read_text())["pid"])
        except (OSError, ValueError):
            return 0

    def kill_all(self) -> None:
        """For a failed test, whose portal must not meet the next one's."""
        for pid in self.processes():
            send(pid, signal.SIGKILL)
        until(lambda: not self.processes(), within=30, what=self.processes)

    def processes(self) -> dict[int, str]:
        """All that run for this clone: by environment, command line or working folder."""
        places = [str(self.base).encode()]
        if (self.home / "instance").exists():
            places.append(str(self.data).encode())
        return {pid: words for pid, words in _running(places) if pid != os.getpid()}


@dataclass
class Started:
    """One start of the portal and what it says."""

    process: subprocess.Popen[bytes]
    log: Path
    clone: Clone
    address: str = ""

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def ready(self, *, within: float = 180) -> str:
        """The address, once the portal says that it is ready."""
        until(lambda: READY in self.said or self.process.poll() is not None, within=within, what=lambda: self.said)
        assert READY in self.said, self.said
        line = next(line for line in self.said.splitlines() if "Accord is ready: " in line)
        self.address = line.partition("Accord is ready: ")[2].strip()
        return self.address

    def interrupt(self) -> int:
        """A Ctrl-C as a terminal sends it: to the whole foreground group. Gives the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=60)

    def ended(self, *, within: float = 120) -> int:
        return self.process.wait(timeout=within)


def _heed_ctrl_c() -> None:
    """As in a terminal, also where the tests run in the background, whose processes ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _running(places: list[bytes]) -> Iterator[tuple[int, str]]:
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            words = (entry / "cmdline").read_bytes()
            about = words + (entry / "environ").read_bytes() + os.readlink(entry / "cwd").encode()
            dead = (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except OSError:
            continue  # it ended while we looked, or belongs to somebody else
        if not dead and any(place in about for place in places):
            yield int(entry.name), words.replace(b"\0", b" ").decode(errors="replace")


def answer(address: str, path: str) -> tuple[int, dict[str, object]]:
    """Status and JSON of one request; 0 where nothing listens."""
    try:
        with urllib.request.urlopen(f"{address}{path}", timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read() or "{}")
    except OSError:
        return 0, {}


@contextmanager
def cloned(user: pwd.struct_passwd | None) -> Iterator[Clone]:
    """A copy of what git knows of this checkout and what it would add, without a trace afterwards."""
    base = Path(tempfile.mkdtemp(prefix="accord-clone-"))  # 0700, so it stands for a home that only its owner enters
    folder = base / LONG / "accord"
    try:
        _copy(folder)
        share_caches(base)
        if user:
            for path in [base, *base.rglob("*")]:
                os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
        clone = Clone(base, folder, user, environment(base, user))
        yield clone
        _clear(clone)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _copy(folder: Path) -> None:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT, capture_output=True, check=True,
    ).stdout  # fmt: skip
    for name in listed.decode().split("\0"):
        source = CHECKOUT / name
        if name and source.is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def _clear(clone: Clone) -> None:
    """End what a failed test left, and remove data that lie outside the clone."""
    clone.kill_all()
    for note in clone.home.glob("*.sockets"):
        shutil.rmtree(note.read_text(), ignore_errors=True)
    if (clone.home / "instance").exists():
        shutil.rmtree(clone.data)


def python() -> str:
    """A Python that any user may run, for what a stranger does."""
    return next(path for path in ("/usr/bin/python3", sys.executable) if os.access(path, os.X_OK))
