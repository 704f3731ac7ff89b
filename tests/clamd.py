"""A virus scanner for tests that speaks clamd's protocol; it finds what it is told to, and can be slow or refuse."""

import hashlib
import os
import shutil
import socketserver
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

VERSION = b"ClamAV 1.4.3/27800/Mon Mar  9 09:24:00 2026\0"


class Scanner:
    """Finds `viruses[piece]` in whatever holds the piece.

    Attributes:
        scanned: the files it was sent, in order.
        says: an answer instead of a verdict, for example a refusal; `silent` gives none at all.
        most: so many bytes of a file it takes; of a longer one it doesn't hear the end.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.viruses: dict[bytes, str] = {}
        self.scanned: list[bytes] = []
        self.says = ""
        self.silent = False
        self.most = 1 << 40
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
                if len(content) > scanner.most:
                    self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                    return
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


# The test file of the makers of scanners, in two pieces so that none takes this one for it; and a word of our own.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OWN = b"ACCORD-TEST-WORD-2041"
MEGABYTE = 1024 * 1024
_SIGNATURES = {
    "own.hdb": f"{hashlib.md5(EICAR, usedforsecurity=False).hexdigest()}:{len(EICAR)}:Test.Eicar\n",
    "own.ndb": f"Test.Own:0:*:{OWN.hex()}\n",
}
_SETTINGS = """
Foreground yes
LogVerbose yes
DatabaseDirectory {folder}
LocalSocket {folder}/clamd.sock
StreamMaxLength 1M
"""


@contextmanager
def scanner_of_this_machine() -> Iterator[str]:
    """The address of a real clamd with two signatures, which takes a megabyte; of one like it where there is none."""
    program = shutil.which("clamd", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if program is None:
            with clamd_server(folder / "clamd.sock") as scanner:
                scanner.viruses |= {EICAR: "Test.Eicar", OWN: "Test.Own"}
                scanner.most = MEGABYTE
                yield scanner.url
            return
        for file, text in {**_SIGNATURES, "clamd.conf": _SETTINGS.format(folder=folder)}.items():
            (folder / file).write_text(text)
        command = [program, "--config-file", str(folder / "clamd.conf")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as clamd:
            try:
                assert clamd.stdout is not None
                said = list(takewhile(lambda line: "Self checking" not in line, clamd.stdout))
                assert clamd.poll() is None, said
                yield f"unix://{folder}/clamd.sock"
            finally:
                clamd.terminate()
