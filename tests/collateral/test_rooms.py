"""The folders in which copies of files are worked on: private, and never left for long, whoever is killed."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.core.files import File
from django.core.files.storage import InMemoryStorage, Storage
from django.utils import timezone

from apps.collateral import files, rooms, tasks
from apps.collateral.reading import office
from tests.cast import Cast
from tests.factories.collateral import make_draft, read_all, upload
from tests.running.waiting import until
from tests.walker import Walker

# Draws in a process of its own, as a worker does.
DRAWING = """
import sys
from pathlib import Path
import django
django.setup()
from apps.collateral import reading, rooms
with rooms.room() as folder:
    reading.as_pdf(Path(sys.argv[1]), "docx", folder=folder)
"""
# In LibreOffice's place: it starts another, as the real one does, and neither ends by itself.
ENDLESS = f"""#!{sys.executable}
import os, signal, sys
child = os.fork()
if child:
    with open({{ready!r}}, "w") as ready:
        ready.write(f"{{{{os.getpid()}}}} {{{{child}}}}\\n")
signal.pause()
"""


class Elsewhere(Storage):
    """As one in a data centre: its files lie at no path of this machine."""

    def __init__(self) -> None:
        self._kept = InMemoryStorage()

    def _open(self, name: str, mode: str = "rb") -> File:
        return self._kept.open(name, mode)

    def _save(self, name: str, content: File) -> str:
        return self._kept.save(name, content)

    def exists(self, name: str) -> bool:
        return self._kept.exists(name)


@pytest.fixture(autouse=True)
def working(settings, tmp_path) -> Path:
    settings.WORKING_FOLDER = tmp_path / "working"
    settings.FILE_UPLOAD_TEMP_DIR = settings.WORKING_FOLDER
    settings.WORKING_FOLDER.mkdir()
    return settings.WORKING_FOLDER


@pytest.fixture
def left(working, tmp_path) -> Path:
    """The room of a process that was killed with -9 while LibreOffice drew for it; neither program outlives it."""
    ready, program, letter = tmp_path / "ready", tmp_path / "bin" / "soffice", tmp_path / "letter.docx"
    program.parent.mkdir()
    program.write_text(ENDLESS.format(python=sys.executable, ready=str(ready)))
    program.chmod(0o700)
    letter.write_bytes(b"Dear customer")
    environment = {
        "PATH": str(program.parent),
        "ACCORD_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    worker = subprocess.Popen([sys.executable, "-c", DRAWING, letter], env=environment, cwd=portal_settings.BASE_DIR)
    try:
        pids = until(
            lambda: ready.exists() and ready.read_text().endswith("\n") and ready.read_text(),
            within=30,
            what=worker.poll,
        )
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    until(lambda: [pid for pid in pids.split() if is_alive(pid)] == [], within=10, what=lambda: pids)
    (folder,) = working.iterdir()
    assert (folder / "it.docx").read_bytes() == b"Dear customer"
    return folder


def is_alive(pid: str) -> bool:
    """Where nobody collects orphans its entry stays as a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_what_a_killed_worker_left_goes_with_the_next_room_and_nothing_that_is_in_use(db, left, working, monkeypatch):
    socket = working.parent / f"OSL_PIPE_0_{office.name_of_socket(left)}"
    monkeypatch.setattr(office, "SOCKETS", working.parent)
    socket.touch()
    with rooms.room() as first:
        assert (left.exists(), socket.exists(), first.stat().st_mode & 0o777) == (False, False, 0o700)
        with rooms.room() as second:
            tasks.draw()
            assert sorted(working.iterdir()) == sorted([first, second])
    assert list(working.iterdir()) == []


def test_what_a_killed_process_left_of_uploads_goes_with_the_next_one(cast: Cast, working):
    broken_off, under_way = working / "old.upload", working / "new.upload"
    for path, hours in ((broken_off, 7), (under_way, 5)):
        path.touch()
        then = (timezone.now() - timedelta(hours=hours)).timestamp()
        os.utime(path, (then, then))
    (working / "of a worker that was killed").mkdir()
    Walker(cast.mara).open("/collateral/upload/").press("Upload", file=upload())
    assert list(working.iterdir()) == [under_way]


def test_a_socket_of_libreoffice_goes_with_its_room(tmp_path, monkeypatch):
    """Version 7.4.7 named it so, asked to work in /srv/room ü; those of other rooms stay."""
    monkeypatch.setattr(office, "SOCKETS", tmp_path)
    its = tmp_path / "OSL_PIPE_65534_SingleOfficeIPC_ba144908e42d744175434a606b2a4e"
    others = tmp_path / "OSL_PIPE_0_SingleOfficeIPC_f96cd89d7528756790519324f5b2bbe"
    for socket in (its, others):
        socket.touch()
    office.forget(Path("/srv/room ü"))
    assert list(tmp_path.glob("OSL*")) == [others]


def test_a_copy_of_a_file_that_lies_elsewhere_is_gone_once_it_is_read(cast: Cast, settings, working):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.Elsewhere"}}
    version = make_draft(cast.mara, content=b"Meters for everybody").current
    with files.on_disk(version.file) as path:
        assert (path.read_bytes(), path.parent.parent) == (b"Meters for everybody", working)
    assert read_all() == 1
    version.refresh_from_db()
    assert (version.reading, list(working.iterdir())) == ("read", [])
