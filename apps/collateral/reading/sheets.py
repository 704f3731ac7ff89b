"""Excel by openpyxl: the cells of each sheet that is shown, as the numbers and dates they were last computed to."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

import openpyxl

from apps.collateral.reading.shapes import Kind, Limits, Page
from apps.collateral.reading.text import Pages
from apps.collateral.reading.unreadable import Unreadable

_SHOWN = "visible"


class SheetsFile:
    kind: Kind = "xlsx"

    def __init__(self, file: BinaryIO) -> None:
        self._book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)

    def read(self, limits: Limits) -> tuple[list[Page], int]:
        """A sheet is a page; a long one runs on to the next."""
        pages = Pages(limits)
        shown = [sheet for sheet in self._book.worksheets if sheet.sheet_state == _SHOWN]
        count = pages.add_flowing([_text(sheet, limits) for sheet in shown])
        return pages.found(), count


def _text(sheet: Any, limits: Limits) -> str:
    # The size a sheet says it has may be a lie that asks for millions of empty cells.
    sheet.reset_dimensions()
    lines, size = [sheet.title], 0
    for line in _lines(sheet):
        size += len(line)
        if size > limits.text_bytes:
            raise Unreadable("too_long", {"limit": "text"})
        lines.append(line)
    return "\n".join(lines)


def _lines(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows(values_only=True):
        said = [_said(value) for value in row if value is not None]
        if said:
            yield "\t".join(said)


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
