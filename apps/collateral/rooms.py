"""Where a process works on a copy of somebody's file: a folder in Accord's own, gone with the work.

Whoever makes a room holds a lock on it for as long as the process lives. That tells what was left by a process that
was killed from what is in use, however long it takes; it goes with the next room that is made, and with each sweep.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from apps.collateral import reading

# Of an upload that breaks off nothing comes any more; the slowest one is written to every few seconds.
_STILL = timedelta(hours=6)


@contextmanager
def room() -> Iterator[Path]:
    """A folder of one's own, for its owner alone."""
    with _lock(settings.WORKING_FOLDER):
        _clear_rooms()
        folder = Path(tempfile.mkdtemp(dir=settings.WORKING_FOLDER))
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def clear(*, now: datetime) -> None:
    """Remove what killed processes left here: rooms that nobody holds, uploads that nobody writes to."""
    with _lock(settings.WORKING_FOLDER):
        _clear_rooms()
    for upload in settings.WORKING_FOLDER.iterdir():
        with suppress(FileNotFoundError):
            if upload.is_file() and upload.stat().st_mtime < (now - _STILL).timestamp():
                upload.unlink()


def _clear_rooms() -> None:
    for folder in settings.WORKING_FOLDER.iterdir():
        with suppress(BlockingIOError, NotADirectoryError, FileNotFoundError), _lock(folder, wait=False):
            reading.forget(folder)
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _lock(folder: Path, *, wait: bool = True) -> Iterator[None]:
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(held)
