"""What of goals and tasks falls due, and what waits for a member."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.core.worktime import WorkingTime
from apps.goals.models import Milestone, OwnershipTerm, Task
from apps.people import queries as people
from apps.people.models import Member

# More than this waits for nobody at once on one page.
MOST = 200


def register() -> None:
    due.register(
        DueKind(
            "task-offered",
            label=_("A task waits for an answer"),
            within=_to_answer_within,
            waiting=_to_answer,
            # A working day before the offer goes back to who made it.
            lead_hours=8,
        ),
        DueKind(
            "task-overdue",
            label=_("A task is past its date"),
            within=_tasks_within,
            waiting=_tasks_overdue,
            repeat_days=(2, 5),
        ),
        DueKind(
            "milestone-overdue",
            label=_("A milestone is past its date"),
            within=_milestones_within,
            waiting=_milestones_overdue,
            repeat_days=(2, 5),
        ),
    )


# --- answers ----------------------------------------------------------------------------------------------


def _open_questions() -> QuerySet[OwnershipTerm]:
    asked = OwnershipTerm.objects.to_answer().filter(task__state__in=Task.ACTIVE)
    return asked.select_related("task", "member", "offered_by")


def _to_answer_within(window: Window) -> Iterator[Due]:
    """What was offered or assigned and is to be answered in the window."""
    terms = _open_questions().filter(answer_by__gt=window.after, answer_by__lte=window.until)
    return (_answer(term) for term in terms.order_by("answer_by", "pk").iterator())


def _to_answer(member: Member, now: datetime) -> Iterator[Due]:
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


# --- dates ------------------------------------------------------------------------------------------------


def _dates_ending_in(window: Window, time: WorkingTime) -> tuple[date, date]:
    """The first and the last date whose midnight may lie in the window."""
    return time.today(window.after), time.today(window.until)


def _tasks_within(window: Window) -> Iterator[Due]:
    """Tasks whose date ends in the window, at midnight in the company's zone."""
    time = people.working_time()
    rows = Task.objects.active().filter(due_on__range=_dates_ending_in(window, time))
    for task in rows.select_related("owner", "wanted_by").order_by("due_on", "pk").iterator():
        found = _late_task(task, time)
        if window.after < found.due_at <= window.until:
            yield found


def _tasks_overdue(member: Member, now: datetime) -> Iterator[Due]:
    time = people.working_time()
    rows = Task.objects.active().filter(owner=member, due_on__lt=time.today(now))
    return (
        _late_task(task, time) for task in rows.select_related("owner", "wanted_by").order_by("due_on", "pk")[:MOST]
    )


def _late_task(task: Task, time: WorkingTime) -> Due:
    assert task.due_on is not None
    ended = time.end_of(task.due_on)
    wanted_by = task.wanted_by if task.wanted_by_id != task.owner_id else None
    return Due("task-overdue", task, task.owner, due_at=ended, since=ended, waiting_for=wanted_by)


def _milestones_within(window: Window) -> Iterator[Due]:
    time = people.working_time()
    rows = Milestone.objects.filter(done_at__isnull=True, due_on__range=_dates_ending_in(window, time))
    for milestone in rows.select_related("owner", "goal__owner").order_by("due_on", "pk").iterator():
        found = _late_milestone(milestone, time)
        if window.after < found.due_at <= window.until:
            yield found


def _milestones_overdue(member: Member, now: datetime) -> Iterator[Due]:
    time = people.working_time()
    rows = Milestone.objects.filter(owner=member, done_at__isnull=True, due_on__lt=time.today(now))
    found = rows.select_related("owner", "goal__owner").order_by("due_on", "pk")[:MOST]
    return (_late_milestone(milestone, time) for milestone in found)


def _late_milestone(milestone: Milestone, time: WorkingTime) -> Due:
    ended = time.end_of(milestone.due_on)
    goals_owner = milestone.goal.owner if milestone.goal.owner_id != milestone.owner_id else None
    return Due("milestone-overdue", milestone, milestone.owner, due_at=ended, since=ended, waiting_for=goals_owner)
