"""What is drawn once for its values and kept in the process, and what is read once for a page or a round."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar, cast

from django.utils.safestring import SafeString


class Drawings:
    """Drawings by their values, which say all that a drawing shows: it can't be older than they are.

    Of more than `at_most` different values all are forgotten, and it begins anew.
    """

    def __init__(self, *, at_most: int = 500) -> None:
        self.at_most = at_most
        self._known: dict[Hashable, SafeString] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, values: Hashable, draw: Callable[[], SafeString]) -> SafeString:
        found = self._known.get(values)
        if found is None:
            found = draw()
            if len(self._known) >= self.at_most:
                self._known.clear()
            self._known[values] = found
        return found


Drawing = TypeVar("Drawing", bound=Callable[..., Any])


def looks_at(*paths: str, around: tuple[str, ...] = ()) -> Callable[[Drawing], Drawing]:
    """Marks a template's tag or filter that draws a row: all of the row that its drawing goes by.

    So it can stand in `{% once %}`, which keeps drawings by these values.

    Args:
        paths: attributes of its first argument, such as `owner.name`.
        around: what it takes from the context.
    """

    def marked(draw: Drawing) -> Drawing:
        cast("Any", draw).looks_at = paths
        cast("Any", draw).looks_around = around
        return draw

    return marked


Found = TypeVar("Found")
_read: ContextVar[dict[Callable[[], Any], Any] | None] = ContextVar("read", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Within this, what is `read_once` is read no more than once, as nothing here changes it."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def read_once(find: Callable[[], Found]) -> Callable[[], Found]:
    """For what many parts of a page or a round ask for and only an admin's act changes; outside of `reading` it is
    read anew.
    """

    @wraps(find)
    def found() -> Found:
        known = _read.get()
        if known is None:
            return find()
        if find not in known:
            known[find] = find()
        result: Found = known[find]
        return result

    return found
