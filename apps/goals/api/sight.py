"""Lines of sight for machines: what serves what, up to revenue."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.core import things
from apps.goals import queries
from apps.goals.models import Goal, Task
from apps.people import queries as people
from apps.people.door import AboutField, Collection, MemberField, Part, Slices, ThingField, ThingsField, resource
from apps.people.models import Member


class LinePart(Part):
    """A goal, milestone or task, and the goals that it serves, the nearest first."""

    about = AboutField()
    title = serializers.CharField()
    goals = ThingsField("goal")
    reaches_revenue = serializers.BooleanField()
    done = serializers.BooleanField()
    example = {"title": "Call Acme", "reaches_revenue": True, "done": False}


class WithoutAPathPart(Part):
    member = MemberField(source="*")
    team = ThingField("team", allow_null=True)


class _Line:
    def __init__(self, line: queries.Line) -> None:
        self.about, self.title = (line.kind, line.thing.pk), things.title(line.thing)
        self.goals, self.reaches_revenue, self.done = line.goals, line.reaches, line.done


def _of_goal(*, viewer: Member, now: datetime, goal: Goal) -> list[Any]:
    return [_Line(line) for line in queries.lines_of(goals=[goal], viewer=viewer)]


def _of_task(*, viewer: Member, now: datetime, task: Task) -> list[Any]:
    return [_Line(line) for line in queries.lines_of(tasks=[task], viewer=viewer)]


def _of_member(*, viewer: Member, now: datetime, member: Member) -> list[Any]:
    found = queries.sight_of(member, viewer=viewer, now=now)
    return [_Line(line) for line in [*found.lines, *found.finished]]


def _without(*, viewer: Member, now: datetime) -> Slices:
    goals = queries.goals_without_a_path(viewer=viewer, now=now)
    tasks = queries.tasks_without_a_path(viewer=viewer, now=now)

    def read(start: int, stop: int) -> list[Any]:
        """The tasks follow where the goals end."""
        first = list(goals[start:stop])
        passed = start + len(first) if first or not start else goals.count()
        then = tasks[max(0, start - passed) : stop - passed] if len(first) < stop - start else []
        return [_Line(line) for line in queries.lines_of(goals=first, tasks=then, viewer=viewer)]

    return Slices(read)


class SightOfGoal(Collection):
    """Read what a goal serves, up to revenue."""

    rows = staticmethod(_of_goal)
    within = "goal"
    within_rows = staticmethod(queries.goals)
    output = LinePart


class SightOfTask(Collection):
    """Read what a task serves, up to revenue."""

    rows = staticmethod(_of_task)
    within = "task"
    within_rows = staticmethod(queries.tasks)
    output = LinePart


class SightOfMember(Collection):
    """Read what somebody contributes.

    All that they answer for, and what they finished since the quarter began, up to revenue.
    """

    rows = staticmethod(_of_member)
    within = "member"
    within_rows = staticmethod(people.members)
    output = LinePart


class WithoutAPath(Collection):
    """List the goals and tasks that lead to no revenue goal."""

    rows = staticmethod(_without)
    output = LinePart


class MembersWithoutAPath(Collection):
    """List who answers for nothing that leads to a revenue goal."""

    rows = staticmethod(queries.members_without_a_path)
    output = WithoutAPathPart


urlpatterns = [
    *resource("goals/<uuid:goal_id>/line-of-sight", SightOfGoal),
    *resource("tasks/<uuid:task_id>/line-of-sight", SightOfTask),
    *resource("members/<uuid:member_id>/line-of-sight", SightOfMember),
    *resource("work-without-a-path", WithoutAPath),
    *resource("members-without-a-path", MembersWithoutAPath),
]
