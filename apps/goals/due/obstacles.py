"""What is still in the way, and who can remove it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from apps.core.due import Due, Window
from apps.core.worktime import WorkingTime
from apps.goals.due.ground import MOST, may_end_in
from apps.goals.models import Goal, Obstacle, Task
from apps.people import queries as people
from apps.people.models import Member

# Working days in which whoever can remove an obstacle says by when; then one without a date is due.
DAYS_WITHOUT_A_DATE = 5


def _held_up() -> QuerySet[Obstacle]:
    return Obstacle.objects.that_hold_up().select_related("remover").order_by("remove_by", "pk")


def obstacles_within(window: Window) -> Iterator[Due]:
    """By their date; without one, some working days after they were raised, so that none is forgotten."""
    time = people.working_time()
    dated = may_end_in(window, time, "remove_by")
    undated = Q(remove_by__isnull=True, raised_at__lte=window.until)
    found = _to_remove(_held_up().filter(dated | undated), time)
    return (one for one in found if one.due_at in window)


def obstacles_of(member: Member, now: datetime) -> Iterator[Due]:
    """What they haven't said anything to yet waits at once, and what they accepted once its time is over."""
    time = people.working_time()
    may_be_late = Q(remove_by__lt=time.today(now)) | Q(remove_by__isnull=True)
    rows = list(_held_up().filter(Q(state=Obstacle.State.RAISED) | may_be_late, remover=member)[:MOST])
    unanswered = {obstacle.pk for obstacle in rows if obstacle.state == Obstacle.State.RAISED}
    return (one for one in _to_remove(rows, time) if one.thing.pk in unanswered or one.due_at <= now)


def _to_remove(rows: Iterable[Obstacle], time: WorkingTime) -> Iterator[Due]:
    found = list(rows)
    ids = [obstacle.blocks_id for obstacle in found]
    # Ids are unique across kinds.
    blocked: tuple[type[Task], type[Goal]] = (Task, Goal)
    owners = {
        row.pk: row.owner
        for model in blocked
        for row in model._default_manager.filter(pk__in=ids).select_related("owner")
    }
    for obstacle in found:
        owner = owners[obstacle.blocks_id]
        waits = owner if owner.pk != obstacle.remover_id else None
        yield Due(
            "obstacle-to-remove",
            obstacle,
            obstacle.remover,
            due_at=_out_of_the_way_by(obstacle, time),
            since=obstacle.raised_at,
            waiting_for=waits,
        )


def _out_of_the_way_by(obstacle: Obstacle, time: WorkingTime) -> datetime:
    if obstacle.remove_by is not None:
        return time.end_of(obstacle.remove_by)
    return time.after_days(obstacle.raised_at, DAYS_WITHOUT_A_DATE)
