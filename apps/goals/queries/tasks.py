from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from apps.goals.commands.terms import may_be_refused, noted_for
from apps.goals.models import DueMove, Goal, Milestone, OwnershipTerm, Task
from apps.goals.models.tasks import TaskQuerySet
from apps.goals.queries.goals import tasks_under
from apps.people.models import Member

# A board shows this many cards of a state, and what was done in these days.
CARDS = 50
LATELY = timedelta(days=14)


def tasks(*, viewer: Member, now: datetime) -> TaskQuerySet:
    """Tasks with `serves_title`, `times_moved`, and in `open_terms` whose answer they wait for."""
    return (
        Task.objects.visible_to(viewer)
        .select_related("owner__team", "wanted_by")
        .annotate(serves_title=Coalesce(_title_of(Goal), _title_of(Milestone)), times_moved=_times_moved())
        .prefetch_related(_open_terms())
    )


def _times_moved() -> Subquery:
    """How often the date was moved, without its first setting; None for never."""
    moves = DueMove.objects.filter(task=OuterRef("pk"), old__isnull=False).order_by()
    return Subquery(moves.values("task").annotate(n=Count("pk")).values("n"))


def _open_terms() -> Prefetch:
    waiting = OwnershipTerm.objects.to_answer().select_related("member", "offered_by")
    return Prefetch("terms", queryset=waiting, to_attr="open_terms")


def _title_of(model: type[Goal] | type[Milestone]) -> Subquery:
    """Ids are unique across kinds, so looking in both tables finds the one."""
    return Subquery(model._default_manager.filter(pk=OuterRef("serves_id")).values("title")[:1])


def tasks_serving(goal: Goal, *, viewer: Member, now: datetime) -> TaskQuerySet:
    """What is done for the goal and its milestones, what is still ahead first."""
    return tasks(viewer=viewer, now=now).filter(tasks_under(goal)).order_by("state", "due_on", "pk")


def terms(*, viewer: Member, now: datetime, task: Task) -> QuerySet[OwnershipTerm]:
    """Everybody who had or was offered the task; whoever sees it sees that."""
    return task.terms.select_related("member", "offered_by")


def may_say_not_me(task: Task, *, viewer: Member, now: datetime) -> bool:
    """Whether it was noted for the viewer, who hasn't begun and has time to say that it isn't theirs."""
    noted = noted_for(task, viewer)
    return noted is not None and may_be_refused(noted, task, now)


def due_moves(*, viewer: Member, now: datetime, task: Task) -> QuerySet[DueMove]:
    """Each setting and moving of the task's date."""
    return task.due_moves.select_related("by")


def waiting_for(*, viewer: Member, now: datetime) -> QuerySet[Task]:
    """Tasks that wait for the viewer's yes or no."""
    asked = OwnershipTerm.objects.to_answer().filter(member=viewer).values("task")
    return tasks(viewer=viewer, now=now).active().filter(pk__in=asked).order_by("due_on", "pk")


@dataclass(frozen=True)
class Column:
    """A column of the board."""

    state: str
    title: Any
    cards: Sequence[Task]
    count: str


def board(rows: QuerySet[Task], *, now: datetime) -> list[Column]:
    """`rows` by state: what is ahead in the order it is due, what is over only where that was lately."""
    bare = rows.prefetch_related(None)
    done = bare.filter(state=Task.State.DONE, done_at__gte=now - LATELY).order_by("-done_at", "pk")
    found = {state: bare.filter(state=state).order_by("due_on", "pk") for state in Task.ACTIVE} | {
        Task.State.DONE: done
    }
    columns = [_column(state, cards) for state, cards in found.items()]
    # Whose answer they wait for is read once for all columns.
    prefetch_related_objects([card for column in columns for card in column.cards], _open_terms())
    return columns


def _column(state: Task.State, rows: QuerySet[Task]) -> Column:
    cards = list(rows[: CARDS + 1])
    count = f"{CARDS}+" if len(cards) > CARDS else str(len(cards))
    return Column(state=state, title=state.label, cards=cards[:CARDS], count=count)
