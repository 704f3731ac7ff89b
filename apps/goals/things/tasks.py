"""Tasks."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from apps.core import things
from apps.core.finding import fitting
from apps.goals import commands
from apps.goals.models import Task
from apps.people.models import Member


def _tasks_of(member: Member) -> QuerySet[Task]:
    """What is still to be done; finished work keeps its name."""
    return Task.objects.active().filter(owner=member)


def _involved_in_task(task: Task) -> Iterable[Member]:
    """Its owner, whoever wanted it, and whoever is asked to take it on."""
    offered = Q(pk__in=task.terms.to_answer().values("member"))
    return Member.objects.filter(Q(pk__in=[task.owner_id, task.wanted_by_id]) | offered)


def _find_tasks(viewer: Member, words: str) -> QuerySet[Task]:
    """What is still to be done before what was done long ago."""
    found = fitting(Task.objects.visible_to(viewer).select_related("owner"), words, "title", "detail")
    return found.order_by("elsewhere", "-done_at", "title", "pk")


def _task_still_due(task: Task, kind: str, recipient: Any) -> bool:
    if kind == "task-offered":
        return task.is_active and task.terms.to_answer().filter(member=recipient).exists()
    if kind in ("task-assigned", "task-noted", "task-overdue", "task-given-back"):
        return task.is_active and task.owner_id == recipient.pk
    if kind in ("task-declined", "task-not-me", "task-returned", "task-due-moved", "task-reopened"):
        return task.is_active
    if kind in ("task-done", "task-confirmed"):
        return task.state == Task.State.DONE
    return kind != "task-dropped" or task.state == Task.State.DROPPED


TASK = things.Thing(
    kind="task",
    label=gettext_lazy("Task"),
    model=Task,
    title=lambda task: task.title,
    url=lambda task: reverse("goals:task", args=[task.pk]),
    visible_to=Task.objects.visible_to,
    involved=_involved_in_task,
    owned_by=_tasks_of,
    hand_over=commands.hand_over_tasks,
    counted=lambda count: ngettext("%d task", "%d tasks", count) % count,
    still_due=_task_still_due,
    many=gettext_lazy("Tasks"),
    find=_find_tasks,
)
