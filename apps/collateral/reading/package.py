"""Judges an Office file by its wrapping, before a parser unpacks anything."""

import zipfile
from typing import BinaryIO

from apps.collateral.reading.shapes import Limits
from apps.collateral.reading.unreadable import Unreadable
from apps.collateral.reading.xml import parsed

_CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MAIN_PARTS = {
    f"{_OFFICE}.wordprocessingml.document.main+xml": "docx",
    f"{_OFFICE}.presentationml.presentation.main+xml": "pptx",
    f"{_OFFICE}.spreadsheetml.sheet.main+xml": "xlsx",
}
_IS_ENCRYPTED = 0x1
# Entry of a compound file's directory: name of 64 bytes, then its length with the closing zero, then 2 for a stream.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRY_BYTES, _STREAM = 128, 2


def kind_of(file: BinaryIO, limits: Limits) -> str:
    """docx, pptx, xlsx or zip; Unreadable for what no parser should see."""
    try:
        with zipfile.ZipFile(file) as package:
            members = package.infolist()
            _require_modest(members, limits, packed=file.seek(0, 2))
            if any(member.flag_bits & _IS_ENCRYPTED for member in members):
                raise Unreadable("encrypted")
            if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
                raise Unreadable("unknown_type", {"found": "macros"})
            return _main_part(package)
    except zipfile.BadZipFile as fault:
        raise Unreadable("broken") from fault


def _require_modest(members: list[zipfile.ZipInfo], limits: Limits, *, packed: int) -> None:
    """The sizes are the archive's own word, but zipfile never unpacks a member beyond the size it gave."""
    unpacked = sum(member.file_size for member in members)
    if len(members) > limits.members:
        raise Unreadable("too_large", {"limit": "members"})
    if unpacked > limits.unpacked_bytes:
        raise Unreadable("too_large", {"limit": "unpacked"})
    if unpacked > limits.ratio_from_bytes and unpacked > packed * limits.ratio:
        raise Unreadable("too_large", {"limit": "ratio"})


def _main_part(package: zipfile.ZipFile) -> str:
    if _CONTENT_TYPES not in package.namelist():
        return "zip"
    types = parsed(package.read(_CONTENT_TYPES))
    named = (_MAIN_PARTS.get(part.get("ContentType", "")) for part in types.iterchildren("{*}Override"))
    return next((kind for kind in named if kind), "zip")


def old_office(content: bytes) -> str:
    """Office wraps an encrypted file in its old format; anything else in there is a document of an old Office."""
    at = content.find(_ENCRYPTED)
    while at >= 0:
        entry = content[at : at + _ENTRY_BYTES]
        if entry[64:67] == bytes([len(_ENCRYPTED) + 2, 0, _STREAM]):
            raise Unreadable("encrypted")
        at = content.find(_ENCRYPTED, at + 1)
    return "old_office"
