"""Reading the trail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from apps.core import things
from apps.core.saying import said
from apps.trail import acts
from apps.trail.models import Activity


@dataclass(frozen=True)
class Entry:
    """One line of a history: who (None where it isn't told), what in words, when, and the values that changed."""

    id: UUID
    at: datetime
    actor: Any
    act: str
    words: str
    changes: list[tuple[str, Any, Any]]
    reason: str
    about: things.Pair

    @property
    def changed(self) -> list[tuple[str, Any, Any]]:
        """The changes as people read them: fields and their values by their names, several values in one line."""
        return [
            (acts.field_words(field), acts.value_words(field, old), acts.value_words(field, new))
            for field, old, new in self.changes
        ]


@dataclass(frozen=True)
class Changed:
    """Fields of a thing that an act changed, as `{field: [old, new]}` in plain JSON: a member is `{"member": id}`."""

    about_id: UUID
    at: datetime
    changes: dict[str, Any]


def changes_of(kind: str, ids: Iterable[UUID], fields: Iterable[str]) -> list[Changed]:
    """Every change of one of these fields, the oldest first; of what was erased nothing is told."""
    rows = Activity.objects.filter(about_kind=kind, about_id__in=ids, detail__facts__changes__has_any_keys=[*fields])
    told = rows.order_by("at", "pk").values_list("about_id", "at", "detail__facts")
    return [Changed(about_id, at, facts["changes"]) for about_id, at, facts in told]


def activities_of(thing: Model) -> QuerySet[Activity]:
    """All that was done with `thing`, the newest first."""
    return activities_about(*things.pair(thing))


def activities_about(kind: str, pk: UUID) -> QuerySet[Activity]:
    return Activity.objects.filter(about_kind=kind, about_id=pk).order_by("-at", "-id")


def history_of(thing: Model, *, most: int = 50) -> list[Entry]:
    """The newest entries of a thing's history; the caller has made sure that the reader may see the thing."""
    return entries(activities_of(thing)[:most])


def entries(rows: QuerySet[Activity]) -> list[Entry]:
    """Activities as sentences, with all names fetched in one query."""
    found = list(rows.select_related("actor", "detail"))
    ids = {pk for row in found for pk in _members_in(row.detail.facts)}
    names = {str(member.pk): str(member) for member in get_user_model()._default_manager.filter(pk__in=ids)}
    return [_entry(row, names) for row in found]


def _is_member(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"member"}


def _members_in(value: Any) -> Iterator[UUID]:
    """The ids of all members that a fact names, at any depth."""
    if _is_member(value):
        yield UUID(value["member"])
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _members_in(inner)


def _said(value: Any, names: dict[str, str]) -> Any:
    if _is_member(value):
        return names.get(value["member"], _("somebody"))
    if isinstance(value, list):
        return [_said(inner, names) for inner in value]
    if isinstance(value, dict) and "title" in value:
        return value["title"]
    return value


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _entry(row: Activity, names: dict[str, str]) -> Entry:
    facts = {key: _said(value, names) for key, value in row.detail.facts.items() if key != "changes"}
    # Not said as a whole: a field may be called "title", as what stands for a thing is.
    changes = row.detail.facts.get("changes") or {}
    return Entry(
        id=row.pk,
        at=row.at,
        actor=None if acts.is_unnamed(row.act) else row.actor,
        act=row.act,
        words=acts.words_for(row.act).format_map(_Facts({key: said(value) for key, value in facts.items()})),
        changes=[(field, _said(old, names), _said(new, names)) for field, (old, new) in changes.items()],
        reason=str(facts.get("reason") or facts.get("note") or ""),
        about=row.about,
    )
