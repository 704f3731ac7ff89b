"""Cursor pages: each starts behind the last row of the one before, so that rows that come or go shift nothing.

Where rows come from several tables, a page starts at a place in their order instead.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from apps.core.asking import whole_number
from apps.people.door.cleaning import unkeepable
from apps.people.door.problems import Problem

SIZE = 50
LARGEST = 200
FARTHEST = 10_000_000


@dataclass(frozen=True)
class Cursor:
    """A place between two rows: the values of the row it lies behind, or before."""

    backwards: bool
    values: list[Any]


class Pages:
    """The page of a list that a request asks for.

    Attributes:
        order: field names, `-` for descending; the id is added, so that no two rows are equal.
    """

    def __init__(self, request: Request, rows: QuerySet[Any], order: Sequence[str]) -> None:
        self.request = request
        self.order = [*order] if any(name.lstrip("-") in {"id", "pk"} for name in order) else [*order, "id"]
        self.size = _size(request)
        self.cursor = _read(request.query_params.get("cursor"), len(self.order))
        self._rows = rows

    def window(self, columns: Sequence[str] | None = None) -> QuerySet[Any]:
        """The rows of the page, and one more that tells whether another page follows.

        Args:
            columns: these alone, as dicts; by default whole rows.
        """
        backwards = self.cursor is not None and self.cursor.backwards
        order = [_turned(name) for name in self.order] if backwards else self.order
        rows = self._with_order().order_by(*order)
        if self.cursor is not None:
            rows = rows.filter(_behind(rows, order, self.cursor.values))
        if columns is not None:
            wanted = [*columns, *(name.lstrip("-") for name in self.order)]
            rows = rows.prefetch_related(None).values(*dict.fromkeys(wanted))
        return rows[: self.size + 1]

    def _with_order(self) -> QuerySet[Any]:
        """What is there only to order by is read as well: the cursor names it."""
        query = self._rows.query
        names = {name.lstrip("-") for name in self.order} & query.annotations.keys() - query.annotation_select.keys()
        return self._rows.annotate(**{name: F(name) for name in names})

    def answer(self, found: list[Any], results: list[Any]) -> dict[str, Any]:
        """The page: `found` is what `window` gave, `results` the same as JSON values."""
        backwards = self.cursor is not None and self.cursor.backwards
        more = len(found) > self.size
        found, results = found[: self.size], results[: self.size]
        if backwards:
            found, results = found[::-1], results[::-1]
        follows = backwards or more
        precedes = more if backwards else self.cursor is not None
        return {
            "next": self._link(found[-1], backwards=False) if follows and found else None,
            "previous": self._link(found[0], backwards=True) if precedes and found else None,
            "results": results,
        }

    def _link(self, row: Any, *, backwards: bool) -> str:
        values = [_plain(_value(row, name.lstrip("-"))) for name in self.order]
        return _linked(self.request, "b" if backwards else "f", *values)


@dataclass(frozen=True)
class Slices:
    """Rows of several tables in one order.

    Attributes:
        read: those from a place in the order up to another: `read(start, stop)`.
    """

    read: Callable[[int, int], list[Any]]

    def page(self, request: Request, write: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """The page that the request asks for; `write` makes JSON values of a row."""
        size, start = _size(request), _start(request)
        found = self.read(start, start + size + 1)
        return {
            "next": _linked(request, "f", start + size) if len(found) > size else None,
            "previous": _linked(request, "f", max(0, start - size)) if start else None,
            "results": [write(row) for row in found[:size]],
        }


def _start(request: Request) -> int:
    cursor = _read(request.query_params.get("cursor"), 1)
    if cursor is None:
        return 0
    (start,) = cursor.values
    if cursor.backwards or not isinstance(start, int) or not 0 <= start <= FARTHEST:
        raise _unreadable()
    return start


def _linked(request: Request, *parts: Any) -> str:
    text = json.dumps(parts, separators=(",", ":"), ensure_ascii=False)
    cursor = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return replace_query_param(request.build_absolute_uri(), "cursor", cursor)


def _size(request: Request) -> int:
    given = request.query_params.get("page_size", "")
    if not given:
        return SIZE
    size = whole_number(given, most=LARGEST)
    if not size:
        raise Problem(400, "page-size-not-valid", _("page_size is a number from 1 to 200."))
    return size


def _read(given: str | None, parts: int) -> Cursor | None:
    if not given:
        return None
    try:
        direction, *values = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (binascii.Error, ValueError, TypeError, RecursionError) as fault:
        raise _unreadable() from fault
    if any(isinstance(value, str) and unkeepable(value) for value in values):
        raise _unreadable()
    if direction not in ("f", "b") or len(values) != parts:
        raise _unreadable()
    return Cursor(direction == "b", values)


def _unreadable() -> Problem:
    return Problem(400, "cursor-not-valid", _("This cursor isn't one of this list in this order. Begin anew."))


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _behind(rows: QuerySet[Any], order: Sequence[str], values: list[Any]) -> Q:
    """What comes after `values` in `order`, where PostgreSQL sorts what is empty as the largest."""
    found, equal = Q(pk__in=[]), Q()
    for name, given in zip(order, values, strict=True):
        column = name.lstrip("-")
        value = _typed(rows, column, given)
        found |= equal & _beyond(column, value, down=name.startswith("-"))
        equal &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return found & _bound(rows, order[0], values[0])


def _beyond(column: str, value: Any, *, down: bool) -> Q:
    if down:
        return Q(**{f"{column}__isnull": False}) if value is None else Q(**{f"{column}__lt": value})
    return Q(pk__in=[]) if value is None else Q(**{f"{column}__gt": value}) | Q(**{f"{column}__isnull": True})


def _bound(rows: QuerySet[Any], name: str, given: Any) -> Q:
    """Said once more in a way that an index on the first column can use; not where it may be empty."""
    column = name.lstrip("-")
    field = _field(rows, column)
    # A column of another table is empty where there is no row in it, whatever the column itself allows.
    if given is None or field is None or field.null or "__" in column or column in rows.query.annotations:
        return Q()
    return Q(**{f"{column}__{'lte' if name.startswith('-') else 'gte'}": _typed(rows, column, given)})


def _field(rows: QuerySet[Any], column: str) -> Any | None:
    if column in rows.query.annotations:
        found: Any = rows.query.annotations[column].output_field
        return found
    model: Any = rows.model
    for part in column.split("__"):
        try:
            field: Any = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        model = field.related_model
    return field


def _typed(rows: QuerySet[Any], column: str, given: Any) -> Any:
    """A value of a cursor as its column has it; what doesn't fit wasn't made by us."""
    field = _field(rows, column)
    if given is None or field is None:
        return given
    if not isinstance(given, str | int | float):
        raise _unreadable()
    try:
        return field.to_python(given)
    except (ValidationError, ValueError, TypeError, ArithmeticError) as fault:
        raise _unreadable() from fault


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
        if row is None:
            return None
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
