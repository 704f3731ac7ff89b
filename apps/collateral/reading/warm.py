"""A process with the parsers ready, which forks a child for each file: `python -m … .warm FD PARENT`.

It never looks at a file itself, so each child begins as clean as the first. On its socket come an order with three
open files (the file to read, where the answer goes, where complaints go); back go the child's number, then its end.
"""

import contextlib
import json
import os
import socket
import sys
import traceback

from apps.collateral.reading.child import serve
from apps.collateral.reading.confine import die_with

ORDER_BYTES = 16_000


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    die_with(int(sys.argv[2]))
    _get_ready()
    while True:
        order, given, _flags, _address = socket.recv_fds(control, ORDER_BYTES, 3)
        if not order:
            return
        pid = os.fork()
        if pid == 0:
            control.close()
            _become(order, given)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        for one in given:
            os.close(one)
        control.send(str(pid).encode())
        _pid, status = os.waitpid(pid, 0)
        control.send(str(os.waitstatus_to_exitcode(status)).encode())


def _get_ready() -> None:
    """What takes a fifth of a second to import; nothing of it is called here."""
    import PIL.WebPImagePlugin  # noqa: F401

    from apps.collateral.reading import opening, xml  # noqa: F401


def _become(order: bytes, given: list[int]) -> None:
    """The child of one file; it never comes back from here."""
    code = 1
    try:
        os.setpgid(0, 0)
        for one, place in zip(given, (0, 1, 2), strict=True):
            os.dup2(one, place)
            os.close(one)
        told = json.loads(order)
        with os.fdopen(os.dup(0), "rb") as file:
            serve(told | {"parent": os.getppid()}, file)
        code = 0
    except BaseException:
        os.write(2, traceback.format_exc()[-8_000:].encode())
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
