from apps.meetings.queries.answers import Guest, answers, answers_of, awaits_answer, guests
from apps.meetings.queries.meetings import (
    Agenda,
    addenda,
    agenda,
    attendances,
    decisions,
    entries,
    items,
    meetings,
    neighbour,
    seen_of,
    series,
    with_neighbours,
)
from apps.meetings.queries.suggesting import Suggestion, suggested

__all__ = [
    "Agenda",
    "Guest",
    "Suggestion",
    "addenda",
    "agenda",
    "answers",
    "answers_of",
    "attendances",
    "awaits_answer",
    "decisions",
    "entries",
    "guests",
    "items",
    "meetings",
    "neighbour",
    "seen_of",
    "series",
    "suggested",
    "with_neighbours",
]
