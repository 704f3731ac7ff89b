"""What no table, no mail and no answer could hold is refused before any field looks at it."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError

# NUL, and halves of a pair that is only a character together.
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


def unkeepable(text: str) -> bool:
    """Whether a character in it can't be kept."""
    return _UNKEEPABLE.search(text) is not None


def refuse_unkeepable(sent: Any) -> None:
    """Look through all of a body, however deep.

    Raises:
        ValidationError: a name or a value in it holds a character that can't be kept (400), by the field it lies in.
    """
    fields = {field for field, text in _texts(sent) if unkeepable(text)}
    if fields:
        say = _("It holds a character that can't be kept.")
        raise ValidationError({field: [ErrorDetail(say, code="unkeepable-character")] for field in sorted(fields)})


def _texts(sent: Any) -> Iterator[tuple[str, str]]:
    """Each text with the name of its field."""
    waiting = list(_of_a_form(sent) if isinstance(sent, QueryDict) else [("", sent)])
    while waiting:
        field, value = waiting.pop()
        if isinstance(value, str):
            yield field, value
        elif isinstance(value, dict):
            yield from ((_shown(field or name), name) for name in value)
            waiting += [(_shown(field or name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(field, inner) for inner in value]


def _of_a_form(sent: QueryDict) -> Iterator[tuple[str, Any]]:
    return ((_shown(name), value) for name, values in sent.lists() for value in [name, *values])


def _shown(name: str) -> str:
    """A name that can stand in the answer."""
    return _UNKEEPABLE.sub("?", name)
