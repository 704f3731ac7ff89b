"""One portal per checkout: whoever comes second is told where the first one runs."""

import json
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from portal.servers.places import Busy, Lock

KNOWN_WITHIN = 5.0
FREED_WITHIN = 5.0


class Taken(Exception):
    """A portal runs from this checkout already; the message says where."""


class Claim:
    """Held for the portal's life; the file beside it says where the portal is."""

    def __init__(self, home: Path) -> None:
        self._note = home / "portal.json"
        self._lock = Lock(home / "portal.lock")
        try:
            self._lock.take()
        except Busy as fault:
            raise Taken(self._where()) from fault
        self.was_killed = self._note.exists()  # a predecessor that left in order took its note along
        self._note.unlink(missing_ok=True)

    def publish(self, address: str, state: str) -> None:
        draft = self._note.with_suffix(".new")
        draft.write_text(json.dumps({"address": address, "state": state, "pid": os.getpid()}))
        draft.replace(self._note)

    def release(self) -> None:
        self._note.unlink(missing_ok=True)
        self._lock.release()

    def _where(self) -> str:
        """What the holder wrote; it may have begun a moment ago and not written yet."""
        deadline = monotonic() + KNOWN_WITHIN
        while monotonic() < deadline:
            try:
                known = json.loads(self._note.read_text())
            except (OSError, ValueError):
                time.sleep(0.05)
                continue
            return f"Accord {known['state']} from this folder: {known['address']} (process {known['pid']})."
        return "Accord is already starting from this folder."


def await_port(host: str, port: int, pause: Callable[[float], None]) -> None:
    """Wait until the port is free: processes that were killed close their sockets a moment after they are gone."""
    deadline = monotonic() + FREED_WITHIN
    while monotonic() < deadline:
        listener = _listening(host, port)
        if listener is not None:
            listener.close()
            return
        pause(0.05)


def open_port(host: str, wanted: int) -> socket.socket:
    """A listening socket at the wanted port or the next free one; it stays ours while the web process restarts."""
    for port in range(wanted, wanted + 100):
        listener = _listening(host, port)
        if listener is not None:
            return listener
    raise OSError(f"no port between {wanted} and {wanted + 99} is free on {host}")


def _listening(host: str, port: int) -> socket.socket | None:
    """A socket that listens there; None where another one does."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except PermissionError:
        listener.close()
        raise
    except OSError:
        listener.close()
        return None
    return listener
