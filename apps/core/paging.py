"""Pages of a list: counted up to a thousand, so that a long list costs no more than a short one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.core.asking import whole_number

SIZE = 50
CAP = 1000
LAST = 10_000


@dataclass(frozen=True)
class Page:
    """One page of rows.

    Attributes:
        rows: at most SIZE of them.
        number: from 1.
        total: how many rows there are, at most CAP; `capped` says there are more.
    """

    rows: list[Any]
    number: int
    total: int
    capped: bool
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page(rows: QuerySet[Any] | Sequence[Any], number: Any, *, size: int = SIZE) -> Page:
    """Page `number` of `rows`; what isn't a number is page 1."""
    wanted = whole_number(str(number), most=LAST) or 1
    found = list(rows[(wanted - 1) * size : wanted * size + 1])
    total = _counted(rows) if wanted > 1 or len(found) > size else len(found)
    return Page(found[:size], wanted, min(total, CAP), total > CAP, len(found) > size)


def _counted(rows: QuerySet[Any] | Sequence[Any]) -> int:
    return rows.order_by().values("pk")[: CAP + 1].count() if isinstance(rows, QuerySet) else len(rows)
