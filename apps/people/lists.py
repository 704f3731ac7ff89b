"""The list kit: filter in the URL, order, pages, saved views, and a CSV that is safe in spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from apps.core.addresses import address
from apps.core.answer import asks_for
from apps.core.paging import page as page_of
from apps.core.prepared import Prepared
from apps.people.access import member_of
from apps.people.models import SavedView

# A cell that begins so is a formula for some spreadsheet; the last four are the full-width forms of = + - @.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_OURS = ("sort", "page", "format")
# So many lines of a CSV are in memory at once.
_AT_A_TIME = 1000


@dataclass(frozen=True)
class Column:
    """A column of the CSV.

    Attributes:
        name: the order of the same name sorts by it and has its label.
        value: of a row; times, dates, numbers and words are written as they are read best by machines.
    """

    name: str
    label: Any
    value: Callable[[Any], Any]


@dataclass(frozen=True)
class Empty:
    """What a list says that has no rows, and the next step."""

    say: Any
    do_url: str = ""
    do_label: Any = ""


def listing(
    request: HttpRequest,
    *,
    page: str,
    rows: QuerySet[Any],
    filters: type[django_filters.FilterSet],
    columns: Sequence[Column],
    orders: Mapping[str, str | tuple[str, ...]],
    default_order: str,
    template: str,
    empty: Empty,
    rows_template: str = "",
    context: dict[str, Any] | None = None,
    more: Callable[[Any, Any], dict[str, Any]] = lambda narrowed, page: {},
) -> HttpResponseBase:
    """A list's whole answer: the page, for htmx its results alone, or the CSV of all that the filter finds.

    Args:
        page: the page's name under which a member's saved views are kept, its URL name.
        rows: what the viewer may see, narrowed and annotated, not yet ordered.
        orders: fields by the name in the URL; its label is that of the column called so.
        more: context that is made from the filter as it was read, and the page of rows it found.
        template: extends `kit/list.html`; `rows_template` is in its context for the block `rows`.
    """
    narrowed = filters(request.GET, queryset=rows, request=request)
    sort = request.GET.get("sort", "")
    sort = sort if sort in orders else default_order
    found = _ordered(narrowed.qs if narrowed.is_valid() else rows.none(), orders[sort])
    if request.GET.get("format") == "csv":
        return as_csv(columns, found, name=page.replace(":", "-"))
    labels = {column.name: column.label for column in columns}
    shown = {
        "page": page_of(found, request.GET.get("page", 1)),
        "filter_form": narrowed.form,
        "sorts": [(name, labels[name.removeprefix("-")]) for name in orders],
        "sort": sort,
        "csv_url": request.path,
        "empty": empty
        if not _is_narrowed(request)
        else Empty(_("Nothing fits this filter."), request.path, _("Show all")),
        "rows_template": rows_template,
    }
    around = {"frame": "kit/_only_results.html"} if asks_for(request, "results") else saved_views(request, page)
    answer = render(request, template, shown | around | (context or {}) | more(narrowed, shown["page"]))
    # One address has two answers: a browser must not show the one it kept where the other is due.
    patch_vary_headers(answer, ["HX-Request", "HX-Target"])
    return answer


def _ordered(rows: QuerySet[Any], fields: str | tuple[str, ...]) -> QuerySet[Any]:
    """The id settles ties, so that no row stands on two pages."""
    return rows.order_by(*((fields,) if isinstance(fields, str) else fields), "pk")


def _is_narrowed(request: HttpRequest) -> bool:
    return any(value for name, value in request.GET.items() if name not in _OURS)


_saved = Prepared(
    lambda member, page: (
        SavedView.objects.filter(member=member, page=page).order_by("name").values_list("pk", "name", "query")
    )
)


def saved_views(request: HttpRequest, page: str) -> dict[str, Any]:
    """The context of `kit/_views.html`; boards use it as well."""
    here = _query(request.GET.urlencode())
    return {
        "saved_views": [
            {
                "name": name,
                "url": f"{request.path}?{query}",
                "active": query == here,
                "remove_url": address("people:delete_view", pk),
            }
            for pk, name, query in _saved.rows(member=member_of(request).pk, page=page)
        ],
        "save_view_url": reverse("people:save_view", args=[page]),
    }


def _query(text: str) -> str:
    """A query without the number of the page, as a saved view keeps it."""
    return "&".join(part for part in text.split("&") if part and not part.startswith(("page=", "format=")))


def as_csv(columns: Sequence[Column], rows: QuerySet[Any], *, name: str) -> StreamingHttpResponse:
    """The rows as a file, sent while they are read, however many there are."""

    def lines() -> Iterator[Sequence[Any]]:
        yield [column.label for column in columns]
        for row in rows.iterator(chunk_size=_AT_A_TIME):
            yield [column.value(row) for column in columns]

    return csv_of(lines(), name=name)


def csv_of(lines: Iterator[Sequence[Any]], *, name: str, delimiter: str = ",") -> StreamingHttpResponse:
    """Lines of values as a file; a byte-order mark tells spreadsheets that it is UTF-8."""
    pieces = _pieces(lines, delimiter)
    # The first is read before anything is sent: where the database refuses, there is still time to say so.
    next(pieces)
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _pieces(lines: Iterator[Sequence[Any]], delimiter: str) -> Iterator[str]:
    """All of the file, after an empty piece that says it can be read.

    It is in the language and the zone of whoever asked, which end with the request, before the file is sent.
    """
    language, zone = translation.get_language(), timezone.get_current_timezone()

    def read() -> str:
        out = io.StringIO()
        # A comma or a semicolon inside a cell must not begin a new one, whichever the spreadsheet splits at.
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, delimiter=delimiter)
        with translation.override(language), timezone.override(zone):
            writer.writerows([safe_cell(value) for value in line] for line in islice(lines, _AT_A_TIME))
        return out.getvalue()

    piece = read()
    yield ""
    yield "\ufeff"
    while piece:
        yield piece
        piece = read()


def safe_cell(value: Any) -> Any:
    """A value for a spreadsheet, which must never take it for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
