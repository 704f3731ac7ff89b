"""What is drawn once for its values and kept in the process."""

from collections.abc import Callable, Hashable

from django.utils.safestring import SafeString

# For as many different values; beyond it all begins anew.
AT_MOST = 500


class Drawings:
    """Drawings by their values, which say all that a drawing shows: it can't be older than they are."""

    def __init__(self) -> None:
        self._known: dict[Hashable, SafeString] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, values: Hashable, draw: Callable[[], SafeString]) -> SafeString:
        found = self._known.get(values)
        if found is None:
            found = draw()
            if len(self._known) >= AT_MOST:
                self._known.clear()
            self._known[values] = found
        return found
