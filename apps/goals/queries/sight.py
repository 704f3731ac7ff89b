"""Line of sight: from a task, a goal or a person up to revenue, and what has no such line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.goals.models import Goal, Milestone, Period, Task
from apps.goals.queries.periods import today
from apps.goals.queries.placing import LEADING, Paths, paths_of
from apps.people import queries as people
from apps.people.models import Member


@dataclass(frozen=True)
class Line:
    """What somebody does, and the goals that it serves, the nearest first.

    Attributes:
        thing: a goal, milestone or task.
        reaches: whether the last of the goals is a revenue goal.
        done: whether it is over; what is still ahead comes first.
    """

    kind: str
    thing: Any
    goals: list[Goal]
    reaches: bool
    done: bool = False


@dataclass(frozen=True)
class Sight:
    """Somebody's lines, and what of theirs has none.

    Attributes:
        finished: what they finished since the quarter began.
        period: that quarter; None where no fiscal year is open.
    """

    member: Member
    lines: list[Line]
    finished: list[Line]
    period: Period | None

    @property
    def connected(self) -> list[Line]:
        return [line for line in self.lines if line.reaches]

    @property
    def loose(self) -> list[Line]:
        return [line for line in self.lines if not line.reaches]


def lines_of(
    *, goals: Iterable[Goal] = (), steps: Iterable[Milestone] = (), tasks: Iterable[Task] = (), viewer: Member
) -> list[Line]:
    """Each with its line, in this order; however many they are, by two queries.

    A task serves a goal, itself or by one of its milestones.
    """
    goals, steps, tasks = list(goals), list(steps), list(tasks)
    served = _served_by(tasks)
    begin = {*(goal.pk for goal in goals), *(step.goal_id for step in steps), *served.values()}
    paths = paths_of(begin, viewer=viewer)
    return [
        *(Line("goal", goal, paths.up(goal), paths.reaches(goal)) for goal in goals),
        *(_from("milestone", step, step.goal_id, paths) for step in steps),
        *(_from("task", task, served.get(task.serves_id), paths) for task in tasks),
    ]


def _served_by(tasks: Iterable[Task]) -> dict[Any, Any]:
    """The goals' ids by what tasks serve: themselves, or one of their milestones."""
    ids = {(task.serves_kind, task.serves_id) for task in tasks if task.serves_id is not None}
    steps = [pk for kind, pk in ids if kind == "milestone"]
    by_step = dict(Milestone.objects.filter(pk__in=steps).values_list("pk", "goal")) if steps else {}
    return {pk: pk for kind, pk in ids if kind == "goal"} | by_step


def _from(kind: str, thing: Any, goal_id: Any, paths: Paths) -> Line:
    goal = paths.goals.get(goal_id)
    return Line(kind, thing, [goal, *paths.up(goal)], paths.reaches(goal)) if goal else Line(kind, thing, [], False)


def sight_of(member: Member, *, viewer: Member, now: datetime) -> Sight:
    """All that `member` answers for and isn't over, each with its line."""
    goals = Goal.objects.visible_to(viewer).open().filter(owner=member).order_by("created_at", "pk")
    ahead = Milestone.objects.visible_to(viewer).ahead().filter(owner=member).order_by("due_on", "pk")
    tasks = Task.objects.visible_to(viewer).active().filter(owner=member).order_by("due_on", "pk")
    day = today(now)
    period = Period.objects.filter(kind=Period.Kind.QUARTER, starts_on__lte=day, ends_on__gte=day).first()
    lines = lines_of(goals=goals, steps=ahead, tasks=tasks, viewer=viewer)
    return Sight(member, lines, _finished(member, viewer, period) if period else [], period)


def _finished(member: Member, viewer: Member, period: Period) -> list[Line]:
    since = people.working_time().begin_of(period.starts_on)
    steps = Milestone.objects.visible_to(viewer).filter(owner=member, done_at__gte=since).order_by("-done_at", "pk")
    tasks = Task.objects.visible_to(viewer).filter(owner=member, state=Task.State.DONE, done_at__gte=since)
    lines = lines_of(steps=steps, tasks=tasks.order_by("-done_at", "pk"), viewer=viewer)
    return [replace(line, done=True) for line in lines]


def goals_without_a_path(*, viewer: Member, now: datetime) -> QuerySet[Goal]:
    """Open goals that serve no revenue goal, in the order in which they were set."""
    rows = Goal.objects.visible_to(viewer).open().exclude(pk__in=LEADING)
    return rows.select_related("owner__team").order_by("created_at", "pk")


def tasks_without_a_path(*, viewer: Member, now: datetime) -> QuerySet[Task]:
    """Work that is to be done, and leads to no revenue goal."""
    rows = Task.objects.visible_to(viewer).active().filter(Q(serves_id=None) | ~Q(serves_id__in=_leading()))
    return rows.select_related("owner__team").order_by("due_on", "pk")


def _leading() -> QuerySet[Any, Any]:
    """All that a task may serve to lead to revenue."""
    goals = Goal.objects.filter(pk__in=LEADING).values("pk")
    return goals.union(Milestone.objects.filter(goal__in=LEADING).values("pk"), all=True)


def members_without_a_path(*, viewer: Member, now: datetime) -> QuerySet[Member]:
    """Who is here, and answers for nothing still ahead that leads to a revenue goal."""
    theirs = {"owner": OuterRef("pk")}
    return (
        Member.objects.visible_to(viewer)
        .active()
        .exclude(Exists(Goal.objects.filter(pk__in=LEADING, **theirs)))
        .exclude(Exists(Milestone.objects.filter(goal__in=LEADING, done_at__isnull=True, **theirs)))
        .exclude(Exists(Task.objects.active().filter(serves_id__in=_leading(), **theirs)))
        .select_related("team")
        .order_by("name", "pk")
    )
