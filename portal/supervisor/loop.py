"""The one place where the supervisor waits: for its children's lines and for signals."""

import os
import selectors
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle
from time import monotonic
from types import FrameType

COLOURS = cycle(["36", "33", "35", "32", "34", "31"])
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Terminals and wrappers may pass one Ctrl-C on twice; only a later one is a second wish.
SAME_WISH_WITHIN = 0.5


class Stop(Exception):
    """Somebody asked us to end."""


class Hurry(Exception):
    """Somebody asked a second time: no more waiting."""


class Loop:
    """Prints children's lines with their names in front, and turns signals into exceptions where it is safe."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._wake, self._waker = _silent_pipe()
        self._selector.register(self._wake, selectors.EVENT_READ, self._drain_wake)
        self._asked: list[float] = []
        self._hurried = False
        self._stopping = False
        self._colours: dict[str, str] = {}
        self._coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def listen(self) -> None:
        """From now on a signal is noted, and acted on at the next `pause`."""
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        for number in SIGNALS:
            signal.signal(number, self._note)

    def deafen(self) -> None:
        """All is done: whoever still presses keys doesn't change how we end."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    def _note(self, number: int, frame: FrameType | None) -> None:
        now = monotonic()
        if self._asked and number == signal.SIGINT and now - self._asked[0] > SAME_WISH_WITHIN:
            self._hurried = True
        self._asked.append(now)

    def stopping(self) -> None:
        """The first wish has been heard; from now on only a second one interrupts."""
        self._stopping = True

    def pause(self, seconds: float) -> None:
        """Wait and print what comes in. Raises `Stop` or `Hurry` when somebody asked."""
        deadline = monotonic() + seconds
        while True:
            if self._hurried:
                raise Hurry
            if self._asked and not self._stopping:
                raise Stop
            for key, _ in self._selector.select(max(0.0, deadline - monotonic())):
                key.data()
            if monotonic() >= deadline:
                return

    def follow(self, name: str) -> int:
        """A pipe for a child's output; give it to the child and close it here afterwards."""
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        reader = Reader(ours, lambda line: self.say(line, name), lambda: self._forget(ours))
        self._selector.register(ours, selectors.EVENT_READ, reader.read)
        return theirs

    def say(self, line: str, name: str = "portal") -> None:
        """One line, with who says it in front."""
        head = f"{name:<8} |"
        if self._coloured:
            head = f"\x1b[{self._colours.setdefault(name, next(COLOURS))}m{head}\x1b[0m"
        with suppress(BrokenPipeError):  # nobody reads along any more, which is no reason to stop working
            sys.stdout.write(f"{head} {line}\n")
            sys.stdout.flush()

    def _forget(self, pipe: int) -> None:
        self._selector.unregister(pipe)
        os.close(pipe)

    def _drain_wake(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._wake, 1024)


class Reader:
    """Cuts what comes through a pipe into lines."""

    def __init__(self, pipe: int, say: Callable[[str], None], done: Callable[[], None]) -> None:
        self._pipe, self._say, self._done = pipe, say, done
        self._rest = b""

    def read(self) -> None:
        try:
            piece = os.read(self._pipe, 65536)
        except BlockingIOError:
            return
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if not piece and self._rest:
            lines.append(self._rest)
        for line in lines:
            self._say(line.decode(errors="replace").rstrip())
        if not piece:
            self._done()


def _silent_pipe() -> tuple[int, int]:
    """A pipe whose ends never wait."""
    ours, theirs = os.pipe()
    os.set_blocking(ours, False)
    os.set_blocking(theirs, False)
    return ours, theirs
