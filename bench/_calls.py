"""Two ways to do the same in one process, in turns; only the ratio counts."""

import statistics
from collections.abc import Callable
from time import perf_counter
from typing import Any

ROUNDS = 5


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def compare(name: str, what: str, *, ours: Callable[[], float], floor: Callable[[], float]) -> None:
    """Warm both, ask them in turns for the milliseconds they took, print the ratio last of all."""
    for run in (ours, floor):
        run()
    mine, bare = [], []
    for _ in range(ROUNDS):
        mine.append(ours())
        bare.append(floor())
    for label, times in (("ours", mine), ("floor", bare)):
        print(f"  {label}: {statistics.median(times):.2f} ms ({min(times):.2f} to {max(times):.2f})")
    ratio = statistics.median(mine) / statistics.median(bare)
    print(f"{name}: {ratio:.2f} x floor ({statistics.median(mine):.2f} ms / {statistics.median(bare):.2f} ms, {what})")
