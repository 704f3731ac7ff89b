"""Tasks and milestones that are past their date."""

from collections.abc import Iterator
from datetime import datetime

from apps.core.due import Due, Window
from apps.core.worktime import WorkingTime
from apps.goals.due.ground import MOST, may_end_in
from apps.goals.models import Milestone, Task
from apps.people import queries as people
from apps.people.models import Member


def tasks_within(window: Window) -> Iterator[Due]:
    """Tasks whose date ends in the window, at midnight in the company's zone."""
    time = people.working_time()
    rows = Task.objects.active().filter(may_end_in(window, time, "due_on"))
    for task in rows.select_related("owner", "wanted_by").order_by("due_on", "pk").iterator():
        found = _late_task(task, time)
        if found.due_at in window:
            yield found


def tasks_of(member: Member, now: datetime) -> Iterator[Due]:
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


def milestones_within(window: Window) -> Iterator[Due]:
    time = people.working_time()
    rows = Milestone.objects.ahead().filter(may_end_in(window, time, "due_on"))
    for milestone in rows.select_related("owner", "goal__owner").order_by("due_on", "pk").iterator():
        found = _late_milestone(milestone, time)
        if found.due_at in window:
            yield found


def milestones_of(member: Member, now: datetime) -> Iterator[Due]:
    time = people.working_time()
    rows = Milestone.objects.ahead().filter(owner=member, due_on__lt=time.today(now))
    found = rows.select_related("owner", "goal__owner").order_by("due_on", "pk")[:MOST]
    return (_late_milestone(milestone, time) for milestone in found)


def _late_milestone(milestone: Milestone, time: WorkingTime) -> Due:
    ended = time.end_of(milestone.due_on)
    goals_owner = milestone.goal.owner if milestone.goal.owner_id != milestone.owner_id else None
    return Due("milestone-overdue", milestone, milestone.owner, due_at=ended, since=ended, waiting_for=goals_owner)
