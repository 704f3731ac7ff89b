"""Archives (.zip) in which several files come at once: judged by their wrapping before anything is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any, Literal

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from apps.collateral import files
from apps.core.ids import uuid7

MOST_ENTRIES = 100
# How much all of it may be unpacked, as a multiple of what one file may be.
MOST_UNPACKED = 5
# What unpacks to more than this many times its size, and to more than so much, is made to fill a disk.
RATIO, RATIO_FROM = 100, 10 * 1024 * 1024
# The list of what is inside, which is read into memory whole: a hundred long names fit ten times over.
MOST_LIST = 1024 * 1024
_END, _END_BYTES, _LONG_END = b"PK\x05\x06", 22, b"PK\x06\x07"
_LONG_END_BYTES, _LONGEST_COMMENT = 20, 65_535
_ENCRYPTED = 0x1
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What programs put beside the files without anybody's having asked for it.
_LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini")
_CHUNK = 1024 * 1024


Reason = Literal["archive-broken", "archive-long", "archive-large", "archive-empty", "archive-locked", "archive-inside"]


class CannotUnpack(Exception):
    """It, or one file in it, isn't to be unpacked or can't be; the sentence is made for whoever reads it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Entry:
    """A file in an archive: where it stands in the archive's list, its name without folders, its size unpacked."""

    number: int
    name: str
    size: int


def is_archive(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() == ".zip"


def keep(file: "File[Any]") -> str:
    """Where an archive lies in the storage, unopened; under a name of its own, so that it can be removed."""
    files.check_size(files.clean_name(file.name or ""), file.size)
    return default_storage.save(f"archives/{uuid7()}", file)


def remove(stored_as: str) -> None:
    """Once nothing in it is needed any more; one that is gone already is fine."""
    default_storage.delete(stored_as)


def entries(stored_as: str) -> list[Entry]:
    """The files inside, whatever their kind.

    Raises:
        CannotUnpack: none of it is to be unpacked.
    """
    with _opened(stored_as) as archive:
        listed = archive.infolist()
    wanted = [(number, info) for number, info in enumerate(listed) if not (_is_folder(info) or _is_litter(info))]
    if not wanted:
        raise CannotUnpack("archive-empty")
    if len(wanted) > MOST_ENTRIES:
        raise CannotUnpack("archive-long")
    if sum(info.file_size for _number, info in wanted) > MOST_UNPACKED * settings.UPLOAD_LIMIT:
        raise CannotUnpack("archive-large")
    return [
        Entry(number, files.clean_name(info.filename.replace("\\", "/")) or str(number), info.file_size)
        for number, info in wanted
    ]


@contextmanager
def unpacked(stored_as: str, entry: int, name: str) -> "Iterator[File[Any]]":
    """One file of an archive, on disk as long as it is needed.

    Raises:
        CannotUnpack, Refused: it isn't to be unpacked, or can't be, or nobody could read it.
    """
    if is_archive(name):
        raise CannotUnpack("archive-inside")
    with _opened(stored_as) as archive, TemporaryFile() as room:
        info = archive.infolist()[entry]
        _judge(info)
        files.check(name, info.file_size)
        try:
            with archive.open(info) as packed:
                while chunk := packed.read(_CHUNK):
                    room.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as fault:
            raise CannotUnpack("archive-broken") from fault
        room.seek(0)
        yield File(room, name=name)


def _judge(info: zipfile.ZipInfo) -> None:
    """By the archive's own word; zipfile unpacks no more of an entry than it says there is."""
    if info.flag_bits & _ENCRYPTED:
        raise CannotUnpack("archive-locked")
    if info.compress_type not in _PACKINGS:
        raise CannotUnpack("archive-broken")
    if info.file_size > max(RATIO_FROM, info.compress_size * RATIO):
        raise CannotUnpack("archive-large")


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """As `is_dir` says it, which falls over a name that is empty."""
    return info.filename.endswith("/")


def _is_litter(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    return any(part in _LITTER or part.startswith(".") for part in parts if part != "..")


@contextmanager
def _opened(stored_as: str) -> Iterator[zipfile.ZipFile]:
    with files.opened(stored_as) as file:
        _require_short_list(file)
        file.seek(0)
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise CannotUnpack("archive-broken") from fault
        with archive:
            yield archive


def _require_short_list(file: IO[bytes]) -> None:
    """The list of what is inside is read whole when an archive is opened, so its length is looked up before."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT - _LONG_END_BYTES))
    tail = file.read()
    # Where zipfile looks for it: at the very end, else the last before a comment.
    bare = tail[-_END_BYTES:].startswith(_END) and tail.endswith(b"\0\0")
    at = len(tail) - _END_BYTES if bare else tail.rfind(_END)
    if at < 0:
        raise CannotUnpack("archive-broken")
    is_long = tail[max(0, at - _LONG_END_BYTES) : at].startswith(_LONG_END)
    if is_long or int.from_bytes(tail[at + 12 : at + 16], "little") > MOST_LIST:
        raise CannotUnpack("archive-long")
