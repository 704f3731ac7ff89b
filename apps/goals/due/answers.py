"""Tasks that were offered or assigned, and wait for a yes or a reason."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from apps.core.due import Due, Window
from apps.goals.due.ground import MOST
from apps.goals.models import OwnershipTerm, Task
from apps.people.models import Member


def _open_questions() -> QuerySet[OwnershipTerm]:
    asked = OwnershipTerm.objects.to_answer().filter(task__state__in=Task.ACTIVE)
    return asked.select_related("task", "member", "offered_by")


def answers_within(window: Window) -> Iterator[Due]:
    """What was offered or assigned and is to be answered in the window."""
    terms = _open_questions().filter(window.holds("answer_by"))
    return (_answer(term) for term in terms.order_by("answer_by", "pk").iterator())


def answers_of(member: Member, now: datetime) -> Iterator[Due]:
    return (_answer(term) for term in _open_questions().filter(member=member).order_by("answer_by", "pk")[:MOST])


def _answer(term: OwnershipTerm) -> Due:
    return Due(
        kind="task-offered",
        thing=term.task,
        recipient=term.member,
        due_at=term.answer_by or term.offered_at,
        since=term.offered_at,
        waiting_for=term.offered_by,
    )
