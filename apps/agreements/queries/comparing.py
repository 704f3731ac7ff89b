"""Two versions side by side: word by word, and field by field of what is kept as data."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `same`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A field of the data that isn't the same; None where it isn't there."""

    field: str
    old: Any
    new: Any


def compared(old: str, new: str) -> list[Piece]:
    """What became of `old`, word by word, so that both can be read from it."""
    before, after = _words(old), _words(new)
    pieces: list[Piece] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        pieces += [Piece("gone", "".join(before[i:j]))] if j > i else []
        pieces += [Piece("new", "".join(after[k:m]))] if m > k else []
    return pieces


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """The fields besides the text that differ, by their paths."""
    before, after = dict(_flat("", old)), dict(_flat("", new))
    names = [name for name in {**before, **after} if name != "text"]
    return [
        Difference(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    ]


def _flat(path: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        return [pair for key, inner in value.items() for pair in _flat(f"{path} › {key}" if path else str(key), inner)]
    if isinstance(value, list) and value:
        return [pair for index, inner in enumerate(value, 1) for pair in _flat(f"{path} {index}", inner)]
    return [(path, value)]
