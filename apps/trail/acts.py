"""The words for acts: each app registers its own, so that history reads as sentences."""

from collections.abc import Mapping
from typing import Any

from apps.core.saying import said

_words: dict[str, Any] = {}
_unnamed: set[str] = set()
_fields: dict[str, Any] = {}
_values: dict[str, dict[Any, Any]] = {}


def register(words: dict[str, Any]) -> None:
    """Words by act, for example `{"task.offered": _("offered it to {to}")}`; they may name facts in braces."""
    _words.update(words)


def words_for(act: str) -> str:
    return str(_words.get(act, act))


def keep_unnamed(*acts: str) -> None:
    """History tells these without who did them; the record itself knows."""
    _unnamed.update(acts)


def is_unnamed(act: str) -> bool:
    return act in _unnamed


def name_fields(labels: dict[str, Any]) -> None:
    """What people call the fields that changes name, for example `{"due_on": _("Due date")}`."""
    _fields.update(labels)


def field_words(name: str) -> str:
    return str(_fields.get(name) or name.replace("_", " ").capitalize())


def name_values(words: Mapping[str, Mapping[Any, Any]]) -> None:
    """What people call the keys that a field holds, for example `{"side": {"sales": _("Sales")}}`."""
    for field, labels in words.items():
        _values.setdefault(field, {}).update(labels)


def value_words(field: str, value: Any) -> Any:
    """A field's value as people read it, several in one line."""
    if isinstance(value, list):
        return ", ".join(str(value_words(field, one)) for one in value)
    labels = _values.get(field, {})
    if isinstance(value, str | int) and value in labels:
        return str(labels[value])
    shown = said(value)
    return str(shown) if isinstance(shown, int) else shown


def known() -> dict[str, Any]:
    return dict(_words)
