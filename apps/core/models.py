"""Abstract rows only: what an id, a revision and a pointer to any thing look like everywhere."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

import pgtrigger
from django.db import models
from django.utils.translation import gettext as _

from apps.core.errors import Gone, Stale
from apps.core.ids import uuid7


class Row(models.Model):
    """A row with an id that may stand in a URL."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


def count_revisions(*, but: Sequence[str] = ()) -> pgtrigger.Trigger:
    """A trigger that counts the changes of a row, except those of columns that are only noted."""
    return pgtrigger.Trigger(
        name="count_revision",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(exclude=[*but] or None),
        func="NEW.revision = OLD.revision + 1; RETURN NEW;",
    )


class Revised(Row):
    """A row that several people may edit: the database counts its changes, whoever makes them."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        triggers = [count_revisions()]


class About(models.Model):
    """A row that points at a thing of any kind by `(kind, id)`."""

    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()

    class Meta:
        abstract = True

    @property
    def about(self) -> tuple[str, UUID]:
        return self.about_kind, self.about_id


AnyRevised = TypeVar("AnyRevised", bound=Revised)


def locked(row: AnyRevised, *, revision: int | None = None) -> AnyRevised:
    """The row as it stands now, locked until the transaction ends.

    Args:
        revision: what the caller read; None where nothing typed could be lost.

    Raises:
        Stale: somebody changed it since.
        Gone: it isn't there any more.
    """
    current = row.__class__._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if current is None:
        raise Gone(_("It was dropped while you looked at it; there is nothing left of it."))
    if revision is not None and current.revision != revision:
        raise Stale(current)
    return current


def append_only(name: str, *, but: str = "") -> list[pgtrigger.Trigger]:
    """Triggers that refuse update and delete in a table whose rows are facts.

    Args:
        but: updates that meet this SQL condition over OLD and NEW are let through.
    """
    refuse = "RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';"
    return [
        pgtrigger.Trigger(
            name=f"{name}_no_update",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(f"NOT ({but})") if but else None,
            func=refuse,
        ),
        pgtrigger.Trigger(name=f"{name}_no_delete", when=pgtrigger.Before, operation=pgtrigger.Delete, func=refuse),
    ]


__all__ = ["About", "Revised", "Row", "append_only", "count_revisions", "locked"]
