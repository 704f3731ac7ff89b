"""How the text part of a mail is set: wrapped, so that any program shows it well, with addresses left whole."""

import textwrap

from django import template

WIDTH = 72

register = template.Library()


def _set(text: str, *, first: str, then: str) -> str:
    """Line by line, as people wrote them; no word is broken, so that links stay links."""
    lines = text.splitlines() or [""]
    filled = [
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=first if number == 0 else then,
            subsequent_indent=then,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(lines)
    ]
    return "\n".join(line or then.rstrip() for line in filled)


@register.filter
def quoted(text: str) -> str:
    """What somebody said, marked as mail programs mark it."""
    return _set(text, first="> ", then="> ")


@register.filter
def bullet(text: str) -> str:
    """One line of a list."""
    return _set(text, first="- ", then="  ")
