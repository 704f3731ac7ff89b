"""Who a text names: `@Mara Marsh` or `@mara@example.com`, the longest name first."""

import re

from apps.people.models import Member


def mentioned_in(text: str) -> list[Member]:
    """The active members that a text mentions, in the order of their names; people of one name are all meant."""
    if "@" not in text:
        return []
    by_word: dict[str, list[Member]] = {}
    for member in Member.objects.active().order_by("name", "pk"):
        for word in {member.name.casefold(), member.email.casefold()}:
            by_word.setdefault(word, []).append(member)
    found: dict[object, Member] = {}
    for word in _words_after_at(text.casefold(), by_word):
        found |= {member.pk: member for member in by_word[word]}
    return list(found.values())


def _words_after_at(text: str, known: dict[str, list[Member]]) -> list[str]:
    """Names directly after an @ that doesn't itself stand inside a word, as an address's own @ does."""
    longest_first = sorted(known, key=len, reverse=True)
    found = []
    for at in re.finditer(r"(?<![\w.+-])@", text):
        rest = text[at.end() :]
        word = next((word for word in longest_first if rest.startswith(word) and _ends(rest, len(word))), None)
        if word:
            found.append(word)
    return found


def _ends(rest: str, length: int) -> bool:
    return not re.match(r"\w", rest[length : length + 1])
