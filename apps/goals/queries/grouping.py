"""Who has what: tasks by owner, side, goal or due date, for whoever spreads the work."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.goals.models import Milestone, OwnershipTerm, Task
from apps.people.models import Member, Side

# So many tasks at once can be looked over; more are narrowed first.
MOST = 300
BY = {
    "owner": gettext_lazy("By owner"),
    "side": gettext_lazy("By side"),
    "goal": gettext_lazy("By goal"),
    "due": gettext_lazy("By due date"),
}
SOON = timedelta(days=7)
Key = tuple[Any, str]


@dataclass(frozen=True)
class Group:
    """Tasks that belong together.

    Attributes:
        owner: whose they are, where that is what they have in common.
        late: how many are past their date.
        unaccepted: how many are assigned and not accepted yet.
    """

    title: str
    owner: Member | None
    tasks: list[Task]
    late: int
    unaccepted: int


@dataclass(frozen=True)
class Grouped:
    """The groups in their order, and whether there are more tasks than are shown."""

    groups: list[Group]
    shown: int
    is_cut: bool


def grouped(rows: QuerySet[Task], *, by: str, today: date) -> Grouped:
    """`rows`, as `tasks` reads them, in groups; within a group what is due first comes first."""
    found = list(rows.order_by("due_on", "pk")[: MOST + 1])
    shown = found[:MOST]
    parts: dict[Key, list[Task]] = {}
    key = _key(by, shown, today)
    for task in shown:
        parts.setdefault(key(task), []).append(task)
    groups = [_group(title, tasks, by, today) for (_order, title), tasks in sorted(parts.items(), key=_in_order)]
    return Grouped(groups, len(shown), len(found) > MOST)


def _in_order(part: tuple[Key, list[Task]]) -> tuple[Any, str]:
    (order, title), _tasks = part
    return order, title.lower()


def _key(by: str, tasks: Iterable[Task], today: date) -> Callable[[Task], Key]:
    """What tasks are grouped by: a place in the order, and the group's title."""
    if by == "side":
        return lambda task: (list(Side).index(Side(task.owner.side)), str(Side(task.owner.side).label))
    if by == "goal":
        return _by_goal(tasks)
    if by == "due":
        return lambda task: _when(task.due_on, today)
    return lambda task: ((task.owner.name.lower(), str(task.owner_id)), task.owner.name)


def _by_goal(tasks: Iterable[Task]) -> Callable[[Task], Key]:
    """The goal that they serve, themselves or by one of its milestones; those that serve none come last."""
    steps: list[Any] = [task.serves_id for task in tasks if task.serves_kind == "milestone"]
    goals = dict(Milestone.objects.filter(pk__in=steps).values_list("pk", "goal__title"))

    def key(task: Task) -> Key:
        if task.serves_id is None:
            return (1, _("Serves no goal"))
        title: str = goals.get(task.serves_id) or vars(task)["serves_title"]
        return (0, title)

    return key


def _when(due_on: date | None, today: date) -> Key:
    if due_on is None:
        return (3, _("Without a date"))
    if due_on < today:
        return (0, _("Past their date"))
    return (1, _("In the next seven days")) if due_on <= today + SOON else (2, _("Later"))


def _group(title: str, tasks: list[Task], by: str, today: date) -> Group:
    open_terms = [term for task in tasks if task.is_active for term in vars(task)["open_terms"]]
    return Group(
        title=title,
        owner=tasks[0].owner if by == "owner" else None,
        tasks=tasks,
        late=sum(task.is_active and task.due_on is not None and task.due_on < today for task in tasks),
        unaccepted=sum(term.state == OwnershipTerm.State.ASSIGNED for term in open_terms),
    )
