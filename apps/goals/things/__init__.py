"""What lower apps must know of goals, milestones and tasks."""

from django.utils.translation import gettext_lazy

from apps.core import navigation, telling, things, undo
from apps.goals import commands
from apps.goals.things.goals import GOAL, MILESTONE, PERIOD, READER_TERM
from apps.goals.things.obstacles import OBSTACLE
from apps.goals.things.plans import ACTIVITY, INVOCATION, PLAN
from apps.goals.things.small_steps import SCOREBOARD_LINK, SMALL_STEP
from apps.goals.things.tasks import TASK
from apps.goals.words import ACTS, FIELDS, NOTICES, VALUES
from apps.trail import acts

BENEATH_GOALS = (
    "/milestones/", "/scoreboard/", "/plans/", "/periods/", "/obstacles/", "/line-of-sight/", "/accountability/",
    "/agreed-activities/", "/it-slipped/", "/small-steps/",
)  # fmt: skip


THINGS = (
    GOAL, MILESTONE, TASK, OBSTACLE, PERIOD, READER_TERM, PLAN, SCOREBOARD_LINK, ACTIVITY, INVOCATION, SMALL_STEP
)  # fmt: skip


def register() -> None:
    for thing in THINGS:
        things.register(thing)
    acts.register(ACTS)
    acts.name_fields(FIELDS)
    acts.name_values(VALUES)
    telling.register(*NOTICES)
    undo.register("tasks-assigned", commands.undo_assigning)
    undo.register("task-ended", commands.undo_ending)
    undo.register("goal-read", commands.undo_reading)
    undo.register("goal-closed", commands.undo_closing)
    undo.register("goal-carried-over", commands.undo_carrying_over)
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
