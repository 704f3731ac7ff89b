"""A virus scanner for tests that speaks clamd's protocol; it finds what it is told to, and can be slow or refuse."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = b"ClamAV 1.4.3/27800/Mon Mar  9 09:24:00 2026\0"


class Scanner:
    """Finds `viruses[piece]` in whatever holds the piece.

    Attributes:
        scanned: the files it was sent, in order.
        says: an answer instead of a verdict, for example a refusal; `silent` gives none at all.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.viruses: dict[bytes, str] = {}
        self.scanned: list[bytes] = []
        self.says = ""
        self.silent = False
        self.closing = threading.Event()

    def answer(self, content: bytes) -> bytes:
        self.scanned.append(content)
        found = next((name for piece, name in self.viruses.items() if piece in content), "")
        return (self.says or f"stream: {found} FOUND" if found or self.says else "stream: OK").encode() + b"\0"


def _handler(scanner: Scanner) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked = b"".join(iter(lambda: self.rfile.read(1), b"\0"))
            if asked != b"zINSTREAM":
                self.wfile.write(VERSION if asked == b"zVERSION" else b"UNKNOWN COMMAND\0")
                return
            content = b""
            while size := struct.unpack("!L", self.rfile.read(4))[0]:
                content += self.rfile.read(size)
            if scanner.silent:
                scanner.closing.wait()
                return
            self.wfile.write(scanner.answer(content))

    return Handler


@contextmanager
def clamd_server(socket_file: Path | None = None) -> Iterator[Scanner]:
    """Over TCP, or on a socket of this machine."""
    scanner = Scanner("")
    server: socketserver.BaseServer
    if socket_file is None:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _handler(scanner))
        scanner.url = f"tcp://127.0.0.1:{server.server_address[1]}"
    else:
        server = socketserver.ThreadingUnixStreamServer(str(socket_file), _handler(scanner))
        scanner.url = f"unix://{socket_file}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield scanner
    finally:
        scanner.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
