"""Office files as PDF by LibreOffice, where the machine has it: to be drawn, never to be read from.

Each call has a folder and a profile of its own, so that none meets another; it ends with its whole group when its time
is up or whoever asked is killed, and has as little network and memory as the reader's child. `python -m …office ORDER`
is that process: it takes its limits and runs LibreOffice.
"""

import hashlib
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from apps.collateral.reading import cage
from apps.collateral.reading.confine import confine
from apps.collateral.reading.shapes import MEGABYTE, Limits

log = logging.getLogger(__name__)

LIMITS = Limits(memory_bytes=3 * 1024**3, cpu_seconds=20, wall_seconds=20.0, open_files=512)
# Where LibreOffice makes the socket by which a second one would find the first, whatever its TMPDIR says.
SOCKETS = Path("/", "tmp")
_WRITTEN_BYTES = 200 * MEGABYTE
_SAID_BYTES = MEGABYTE
# What the reader found it to be, whatever else it could be taken for; and how its first page is written.
_FILTERS = {
    "docx": ("MS Word 2007 XML", "writer_pdf_Export"),
    "pptx": ("Impress MS PowerPoint 2007 XML", "impress_pdf_Export"),
    "xlsx": ("Calc MS Excel 2007 XML", "calc_pdf_Export"),
}
_FIRST_PAGE = '{"PageRange":{"type":"string","value":"1"}}'
# A file may name pictures, texts and tables of this machine to be shown in it, and programs to be run: none of it.
_SAFETY = {
    "Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true", "DisableMacrosExecution": "true", "MacroSecurityLevel": "3",
    },
    "Writer/Content/Update": {"Link": "0"},
    "Calc/Content/Update": {"Link": "2"},
}  # fmt: skip
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    "{settings}</oor:items>"
)


def as_pdf(path: Path, kind: str, *, folder: Path, limits: Limits = LIMITS) -> Path | None:
    """The first page of a file as a PDF in `folder`; None where there is no LibreOffice, or it couldn't.

    Args:
        folder: empty and the caller's own; the caller removes it.
    """
    program = shutil.which("soffice")
    if program is None:
        return None
    _make_profile(folder)
    given = folder / f"it.{kind}"
    shutil.copyfile(path, given)
    order = {"program": program, "folder": str(folder), "file": str(given), "kind": kind, "parent": os.getpid()}
    try:
        with given.open("rb") as file:
            outcome = cage.run(
                [sys.executable, "-B", "-W", "ignore", "-m", __name__, json.dumps(order | {"limits": asdict(limits)})],
                file=file,
                seconds=limits.wall_seconds,
                answer_bytes=_SAID_BYTES,
            )
    finally:
        forget(folder)
    made = given.with_suffix(".pdf")
    if not made.is_file():
        log.warning("LibreOffice made no picture and ended as %s: %s", outcome.ended, outcome.complaint)
        return None
    return made


def forget(folder: Path) -> None:
    """Remove the socket that a LibreOffice which was killed over its work in `folder` left elsewhere."""
    for socket in SOCKETS.glob(f"OSL_PIPE_*_{name_of_socket(folder)}"):
        socket.unlink(missing_ok=True)


def name_of_socket(folder: Path) -> str:
    """It makes one for each profile, named after its address, and can't be told where; a user's number comes before."""
    profile = hashlib.md5(_profile(folder).encode("utf-16-le"), usedforsecurity=False).digest()
    return "SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in profile)


def _profile(folder: Path) -> str:
    return (folder / "profile").as_uri()


def _make_profile(folder: Path) -> None:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    settings = "".join(
        _SETTING.format(path=path, name=name, value=value)
        for path, named in _SAFETY.items()
        for name, value in named.items()
    )
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(settings=settings))


def main() -> None:
    """Stays beside LibreOffice, which starts others: once whoever asked is gone, all of them are."""
    order = json.loads(sys.argv[1])
    signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
    confine(Limits(**order["limits"]), parent=order["parent"], written_bytes=_WRITTEN_BYTES, ended_by=signal.SIGTERM)
    folder = order["folder"]
    read_as, write_as = _FILTERS[order["kind"]]
    command = [
        order["program"], "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={_profile(Path(folder))}", f"--infilter={read_as}", "--convert-to",
        f"pdf:{write_as}:{_FIRST_PAGE}", "--outdir", folder, order["file"],
    ]  # fmt: skip
    environment = {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "PATH": os.defpath}
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)


if __name__ == "__main__":
    main()
