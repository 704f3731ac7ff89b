from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.goals.models import Goal, Obstacle, Task
from apps.people.models import Member


def obstacles(*, viewer: Member, now: datetime) -> QuerySet[Obstacle]:
    """Obstacles with `blocked_title`, the title of what they are in the way of."""
    return (
        Obstacle.objects.visible_to(viewer)
        .select_related("remover__team", "raised_by", "closed_by", "judged_by")
        .annotate(blocked_title=Coalesce(_title_of(Task), _title_of(Goal)))
    )


def _title_of(model: type[Task] | type[Goal]) -> Subquery:
    """Ids are unique across kinds, so looking in both tables finds the one."""
    return Subquery(model._default_manager.filter(pk=OuterRef("blocks_id")).values("title")[:1])


def open_obstacles(*, viewer: Member, now: datetime) -> QuerySet[Obstacle]:
    """What is still in the way, the longest standing first; agendas gather from here."""
    rows: Any = obstacles(viewer=viewer, now=now)
    return rows.that_hold_up().order_by("since", "pk")


def in_the_way_of(thing: Task | Goal, *, viewer: Member, now: datetime) -> QuerySet[Obstacle]:
    """The obstacles of a task or goal, the open ones first."""
    kind = "task" if isinstance(thing, Task) else "goal"
    rows = obstacles(viewer=viewer, now=now).filter(blocks_kind=kind, blocks_id=thing.pk)
    return rows.order_by("closed_at", "since", "pk")
