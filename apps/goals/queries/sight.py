"""Line of sight: from a task, a goal or a person up to revenue, and what has no such line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.goals.models import Goal, Milestone, Period, Task
from apps.goals.queries.numbers import Tree, tree
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


def line_of_goal(goal: Goal, whole: Tree) -> Line:
    placed = whole.goals[goal.pk]
    return Line("goal", placed, whole.path(placed), whole.reaches(placed))


def line_of_task(task: Task, whole: Tree, *, steps: dict[Any, Any] | None = None) -> Line:
    """A task serves a goal, itself or by one of its milestones.

    Args:
        steps: the goals' ids by those of their milestones; read for this one task where they aren't given.
    """
    served = _served_by(task, steps)
    if served is None or served not in whole.goals:
        return Line("task", task, [], False)
    goal = whole.goals[served]
    return Line("task", task, [goal, *whole.path(goal)], whole.reaches(goal))


def _served_by(task: Task, steps: dict[Any, Any] | None) -> Any:
    if task.serves_kind != "milestone":
        return task.serves_id
    if steps is None:
        served: Any = task.serves_id
        steps = dict(Milestone.objects.filter(pk=served).values_list("pk", "goal"))
    return steps.get(task.serves_id)


def sight_of(member: Member, *, viewer: Member, now: datetime) -> Sight:
    """All that `member` answers for and isn't over, each with its line."""
    whole = tree(viewer=viewer, now=now)
    goals = [line_of_goal(goal, whole) for goal in whole.goals.values() if _is_theirs(goal, member)]
    ahead = Milestone.objects.visible_to(viewer).ahead()
    steps = ahead.filter(owner=member).order_by("due_on", "pk")
    milestones = [_of_milestone(step, whole) for step in steps]
    tasks = Task.objects.visible_to(viewer).active().filter(owner=member)
    lines = [*goals, *milestones, *_of_tasks(tasks.order_by("due_on", "pk"), whole)]
    period = Period.objects.filter(
        kind=Period.Kind.QUARTER, starts_on__lte=whole.today, ends_on__gte=whole.today
    ).first()
    return Sight(member, lines, _finished(member, viewer, whole, period) if period else [], period)


def _finished(member: Member, viewer: Member, whole: Tree, period: Period) -> list[Line]:
    since = people.working_time().begin_of(period.starts_on)
    steps = Milestone.objects.visible_to(viewer).filter(owner=member, done_at__gte=since).order_by("-done_at", "pk")
    tasks = Task.objects.visible_to(viewer).filter(owner=member, state=Task.State.DONE, done_at__gte=since)
    lines = [*(_of_milestone(step, whole) for step in steps), *_of_tasks(tasks.order_by("-done_at", "pk"), whole)]
    return [replace(line, done=True) for line in lines]


def _is_theirs(goal: Goal, member: Member) -> bool:
    return goal.owner_id == member.pk and not goal.is_closed


def _of_milestone(step: Milestone, whole: Tree) -> Line:
    goal = whole.goals[step.goal_id]
    return Line("milestone", step, [goal, *whole.path(goal)], whole.reaches(goal))


def _of_tasks(tasks: Iterable[Task], whole: Tree) -> list[Line]:
    found = list(tasks)
    ids: list[Any] = [task.serves_id for task in found if task.serves_kind == "milestone"]
    steps = dict(Milestone.objects.filter(pk__in=ids).values_list("pk", "goal"))
    return [line_of_task(task, whole, steps=steps) for task in found]


def without_a_path(*, viewer: Member, now: datetime) -> list[Line]:
    """Goals that serve no revenue goal, and work that is to be done for none."""
    whole = tree(viewer=viewer, now=now)
    goals = [line_of_goal(goal, whole) for goal in whole.goals.values() if not goal.is_closed]
    tasks = Task.objects.visible_to(viewer).active().select_related("owner__team").order_by("due_on", "pk")
    return [line for line in [*goals, *_of_tasks(tasks, whole)] if not line.reaches]


def members_without_a_path(*, viewer: Member, now: datetime) -> QuerySet[Member]:
    """Who is here, and answers for nothing still ahead that leads to a revenue goal."""
    whole = tree(viewer=viewer, now=now)
    leading: list[Any] = [goal for goal in whole.goals.values() if whole.reaches(goal)]
    steps = Milestone.objects.filter(goal__in=leading)
    served = Q(serves_id__in=[goal.pk for goal in leading]) | Q(serves_id__in=steps.values("pk"))
    theirs = {"owner": OuterRef("pk")}
    return (
        Member.objects.visible_to(viewer)
        .active()
        .exclude(pk__in=[goal.owner_id for goal in leading])
        .exclude(Exists(steps.filter(done_at__isnull=True, **theirs)))
        .exclude(Exists(Task.objects.active().filter(served, **theirs)))
        .select_related("team")
        .order_by("name", "pk")
    )
