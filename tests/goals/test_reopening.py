"""Goals that are taken up again, and what those above a closed one show."""

from decimal import Decimal

import pytest

from apps.agreements import commands as agreements
from apps.core import undo
from apps.goals import commands, queries
from apps.goals.commands.closing import NotClosed
from apps.goals.commands.ground import Closed, ReasonNeeded
from apps.goals.commands.milestones import ChangedSince
from apps.goals.models import Closure
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals import ending
from tests.goals.ending import DAY, at_forty, close, numbers, reopen

pytestmark = pytest.mark.django_db


def test_reopening_keeps_the_old_end(cast):
    goal = close(at_forty(cast))
    with pytest.raises(ReasonNeeded):
        commands.reopen_goal(actor=cast.sam, goal=goal, reason=" ", now=NOW)
    goal = reopen(goal)
    make.read(goal, 100, as_of=DAY)
    close(goal, "achieved", story="")
    assert [
        (one.outcome, one.progress, one.reopen_reason) for one in Closure.objects.order_by("closed_at", "outcome")
    ] == [
        ("achieved", Decimal(1), ""),
        ("missed", Decimal("0.4"), "A talk came back."),
    ]
    assert numbers(goal).progress == 1


def test_only_what_is_closed_is_reopened_and_from_above(cast):
    above = make.goal(owner=cast.sam)
    goal = make.goal(owner=cast.sam, parent=above)
    with pytest.raises(NotClosed):
        reopen(goal)
    goal, above = close(goal), close(above)
    with pytest.raises(NotClosed, match="which is closed"):
        reopen(goal)
    reopen(above)
    assert not reopen(goal).is_closed


def test_closing_is_undone_while_nobody_touched_it(cast):
    goal = at_forty(cast)
    given = {"actor": cast.sam, "goal": goal, "outcome": "dropped", "story": "Oops.", "now": NOW}
    _goal, offer = commands.close_goal(**given)
    undo.run(token=offer.token, actor=cast.sam, now=NOW)
    goal.refresh_from_db()
    assert goal.state == "active"
    _goal, offer = commands.close_goal(**given)
    reopen(goal)
    with pytest.raises(ChangedSince):
        undo.run(token=offer.token, actor=cast.sam, now=NOW)


@pytest.mark.parametrize(
    ("ends", "progress", "reporting", "below", "pace"),
    [
        # On 10 March 68 of 364 days have passed: 19 % are expected. One stands at 40 %, the other at 80 %.
        ({}, "0.6", 2, 2, "ahead"),  # (0.4 + 0.8) / 2
        ({"one": "missed"}, "0.6", 2, 2, "ahead"),
        ({"one": "dropped"}, "0.8", 1, 1, "ahead"),  # what was dropped is left out
        ({"one": "achieved", "other": "missed"}, "0.6", 2, 2, "no_data"),  # none of them runs
        ({"one": "dropped", "other": "dropped"}, None, 0, 0, "no_data"),
    ],
)
def test_what_is_closed_counts_above_with_what_it_came_to(cast, ends, progress, reporting, below, pace):
    above = make.goal(owner=cast.mina)
    one, other = at_forty(cast, parent=above), make.measured(owner=cast.sam, given={"parent": above})
    make.read(other, 80)
    for name, how in ends.items():
        close({"one": one, "other": other}[name], how)
    found = numbers(above)
    assert (found.progress, found.reporting, found.below, found.pace) == (
        None if progress is None else Decimal(progress), reporting, below, pace,
    )  # fmt: skip


def test_those_above_change_from_the_reopening_on(cast):
    above = make.goal(owner=cast.mina)
    goal = at_forty(cast, parent=above)
    goal = close(goal)
    assert numbers(above).progress == Decimal("0.4")
    goal = reopen(goal)
    make.read(goal, 70, as_of=DAY)
    assert numbers(above).progress == Decimal("0.7")


def test_how_it_is_computed(cast):
    above = make.goal(owner=cast.mina)
    goal, gone = at_forty(cast, parent=above), at_forty(cast, parent=above)
    close(goal)
    close(gone, "dropped")
    assert ending.how(goal, cast.eva) == [
        "Progress: (40 − 0) ÷ (100 − 0) = 40 %, read on 10 Mar 2026.",
        "40 % when it was closed, and so it stays.",
    ]
    assert ending.how(above, cast.eva) == [
        "1 of 1 goals below it report.",
        "Their weighted mean, each cut to 0…100 %: 40 %, from “Ten customers” 40 % (weight 1).",
        "1 of them is closed and counts with what it came to.",
        "1 that was dropped is left out.",
    ]


def test_an_agreed_goal_is_closed_by_its_owner_and_stays_as_it_was_signed(cast):
    goal = at_forty(cast)
    make.agreed(goals=[goal], by=cast.mina, seats=[cast.sam, cast.mara], sponsor=cast.eva)
    other = make.measured(owner=cast.sam)
    make.agreed(goals=[other], by=cast.mina, seats=[cast.sam, cast.mara], sponsor=cast.eva)
    close(goal)
    board = queries.scoreboard(viewer=cast.eva, now=NOW)
    assert [(row.goal, row.numbers.frozen) for row in board.agreed] == [(other, False), (goal, True)]
    with pytest.raises(Closed):
        commands.amend_goal(actor=cast.mina, goal=goal, target=Decimal(50), now=NOW)


def test_a_version_that_is_signed_later_leaves_a_closed_goal_as_it_ended(cast):
    goal = at_forty(cast)
    plan = make.agreed(goals=[goal], by=cast.mina, seats=[cast.sam, cast.mara], sponsor=cast.eva)
    commands.amend_goal(actor=cast.mina, goal=goal, target=Decimal(50), now=NOW)
    agreements.edit_draft(actor=cast.mina, agreement=plan.agreement, what_changed="Spring was slow.", now=NOW)
    close(goal)
    make.sign_all(plan, NOW)
    goal.refresh_from_db()
    assert (goal.state, goal.target, goal.agreed_version.number) == ("missed", Decimal(100), 2)
