"""The page's FilterSet as parameters of the API."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.forms import CheckboxInput
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request


def narrowed(filterset: Any, request: Request, rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` as the request's parameters choose them.

    Raises:
        ValidationError: a value doesn't fit its filter (400).
    """
    if filterset is None:
        return rows
    if names_of(filterset).isdisjoint(request.query_params):
        if unasked := getattr(filterset, "unasked", None):
            return unasked(rows)
        if _is_idle(filterset):
            return rows
    chosen = filterset(data=request.query_params, queryset=rows, request=request)
    if not chosen.is_valid():
        raise ValidationError(
            {name: [ErrorDetail(say, code="invalid") for say in says] for name, says in chosen.errors.items()}
        )
    return chosen.qs


@cache
def _is_idle(filterset: Any) -> bool:
    """Whether it leaves the rows alone where nothing is asked of it, so that its form need not be made.

    A box that isn't ticked is an answer of its own, and so is a filter that somebody wrote differently.
    """
    plain = all(
        getattr(filterset, name) is getattr(filters.FilterSet, name) for name in ("__init__", "qs", "filter_queryset")
    )
    boxes = (one.extra.get("widget") for one in filterset.base_filters.values())
    ticked = any(box is CheckboxInput or isinstance(box, CheckboxInput) for box in boxes)
    ours = all(type(one).__module__ == filters.filters.__name__ for one in filterset.base_filters.values())
    return plain and ours and not ticked


@cache
def names_of(filterset: Any) -> set[str]:
    """The query parameters that a FilterSet reads."""
    return {name for name, _schema in parameters_of(filterset)}


def parameters_of(filterset: type[Any] | None) -> list[tuple[str, dict[str, Any]]]:
    """Each parameter with its JSON schema."""
    if filterset is None:
        return []
    return [pair for name, one in filterset.base_filters.items() for pair in _of(name, one)]


def _of(name: str, one: Any) -> Iterable[tuple[str, dict[str, Any]]]:
    if isinstance(one, filters.RangeFilter):
        # A range is read from two parameters, `due_on_after` and `due_on_before`.
        schema = _date(one) or {"type": "number"}
        return [(f"{name}_{suffix}", schema) for suffix in one.field_class.widget.suffixes]
    return [(name, _schema(one))]


def _schema(one: Any) -> dict[str, Any]:
    if isinstance(one, filters.ModelMultipleChoiceFilter) or getattr(one, "many_ids", False):
        return {"type": "array", "items": {"type": "string", "format": "uuid"}}
    if isinstance(one, filters.ModelChoiceFilter | filters.UUIDFilter):
        return {"type": "string", "format": "uuid"}
    if isinstance(one, filters.MultipleChoiceFilter):
        return {"type": "array", "items": {"type": "string", **_choices(one)}}
    if isinstance(one, filters.ChoiceFilter | filters.TypedChoiceFilter):
        return {"type": "string", **_choices(one)}
    if isinstance(one, filters.BooleanFilter):
        return {"type": "boolean"}
    if isinstance(one, filters.NumberFilter):
        return {"type": "number"}
    return _date(one) or {"type": "string"}


def _choices(one: Any) -> dict[str, Any]:
    choices = one.extra.get("choices")
    if choices is None or callable(choices):
        return {}
    return {"enum": [str(value) for value, _label in getattr(choices, "choices", choices)]}


def _date(one: Any) -> dict[str, Any] | None:
    if isinstance(one, filters.DateFilter | filters.DateFromToRangeFilter):
        return {"type": "string", "format": "date"}
    times = (filters.DateTimeFilter, filters.DateTimeFromToRangeFilter, filters.IsoDateTimeFromToRangeFilter)
    return {"type": "string", "format": "date-time"} if isinstance(one, times) else None
