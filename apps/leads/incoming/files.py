"""What was uploaded, brought into one form: UTF-8, lines ending in a line feed, kept in the storage."""

import csv
import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from apps.core.errors import Refused

MOST_COLUMNS = 200
DELIMITERS = ",;\t|"
_LONGEST_HEAD = 200


class NotACsv(Refused):
    """What was uploaded has no rows under a header; the text says why."""


@dataclass(frozen=True)
class Received:
    """A file that can be read: its text in UTF-8, and where its rows begin."""

    name: str
    text: bytes
    sha256: str
    encoding: str
    delimiter: str
    header: list[str]
    begins: int


def receive(name: str, file: IO[bytes]) -> Received:
    """Read what was uploaded.

    Raises:
        NotACsv: there is no table in it.
    """
    raw = file.read()
    if len(raw) > settings.UPLOAD_LIMIT:
        most = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise NotACsv(_("A file may have up to %(most)d MB. Split it, or leave columns out.") % {"most": most})
    if raw.startswith((b"PK", b"%PDF", b"\xd0\xcf")):
        raise NotACsv(_("This isn't a CSV file. Save the table as CSV first."))
    encoding, text = _decoded(raw)
    text = text if "\n" in text else text.replace("\r", "\n")
    line, _feed, rest = text.partition("\n")
    delimiter = max(DELIMITERS, key=line.count)
    header = _header(line, delimiter)
    if not rest.strip():
        raise NotACsv(_("There are no rows below the first line."))
    kept = text.encode()
    begins = len(line.encode()) + 1
    return Received(_clean(name), kept, hashlib.sha256(raw).hexdigest(), encoding, delimiter, header, begins)


def keep(received: Received) -> str:
    """Put it into the storage; returns its name there."""
    return default_storage.save(f"leads/{uuid4().hex}.csv", ContentFile(received.text))


def _decoded(raw: bytes) -> tuple[str, str]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", raw.decode("utf-16", errors="replace")
    try:
        return "utf-8", raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "windows-1252", raw.decode("cp1252", errors="replace")


def _header(line: str, delimiter: str) -> list[str]:
    try:
        header = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error as fault:
        raise NotACsv(_("The first line must name the columns.")) from fault
    if len(header) > MOST_COLUMNS:
        raise NotACsv(_("It has more than %(most)d columns. Leave out what isn't needed.") % {"most": MOST_COLUMNS})
    if not any(header) or any(len(name) > _LONGEST_HEAD or "\0" in name for name in header):
        raise NotACsv(_("The first line must name the columns."))
    if len(set(header)) < len(header):
        raise NotACsv(_("Two columns have the same name. Give each a name of its own."))
    return header


def _clean(name: str) -> str:
    shown = PureWindowsPath(PurePosixPath(unicodedata.normalize("NFC", name)).name).name
    return "".join(letter for letter in shown if unicodedata.category(letter)[0] != "C").strip()[-200:] or "leads.csv"
