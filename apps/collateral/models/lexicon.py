"""Which words there are, for what is mistyped, and which words mean the same, as admins say."""

from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, QuerySet

from apps.core.models import Revised


def learns(name: str, operation: Any = pgtrigger.Insert) -> pgtrigger.Trigger:
    """Keeps the words of what is put into `search`, a vector; codes and numbers are never mistyped words."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="added"),
        func="""
            INSERT INTO collateral_word (word)
            SELECT DISTINCT u.lexeme FROM added a, unnest(a.search) u
            WHERE length(u.lexeme) BETWEEN 4 AND 40 AND u.lexeme ~ '^[[:alpha:]]+$'
            ORDER BY u.lexeme
            ON CONFLICT DO NOTHING;
            RETURN NULL;""",
    )


class Word(models.Model):
    """A word that stood somewhere in the library; it says nothing of where, or of who may see it."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(OpClass(F("word"), "gin_trgm_ops"), name="word_alike")]

    def __str__(self) -> str:
        return self.word


class SynonymQuerySet(QuerySet["Synonym"]):
    def visible_to(self, viewer: Any) -> "SynonymQuerySet":
        return self.all() if viewer.is_active else self.none()


class Synonym(Revised):
    """Who searches for `term` also finds `means`; with `both_ways` the other way round as well."""

    term = models.CharField(max_length=80)
    means = models.CharField(max_length=80)
    both_ways = models.BooleanField(default=True)

    objects = SynonymQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("term"), models.functions.Lower("means"), name="synonym_said_once"
            ),
            models.CheckConstraint(name="synonym_of_something", condition=~Q(term="") & ~Q(means="")),
        ]

    def __str__(self) -> str:
        return f"{self.term} {'↔' if self.both_ways else '→'} {self.means}"
