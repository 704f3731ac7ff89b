"""What is drawn once for its values and kept in the process."""

from collections.abc import Callable, Hashable

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
