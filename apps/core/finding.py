"""How rows of any kind are found by words: by every word, accents and case aside, wherever in a word it stands.

What is looked for in many rows has an index over the very fields in which it is looked for (`words_index`).
"""

from collections.abc import Mapping
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import BooleanField, ExpressionWrapper, F, Func, Q, QuerySet, TextField, Value
from django.db.models.lookups import Contains

# Of what stands in more rows the newest are looked through, so that a frequent word costs no more than a rare one. Ids
# tell roughly which these are, and that is enough here.
RANKED_AT_MOST = 1000


def words_index(name: str, *fields: str) -> GinIndex:
    """By which `holding` and `fitting` find words in just these fields, in this order."""
    return GinIndex(OpClass(_plain(*map(F, fields)), "gin_trgm_ops"), name=name)


def holding(words: str, *fields: str) -> Q:
    """Each word stands in one of the fields."""
    return reduce(and_, (Q(Contains(_plain(*map(F, fields)), _plain(Value(word)))) for word in words.split()), Q())


def holding_or_of(words: str, *fields: str, **others: QuerySet[Any]) -> Q:
    """Each word stands in one of the fields, or the row is of somebody in whose name it stands.

    Args:
        others: whom rows may be of, by the column that says so: `owner=Member.objects.all()`.
    """
    return reduce(and_, (_in_one_of(word, fields, others) for word in words.split()), Q())


def _in_one_of(word: str, fields: tuple[str, ...], others: Mapping[str, QuerySet[Any]]) -> Q:
    found = Q()
    for column, rows in others.items():
        named_by: str = rows.model.NAMED_BY
        called = ArraySubquery(rows.filter(holding(word, named_by)).order_by().values("pk"))
        # As an array the index on the column can be asked for it, beside that on the words.
        among = Func(F(column), called, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())
        found |= Q(among)
    # The words last: to look into a text takes the longest.
    return found | holding(word, *fields)


def fitting(rows: QuerySet[Any], words: str, first: str, *others: str) -> QuerySet[Any]:
    """Those of `rows` in which each word stands in one of the fields; first those where `first` holds them all.

    Args:
        first: the field that people know the row by, its title or name.
    """
    if not words.split():
        return rows.none()
    newest = rows.filter(holding(words, first, *others)).order_by("-pk").values("pk")[:RANKED_AT_MOST]
    elsewhere = ExpressionWrapper(~holding(words, first), BooleanField())
    return rows.filter(pk__in=newest).annotate(elsewhere=elsewhere).order_by("elsewhere", first, "pk")


class _Among(Func):
    """Whether a column is one of an array: its index can be asked for that, beside the one on the words."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def _plain(*given: Any) -> Func:
    return Func(*given, function="core_plain", output_field=TextField())
