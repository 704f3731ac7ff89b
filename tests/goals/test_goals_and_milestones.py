"""Goals and their dated steps: who sets them, who answers for them, how they are done."""

from datetime import date, timedelta

import pytest

from apps.core import undo
from apps.core.errors import Stale
from apps.goals import commands, queries
from apps.goals.commands.ground import HasLeft
from apps.goals.commands.milestones import AlreadyDone, ChangedSince, NotDone
from apps.goals.models import Goal, Milestone
from apps.trail import queries as trail
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("who", "for_whom", "expected"),
    [
        ("sam", "sam", 200),
        ("mara", "mara", 200),
        ("eva", "eva", 200),
        ("mina", "sam", 200),
        ("ada", "mara", 200),
        ("sam", "sofie", 403),
        ("mara", "milo", 403),
        ("mina", "mara", 403),
        ("eva", "sam", 403),
        ("ada", "dan", 422),
    ],
)
def test_who_sets_a_goal_for_whom(cast, who, for_whom, expected):
    given = {"actor": cast.by_name(who), "owner": cast.by_name(for_whom), "title": "Twenty quotes"}
    assert outcome(commands.create_goal, **given) == expected
    assert Goal.objects.count() == (1 if expected == 200 else 0)


def test_a_goal_is_its_makers_unless_somebody_is_named(cast):
    assert commands.create_goal(actor=cast.sam, title="Twenty quotes", now=NOW).owner == cast.sam
    assert told() == []
    commands.create_goal(actor=cast.mina, owner=cast.sam, title="Ten quotes", now=NOW)
    assert told() == [("goal-given", "Sam", "Mina")]


# Sam's goal; Mina leads his team.
@pytest.mark.parametrize(
    ("who", "expected"),
    [("sam", 200), ("mina", 200), ("ada", 200), ("sofie", 403), ("mara", 403), ("moritz", 403), ("eva", 403)],
)
def test_who_edits_a_goal_and_adds_its_steps(cast, who, expected):
    goal, actor = make.goal(owner=cast.sam), cast.by_name(who)
    assert outcome(commands.edit_goal, actor=actor, goal=goal, title="Other") == expected
    assert outcome(commands.add_milestone, actor=actor, goal=goal, title="Step", due_on=DAY) == expected


@pytest.mark.parametrize(
    ("who", "to", "expected"),
    [("mina", "sofie", 200), ("ada", "mara", 200), ("sam", "sofie", 403), ("mina", "mara", 403), ("ada", "dan", 422)],
)
def test_who_gives_a_goal_to_whom(cast, who, to, expected):
    goal = make.goal(owner=cast.sam)
    assert outcome(commands.edit_goal, actor=cast.by_name(who), goal=goal, owner=cast.by_name(to)) == expected
    goal.refresh_from_db()
    assert goal.owner == (cast.by_name(to) if expected == 200 else cast.sam)


def test_a_new_owner_and_the_one_before_are_told(cast):
    goal = make.goal(owner=cast.sam)
    commands.edit_goal(actor=cast.mina, goal=goal, owner=cast.sofie, title="Other", now=NOW)
    assert told() == [("goal-given", "Sofie", "Mina"), ("goal-passed-on", "Sam", "Mina")]
    changes = {field: (old, new) for field, old, new in trail.history_of(goal)[0].changes}
    assert changes["owner"] == ("Sam Sanders", "Sofie Sommer")


def test_nobody_saves_over_a_newer_goal_unseen(cast):
    goal = make.goal(owner=cast.sam)
    commands.edit_goal(actor=cast.mina, goal=goal, revision=1, title="Mina's", now=NOW)
    with pytest.raises(Stale):
        commands.edit_goal(actor=cast.sam, goal=goal, revision=1, title="Sam's", now=NOW)
    goal.refresh_from_db()
    assert (goal.title, goal.revision) == ("Mina's", 2)


def test_an_edit_without_a_difference_writes_nothing(cast):
    goal = make.goal(owner=cast.sam, title="Same")
    milestone = make.milestone(goal=goal, title="Same")
    commands.edit_goal(actor=cast.sam, goal=goal, title="Same", now=NOW)
    commands.edit_milestone(actor=cast.sam, milestone=milestone, title="Same", now=NOW)
    assert (Goal.objects.get().revision, Milestone.objects.get().revision) == (1, 1)


def test_a_step_is_the_goals_owners_unless_somebody_is_named(cast):
    goal = make.goal(owner=cast.sam)
    assert commands.add_milestone(actor=cast.mina, goal=goal, title="First", due_on=DAY, now=NOW).owner == cast.sam
    forget()
    named = commands.add_milestone(actor=cast.mina, goal=goal, title="Next", due_on=DAY, owner=cast.sofie, now=NOW)
    assert (named.owner, told()) == (cast.sofie, [("milestone-given", "Sofie", "Mina")])
    assert outcome(commands.add_milestone, actor=cast.sam, goal=goal, title="No", due_on=DAY, owner=cast.sofie) == 403
    with pytest.raises(HasLeft):
        commands.add_milestone(actor=cast.ada, goal=goal, title="No", due_on=DAY, owner=cast.dan, now=NOW)


def test_a_step_is_changed_and_given_to_somebody_else(cast):
    milestone = make.milestone(goal=make.goal(owner=cast.sam))
    forget()
    commands.edit_milestone(
        actor=cast.mina, milestone=milestone, revision=1, title="Other", due_on=DAY, owner=cast.sofie, now=NOW
    )
    milestone.refresh_from_db()
    assert (milestone.title, milestone.owner, milestone.revision) == ("Other", cast.sofie, 2)
    assert told() == [("milestone-given", "Sofie", "Mina")]
    with pytest.raises(Stale):
        commands.edit_milestone(actor=cast.mina, milestone=milestone, revision=1, title="Late", now=NOW)
    assert outcome(commands.edit_milestone, actor=cast.sofie, milestone=milestone, title="No") == 403
    # Sam may change it, as its goal is his, but not give it to whom he doesn't lead.
    assert outcome(commands.edit_milestone, actor=cast.sam, milestone=milestone, owner=cast.mara) == 403


@pytest.mark.parametrize(
    ("who", "expected"), [("sofie", 200), ("sam", 200), ("mina", 200), ("ada", 200), ("mara", 403), ("eva", 403)]
)
def test_who_says_that_a_step_is_done(cast, who, expected):
    goal = make.goal(owner=cast.sam)
    milestone = commands.add_milestone(actor=cast.mina, goal=goal, title="Step", due_on=DAY, owner=cast.sofie, now=NOW)
    assert outcome(commands.complete_milestone, actor=cast.by_name(who), milestone=milestone) == expected
    milestone.refresh_from_db()
    assert milestone.is_done == (expected == 200)


def test_a_step_is_done_once_and_reopened(cast):
    milestone = make.milestone(goal=make.goal(owner=cast.sam), owner=cast.sam)
    forget()
    commands.complete_milestone(actor=cast.mina, milestone=milestone, now=NOW)
    milestone.refresh_from_db()
    assert (milestone.done_at, milestone.done_by, told()) == (NOW, cast.mina, [("milestone-done", "Sam", "Mina")])
    with pytest.raises(AlreadyDone):
        commands.complete_milestone(actor=cast.sam, milestone=milestone, now=NOW)
    commands.reopen_milestone(actor=cast.sam, milestone=milestone, now=NOW)
    milestone.refresh_from_db()
    assert (milestone.done_at, milestone.done_by) == (None, None)
    with pytest.raises(NotDone):
        commands.reopen_milestone(actor=cast.sam, milestone=milestone, now=NOW)


def test_done_is_undone_unless_it_was_changed_since(cast):
    first, second = (make.milestone(goal=make.goal(owner=cast.sam)) for _ in range(2))
    _first, offer = commands.complete_milestone(actor=cast.sam, milestone=first, now=NOW)
    undo.run(token=offer.token, actor=cast.sam, now=LATER)
    first.refresh_from_db()
    assert not first.is_done
    _second, late = commands.complete_milestone(actor=cast.sam, milestone=second, now=NOW)
    commands.edit_milestone(actor=cast.sam, milestone=second, title="Other", now=NOW)
    with pytest.raises(ChangedSince):
        undo.run(token=late.token, actor=cast.sam, now=LATER)


def test_goals_tell_how_far_their_steps_are(cast):
    goal = make.goal(owner=cast.sam)
    done = make.milestone(goal=goal, due_on=date(2026, 4, 1))
    make.milestone(goal=goal, due_on=date(2026, 5, 1))
    make.milestone(goal=goal, due_on=date(2026, 6, 1))
    bare = make.goal(owner=cast.mara)
    commands.complete_milestone(actor=cast.sam, milestone=done, now=NOW)
    rows = queries.goals(viewer=cast.mara, now=NOW)
    found = {row.pk: (row.milestones_all, row.milestones_done, row.next_due) for row in rows}
    assert found == {goal.pk: (3, 1, date(2026, 5, 1)), bare.pk: (None, None, None)}


def test_tasks_serve_a_goal_directly_and_through_its_steps(cast):
    goal, other = make.goal(owner=cast.sam), make.goal(owner=cast.sam)
    step, others_step = make.milestone(goal=goal), make.milestone(goal=other)
    direct, through = make.task(owner=cast.sam, serves=goal), make.task(owner=cast.mara, serves=step)
    make.task(owner=cast.sam, serves=others_step)
    make.task(owner=cast.sam)
    assert set(queries.tasks_serving(goal, viewer=cast.eva, now=NOW)) == {direct, through}
