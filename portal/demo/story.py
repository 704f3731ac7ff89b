"""One clock for all that is told: each storyline waits for its moments, and time only goes forward."""

from collections.abc import Callable, Generator, Iterable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

# Yields when it wants to go on, and is sent that moment.
Storyline = Generator[datetime, datetime, None]


def tell(lines: Iterable[Storyline], *, after: Callable[[datetime], object]) -> None:
    """Let each line go on at the moment it asked for, those of one moment in the order they asked.

    Args:
        after: called once for each moment, when all of it is told.

    Raises:
        ValueError: a line asked for a moment that is over.
    """
    turn = count()
    waiting: list[tuple[datetime, int, Storyline]] = []
    for line in lines:
        heappush(waiting, (next(line), next(turn), line))
    while waiting:
        now, _turn, line = heappop(waiting)
        asked = _go_on(line, now)
        if asked is not None:
            if asked < now:
                raise ValueError(f"It is {now} in the story; {asked} is over.")
            heappush(waiting, (asked, next(turn), line))
        if not waiting or waiting[0][0] > now:
            after(now)


def _go_on(line: Storyline, now: datetime) -> datetime | None:
    """The line's next moment; None where it is told."""
    try:
        return line.send(now)
    except StopIteration:
        return None
