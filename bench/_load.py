"""Two web servers side by side, asked in turns by four connections each; only the ratio counts."""

import http.client
import os
import signal
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.servers.processes import spawn

CONNECTIONS = 4
ROUNDS = 7
REQUESTS = 25  # per connection and round
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Site:
    """A web server's port, and what to ask it."""

    port: int
    path: str
    headers: dict[str, str]

    def get(self, connection: http.client.HTTPConnection | None = None) -> bytes:
        own = connection or self._connect()
        own.request("GET", self.path, headers=self.headers)
        answer = own.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise AssertionError(f"{self.path}: {answer.status}")
        if connection is None:
            own.close()
        return body

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

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
        connection = self._connect()
        for _ in range(REQUESTS):
            self.get(connection)
        connection.close()


@contextmanager
def serving(application: str) -> Iterator[int]:
    """One worker with four threads; gives its port, where the first request waits until it is up."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", application, "--bind", f"fd://{door.fileno()}"]
        command += ["--workers", "1", "--threads", str(CONNECTIONS), "--no-control-socket", "--log-level", "warning"]
        process = spawn(
            command,
            output=sys.stderr.fileno(),
            death_signal=signal.SIGTERM,
            environment=os.environ | {"ACCORD_PROCESS": "web"},
            folder=ROOT,
            keep=[door.fileno()],
        )
    try:
        yield port
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
