"""How tasks and goals are narrowed, by page and API alike."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from apps.goals import commands, queries
from apps.goals.filters import GoalPageFilters, MilestoneFilters, TaskFilters, TaskPageFilters
from tests.cast import NOW
from tests.factories import goals as make

pytestmark = pytest.mark.django_db


def found(viewer, filters=TaskFilters, **given):
    """The titles that a filter finds, in the order of the alphabet."""
    read = {TaskFilters: queries.tasks, TaskPageFilters: queries.tasks, GoalPageFilters: queries.goals}
    rows = read.get(filters, queries.milestones)(viewer=viewer, now=NOW)
    narrowed = filters(given, queryset=rows, request=SimpleNamespace(user=viewer))
    assert narrowed.is_valid(), narrowed.errors
    return sorted(row.title for row in narrowed.qs)


@pytest.fixture
def tasks(cast):
    today = timezone.now().date()
    goal = make.goal(owner=cast.mina, title="Quotes")
    step = make.milestone(goal=goal, title="First ten")
    made = SimpleNamespace(goal=goal, step=step)
    make.task(owner=cast.sam, title="late", due_on=today - timedelta(days=3), serves=goal)
    make.task(owner=cast.mara, title="soon", due_on=today + timedelta(days=3), serves=step, detail="about Bolt")
    make.task(owner=cast.sofie, title="far", due_on=today + timedelta(days=30))
    started = make.task(owner=cast.sam, title="undated")
    commands.start_task(actor=cast.sam, task=started, now=NOW)
    done = make.task(owner=cast.milo, title="done", due_on=today - timedelta(days=3))
    commands.complete_task(actor=cast.milo, task=done, now=NOW)
    make.offered(by=cast.mara, to=cast.sam, title="offered")
    make.assigned(by=cast.ada, to=cast.sofie, title="assigned")
    return made


EVERYTHING = ["assigned", "done", "far", "late", "offered", "soon", "undated"]


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ({}, EVERYTHING),
        ({"mine": "true"}, ["late", "undated"]),
        ({"mine": "false"}, EVERYTHING),
        ({"side": "sales"}, ["assigned", "far", "late", "undated"]),
        ({"side": "marketing"}, ["done", "offered", "soon"]),
        ({"state": "active"}, [title for title in EVERYTHING if title != "done"]),
        ({"state": "in_progress"}, ["undated"]),
        ({"state": "done"}, ["done"]),
        ({"state": "dropped"}, []),
        ({"due": "overdue"}, ["late"]),
        ({"due": "week"}, ["soon"]),
        ({"due": "none"}, ["assigned", "offered", "undated"]),
        ({"waiting": "me"}, ["offered"]),
        ({"waiting": "assigned"}, ["assigned"]),
        ({"waiting": "offered"}, ["offered"]),
        ({"side": "sales", "due": "overdue"}, ["late"]),
    ],
)
def test_tasks_are_narrowed(cast, tasks, given, titles):
    assert found(cast.sam, **given) == titles


def test_tasks_of_one_owner_and_of_one_goal(cast, tasks):
    assert found(cast.eva, owner=str(cast.sam.pk)) == ["late", "undated"]
    assert found(cast.eva, goal=str(tasks.goal.pk)) == ["late", "soon"]


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ({}, [title for title in EVERYTHING if title != "done"]),
        ({"state": ""}, EVERYTHING),
        ({"state": "done"}, ["done"]),
        ({"q": "BOLT"}, ["soon"]),
        ({"q": "sofie"}, ["assigned", "far"]),
        ({"q": "late"}, ["late"]),
    ],
)
def test_the_list_shows_what_is_to_be_done_unless_asked_otherwise(cast, tasks, given, titles):
    assert found(cast.sam, TaskPageFilters, **given) == titles


@pytest.mark.parametrize(
    ("given", "titles"),
    [({}, ["Library", "Quotes"]), ({"side": "joint"}, ["Library"]), ({"q": "mina"}, ["Quotes"]), ({"mine": "on"}, [])],
)
def test_goals_are_narrowed(cast, tasks, given, titles):
    make.goal(owner=cast.mara, title="Library", side="joint")
    assert found(cast.sam, GoalPageFilters, **given) == titles


def test_milestones_are_narrowed(cast, tasks):
    other = make.milestone(goal=make.goal(owner=cast.mara), title="Filed")
    commands.complete_milestone(actor=cast.mara, milestone=other, now=NOW)
    assert found(cast.mara, MilestoneFilters, mine="true") == ["Filed"]
    assert found(cast.mara, MilestoneFilters, goal=str(tasks.goal.pk)) == ["First ten"]
    assert found(cast.mara, MilestoneFilters, done="true") == ["Filed"]
    assert found(cast.mara, MilestoneFilters, done="false") == ["First ten"]
