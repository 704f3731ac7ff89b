"""Two web servers side by side, asked in turns by four connections each; only the ratio counts."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 4
ROUNDS = 7
REQUESTS = 40  # per connection and round
ROOT = Path(__file__).resolve().parent.parent


class _Unix(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=60)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self._path)


@dataclass(frozen=True)
class Site:
    """A web server behind a socket, and what to ask it."""

    socket: str
    path: str
    headers: dict[str, str]

    def get(self, connection: http.client.HTTPConnection | None = None) -> bytes:
        own = connection or _Unix(self.socket)
        own.request("GET", self.path, headers=self.headers)
        answer = own.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise AssertionError(f"{self.path}: {answer.status}")
        if connection is None:
            own.close()
        return body

    def round(self) -> float:
        """Seconds per request of one round."""
        crew = [threading.Thread(target=self._ask) for _ in range(CONNECTIONS)]
        began = time.perf_counter()
        for one in crew:
            one.start()
        for one in crew:
            one.join()
        return (time.perf_counter() - began) / (CONNECTIONS * REQUESTS)

    def _ask(self) -> None:
        connection = _Unix(self.socket)
        for _ in range(REQUESTS):
            self.get(connection)
        connection.close()


@contextmanager
def serving(application: str, settings: str) -> Iterator[str]:
    """One worker with four threads; gives its socket."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/web"
        command = [sys.executable, "-m", "gunicorn", application, "--bind", f"unix:{path}"]
        command += ["--workers", "1", "--threads", str(CONNECTIONS), "--log-level", "warning"]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "ACCORD_PROCESS": "web"}
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            deadline = time.monotonic() + 30
            while not Path(path).exists():
                if time.monotonic() > deadline or process.poll() is not None:
                    raise AssertionError(f"{application} didn't start")
                time.sleep(0.05)
            yield path
        finally:
            process.terminate()
            process.wait(10)


def compare(name: str, what: str, *, ours: Site, floor: Site) -> None:
    """Warm both, ask them in turns, print the ratio last of all."""
    for site in (ours, floor):
        site.round()
    mine, bare = [], []
    for _ in range(ROUNDS):
        mine.append(ours.round() * 1000)
        bare.append(floor.round() * 1000)
    for label, times in (("ours", mine), ("floor", bare)):
        print(f"  {label}: {statistics.median(times):.2f} ms ({min(times):.2f} to {max(times):.2f})")
    ratios = [one / other for one, other in zip(mine, bare, strict=True)]
    print(f"  ratio: {min(ratios):.2f} to {max(ratios):.2f} over {ROUNDS} rounds")
    ratio = statistics.median(mine) / statistics.median(bare)
    print(f"{name}: {ratio:.2f} x floor ({statistics.median(mine):.2f} ms / {statistics.median(bare):.2f} ms, {what})")
