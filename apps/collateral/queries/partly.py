"""What has some of the words, for where nothing has all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from apps.collateral.models import Asset, Passage
from apps.collateral.models.assets import AssetQuerySet
from apps.collateral.queries.finding import RANKED_AT_MOST, entries, fits, number, ranked
from apps.collateral.words import Term, Words

# How well the words fit comes to less, so that what has more of them always stands first.
EACH_WORD = 10
# Of more words each is looked for by itself: a sentence mustn't become hundreds of questions.
LEFT_OUT_UP_TO = 4


def found_partly(rows: AssetQuerySet, words: Words) -> AssetQuerySet:
    """Those of `rows` in which at least one of the words stands, those with most of them first.

    Of very many the newest are ranked: a thousand of those with all words, of those that lack one, of each word's own.
    """
    if words.any_of is None:
        return rows.none()
    first, *others = [_newest(rows.filter(fitting)) for fitting in _ways(words)]
    candidates = rows.filter(pk__in=first.union(*others) if others else first)
    counted = ranked(candidates.annotate(held=_held(words)), words.any_of)
    return counted.annotate(fit=number(F("held") * Value(EACH_WORD) + F("fit")))


def lacking(*, assets: Iterable[Asset], words: Words) -> dict[UUID, list[str]]:
    """Which of the words each asset has not, by its id, in one query."""
    asked = {f"has_{place}": term for place, term in enumerate(_asked(words))}
    rows = Asset.objects.filter(pk__in=[asset.pk for asset in assets])
    told = rows.annotate(**{name: _one_if(term) for name, term in asked.items()}).values("pk", *asked)
    return {row["pk"]: [" ".join(term.words) for name, term in asked.items() if not row[name]] for row in told}


def _newest(rows: AssetQuerySet) -> QuerySet[Any, Any]:
    return rows.order_by(F("published_at").desc(nulls_last=True), "-created_at", "pk").values("pk")[:RANKED_AT_MOST]


def _ways(words: Words) -> Iterator[Q]:
    """What is looked through: all of a group's words, all but one of a few, and each by itself."""
    for group in words.groups:
        terms = group.terms
        but_one = range(len(terms)) if len(terms) <= LEFT_OUT_UP_TO else ()
        some = [terms, *(terms[:place] + terms[place + 1 :] for place in but_one), *((one,) for one in terms)]
        yield from (fits(replace(group, terms=one)) for one in dict.fromkeys(some) if one)


def _asked(words: Words) -> list[Term]:
    return [term for group in words.groups for term in group.terms]


def _held(words: Words) -> Any:
    first, *others = [_one_if(term) for term in _asked(words)]
    return sum(others, start=first)


def _one_if(term: Term) -> Case:
    """Asked of each row by itself, for there are few by now."""
    query = term.query
    page = Passage.objects.filter(version=OuterRef("current_id"), search=query)
    has = Q(search=query) | Q(facet_ids__overlap=entries(query)) | Q(current__search=query) | Q(Exists(page))
    return Case(When(has, then=1), default=0, output_field=IntegerField())
