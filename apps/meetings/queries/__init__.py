from apps.meetings.queries.meetings import (
    Agenda,
    addenda,
    agenda,
    attendances,
    decisions,
    entries,
    items,
    meetings,
    series,
)
from apps.meetings.queries.suggesting import Suggestion, suggested

__all__ = [
    "Agenda",
    "Suggestion",
    "addenda",
    "agenda",
    "attendances",
    "decisions",
    "entries",
    "items",
    "meetings",
    "series",
    "suggested",
]
