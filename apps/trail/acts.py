"""The words for acts: each app registers its own, so that history reads as sentences."""

from typing import Any

_words: dict[str, Any] = {}
_fields: dict[str, Any] = {}


def register(words: dict[str, Any]) -> None:
    """Words by act, for example `{"task.offered": _("offered it to {to}")}`; they may name facts in braces."""
    _words.update(words)


def words_for(act: str) -> str:
    return str(_words.get(act, act))


def name_fields(labels: dict[str, Any]) -> None:
    """What people call the fields that changes name, for example `{"due_on": _("Due date")}`."""
    _fields.update(labels)


def field_words(name: str) -> str:
    return str(_fields.get(name) or name.replace("_", " ").capitalize())


def known() -> dict[str, Any]:
    return dict(_words)
