"""A goal is closed, read or carried over in the moment something else happens to it: two real connections."""

from datetime import timedelta
from decimal import Decimal

import pytest

from apps.goals import commands
from apps.goals.models import Goal, Period, ReadMark, SmallStep
from tests.cast import NOW, make_cast
from tests.factories import goals as make
from tests.races import told_in_order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def goal(cast):
    return make.measured(owner=cast.sam)


def close(goal):
    return lambda: commands.close_goal(actor=goal.owner, goal=goal, outcome="achieved", now=NOW)


def test_no_goal_comes_to_serve_one_that_is_closed_at_that_moment(cast, goal):
    def serve():
        make.goal(owner=cast.sam, parent=goal)

    assert told_in_order(serve, close(goal)) == ["done", "OpenBelow"]
    goal.children.all().delete()
    assert told_in_order(close(goal), serve) == ["done", "IntegrityError"]
    assert goal.children.count() == 0


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda goal: commands.check_in(actor=goal.owner, goal=goal, confidence="on_track", now=NOW), "Closed"),
        (lambda goal: make.read(goal, Decimal(5)), "Closed"),
        (lambda goal: make.milestone(goal=goal), "Closed"),
        (lambda goal: make.task(owner=goal.owner, serves=goal), "IntegrityError"),
        (lambda goal: make.obstacle(by=goal.owner, blocks=goal, remover=goal.owner), "IntegrityError"),
    ],
)
def test_nothing_is_said_of_what_is_closed_at_that_moment(goal, act, refusal):
    assert told_in_order(close(goal), lambda: act(goal)) == ["done", refusal]


def test_a_small_step_follows_no_goal_that_is_reopened_at_that_moment(cast, goal):
    close(goal)()

    def reopen():
        commands.reopen_goal(actor=cast.sam, goal=goal, reason="It fell back.", now=NOW)

    def follow():
        make.small_step(by=cast.sam, follows_goal=goal, now=NOW, until_on=NOW.date() + timedelta(days=7))

    assert told_in_order(reopen, follow) == ["done", "StillOpen"]
    close(goal)()
    assert told_in_order(follow, reopen) == ["done", "done"]
    assert [step.follows_goal for step in SmallStep.objects.all()] == [goal]


def test_two_who_carry_it_over_at_once_carry_it_once(cast, goal):
    make.year(by=cast.ada)
    period = Period.objects.get(quarter=2)

    def carry():
        commands.carry_over(actor=cast.sam, goal=goal, period=period, story="It takes longer.", now=NOW)

    assert told_in_order(carry, carry) == ["done", "GoesOn"]
    assert Goal.objects.count() == 2


def test_two_taps_at_once_read_once(cast, goal):
    commands.name_reader(actor=cast.sam, goal=goal, reader=cast.mara, now=NOW)
    said = commands.check_in(actor=cast.sam, goal=goal, confidence="on_track", now=NOW)

    def read():
        commands.mark_read(actor=cast.mara, check_in=said, now=NOW)

    assert told_in_order(read, read) == ["done", "done"]
    assert ReadMark.objects.count() == 1
