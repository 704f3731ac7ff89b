"""Who has what: the board from which work is spread."""

from datetime import date

import pytest

from apps.goals import queries
from apps.goals.models import Task
from apps.goals.queries import grouping
from tests.cast import NOW
from tests.factories import goals as make
from tests.walker import Walker

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def work(cast):
    """Sam has two tasks, one of them late; Mara one that isn't accepted yet; Sofie one without a date."""
    goal = make.goal(owner=cast.mina, title="Ten customers")
    step = make.milestone(goal=goal, title="Five are asked")
    make.task(owner=cast.sam, title="Late", due_on=date(2026, 3, 9), serves=goal)
    make.task(owner=cast.sam, title="Today", due_on=TODAY, serves=step)
    make.assigned(by=cast.moritz, to=cast.mara, title="In a week", due_on=date(2026, 3, 17))
    make.task(owner=cast.sofie, title="Later", due_on=date(2026, 3, 18))
    make.task(owner=cast.sofie, title="Some day")


def parts(cast, by):
    rows = queries.tasks(viewer=cast.milo, now=NOW)
    found = queries.grouped(rows, by=by, today=TODAY)
    return [(group.title, [task.title for task in group.tasks]) for group in found.groups]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("side", [("Sales", ["Late", "Today", "Later", "Some day"]), ("Marketing", ["In a week"])]),
        ("goal", [("Ten customers", ["Late", "Today"]), ("Serves no goal", ["In a week", "Later", "Some day"])]),
        (
            "due",
            [
                ("Past their date", ["Late"]),
                ("In the next seven days", ["Today", "In a week"]),
                ("Later", ["Later"]),
                ("Without a date", ["Some day"]),
            ],
        ),
    ],
)
def test_tasks_stand_with_those_they_belong_to(cast, work, by, expected):
    assert parts(cast, by) == expected


def test_by_owner_each_says_what_is_late_and_what_is_not_accepted(cast, work):
    rows = queries.tasks(viewer=cast.milo, now=NOW)
    found = queries.grouped(rows, by="owner", today=TODAY)
    said = [(group.owner.name, len(group.tasks), group.late, group.unaccepted) for group in found.groups]
    assert said == [("Mara Marsh", 1, 0, 1), ("Sam Sanders", 2, 1, 0), ("Sofie Sommer", 2, 0, 0)]
    assert (found.shown, found.is_cut) == (5, False)


def test_more_than_can_be_looked_over_is_cut_and_said(cast, work, monkeypatch):
    monkeypatch.setattr(grouping, "MOST", 2)
    found = queries.grouped(queries.tasks(viewer=cast.milo, now=NOW), by="owner", today=TODAY)
    assert (found.shown, found.is_cut) == (2, True)


def test_a_manager_ticks_what_changes_hands_and_takes_it_back(cast, work):
    late, today = Task.objects.get(title="Late"), Task.objects.get(title="Today")
    mina = Walker(cast.mina).open("/tasks/").follow("Who has what").follow("By side")
    mina.reads("Sales", "Marketing", "In a week")
    assert mina.page.xpath("//form[@role='search']//input[@name='by']/@value") == ["side"]
    # Nobody of Moritz's team can be ticked by Mina.
    assert len(mina.page.xpath("//input[@name='ids']")) == 4
    mina.press("Assign", ids=[str(late.pk), str(today.pk)], to="Sofie Sommer", note="Sam is ill.")
    mina.reads("2 tasks assigned to Sofie Sommer.", "2 not yet accepted").press("Undo")
    late.refresh_from_db()
    assert late.owner == cast.sam


def test_who_assigns_nothing_looks_at_it_all_the_same(cast, work):
    sam = Walker(cast.sam).open("/tasks/who-has-what/?team=" + str(cast.content.pk))
    sam.reads("Mara Marsh", "In a week").does_not_read("Late", "Sofie Sommer")
    assert not sam.can_press("Assign")
