"""The caller's side of the warm process: one for each thread that reads, begun with its first file."""

import os
import socket
import subprocess
import sys
import threading
from typing import IO

from apps.collateral.reading import cage

_own = threading.local()
_ANSWER_BYTES = 64
# Starting takes a fifth of a second; a machine that has too much to do may take its time.
_SOON = 20.0


class Nursery:
    """A warm process; lost with the thread that began it, as the kernel sees to."""

    def __init__(self) -> None:
        self.of = os.getpid()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-B", "-m", "apps.collateral.reading.warm", str(theirs.fileno()), str(self.of)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=cage.ROOT,
                env={"LANG": "C.UTF-8"},
                process_group=0,
            )

    def run(self, order: bytes, *, file: IO[bytes], seconds: float, answer_bytes: int) -> cage.Outcome:
        """As `cage.run`, for one order to the child."""
        answers, complaints = os.pipe(), os.pipe()
        with os.fdopen(answers[0], "rb") as answer, os.fdopen(complaints[0], "rb") as complaint:
            try:
                socket.send_fds(self._control, [order], [file.fileno(), answers[1], complaints[1]])
            finally:
                os.close(answers[1])
                os.close(complaints[1])
            pid, codes = self._number(_SOON), []

            def wait(seconds: float) -> int:
                codes.append(self._number(seconds))
                return codes[0]

            try:
                return cage.listen(answer, complaint, wait, seconds=seconds, answer_bytes=answer_bytes)
            finally:
                cage.end_group(pid)
                if not codes:
                    # Killed, it ends at once; what is said of that mustn't be taken for the next child's.
                    self._number(_SOON)

    def _number(self, seconds: float) -> int:
        self._control.settimeout(max(seconds, 0.001))
        said = self._control.recv(_ANSWER_BYTES)
        if not said:
            raise ConnectionError("the warm process is gone")
        return int(said)

    def close(self) -> None:
        self._control.close()
        cage.end_group(self.process.pid)
        self.process.wait()


def run(order: bytes, *, file: IO[bytes], seconds: float, answer_bytes: int) -> cage.Outcome:
    """In a child of this thread's warm process; where that fails, the next file gets another one."""
    nursery = _of_this_thread()
    try:
        return nursery.run(order, file=file, seconds=seconds, answer_bytes=answer_bytes)
    except BaseException:
        _close(nursery)
        raise


def _of_this_thread() -> Nursery:
    """A forked worker has its parent's in memory, and must not speak to it."""
    held: Nursery | None = getattr(_own, "nursery", None)
    if held is None or held.of != os.getpid() or held.process.poll() is not None:
        held = _own.nursery = Nursery()
    return held


def _close(nursery: Nursery) -> None:
    _own.nursery = None
    nursery.close()
