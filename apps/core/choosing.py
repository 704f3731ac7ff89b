"""What a form's fields may be chosen from, where that depends on who looks and at what."""

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm, ModelChoiceField


def offer(form: BaseForm, **choices: QuerySet[Any]) -> None:
    """Let each named field choose among these rows: `offer(form, owner=colleagues())`."""
    for name, rows in choices.items():
        field = form.fields[name]
        if not isinstance(field, ModelChoiceField):
            raise TypeError(f"{name} isn't chosen from rows")
        field.queryset = rows
