"""What somebody wrote, without what their mail program put around it. In doubt everything is kept."""

import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

_QUOTED = re.compile(r"\s*>")
_DASHES = re.compile(r"\s*(?:-{2,}.*-{2,}|_{8,})\s*")
_HEAD = re.compile(r"\s*\*?[^\W\d_][\w -]{1,20}\*?\s?:\s?\S.*")
_DEVICE = re.compile(
    r"(?:sent from my|sent from outlook|get outlook for|von meinem .{2,30} gesendet|envoyé de mon) ?.{0,60}",
    re.IGNORECASE,
)
_FAREWELLS = {
    "best", "best regards", "kind regards", "regards", "thanks", "thank you", "many thanks", "cheers",
    "viele grüße", "mit freundlichen grüßen", "beste grüße", "danke", "cordialement", "merci",
}  # fmt: skip
# The line that says who wrote what is quoted, broken by the mail program into as many.
_LINES_OF_A_HEAD = 3


def clean(text: str) -> str:
    """Without what no text may hold: control characters, and halves of characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\xa0", " ")
    text = "".join(letter for letter in text if letter in "\n\t" or letter.isprintable() or ord(letter) > 0x9F)
    return text.encode("utf-8", "replace").decode()


def own_words(text: str, *, ours: Sequence[str]) -> str:
    """What isn't quoted, and isn't a signature marked as one.

    Args:
        ours: beginnings of the addresses that our mails come from and are answered to; a quote names one of them.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    known = [address.casefold() for address in ours if address]
    for without in _STEPS:
        lines = without(lines, known)
    return "\n".join(lines).strip()


def without_farewell(text: str, *, name: str) -> str:
    """Without the sender's own name below, and the words before it: the portal says who it was."""
    names = {name.casefold(), name.split()[0].casefold()} if name.strip() else set()
    lines = text.rstrip().split("\n")
    if len(lines) < 2 or _bare(lines[-1]) not in names:
        return text
    lines = _stripped(lines[:-1])
    if len(lines) > 1 and _bare(lines[-1]) in _FAREWELLS:
        lines = lines[:-1]
    return "\n".join(lines).strip()


def _bare(line: str) -> str:
    return line.strip(" \t,.!–-").casefold()


def _stripped(lines: list[str]) -> list[str]:
    """Without the empty lines at the end."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _without_original(lines: list[str], ours: Sequence[str]) -> list[str]:
    """Cut where the original begins without marks: at a block of From, Sent, To, Subject that names our address."""
    for place in range(1, len(lines)):
        block = _block(lines, place)
        if len(block) >= 3 and _names(block, ours) and not _QUOTED.match(lines[place]):
            above = _stripped(lines[:place])
            return _stripped(above[:-1]) if above and _DASHES.fullmatch(above[-1]) else above
    return lines


def _block(lines: list[str], start: int) -> list[str]:
    """The heads that stand one below the other from here on."""
    found = []
    for line in lines[start : start + 8]:
        if not _HEAD.fullmatch(line[:300]):
            break
        found.append(line)
    return found


def _names(lines: Iterable[str], ours: Sequence[str]) -> bool:
    said = " ".join(lines).casefold()
    return any(address in said for address in ours)


def _without_quote_below(lines: list[str], ours: Sequence[str]) -> list[str]:
    """Cut the quote at the end, with the line above it that says whose words these are."""
    kept = _stripped(lines)
    quoted = len(kept)
    while quoted and (_QUOTED.match(kept[quoted - 1]) or not kept[quoted - 1].strip()):
        quoted -= 1
    if quoted == len(kept):
        return _without_bare_quote(kept, ours)
    return _without_head(_stripped(kept[:quoted]))


def _without_bare_quote(lines: list[str], ours: Sequence[str]) -> list[str]:
    """The same where the quote has no marks: only a line that ends in a colon and names our address is sure."""
    for place, line in enumerate(lines):
        above = lines[max(0, place - _LINES_OF_A_HEAD + 1) : place + 1]
        if place and line.endswith(":") and _names(above, ours) and not _QUOTED.match(line):
            return _without_head(lines[: place + 1])
    return lines


def _without_head(lines: list[str]) -> list[str]:
    """Without "On Tuesday Accord <accord@…> wrote:", in any language: the end of the last paragraph, with a colon."""
    if not lines or not lines[-1].endswith(":"):
        return lines
    start = len(lines) - 1
    while start and lines[start - 1].strip() and len(lines) - start < _LINES_OF_A_HEAD:
        start -= 1
    whole = " ".join(lines[start:])
    return _stripped(lines[:start]) if "@" in whole or re.search(r"\d", whole) else lines


def _without_quote_above(lines: list[str], ours: Sequence[str]) -> list[str]:
    """Cut the quote that stands before the first own word; quotes between own words are what these are about."""
    start = 0
    while start < len(lines) and (not lines[start].strip() or _QUOTED.match(lines[start])):
        start += 1
    begins_with_a_quote = any(_QUOTED.match(line) for line in lines[:start])
    if begins_with_a_quote and start < len(lines):
        return lines[start:]
    head = next((place for place, line in enumerate(lines[:6]) if line.endswith(":")), None)
    if head is None or not _names(lines[: head + 1], ours):
        return lines
    rest = _without_quote_above(lines[head + 1 :], ours)
    return rest if rest != lines[head + 1 :] else lines


def _without_signature(lines: list[str], ours: Sequence[str]) -> list[str]:
    """Cut at the mark for signatures, two dashes alone (RFC 3676)."""
    marks = [place for place, line in enumerate(lines) if line in ("--", "-- ")]
    return _stripped(lines[: marks[0]]) if marks and any(line.strip() for line in lines[: marks[0]]) else lines


def _without_device(lines: list[str], ours: Sequence[str]) -> list[str]:
    """Without the advertisement for the device, where it is the last paragraph."""
    kept = _stripped(lines)
    if len(kept) < 2 or not _DEVICE.fullmatch(kept[-1].strip()) or kept[-2].strip():
        return lines
    return _stripped(kept[:-1])


# The quote stands below the signature with some programs, and above it with others.
_STEPS = (
    _without_original,
    _without_quote_below,
    _without_quote_above,
    _without_signature,
    _without_quote_below,
    _without_device,
)


_BLOCKS = {
    "p",
    "div",
    "br",
    "tr",
    "li",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "hr",
    "section",
}
_UNSEEN = {"script", "style", "head", "title", "template"}
_EMPTY = {"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr", "source"}
_QUOTES = ("gmail_quote", "moz-cite", "yahoo_quoted", "protonmail_quote")
# No mail program nests so deeply; what stands below is made to keep us busy.
_DEEPEST = 500
_ENDS = ("divrplyfwdmsg", "appendonsend")


def of_html(page: str) -> str:
    """A page as plain lines, without what it marks as quoted."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.said).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Page(HTMLParser):
    """Collects what would be read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._left_out: list[str] = []  # open elements, from the one on whose content is left out
        self._over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").lower() for name, value in attrs}
        self._over = self._over or given.get("id", "") in _ENDS
        quoted = any(name in given.get("class", "") for name in _QUOTES) or given.get("type") == "cite"
        if (self._left_out or quoted or tag in _UNSEEN) and tag not in _EMPTY:
            self._left_out.append(tag)
            self._over = self._over or len(self._left_out) > _DEEPEST
        elif tag in _BLOCKS and not self._left_out:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            if tag in self._left_out:
                while self._left_out.pop() != tag:
                    pass
        elif tag in _BLOCKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._left_out and not self._over:
            self.said.append(data.replace("\n", " "))
