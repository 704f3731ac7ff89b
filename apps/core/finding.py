"""How the one search finds rows of any kind: by every word, accents and case aside."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet


def fitting(rows: QuerySet[Any], words: str, first: str, *others: str) -> QuerySet[Any]:
    """Those of `rows` in which each word stands in one of the fields; first those where `first` holds them all.

    Args:
        first: the field that people know the row by, its title or name.
    """
    asked = words.split()
    if not asked:
        return rows.none()
    rows = rows.filter(reduce(and_, (_in_one_of((first, *others), word) for word in asked)))
    elsewhere = ~reduce(and_, (_in_one_of((first,), word) for word in asked))
    return rows.annotate(elsewhere=ExpressionWrapper(elsewhere, BooleanField())).order_by("elsewhere", first, "pk")


def _in_one_of(fields: tuple[str, ...], word: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__unaccent__icontains": word}) for field in fields))
