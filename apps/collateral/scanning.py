"""A virus scanner asked by clamd's own protocol: `INSTREAM`, over TCP or a socket of this machine."""

import socket
import struct
import time
from contextlib import suppress
from typing import IO
from urllib.parse import urlsplit

PORT = 3310
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4_096


class ScannerAway(Exception):
    """Nobody can say now whether the file is clean: the scanner isn't there, is too slow, or wouldn't take it."""


class TooLarge(ScannerAway):
    """The scanner is there and takes no file of this size: its `StreamMaxLength` is too small."""


def virus_in(file: IO[bytes], *, url: str, seconds: float) -> str:
    """The name of what was found, or nothing.

    Args:
        url: `tcp://host:3310` or `unix:///path/to/socket`.

    Raises:
        ScannerAway, TooLarge: there is no verdict; that is never taken for a clean one.
    """
    deadline = time.monotonic() + seconds
    try:
        with _connected(url, seconds) as connection:
            # Who has read enough answers and hangs up; what it said is there to be read.
            with suppress(BrokenPipeError, ConnectionResetError):
                _send(connection, file, deadline)
            return _verdict(_answer(connection, deadline))
    except OSError as fault:
        raise ScannerAway(str(fault)) from fault


def version_of(*, url: str, seconds: float) -> str:
    """What the scanner says that it is, with the day of its signatures.

    Raises:
        ScannerAway: it isn't there, or says nothing of the kind.
    """
    deadline = time.monotonic() + seconds
    try:
        with _connected(url, seconds) as connection:
            connection.sendall(b"zVERSION\0")
            said = _answer(connection, deadline)
    except OSError as fault:
        raise ScannerAway(str(fault)) from fault
    if not said or said.endswith(("COMMAND", "ERROR")):
        raise ScannerAway(said or "the scanner hung up")
    return said


def _connected(url: str, seconds: float) -> socket.socket:
    at = urlsplit(url)
    if at.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(seconds)
        connection.connect(at.path)
        return connection
    return socket.create_connection((at.hostname or "localhost", at.port or PORT), timeout=seconds)


def _send(connection: socket.socket, file: IO[bytes], deadline: float) -> None:
    connection.sendall(b"zINSTREAM\0")
    while piece := file.read(_PIECE):
        connection.settimeout(_left(deadline))
        connection.sendall(struct.pack("!L", len(piece)) + piece)
    connection.sendall(struct.pack("!L", 0))


def _answer(connection: socket.socket, deadline: float) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        connection.settimeout(_left(deadline))
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the scanner took too long")
    return left


def _verdict(answer: str) -> str:
    """`stream: OK`, `stream: Win.Test.EICAR_HDB-1 FOUND`, or why there is none."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    name, _space, found = said.rpartition(" ")
    if found == "FOUND" and name:
        return name
    if "size limit exceeded" in answer:
        raise TooLarge(answer)
    raise ScannerAway(answer or "the scanner hung up")
