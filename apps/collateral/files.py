"""Uploaded files in the storage: named by their content, readable by Accord alone, never in the web server's reach."""

import hashlib
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from apps.collateral.rooms import room
from apps.core.errors import Refused

# By the ending of the name; what is really inside is found out when it is read.
KINDS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".md": "text",
}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    # Never as HTML: no browser is to take it for a page of ours.
    "html": "application/octet-stream",
    "text": "text/plain; charset=utf-8",
}
_LONGEST_NAME = 200
_LONGEST_TEXT = 200_000
_PASS, _PASS_LASTS = "collateral.sent-file", timedelta(days=1)


class UnknownType(Refused):
    """Only what can be read and found is taken."""


class TooLarge(Refused):
    """The limit is told before; what is larger is refused whole."""


class NotALink(Refused):
    """A link leads into the web: http or https, and a host."""


class CopyNotPdf(Refused):
    """What a link leads to is kept as pages that stay as they are."""


class EmptyFile(Refused):
    """A file without content was cut off on its way, or never had any."""


@dataclass(frozen=True)
class Kept:
    """A file in the storage, or a link with or without one."""

    stored_as: str
    name: str
    kind: str
    size: int
    sha256: str
    link: str = ""


def limit_megabytes() -> int:
    return int(settings.UPLOAD_LIMIT) // (1024 * 1024)


def clean_name(name: str) -> str:
    """What the file was called, as something to show: no folders, no control or direction characters."""
    name = PureWindowsPath(PurePosixPath(unicodedata.normalize("NFC", name)).name).name
    shown = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C").strip()
    ending = PurePosixPath(shown).suffix[:10]
    return shown if len(shown) <= _LONGEST_NAME else shown[: _LONGEST_NAME - len(ending)] + ending


def check(name: str, size: int) -> str:
    """The kind that the name says, for a file that may come in.

    Raises:
        UnknownType, TooLarge, EmptyFile: it may not, and why.
    """
    name = clean_name(name)
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise UnknownType(
            _("“%(name)s” is of a type Accord can't read. It takes PDF, Word (.docx), PowerPoint (.pptx), Excel "
              "(.xlsx), web pages (.html) and text (.txt, .md): save it as one of these and upload that.")
            % {"name": name}
        )  # fmt: skip
    check_size(name, size)
    return kind


def check_size(name: str, size: int) -> None:
    """TooLarge or EmptyFile for what may not come in."""
    if size > settings.UPLOAD_LIMIT:
        raise TooLarge(
            _("“%(name)s” is larger than %(limit)s MB. Save it with smaller pictures, or in parts.")
            % {"name": name, "limit": limit_megabytes()}
        )
    if size == 0:
        raise EmptyFile(_("“%(name)s” is empty. Save it again and upload the new copy.") % {"name": name})


def keep(file: "File[Any]") -> Kept:
    """Put a file into the storage, once per content, and say what it is."""
    name = clean_name(file.name or "")
    return store(file, name, check(name, file.size))


def store(file: "File[Any]", name: str, kind: str) -> Kept:
    """A file that was checked."""
    sha256 = _hash_of(file)
    wanted = f"collateral/{sha256[:2]}/{sha256}"
    # A kill in the middle of a copy leaves a shorter file under this name; then the storage chooses another one.
    if default_storage.exists(wanted) and default_storage.size(wanted) == file.size:
        return Kept(wanted, name, kind, file.size, sha256)
    file.seek(0)
    return Kept(default_storage.save(wanted, file), name, kind, file.size, sha256)


def keep_link(link: str, copy: "File[Any] | None") -> Kept:
    """An address instead of a file; `copy` is what it leads to, as a PDF, to be found by its words."""
    link = link.strip()
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError as fault:
        raise NotALink(_("This isn't an address of the web. It begins with https:// or http://.")) from fault
    if copy is None:
        return Kept("", _shown(link), "link", 0, hashlib.sha256(link.encode()).hexdigest(), link)
    if check(copy.name or "", copy.size) != "pdf":
        raise CopyNotPdf(_("The copy of what a link leads to is a PDF. Print the page into one and upload that."))
    return replace(keep(copy), link=link)


def _shown(link: str) -> str:
    """An address as something to read: without its scheme, and not longer than a name may be."""
    return clean_name(link.partition("://")[2].strip("/").replace("/", " ")) or link[:_LONGEST_NAME]


def _hash_of(file: "File[Any]") -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def keep_picture(sha256: str, page: int, picture: bytes) -> None:
    """A drawn page of the content with this hash, in place of an earlier one."""
    name = picture_name(sha256, page)
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(picture))


def picture_name(sha256: str, page: int) -> str:
    return f"previews/{sha256[:2]}/{sha256}/{page}.webp"


def has_picture(sha256: str, page: int) -> bool:
    return default_storage.exists(picture_name(sha256, page))


def text_of(stored_as: str) -> str:
    """What a text file says, as far as a page shows it."""
    with opened(stored_as) as file:
        return file.read(_LONGEST_TEXT).decode("utf-8-sig", errors="replace")


def pass_for(kept: Kept, member_id: Any) -> str:
    """What lets a member use a file they have sent once more, without sending it again; good for a day."""
    return signing.dumps([kept.stored_as, kept.name, str(member_id)], salt=_PASS)


def passed(token: str, member_id: Any) -> "File[Any] | None":
    """The file behind such a pass; None where it isn't theirs, is too old, or the file is gone."""
    try:
        stored_as, name, of = signing.loads(token, salt=_PASS, max_age=_PASS_LASTS)
    except signing.BadSignature:
        return None
    if of != str(member_id) or not default_storage.exists(stored_as):
        return None
    return File(opened(stored_as), name=name)


def opened(stored_as: str) -> IO[bytes]:
    return default_storage.open(stored_as, "rb")


@contextmanager
def on_disk(stored_as: str) -> Iterator[Path]:
    """The file as a path: where it lies, or a copy of it where the storage is elsewhere."""
    try:
        path = default_storage.path(stored_as)
    except NotImplementedError:
        with room() as folder:
            with opened(stored_as) as far, (folder / "it").open("wb") as near:
                shutil.copyfileobj(far, near, 1024 * 1024)
            yield folder / "it"
        return
    yield Path(path)
