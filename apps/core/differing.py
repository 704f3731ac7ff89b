"""Two texts side by side: line by line, and word by word where lines differ."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `same`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """A stretch of lines, as the one version has it and as the other."""

    old: list[Piece]
    new: list[Piece]

    @property
    def differs(self) -> bool:
        return any(piece.kind != "same" for piece in (*self.old, *self.new))


def compared(old: str, new: str) -> list[Line]:
    """What became of `old`: lines that stayed side by side, and between them, word by word, what didn't."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found: list[Line] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found += [Line([Piece("same", line)], [Piece("same", line)]) for line in before[i:j]]
        else:
            found += _words_compared("".join(before[i:j]), "".join(after[k:m]))
    return found


def _words_compared(old: str, new: str) -> list[Line]:
    before, after = _words(old), _words(new)
    same = SequenceMatcher(None, _bare(before), _bare(after), autojunk=False)
    line = Line([], [])
    for what, i, j, k, m in same.get_opcodes():
        if j > i:
            line.old.append(Piece("same" if what == "equal" else "gone", "".join(before[i:j])))
        if m > k:
            line.new.append(Piece("same" if what == "equal" else "new", "".join(after[k:m])))
    return [line]


def _words(text: str) -> list[str]:
    """Words, each with the space behind it."""
    return re.findall(r"\S+\s*|\s+", text)


def _bare(words: list[str]) -> list[str]:
    """A word is the same at the end of a line as before another."""
    return [word.strip() for word in words]
