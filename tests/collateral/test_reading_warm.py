"""The warm process: it lasts from file to file, is lost with whoever began it, and its loss costs one start."""

import os
import signal
import threading
from pathlib import Path

import pytest

from apps.collateral.reading import Limits, Page, Unreadable, nursery, read
from tests.factories import spoiled_files


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_text("words")
    return path


def warm_process() -> int:
    return nursery._own.nursery.process.pid


def test_it_lasts_from_file_to_file_also_after_one_that_was_ended(note, tmp_path):
    read(note, "a.txt")
    first = warm_process()
    heavy = tmp_path / "heavy"
    heavy.write_bytes(spoiled_files.docx_with_long_xml(400_000))
    for name, limits in (("a.docx", Limits(wall_seconds=0.3, ratio=10**6)), ("a.pdf", Limits())):
        with pytest.raises(Unreadable):
            read(heavy, name, limits=limits)
        assert read(note, "a.txt").pages == [Page(1, "words")]
    assert warm_process() == first


def test_it_knows_no_secrets(note, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    nursery._close(nursery._of_this_thread())
    read(note, "a.txt")
    assert Path(f"/proc/{warm_process()}/environ").read_bytes() == b"LANG=C.UTF-8\0"


def test_where_it_was_killed_the_next_file_gets_another(note):
    read(note, "a.txt")
    first = warm_process()
    os.kill(first, signal.SIGKILL)
    nursery._own.nursery.process.wait()
    assert read(note, "a.txt").pages == [Page(1, "words")]
    assert warm_process() != first


def test_each_thread_has_its_own_and_a_forked_process_takes_none_over(note):
    read(note, "a.txt")
    found: list[int] = []

    def reads() -> None:
        read(note, "a.txt")
        found.append(warm_process())

    other = threading.Thread(target=reads)
    other.start()
    other.join()
    assert len({*found, warm_process()}) == 2
    nursery._own.nursery.of = os.getpid() + 1
    before = warm_process()
    assert read(note, "a.txt").pages == [Page(1, "words")]
    assert warm_process() != before
