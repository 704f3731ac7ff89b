"""Which rule of the database refuses a row: the name of the constraint, or what a trigger says."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from apps.core.ids import uuid7
from tests.ways import updated


def changed(row: Model, **fields: Any) -> str:
    """Who refuses the row with these fields changed; empty where nobody does."""
    return _refusal(lambda: updated(row, **fields))


def again(row: Model, **fields: Any) -> str:
    """Who refuses a second such row with these fields; empty where nobody does."""
    other = copy(row)
    for name, value in {"pk": uuid7(), **fields}.items():
        setattr(other, name, value)
    return _refusal(lambda: other.save(force_insert=True))


def deleted(row: Model) -> str:
    """Who refuses to let the row go; empty where nobody does."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    return _refusal(lambda: rows._raw_delete(rows.db))


def _refusal(act: Callable[[], Any]) -> str:
    """Nothing of it stays; what is asked when a transaction ends is asked at once."""
    try:
        with transaction.atomic():
            act()
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
            transaction.set_rollback(True)
    except DatabaseError as fault:
        diag = getattr(fault.__cause__, "diag", None)
        return str(getattr(diag, "constraint_name", None) or getattr(diag, "message_primary", fault))
    return ""
