"""What a form's fields may be chosen from, where that depends on who looks and at what."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import BaseForm, ModelChoiceField


def offer(form: BaseForm, **choices: QuerySet[Any]) -> None:
    """Let each named field choose among these rows: `offer(form, owner=colleagues())`."""
    for name, rows in choices.items():
        field = form.fields[name]
        if not isinstance(field, ModelChoiceField):
            raise TypeError(f"{name} isn't chosen from rows")
        field.queryset = rows


def offer_alike(form: BaseForm, rows: Iterable[Model], *names: str) -> None:
    """Show the same rows in each named field; where there are several, they are read once."""

    @cache
    def shown() -> list[tuple[Any, str]]:
        return [(row.pk, str(row)) for row in rows]

    for name in names:
        field = form.fields[name]
        if not isinstance(field, ModelChoiceField):
            raise TypeError(f"{name} isn't chosen from rows")
        first = [("", field.empty_label)] if field.empty_label is not None else []
        field.choices = lambda first=first: [*first, *shown()]
