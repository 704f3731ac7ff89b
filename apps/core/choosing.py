"""What a form's fields may be chosen from: a short select, or where the rows are many, a name typed.

A name is taken as it stands, or as far as it is the only one that begins so; where several fit, the form comes back
with those to choose from. So it works without JavaScript; with it the browser is told names while one types
(`Suggestions`), from the very rows that the field allows its reader.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms import BaseForm, Field, ModelChoiceField, ModelMultipleChoiceField, Select
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

# More rows than these are no longer looked through in a select.
MANY = 60
SUGGESTED = 12
_APART = re.compile(r"^(?P<name>.*) <(?P<apart>[^<>]+)>$")


class Named:
    """A field that also takes the name of one of its rows."""

    queryset: Any
    to_field_name: str | None

    @property
    def named_by(self) -> str | None:
        """The column that holds the names; None where rows have none, or are sent as something else."""
        name = getattr(self.queryset.model, "NAMED_BY", None) if self.queryset is not None else None
        return None if self.to_field_name else name

    def rows_called(self, said: str) -> list[Any]:
        """The rows that a name means: those called just so, else those with a word that begins so.

        Raises:
            ValidationError: `unknown`, none is; `several` with the `rows`, more than one is.
        """
        fitting = self._just_so(said) or self.beginning(said)
        if not fitting:
            raise ValidationError(_("“%(said)s” isn't among what can be chosen here."), "unknown", {"said": said})
        if len(fitting) > 1:
            params = {"said": said, "rows": fitting}
            raise ValidationError(_("Several fit “%(said)s”: choose which."), "several", params)
        return fitting

    def beginning(self, said: str) -> list[Any]:
        """At most as many rows as a select shows, in the order of the field; any part of the name may begin so."""
        return list(_beginning(self.queryset.all(), str(self.named_by), said)[:MANY])

    def rows_with(self, ids: Iterable[Any]) -> list[Any]:
        """Those of its rows that have these ids."""
        return list(self.queryset.filter(pk__in=ids))

    def told_apart(self, rows: list[Any]) -> list[tuple[Any, str]]:
        """Their ids and names; of two who are called alike each with what tells them apart."""
        names = [str(row) for row in rows]
        apart = getattr(self.queryset.model, "TOLD_APART_BY", None)
        return [
            (row.pk, f"{name} <{getattr(row, apart)}>" if apart and names.count(name) > 1 else name)
            for row, name in zip(rows, names, strict=True)
        ]

    def _just_so(self, said: str) -> list[Any]:
        apart = getattr(self.queryset.model, "TOLD_APART_BY", None)
        both = _APART.match(said) if apart else None
        meant = Q(**{f"{self.named_by}__iexact": said})
        if apart:
            meant |= Q(**{f"{apart}__iexact": both["apart"] if both else said})
        return list(self.queryset.filter(meant)[:MANY])

    def is_a_name(self, value: Any) -> bool:
        """Whether this was typed, and isn't an id or a row."""
        return isinstance(value, str) and self.named_by is not None and not _is_id(value)


def _beginning(rows: QuerySet[Any], named_by: str, said: str) -> QuerySet[Any]:
    for word in said.split():
        rows = rows.filter(Q(**{f"{named_by}__istartswith": word}) | Q(**{f"{named_by}__icontains": f" {word}"}))
    return rows


class RowField(Named, ModelChoiceField):
    """One row, by its id or its name."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or not self.is_a_name(value):
            return super().to_python(value)
        return self.rows_called(value.strip())[0]


class RowsField(Named, ModelMultipleChoiceField):
    """Several rows, each by its id or its name; what is empty is none."""

    def clean(self, value: Any) -> Any:
        return super().clean(self._ids(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return super().has_changed(initial, self._ids(data))
        except ValidationError:
            return True

    def _ids(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        said = [one.strip() if isinstance(one, str) else one for one in value]
        found = [self.rows_called(one)[0].pk if self.is_a_name(one) else one for one in said if one != ""]
        return list(dict.fromkeys(str(one) for one in found))


class OneOfField(Named, Field):
    """One row of one of several kinds, sent as `kind:id` or by its name.

    Attributes:
        kinds: the rows of each kind that may be chosen, each with its name as `called`; asked anew for each form.
        kept: what stays chosen as it is, also where it couldn't be chosen any more.
    """

    widget = Select
    queryset = None
    to_field_name = None
    named_by = "called"
    kept = ""

    def __init__(self, *, kinds: Mapping[str, Callable[[], QuerySet[Any]]], empty_label: Any, **options: Any) -> None:
        super().__init__(**options)
        self.kinds, self.empty_label = kinds, empty_label

    def offered(self) -> list[tuple[Any, Any]]:
        """The options of a select, without that for none; whoever finds more than MANY needs no others."""
        return [option for rows in self._rows() for option in self.told_apart(list(rows[: MANY + 1]))]

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if self.is_a_name(value):
            return self.rows_called(value.strip())[0]
        found = self.rows_with([value])
        if not found:
            raise ValidationError(_("That can't be chosen here any more."), "invalid_choice")
        return found[0]

    def is_a_name(self, value: Any) -> bool:
        kind, colon, pk = value.partition(":") if isinstance(value, str) else ("", "", "")
        return not (colon and kind in self.kinds and _is_id(pk))

    def beginning(self, said: str) -> list[Any]:
        return [row for rows in self._rows() for row in _beginning(rows, self.named_by, said)[:MANY]][:MANY]

    def _just_so(self, said: str) -> list[Any]:
        kept = self.rows_with([self.kept]) if self.kept else []
        if kept and self.told_apart(kept)[0][1] == said:
            return kept
        return [row for rows in self._rows() for row in rows.filter(called__iexact=said)[:MANY]][:MANY]

    def _rows(self) -> list[QuerySet[Any]]:
        return [rows() for rows in self.kinds.values()]

    def rows_with(self, ids: Iterable[Any]) -> list[Any]:
        return [row for given in ids for row in self._with(*given.split(":"), given=given)]

    def _with(self, kind: str, pk: str, *, given: str) -> QuerySet[Any]:
        rows = self.kinds[kind]()
        found = rows.filter(pk=pk)
        return rows.model._default_manager.filter(pk=pk) if given == self.kept and not found else found

    def told_apart(self, rows: list[Any]) -> list[tuple[Any, str]]:
        names = {rows().model: kind for kind, rows in self.kinds.items()}
        return [(f"{names[type(row)]}:{row.pk}", getattr(row, "called", str(row))) for row in rows]


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


# --- what a form offers


def offer(form: BaseForm, **choices: QuerySet[Any]) -> None:
    """Let each named field choose among these rows: `offer(form, owner=colleagues())`."""
    for name, rows in choices.items():
        _field(form, name).queryset = rows


def offer_alike(form: BaseForm, rows: Iterable[Model], *names: str) -> None:
    """Show the same rows in each named field; where there are several, they are read once."""

    @cache
    def shown() -> list[tuple[Any, str]]:
        enough = rows[: MANY + 1] if isinstance(rows, QuerySet) and hasattr(rows.model, "NAMED_BY") else rows
        return [(row.pk, str(row)) for row in enough]

    for name in names:
        field: Any = _field(form, name)
        if isinstance(rows, QuerySet):
            field.queryset = rows
        field.shown = shown


def _field(form: BaseForm, name: str) -> ModelChoiceField:
    field = form.fields[name]
    if not isinstance(field, ModelChoiceField):
        raise TypeError(f"{name} isn't chosen from rows")
    return field


# --- while one types


@dataclass
class _Question:
    """What a browser asks while somebody types: names that go on so, for one field of the page."""

    field: str
    said: str
    answer: list[dict[str, str]] | None = None


_question: ContextVar[_Question | None] = ContextVar("question", default=None)


def tell(field: Named, html_name: str) -> None:
    """Answer the browser, if it is this field it asks about; whoever draws a field for typing calls it."""
    question = _question.get()
    if question and question.field == html_name:
        rows = field.beginning(question.said)[:SUGGESTED]
        question.answer = [{"id": str(pk), "name": name} for pk, name in field.told_apart(rows)]


class Suggestions:
    """Middleware: a page asked for with `X-Choose` answers with names for that field, not with itself.

    The page is put together as ever, so its reader is offered exactly what its form would let them send.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        field = request.headers.get("X-Choose")
        if not field or request.method != "GET":
            return self.get_response(request)
        question = _Question(field, unquote(request.headers.get("X-Choose-Words", ""))[:200].strip())
        token = _question.set(question)
        try:
            response = self.get_response(request)
        finally:
            _question.reset(token)
        if question.answer is None:
            return HttpResponse(status=404 if response.status_code == 200 else response.status_code)
        return JsonResponse({"names": question.answer}, headers={"Cache-Control": "private, no-store"})
