"""Small queries that every page asks: the ORM puts each together once, and only its values change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class _Spot:
    """Where a value goes."""

    name: str


class Prepared:
    """A query by ids and words, for which its SQL is kept: to put it together takes longer than to answer it.

    Args:
        ask: the query set with its `values_list`, for ids and texts by name. Which conditions there are must not go by
            their values, as it is called once, with values that stand for those to come.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]]) -> None:
        self._ask = ask
        self._known: tuple[str, list[Any]] | None = None

    def rows(self, **values: UUID | str) -> list[tuple[Any, ...]]:
        """What it finds, as columns."""
        if self._known is None:
            self._known = self._put_together(values)
        sql, spots = self._known
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[spot.name] if isinstance(spot, _Spot) else spot for spot in spots])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _put_together(self, values: dict[str, UUID | str]) -> tuple[str, list[Any]]:
        stand_ins = {name: uuid4() if isinstance(value, UUID) else uuid4().hex for name, value in values.items()}
        spots = {stand_in: _Spot(name) for name, stand_in in stand_ins.items()}
        sql, given = self._ask(**stand_ins).query.sql_with_params()
        parts = [spots.get(value, value) if isinstance(value, UUID | str) else value for value in given]
        if {part for part in parts if isinstance(part, _Spot)} != set(spots.values()):
            raise TypeError(f"These values don't stand in the query as they are: {sorted(values)}")
        return sql, parts
