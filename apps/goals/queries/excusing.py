"""Whether what was in the way excuses a delay. Rows and dates in, one of four words out."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.worktime import WorkingTime
from apps.goals.models import Goal, Obstacle, Task
from apps.people import queries as people


class Excuse(models.TextChoices):
    """What an obstacle means for the due date of what it holds up."""

    EXCUSES = "excuses", _("Excuses the delay")
    TO_JUDGE = "to_judge", _("To be judged: raised after the due date")
    DOES_NOT = "does_not", _("Doesn't excuse the delay")


def excuse_of(obstacle: Obstacle, held_up: Task | Goal, time: WorkingTime) -> Excuse | None:
    """Raised before the due date was over, it excuses the delay; raised afterwards, somebody judges it.

    Neither does what its owner brought about or was to remove, unless it was judged otherwise. None without a due date.
    """
    if held_up.due_on is None and obstacle.excuses is None:
        return None
    ends = time.end_of(held_up.due_on) if held_up.due_on else None
    if obstacle.may_excuse(held_up.owner, ends):
        return Excuse.EXCUSES
    only_late = obstacle.excuses is None and obstacle.may_excuse(held_up.owner, None)
    return Excuse.TO_JUDGE if only_late else Excuse.DOES_NOT


def excused(obstacles: Iterable[Obstacle], thing: Task | Goal) -> list[tuple[Obstacle, Excuse | None]]:
    """The obstacles of a task or goal, each with what it means for its due date."""
    time = people.working_time()
    return [(obstacle, excuse_of(obstacle, thing, time)) for obstacle in obstacles]
