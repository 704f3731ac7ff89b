"""Office files as PDF by LibreOffice, where the machine has it: to be drawn, never to be read from.

Each call has a folder and a profile of its own, so that none meets another; it ends with its whole group when its time
is up, and has as little network and memory as the reader's child. `python -m …office ORDER` is that process: it takes
its limits and becomes LibreOffice.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from apps.collateral.reading import cage
from apps.collateral.reading.confine import confine
from apps.collateral.reading.shapes import MEGABYTE, Limits

LIMITS = Limits(memory_bytes=3 * 1024**3, cpu_seconds=20, wall_seconds=20.0, open_files=512)
_WRITTEN_BYTES = 200 * MEGABYTE
_SAID_BYTES = MEGABYTE


@contextmanager
def as_pdf(path: Path, kind: str, *, limits: Limits = LIMITS) -> Iterator[Path | None]:
    """The file as a PDF that is gone afterwards; None where there is no LibreOffice, or it couldn't."""
    program = shutil.which("soffice")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="accord-office-") as folder:
        given = Path(folder) / f"it.{kind}"
        shutil.copyfile(path, given)
        order = {"program": program, "folder": folder, "file": str(given), "parent": os.getpid()}
        with given.open("rb") as file:
            cage.run(
                [sys.executable, "-B", "-m", __name__, json.dumps(order | {"limits": asdict(limits)})],
                file=file,
                seconds=limits.wall_seconds,
                answer_bytes=_SAID_BYTES,
            )
        made = given.with_suffix(".pdf")
        yield made if made.is_file() else None


def main() -> None:
    order = json.loads(sys.argv[1])
    confine(Limits(**order["limits"]), parent=order["parent"], written_bytes=_WRITTEN_BYTES)
    folder = order["folder"]
    command = [
        order["program"], "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, order["file"],
    ]  # fmt: skip
    os.execve(order["program"], command, {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "PATH": os.defpath})


if __name__ == "__main__":
    main()
