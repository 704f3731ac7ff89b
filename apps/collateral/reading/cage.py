"""Runs one program on one file, with nothing in its environment, and ends it whatever it does.

A subprocess rather than multiprocessing: Celery's workers are daemonic and may have no children of that sort.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

ROOT = Path(__file__).resolve().parents[3]
COMPLAINT_BYTES = 8_000

# How it ended: answered; out of wall-clock or processor time; out of memory; answered too much; anything else.
Ending = Literal["done", "time", "memory", "answer", "broke"]
# Native parsers that can't have more memory give up by SIGABRT; Python's own get as far as saying so.
_ENDED_BY: dict[int, Ending] = {0: "done", -signal.SIGXCPU: "time", -signal.SIGABRT: "memory"}


@dataclass(frozen=True)
class Outcome:
    ended: Ending
    answer: bytes
    complaint: str


def run(command: Sequence[str], *, file: IO[bytes], seconds: float, answer_bytes: int) -> Outcome:
    """The file is the program's standard input: it needs to know no path, and can't be handed another."""
    with subprocess.Popen(
        command,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={"LANG": "C.UTF-8"},
        close_fds=True,
        process_group=0,
    ) as child:
        try:
            assert child.stdout is not None
            assert child.stderr is not None
            return listen(child.stdout, child.stderr, child.wait, seconds=seconds, answer_bytes=answer_bytes)
        finally:
            end_group(child.pid)


def listen(
    answers: IO[bytes], complaints: IO[bytes], wait: Callable[[float], int], *, seconds: float, answer_bytes: int
) -> Outcome:
    """Both pipes at once, so that neither fills up; of a long complaint the end is kept, which says why.

    Args:
        wait: gives the exit code, or raises TimeoutError after so many seconds.
    """
    deadline = time.monotonic() + seconds
    answer, complaint = bytearray(), bytearray()
    with selectors.DefaultSelector() as pipes:
        for pipe, kept in ((answers, answer), (complaints, complaint)):
            pipes.register(pipe, selectors.EVENT_READ, kept)
        while pipes.get_map():
            ready = pipes.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                return _outcome("time", answer, complaint)
            for key, _events in ready:
                piece = os.read(key.fd, 65_536)
                if not piece:
                    pipes.unregister(key.fileobj)
                key.data.extend(piece)
            del complaint[:-COMPLAINT_BYTES]
            if len(answer) > answer_bytes:
                return _outcome("answer", answer, complaint)
    try:
        code = wait(max(0.0, deadline - time.monotonic()))
    except (TimeoutError, subprocess.TimeoutExpired):
        return _outcome("time", answer, complaint)
    return _outcome(_ENDED_BY.get(code, "broke"), answer, complaint)


def _outcome(ended: Ending, answer: bytearray, complaint: bytearray) -> Outcome:
    return Outcome(ended, bytes(answer), complaint.decode(errors="replace"))


def end_group(pid: int) -> None:
    """The whole group, so that nothing the child may have started outlives it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
