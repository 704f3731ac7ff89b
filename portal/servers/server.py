"""What PostgreSQL and Redis of our own have in common: one per folder, on a private socket, gone when we are."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

from portal.servers.places import Lock, Place, place
from portal.servers.processes import Record, end, look_up, spawn

START_WITHIN = 60.0
STOP_WITHIN = 10.0


class NotStarted(Exception):
    """The server didn't come up; the message ends with its last lines."""


def tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


class Server:
    """Start with `start()`, which gives the address; `stop()` leaves nothing behind. Also a context manager.

    Killed without a word, it is ended by the kernel (Linux), and the next start from the same folder ends what is
    left and starts anew. `pause` is called while waiting, so that a supervisor can go on listening.
    """

    name = ""
    stop_signal = signal.SIGTERM
    death_signal = signal.SIGTERM
    kill_signal = signal.SIGKILL

    def __init__(
        self,
        home: Path,
        *,
        say: Callable[[str], None] = tell,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.home = home.resolve()
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.process: subprocess.Popen[bytes] | None = None
        self._log = self.home / f"{self.name}.log"
        self._say = say
        self._pause = pause
        self._record = Record(self.home / f"{self.name}.pid")
        self._sockets_note = self.home / f"{self.name}.sockets"
        self._lock: Lock | None = None
        self._place: Place | None = None
        self._sockets: Path | None = None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def place(self) -> Place:
        if self._place is None:
            self._place = place(self.home, self._say)
        return self._place

    @property
    def sockets(self) -> Path:
        """The sockets' folder: the same for our whole life, so that a restarted server keeps its address."""
        if self._sockets is None:
            self._sockets = self.place.sockets(self.name)
            self._sockets_note.write_text(str(self._sockets))
        return self._sockets

    def start(self) -> str:
        """Bring the server up, however often it takes within a minute, and give its address.

        Raises `Busy` where somebody else holds the folder.
        """
        if self._lock is None:
            lock = Lock(self.home / f"{self.name}.lock")
            lock.take()
            self._lock = lock
            self._clear_predecessor()
        self.prepare()
        deadline = monotonic() + START_WITHIN
        while not self._comes_up(deadline):
            if monotonic() > deadline:
                raise NotStarted(f"{self.name} didn't start within {START_WITHIN:.0f} s.\n{self.last_lines()}")
            self.recover()
            self._pause(0.5)
        return self.address()

    def stop(self) -> None:
        """End it in order, its data safe; kill it only after ten seconds."""
        if self.process is not None:
            self._end(self.process, by=self.stop_signal, within=STOP_WITHIN)
            self.process = None
        self._leave()

    def kill(self) -> None:
        """End it at once; what it had promised is safe all the same."""
        if self.process is not None:
            self._pause = time.sleep  # whoever is in a hurry isn't asked again
            self._end(self.process, by=self.kill_signal, within=1)
            self.process = None
        self._leave()

    def _end(self, process: subprocess.Popen[bytes], *, by: signal.Signals, within: float) -> None:
        running = look_up(process.pid)
        if running:
            end(running, by=by, within=within, pause=self._pause)
        process.wait()

    def command(self) -> list[str | Path]:
        raise NotImplementedError

    def prepare(self) -> None:
        """Make what the first start needs."""

    def ready(self) -> bool:
        raise NotImplementedError

    def address(self) -> str:
        raise NotImplementedError

    def recover(self) -> None:
        """Mend what may have stopped the last attempt."""

    def environment(self) -> dict[str, str]:
        """Our environment but for other servers' settings and our secrets, and with the mark of this folder."""
        kept = {name: os.environ[name] for name in ("PATH", "TZ", "HOME") if name in os.environ}
        return kept | {"LC_ALL": "C", "ACCORD_HOME": str(self.home)}

    def run(self, command: list[str | Path]) -> None:
        """Run a program of the server's to its end, as the server's user."""
        with self._log.open("ab") as log:
            process = self._spawn(command, log.fileno())
        while process.poll() is None:
            self._pause(0.05)
        if process.returncode:
            raise NotStarted(f"{Path(command[0]).name} failed.\n{self.last_lines()}")

    def last_lines(self) -> str:
        if not self._log.exists():
            return ""
        with self._log.open(errors="replace") as log:
            return "".join(deque(log, 20))

    def _comes_up(self, deadline: float) -> bool:
        with self._log.open("wb" if self.process is None else "ab") as log:
            self.process = self._spawn(self.command(), log.fileno())
        self._record.write(self.process.pid)
        while self.process.poll() is None and monotonic() < deadline:
            if self.ready():
                self._record.write(self.process.pid)  # Redis gives itself another title on the way
                return True
            self._pause(0.05)
        return False

    def _spawn(self, command: list[str | Path], output: int) -> subprocess.Popen[bytes]:
        return spawn(
            command,
            output=output,
            death_signal=self.death_signal,
            environment=self.environment(),
            folder=self.place.folder,
            user=self.place.user,
        )

    def _clear_predecessor(self) -> None:
        """End a server whose supervisor was killed, and remove the sockets' folder that it can't remove any more."""
        mark = f"ACCORD_HOME={self.home}"
        if self._record.end_orphan(by=self.stop_signal, mark=mark, pause=self._pause):
            self._say(f"A {self.name} of an earlier start was still running and has been ended.")
        with suppress(OSError):
            folder = Path(self._sockets_note.read_text())
            owner = self.place.user.pw_uid if self.place.user else os.geteuid()
            if folder.name.startswith("accord-") and not folder.is_symlink() and folder.stat().st_uid == owner:
                shutil.rmtree(folder)

    def _leave(self) -> None:
        if self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)
            self._sockets = None
        self._sockets_note.unlink(missing_ok=True)
        self._record.remove()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
