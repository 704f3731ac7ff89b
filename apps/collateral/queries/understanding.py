"""What somebody who searches means: the words, what means the same, and what was mistyped."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, transaction
from django.db.models import Q

from apps.collateral.models import FACETS, Synonym, Word
from apps.collateral.models.lexicon import SynonymQuerySet
from apps.collateral.words import Group, Term, Words, folded, parse, spellings_of, words_of
from apps.people.models import Choice, Member

# So many letters before one of them is taken for a slip, and before two are.
ONE_SLIP_FROM, TWO_SLIPS_FROM = 4, 8
# Of a sentence that is all slips only the first few are looked up.
MENDED_AT_MOST = 3
# The library's words that look most alike are looked at more closely.
_ALIKE, _SIMILARITY = 200, "0.15"


def understood(said: str, *, exactly: bool = False, stands: Callable[[str], bool] = lambda word: True) -> Words:
    """The words of a search, with what admins say means the same and, unless `exactly`, with slips mended.

    A word that the library knows, as it is or as the beginning of another, is no slip; nor is a code or a number.

    Args:
        stands: whether a word stands where whoever searches may look; others must not be told that it is known.
    """
    words = with_synonyms(parse(said))
    return words if exactly else _mended(words, stands)


# --- synonyms


def synonyms(*, viewer: Member, now: datetime | None = None) -> SynonymQuerySet:
    return Synonym.objects.visible_to(viewer).order_by("term", "means")


def with_synonyms(words: Words) -> Words:
    """Each word, or run of words, beside what means the same."""
    if not words:
        return words
    known = _meanings(words)
    if not known:
        return words
    groups = tuple(replace(group, terms=_expanded(group.terms, known)) for group in words.groups)
    return replace(words, groups=groups)


def _meanings(words: Words) -> dict[tuple[str, ...], list[Term]]:
    """By words as they are folded: the terms that mean the same."""
    found: dict[tuple[str, ...], list[Term]] = {}
    for synonym in Synonym.objects.order_by("term", "means"):
        pairs = [(synonym.term, synonym.means)]
        pairs += [(synonym.means, synonym.term)] if synonym.both_ways else []
        for term, means in pairs:
            found.setdefault(_key(parse(f'"{term}"')), []).extend(parse(f'"{means}"').terms)
    return found


def _key(words: Words) -> tuple[str, ...]:
    return tuple(folded(word) for term in words.terms for word in term.words)


def _expanded(terms: tuple[Term, ...], known: Mapping[tuple[str, ...], list[Term]]) -> tuple[Term, ...]:
    """All terms of a run get the same alternative: (a or s) and (b or s) is (a and b) or s."""
    made = list(terms)
    for start in range(len(terms)):
        for end in range(start + 1, len(terms) + 1):
            run = tuple(folded(word) for term in terms[start:end] for word in term.words)
            for other in known.get(run, ()):
                for place in range(start, end):
                    made[place] = replace(made[place], also=(*made[place].also, other))
    return tuple(made)


# --- slips


def _mended(words: Words, stands: Callable[[str], bool]) -> Words:
    unknown = _unknown(words)
    labels = _words_of_labels() if unknown else []
    slips = [word for word, prefix in unknown.items() if not _is_known(folded(word), prefix, labels)]
    nearest = _nearest(slips[:MENDED_AT_MOST], labels)
    # What an entry of a list is called is told to everybody.
    meant = {word: right for word, right in nearest.items() if right in labels or stands(right)}
    if not meant:
        return words
    groups = tuple(_mend(group, meant) for group in words.groups)
    return replace(words, groups=groups, corrected=tuple(meant.items()))


def _mend(group: Group, meant: Mapping[str, str]) -> Group:
    terms = tuple(
        replace(term, also=(*term.also, replace(term, words=tuple(meant.get(word, word) for word in term.words))))
        if any(word in meant for word in term.words)
        else term
        for term in group.terms
    )
    return replace(group, terms=terms)


def _unknown(words: Words) -> dict[str, bool]:
    """The words of letters alone that the library doesn't know, in one query, and whether each may go on.

    None of what is a code.
    """
    asked = {
        word: term.prefix and word == term.words[-1]
        for group in words.groups
        for term in group.terms
        if all(one.isalpha() for one in term.words)
        for word in term.words
        if len(word) >= ONE_SLIP_FROM
    }
    if not asked:
        return {}
    spellings = {word: folded(word) for word in asked}
    begun = Q(word__in=spellings.values())
    for word, prefix in asked.items():
        begun |= Q(word__startswith=spellings[word]) if prefix else Q()
    known = list(Word.objects.filter(begun).values_list("word", flat=True)[:1000])
    return {word: prefix for word, prefix in asked.items() if not _is_known(spellings[word], prefix, known)}


def _words_of_labels() -> list[str]:
    """The words of the shared lists' entries, as the library keeps its own."""
    labels = Choice.objects.filter(list__in=FACETS).values_list("label", flat=True)
    words = {word for label in labels for one in words_of(label) for word in spellings_of(one)}
    return sorted(word for word in words if len(word) >= ONE_SLIP_FROM and word.isalpha())


def _is_known(word: str, prefix: bool, known: Iterable[str]) -> bool:
    return any(one == word or (prefix and one.startswith(word)) for one in known)


def _nearest(words: list[str], labels: list[str]) -> dict[str, str]:
    """By word: the known one that is nearest; none where that is further away than slips lead."""
    if not words:
        return {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [_SIMILARITY])
        return {word: right for word in words if (right := _nearest_to(folded(word), labels))}


def _nearest_to(wanted: str, labels: list[str]) -> str:
    """One slip away, or two from eight letters on; of several the one that begins alike."""
    slips = 2 if len(wanted) >= TWO_SLIPS_FROM else 1
    rows = Word.objects.filter(word__trigram_similar=wanted).annotate(alike=TrigramSimilarity("word", wanted))
    alike = [*rows.order_by("-alike", "word").values_list("word", flat=True)[:_ALIKE], *labels]
    found = [
        (distance(wanted, one), one[0] != wanted[0], place, one)
        for place, one in enumerate(alike)
        if abs(len(one) - len(wanted)) <= slips
    ]
    best = min((one for one in found if one[0] <= slips), default=None)
    return best[3] if best else ""


def distance(one: str, other: str) -> int:
    """How many slips lie between two words: a letter too many, missing, wrong, or two beside each other swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
