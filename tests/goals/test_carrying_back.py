"""Carrying a goal over is taken back: everything stands as before, or nothing changes."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from apps.core import undo
from apps.goals import commands
from apps.goals.commands.closing import NotClosed
from apps.goals.commands.milestones import ChangedSince
from apps.goals.models import Goal
from apps.people.models import Member
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.ending import at_forty, carry, carry_with_undo, close, quarters

pytestmark = pytest.mark.django_db


def with_all(cast, **given):
    """A goal with one of everything that goes along."""
    goal = at_forty(cast, **given)
    along = [
        make.goal(owner=cast.sofie, parent=goal),
        make.milestone(goal=goal),
        make.obstacle(by=cast.sam, blocks=goal, remover=cast.mara),
        make.task(owner=cast.sofie, serves=goal),
    ]
    return goal, along


def stands(goal, along):
    """Where each of them belongs, and how the goal stands."""
    for row in (goal, *along):
        row.refresh_from_db()
    child, step, obstacle, task = along
    return goal.state, child.parent, step.goal, obstacle.blocks, task.serves


def take_back(offer, by, now=NOW):
    undo.run(token=offer.token, actor=by, now=now)


def test_all_that_went_along_returns_and_the_goal_is_open(cast):
    first, second = quarters(cast)
    goal, along = with_all(cast, period=first)
    before = stands(goal, along)
    later, offer = carry_with_undo(goal, second)
    there = ("goal", later.pk)
    assert stands(goal, along) == ("missed", later, later, there, there)
    take_back(offer, cast.sam)
    later.refresh_from_db()
    assert (stands(goal, along), later.state) == (before, "dropped")
    closure = goal.closures.get()
    assert (closure.reopened_by, closure.reopen_reason) == (cast.sam, "Carried over by mistake; undone right away.")
    with pytest.raises(ChangedSince):  # it works once
        take_back(offer, cast.sam)
    assert carry(goal, second).carried_from == goal


def test_what_was_closed_before_stays_closed(cast):
    first, second = quarters(cast)
    goal = at_forty(cast, period=first)
    step, task = make.milestone(goal=goal), make.task(owner=cast.sofie, serves=goal)
    goal = close(goal)
    _later, offer = carry_with_undo(goal, second)
    take_back(offer, cast.sam)
    for row in (goal, step, task):
        row.refresh_from_db()
    assert (goal.state, step.goal, task.serves) == ("missed", goal, ("goal", goal.pk))
    assert [closure.reopened_at for closure in goal.closures.all()] == [None]


def test_the_year_is_free_for_another_revenue_goal(cast):
    root = make.revenue(by=cast.mina)
    commands.set_measure(
        actor=cast.mina, goal=root, unit="money", direction="reach", baseline=Decimal(0), target=Decimal(1000),
        starts_on=date(2026, 1, 1), due_on=date(2026, 12, 31), now=NOW,
    )  # fmt: skip
    year = make.year(by=cast.ada, year=2027)
    _later, offer = carry_with_undo(root, year)
    take_back(offer, cast.mina)
    root.refresh_from_db()
    assert [goal.state for goal in Goal.objects.filter(is_root=True)] == ["active"]
    assert carry(root, year).is_root


TOUCHES = [
    lambda later, along: make.read(later, 50),
    lambda later, along: commands.check_in(actor=later.owner, goal=later, confidence="on_track", now=NOW),
    lambda later, along: commands.edit_goal(actor=later.owner, goal=later, title="Eleven customers", now=NOW),
    lambda later, along: commands.edit_goal(actor=along[0].owner, goal=along[0], title="Another", now=NOW),
    lambda later, along: commands.complete_milestone(actor=along[1].owner, milestone=along[1], now=NOW),
    lambda later, along: commands.accept_obstacle(actor=along[2].remover, obstacle=along[2], now=NOW),
    lambda later, along: commands.start_task(actor=along[3].owner, task=along[3], now=NOW),
    lambda later, along: make.task(owner=later.owner, serves=later),
]


@pytest.mark.parametrize("touch", TOUCHES)
def test_nothing_is_undone_once_somebody_touched_it(cast, touch):
    first, second = quarters(cast)
    goal, along = with_all(cast, period=first)
    later, offer = carry_with_undo(goal, second)
    for row in along:
        row.refresh_from_db()
    touch(later, along)
    before = stands(goal, along)
    with pytest.raises(
        ChangedSince, match=r"Nothing was undone, because something happened since with “.*” \(Quarter 2"
    ):
        take_back(offer, cast.sam)
    assert stands(goal, along) == before


def test_it_is_not_taken_back_under_a_goal_that_ended(cast):
    first, second = quarters(cast)
    above = make.goal(owner=cast.sam)
    goal = at_forty(cast, period=first, parent=above)
    later, offer = carry_with_undo(goal, second)
    commands.edit_goal(actor=cast.sam, goal=later, parent=None, now=NOW)
    close(above)
    with pytest.raises(ChangedSince):
        take_back(offer, cast.sam)
    other = close(at_forty(cast, period=first, parent=make.goal(owner=cast.sam)))
    close(other.parent)
    _later, offer = carry_with_undo(other, second)
    with pytest.raises(NotClosed):
        take_back(offer, cast.sam)


def test_who_may_no_longer_edit_it_takes_nothing_back(cast):
    first, second = quarters(cast)
    goal = at_forty(cast, period=first)
    _later, offer = commands.carry_over(actor=cast.mina, goal=goal, period=second, story="It takes longer.", now=NOW)
    Member.objects.filter(pk=cast.mina.pk).update(roles=["salesperson"])
    cast.mina.refresh_from_db()
    with pytest.raises(PermissionDenied):
        take_back(offer, cast.mina)
