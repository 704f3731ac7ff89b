"""The words for acts: each app registers its own, so that history reads as sentences."""

from typing import Any

_words: dict[str, Any] = {}


def register(words: dict[str, Any]) -> None:
    """Words by act, for example `{"task.offered": _("offered it to {to}")}`; they may name facts in braces."""
    _words.update(words)


def words_for(act: str) -> str:
    return str(_words.get(act, act))


def known() -> dict[str, Any]:
    return dict(_words)
