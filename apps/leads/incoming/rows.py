"""Rows from any byte on: a row knows where it ends, so that a run goes on exactly behind the last one that is in."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from apps.people.lists import safe_cell

# A value this long is an open quotation mark that swallowed the rest.
csv.field_size_limit(131_072)
# The last column of a file of rejects; a file that has it came from here.
REASON = "Why it was rejected"


@dataclass(frozen=True)
class Row:
    """One row of the file; `ends` is the byte behind it, `broken` where it isn't CSV at all."""

    values: list[str]
    ends: int
    broken: bool = False


class _Lines:
    """The lines of a file as text, counting bytes."""

    def __init__(self, file: IO[bytes], offset: int) -> None:
        file.seek(offset)
        self._file, self.offset = file, offset
        self.last = ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline()
        if not line:
            raise StopIteration
        self.offset += len(line)
        self.last = line.decode()
        return self.last


def rows_from(file: IO[bytes], *, offset: int, delimiter: str, escaped: bool = False) -> Iterator[Row]:
    """The rows behind `offset`; empty lines are none.

    Args:
        escaped: the file is one of ours, so that what keeps spreadsheets from formulas is taken off again.
    """
    lines = _Lines(file, offset)
    while True:
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            for values in reader:
                if values:
                    yield Row([_unescaped(value) for value in values] if escaped else values, lines.offset)
            return
        except csv.Error:
            yield Row([lines.last.strip()[:1000]], lines.offset, broken=True)


def _unescaped(value: str) -> str:
    bare = value.removeprefix("'")
    return bare if safe_cell(bare) == value else value
