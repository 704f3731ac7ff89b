"""A program for the cage that isn't our reader: confines itself as the child does and tells what is left to it."""

import contextlib
import json
import os
import resource
import socket
import sys
from pathlib import Path
from typing import Any

from apps.collateral.reading.confine import confine
from apps.collateral.reading.shapes import Limits


def main() -> None:
    order = json.loads(sys.argv[1])
    network = confine(Limits(**order["limits"]), parent=order["parent"])
    told = {
        "network": network,
        "connected": _connects(order["port"]),
        "environment": dict(os.environ),
        "wrote": _writes(Path(order["path"])),
        "files_open": _opens_files(),
        "raised": _raises_its_memory(),
    }
    sys.stdout.write(json.dumps(told))


def _connects(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def _writes(path: Path) -> int:
    """How many bytes found their way to the disk."""
    with contextlib.suppress(OSError):
        path.write_bytes(b"stolen")
    return path.stat().st_size


def _opens_files() -> int:
    """The number of files that were open when the next was refused."""
    files: list[Any] = []
    with contextlib.suppress(OSError):
        while True:
            files.append(os.open("/dev/null", os.O_RDONLY))
    highest = max(files) + 1
    for file in files:
        os.close(file)
    return highest


def _raises_its_memory() -> bool:
    with contextlib.suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return True
    return False


if __name__ == "__main__":
    main()
