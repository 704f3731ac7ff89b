"""What a task takes, point by point."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands import terms
from apps.goals.commands.ground import refuse_over
from apps.goals.models import Task
from apps.people.models import Member
from apps.trail import commands as trail

# More is a plan, not a task.
MOST, LONGEST = 30, 200


class ChecklistTooLong(Refused):
    """More points, or more words in one, than can be looked over."""


class NoSuchPoint(Refused):
    """It doesn't stand on the checklist, or not any more."""


def points_of(said: Sequence[str]) -> list[str]:
    """The points as they are kept: without empty ones, each once."""
    points = list(dict.fromkeys(filter(None, (" ".join(one.split()) for one in said))))
    if len(points) > MOST or any(len(point) > LONGEST for point in points):
        raise ChecklistTooLong(
            _("A checklist has at most %(most)s points of %(longest)s characters.") % {"most": MOST, "longest": LONGEST}
        )
    return points


@transaction.atomic
def tick_task(*, actor: Member, task: Task, point: str, now: datetime, done: bool = True) -> Task:
    """Say that a point of the checklist is done, or isn't after all; as work on the task it also accepts it."""
    task = locked(task)
    require(policy.may_work_on(actor, task))
    refuse_over(task)
    if point not in task.checklist:
        raise NoSuchPoint(_("“%(point)s” doesn't stand on the checklist.") % {"point": point})
    if (point in task.ticked) == done:
        return task
    terms.accept_by_working(task, now)
    ticked = {*task.ticked, point} if done else {*task.ticked} - {point}
    change(task, {"ticked": [one for one in task.checklist if one in ticked]})
    trail.record(actor=actor, act="task.ticked" if done else "task.unticked", about=task, now=now, point=point)
    return task
