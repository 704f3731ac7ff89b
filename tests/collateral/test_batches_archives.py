"""Archives: unpacked as far as that is safe, said why where not, and gone from the storage when nothing waits."""

import io
import zipfile
from pathlib import Path

import pytest
from django.db import Error, transaction

from apps.collateral import commands
from apps.collateral.models import Asset, BatchFile
from tests.cast import NOW, Cast
from tests.collateral.batching import batch_of, reasons, zipped
from tests.factories.collateral import take_all


def _locked() -> bytes:
    """An entry that says it needs a password, in its list and before itself."""
    packed = bytearray(zipped({"a.txt": b"a"}))
    packed[6] |= 1
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def _spoiled() -> bytes:
    """Its content isn't what its list says."""
    return zipped({"a.txt": b"abcdef"}, packing=zipfile.ZIP_STORED).replace(b"abcdef", b"abcdeg", 1)


def _patched() -> bytes:
    """Its content is said to be the difference to another file."""
    packed = bytearray(zipped({"a.txt": b"a"}))
    packed[packed.find(b"PK\x01\x02") + 8] |= 0x20
    return bytes(packed)


def _nameless() -> bytes:
    """An entry without a name: its name ends before it begins."""
    return zipped({"a.txt": b"a"}).replace(b"a.txt", b"\0.txt")


def _talkative() -> bytes:
    """Twenty files, and remarks on them that fill the memory of whoever opens the archive."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        for number in range(20):
            info = zipfile.ZipInfo(f"{number}.txt")
            info.comment = b"x" * 60_000
            archive.writestr(info, b"words")
    return room.getvalue()


ARCHIVES = {
    "empty": (lambda: zipped({"folder/": b""}), "box.zip", "archive-empty"),
    "long": (lambda: zipped({f"{n}.txt": b"%d" % n for n in range(101)}), "box.zip", "archive-long"),
    "list_too_long": (_talkative, "box.zip", "archive-long"),
    "large": (lambda: zipped({f"{n}.txt": b"\0" * 1024 * 1024 for n in range(16)}), "box.zip", "archive-large"),
    "locked": (_locked, "a.txt", "archive-locked"),
    "spoiled": (_spoiled, "a.txt", "archive-broken"),
    "lzma": (lambda: zipped({"a.txt": b"a"}, packing=zipfile.ZIP_LZMA), "a.txt", "archive-broken"),
    "misnamed": (lambda: zipped({"ä.txt": b"a"}).replace("ä".encode(), b"\xff\xff", 1), "ä.txt", "archive-broken"),
    "patched": (_patched, "a.txt", "archive-broken"),
    "nameless": (_nameless, "0", "unknown-type"),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_an_archive_that_isnt_to_be_unpacked_says_why(cast: Cast, settings, case):
    make, name, reason = ARCHIVES[case]
    settings.UPLOAD_LIMIT = 3 * 1024 * 1024
    batch = batch_of(cast.mara, {"box.zip": make()})
    take_all()
    assert (reasons(batch), Asset.objects.count()) == ({name: reason}, 0)


def in_the_storage(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_an_archive_is_removed_once_nothing_in_it_waits(cast: Cast, own_files):
    """Each lies under a name of its own: the same one sent twice is needed by the other still."""
    box, shut = zipped({"a.txt": b"A", "b.txt": b"B", "film.mov": b"x"}), b"PK not really"
    batch_of(cast.mara, {"box.zip": box, "again.zip": box, "shut.zip": shut})
    assert len(in_the_storage(own_files / "archives")) == 3
    while commands.take_in_waiting(now=NOW):
        assert not BatchFile.objects.archives_over().filter(entries__state="waiting").exists()
        while commands.remove_archive():
            pass
    assert in_the_storage(own_files / "archives") == []
    assert dict(BatchFile.objects.filter(packed_in=None).values_list("name", "file")) == {
        "box.zip": "", "again.zip": "", "shut.zip": "",
    }  # fmt: skip
    assert sorted(BatchFile.objects.exclude(packed_in=None).values_list("name", "state")) == [
        ("a.txt", "made"), ("a.txt", "same"), ("b.txt", "made"), ("b.txt", "same"),
        ("film.mov", "refused"), ("film.mov", "refused"),
    ]  # fmt: skip


def test_what_waits_keeps_its_file(cast: Cast):
    batch_of(cast.mara, {"a.txt": b"A"})
    with pytest.raises(Error, match="batch_file_waits_in_the_storage"), transaction.atomic():
        BatchFile.objects.update(file="")
