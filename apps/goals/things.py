"""What lower apps must know of goals, milestones and tasks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from apps.core import navigation, telling, things, undo
from apps.core.finding import fitting
from apps.goals import commands, plan_words, queries, step_words
from apps.goals.commands.composing import compose, on_in_force
from apps.goals.commands.dropping import drop
from apps.goals.commands.obstacles import blocked
from apps.goals.models import AgreedActivity, Goal, Invocation, Milestone, Obstacle, Period, Plan, Task
from apps.goals.step_things import SCOREBOARD_LINK, SMALL_STEP
from apps.goals.things_of_readers import READER_TERM, goal_still_due, milestone_still_due
from apps.goals.words import ACTS, FIELDS, NOTICES, VALUES
from apps.people.models import Member
from apps.trail import acts

BENEATH_GOALS = (
    "/milestones/", "/scoreboard/", "/plans/", "/periods/", "/obstacles/", "/line-of-sight/", "/accountability/",
    "/agreed-activities/", "/it-slipped/", "/small-steps/",
)  # fmt: skip


def register() -> None:
    things.register(GOAL)
    things.register(MILESTONE)
    things.register(TASK)
    things.register(OBSTACLE)
    things.register(PERIOD)
    things.register(READER_TERM)
    things.register(PLAN)
    things.register(SCOREBOARD_LINK)
    things.register(ACTIVITY)
    things.register(INVOCATION)
    things.register(SMALL_STEP)
    acts.register(ACTS | plan_words.ACTS | step_words.ACTS)
    acts.name_fields(FIELDS)
    acts.name_values(VALUES)
    telling.register(*NOTICES, *plan_words.NOTICES, *step_words.NOTICES)
    undo.register("tasks-assigned", commands.undo_assigning)
    undo.register("task-ended", commands.undo_ending)
    undo.register("goal-read", commands.undo_reading)
    undo.register("goal-closed", commands.undo_closing)
    undo.register("obstacle-closed", commands.undo_closing_obstacle)
    undo.register("small-step-ended", commands.undo_ending_small_step)
    undo.register("milestone-done", commands.undo_completing_milestone)
    navigation.register(
        navigation.Entry(20, gettext_lazy("Goals"), "goals:goals", icon="goal", key="g", beneath=BENEATH_GOALS),
        navigation.Entry(21, gettext_lazy("Tasks"), "goals:tasks", icon="task", key="t"),
    )
    navigation.register_new(
        navigation.Entry(20, gettext_lazy("Task"), "goals:new_task"),
        navigation.Entry(21, gettext_lazy("Goal"), "goals:new_goal"),
        navigation.Entry(22, gettext_lazy("Obstacle"), "goals:new_obstacle"),
        navigation.Entry(23, gettext_lazy("Small step"), "goals:new_small_step"),
    )


# --- who hears of it, who answers for it ------------------------------------------------------------------


def _goals_of(member: Member) -> QuerySet[Goal]:
    """What is closed keeps the name."""
    return Goal.objects.open().filter(owner=member)


def _milestones_of(member: Member) -> QuerySet[Milestone]:
    return Milestone.objects.filter(owner=member, done_at__isnull=True)


def _tasks_of(member: Member) -> QuerySet[Task]:
    """What is still to be done; finished work keeps its name."""
    return Task.objects.active().filter(owner=member)


def _involved_in_task(task: Task) -> Iterable[Member]:
    """Its owner, whoever wanted it, and whoever is asked to take it on."""
    offered = Q(pk__in=task.terms.to_answer().values("member"))
    return Member.objects.filter(Q(pk__in=[task.owner_id, task.wanted_by_id]) | offered)


def _hand_over_goals(*, actor: Member, rows: Iterable[Goal], to: Member, now: datetime) -> None:
    for goal in rows:
        commands.hand_over_goal(actor=actor, goal=goal, to=to, now=now)


def _hand_over_milestones(*, actor: Member, rows: Iterable[Milestone], to: Member, now: datetime) -> None:
    for milestone in rows:
        commands.hand_over_milestone(actor=actor, milestone=milestone, to=to, now=now)


def _promises_of(member: Member) -> QuerySet[AgreedActivity]:
    return AgreedActivity.objects.named().filter(owner=member)


def _hand_over_promises(*, actor: Member, rows: Iterable[AgreedActivity], to: Member, now: datetime) -> None:
    for activity in rows:
        commands.hand_over_promise(actor=actor, activity=activity, to=to, now=now)


def _obstacles_of(member: Member) -> QuerySet[Obstacle]:
    """What they were to remove, and still is in the way."""
    return Obstacle.objects.open().filter(remover=member)


def _hand_over_obstacles(*, actor: Member, rows: Iterable[Obstacle], to: Member, now: datetime) -> None:
    for obstacle in rows:
        commands.hand_over_obstacle(actor=actor, obstacle=obstacle, to=to, now=now)


def _involved_in_obstacle(obstacle: Obstacle) -> Iterable[Member]:
    return {obstacle.remover, obstacle.raised_by, blocked(obstacle).owner}


# --- what fits some words ---------------------------------------------------------------------------------


def _find_goals(viewer: Member, words: str) -> QuerySet[Goal]:
    return fitting(Goal.objects.visible_to(viewer).select_related("owner"), words, "title", "why")


def _find_milestones(viewer: Member, words: str) -> QuerySet[Milestone]:
    return fitting(Milestone.objects.visible_to(viewer).select_related("owner"), words, "title")


def _find_tasks(viewer: Member, words: str) -> QuerySet[Task]:
    """What is still to be done before what was done long ago."""
    found = fitting(Task.objects.visible_to(viewer).select_related("owner"), words, "title", "detail")
    return found.order_by("elsewhere", "-done_at", "title", "pk")


def _find_obstacles(viewer: Member, words: str) -> QuerySet[Obstacle]:
    return fitting(Obstacle.objects.visible_to(viewer), words, "what", "outcome")


def _find_activities(viewer: Member, words: str) -> QuerySet[AgreedActivity]:
    """A milestone is found as such."""
    rows = AgreedActivity.objects.visible_to(viewer).named().promises().select_related("owner")
    return fitting(rows, words, "title")


def _find_plans(viewer: Member, words: str) -> QuerySet[Plan]:
    return fitting(Plan.objects.visible_to(viewer), words, "title")


# --- whether a notice still deserves a mail ---------------------------------------------------------------


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


def _activity_still_due(activity: AgreedActivity, kind: str, recipient: Any) -> bool:
    return kind not in ("promise-given", "promise-to-say") or activity.owner_id == recipient.pk


def _invocation_still_due(invocation: Invocation, kind: str, recipient: Any) -> bool:
    if kind == "account-asked":
        return invocation.state == Invocation.State.PROPOSED and invocation.goal.owner_id == recipient.pk
    return kind != "account-given" or invocation.is_open


def _obstacle_still_due(obstacle: Obstacle, kind: str, recipient: Any) -> bool:
    if kind in ("obstacle-given", "obstacle-to-remove"):
        return obstacle.is_open and obstacle.remover_id == recipient.pk
    if kind in ("obstacle-raised", "obstacle-accepted", "obstacle-to-sponsor"):
        return obstacle.is_open
    return kind not in ("obstacle-removed", "obstacle-lived-with") or not obstacle.is_open


GOAL = things.Thing(
    kind="goal",
    label=gettext_lazy("Goal"),
    model=Goal,
    title=lambda goal: goal.title,
    url=lambda goal: reverse("goals:goal", args=[goal.pk]),
    visible_to=Goal.objects.visible_to,
    involved=lambda goal: [goal.owner],
    owned_by=_goals_of,
    hand_over=_hand_over_goals,
    counted=lambda count: ngettext("%d goal", "%d goals", count) % count,
    still_due=goal_still_due,
    many=gettext_lazy("Goals"),
    find=_find_goals,
)
MILESTONE = things.Thing(
    kind="milestone",
    label=gettext_lazy("Milestone"),
    model=Milestone,
    title=lambda milestone: milestone.title,
    url=lambda milestone: reverse("goals:milestone", args=[milestone.pk]),
    visible_to=Milestone.objects.visible_to,
    involved=lambda milestone: {milestone.owner, milestone.goal.owner},
    owned_by=_milestones_of,
    hand_over=_hand_over_milestones,
    counted=lambda count: ngettext("%d milestone", "%d milestones", count) % count,
    still_due=milestone_still_due,
    many=gettext_lazy("Milestones"),
    find=_find_milestones,
)
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
OBSTACLE = things.Thing(
    kind="obstacle",
    label=gettext_lazy("Obstacle"),
    model=Obstacle,
    title=lambda obstacle: obstacle.what,
    url=lambda obstacle: reverse("goals:obstacle", args=[obstacle.pk]),
    visible_to=Obstacle.objects.visible_to,
    involved=_involved_in_obstacle,
    owned_by=_obstacles_of,
    hand_over=_hand_over_obstacles,
    counted=lambda count: ngettext("%d obstacle", "%d obstacles", count) % count,
    still_due=_obstacle_still_due,
    many=gettext_lazy("What is in the way"),
    find=_find_obstacles,
)
PERIOD = things.Thing(
    kind="period",
    label=gettext_lazy("Period"),
    model=Period,
    title=str,
    url=lambda period: reverse("goals:periods"),
    visible_to=Period.objects.visible_to,
)
PLAN = things.Thing(
    kind="plan",
    label=gettext_lazy("Plan"),
    model=Plan,
    title=lambda plan: plan.title,
    url=lambda plan: reverse("goals:plan", args=[plan.pk]),
    visible_to=Plan.objects.visible_to,
    involved=lambda plan: Member.objects.filter(goals__in_plan__plan=plan).distinct(),
    many=gettext_lazy("Plans"),
    find=_find_plans,
    compose=compose,
    parts=queries.parts,
    as_of=queries.as_of,
    on_discard=drop,
    on_in_force=on_in_force,
)
ACTIVITY = things.Thing(
    kind="agreed-activity",
    label=gettext_lazy("Agreed activity"),
    model=AgreedActivity,
    title=str,
    url=lambda activity: reverse("goals:activity", args=[activity.pk]),
    visible_to=AgreedActivity.objects.visible_to,
    involved=lambda activity: [activity.answers],
    owned_by=_promises_of,
    hand_over=_hand_over_promises,
    counted=lambda count: ngettext("%d promise of a plan", "%d promises of plans", count) % count,
    still_due=_activity_still_due,
    many=gettext_lazy("Agreed activities"),
    find=_find_activities,
)
INVOCATION = things.Thing(
    kind="invocation",
    label=gettext_lazy("If it slips"),
    model=Invocation,
    title=lambda invocation: invocation.goal.title,
    url=lambda invocation: reverse("goals:invocation", args=[invocation.pk]),
    visible_to=Invocation.objects.visible_to,
    involved=lambda invocation: {invocation.goal.owner, invocation.proposed_by},
    still_due=_invocation_still_due,
)
