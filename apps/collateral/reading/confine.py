"""What the child takes from itself before it looks at the file: memory, time, files, and the network."""

import ctypes
import os
import resource
import signal
import sys

from apps.collateral.reading.shapes import Limits, Network

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def confine(
    limits: Limits, *, parent: int, written_bytes: int = 0, ended_by: signal.Signals = signal.SIGKILL
) -> Network:
    """Ends with the process that asked, and says whether the kernel granted a network without anything in it."""
    die_with(parent, by=ended_by)
    # A user namespace lets an ordinary user have the other one. It wants a single thread, so it comes first.
    network = _without_network()
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds, grace=1)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    _lower(resource.RLIMIT_FSIZE, written_bytes)
    _lower(resource.RLIMIT_CORE, 0)
    return network


def die_with(parent: int, *, by: signal.Signals = signal.SIGKILL) -> None:
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, by)
    # It may have died before we asked to be told.
    if os.getppid() != parent:
        sys.exit("whoever asked is gone")


def _without_network() -> Network:
    if sys.platform != "linux":
        return "open"
    unshare = ctypes.CDLL(None).unshare
    # Where user namespaces are switched off, root may still have the network's own.
    granted = unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0 or unshare(_CLONE_NEWNET) == 0
    return "cut" if granted else "open"


def _lower(kind: int, value: int, *, grace: int = 0) -> None:
    """Both limits, so that it can't be raised again; never above what this process was given."""
    _soft, hard = resource.getrlimit(kind)
    ceiling = value + grace if hard == resource.RLIM_INFINITY else min(hard, value + grace)
    resource.setrlimit(kind, (min(value, ceiling), ceiling))
