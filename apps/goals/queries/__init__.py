from apps.goals.queries.goals import goals, milestones, tasks_under, today
from apps.goals.queries.tasks import (
    Column,
    board,
    due_moves,
    tasks,
    tasks_serving,
    terms,
    waiting_for,
)

__all__ = [
    "Column",
    "board",
    "due_moves",
    "goals",
    "milestones",
    "tasks",
    "tasks_serving",
    "tasks_under",
    "terms",
    "today",
    "waiting_for",
]
