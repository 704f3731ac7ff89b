"""How goals end: what stays, and what is refused from then on."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from apps.core import undo
from apps.goals import commands, due, queries
from apps.goals.commands.closing import NotAScore, OpenBelow
from apps.goals.commands.ground import Closed, ReasonNeeded
from apps.goals.models import CheckIn, Closure, Goal, Milestone, Obstacle, Reading, Task
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.ending import DAY, at_forty, close, numbers, reopen
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "expected"), [("sam", 200), ("mina", 200), ("ada", 200), ("sofie", 403), ("moritz", 403), ("eva", 403)]
)
def test_who_closes_reopens_and_carries_over(cast, who, expected):
    actor, goal, year = cast.by_name(who), at_forty(cast), make.year(by=cast.ada)
    given = {"actor": actor, "goal": goal}
    assert outcome(commands.carry_over, period=year, story="Not yet.", **given) == expected
    other = at_forty(cast)
    assert outcome(commands.close_goal, actor=actor, goal=other, outcome="achieved") == expected
    if expected != 200:
        close(other, "achieved")
    assert outcome(commands.reopen_goal, actor=actor, goal=other, reason="It fell back.") == expected


def test_what_it_came_to_stays(cast):
    goal = at_forty(cast)
    close(goal, score=Decimal("0.4"), learned=" Ask earlier. ")
    closure = Closure.objects.get()
    assert (closure.outcome, closure.progress, closure.score, closure.story, closure.learned, closure.closed_by) == (
        "missed", Decimal("0.4000"), Decimal("0.40"), "Two talks were lost.", "Ask earlier.", cast.sam,
    )  # fmt: skip
    found = numbers(goal)
    assert (found.progress, found.frozen, found.said_pace) == (Decimal("0.4000"), True, None)


def test_a_goal_without_data_is_closed_without_progress(cast):
    goal = make.goal(owner=cast.sam)
    close(goal, "achieved", story="")
    assert (Closure.objects.get().progress, numbers(goal).progress) == (None, None)


@pytest.mark.parametrize("how", ["missed", "dropped"])
def test_what_was_not_reached_says_why(cast, how):
    with pytest.raises(ReasonNeeded):
        close(at_forty(cast), how, story=" ")


@pytest.mark.parametrize("score", ["-0.01", "1.01"])
def test_a_score_lies_between_nothing_and_all(cast, score):
    with pytest.raises(NotAScore):
        close(at_forty(cast), score=Decimal(score))


def test_it_ends_after_what_stands_below_it(cast):
    above = make.goal(owner=cast.sam)
    child = make.goal(owner=cast.sam, parent=above, title="Ten fairs")
    with pytest.raises(OpenBelow, match="“Ten fairs” below it is still open"):
        close(above)
    with pytest.raises(IntegrityError, match="open goals stand below"), transaction.atomic():
        Goal.objects.filter(pk=above.pk).update(state="missed")
    close(child)
    assert close(above).state == "missed"


def test_who_is_concerned_is_told(cast):
    above = make.goal(owner=cast.mina)
    goal = at_forty(cast, parent=above)
    make.agreed(goals=[goal], by=cast.mina, seats=[cast.sam, cast.mara], sponsor=cast.eva)
    make.milestone(goal=goal)
    task = make.task(owner=cast.sofie, serves=goal)
    forget()
    close(goal)
    assert told("goal-closed") == [
        ("goal-closed", "Mara", "Sam"),
        ("goal-closed", "Mina", "Sam"),
        ("goal-closed", "Sofie", "Sam"),
    ]
    task.refresh_from_db()
    assert task.is_active  # it stays with who does it


@pytest.mark.parametrize(
    "act",
    [
        lambda cast, goal: commands.record_reading(actor=cast.sam, goal=goal, value=Decimal(5), now=NOW),
        lambda cast, goal: commands.check_in(actor=cast.sam, goal=goal, confidence="on_track", now=NOW),
        lambda cast, goal: commands.edit_goal(actor=cast.sam, goal=goal, title="Other", now=NOW),
        lambda cast, goal: commands.set_phases(actor=cast.sam, goal=goal, phases=[], now=NOW),
        lambda cast, goal: make.milestone(goal=goal),
        lambda cast, goal: commands.complete_milestone(actor=cast.sam, milestone=goal.milestones.get(), now=NOW),
        lambda cast, goal: commands.edit_milestone(
            actor=cast.sam, milestone=goal.milestones.get(), title="Other", now=NOW
        ),
        lambda cast, goal: make.task(owner=cast.sam, serves=goal),
        lambda cast, goal: make.task(owner=cast.sam, serves=goal.milestones.get()),
        lambda cast, goal: commands.edit_task(actor=cast.sam, task=make.task(owner=cast.sam), serves=goal, now=NOW),
        lambda cast, goal: make.obstacle(by=cast.sam, blocks=goal, remover=cast.mara),
        lambda cast, goal: make.goal(owner=cast.sam, parent=goal),
        lambda cast, goal: commands.edit_goal(actor=cast.sam, goal=make.goal(owner=cast.sam), parent=goal, now=NOW),
        lambda cast, goal: make.plan(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva),
        lambda cast, goal: close(goal),
    ],
)
def test_of_a_closed_goal_nothing_is_said_any_more(cast, act):
    goal = at_forty(cast)
    make.milestone(goal=goal)
    goal = close(goal)
    with pytest.raises(Closed, match=r"is closed \(missed\)\. Reopen it first\."):
        act(cast, goal)


def test_a_number_is_not_taken_back_once_it_is_closed(cast):
    goal = at_forty(cast)
    _reading, offer = commands.record_reading(actor=cast.sam, goal=goal, value=Decimal(50), now=NOW)
    close(goal)
    with pytest.raises(Closed):
        undo.run(token=offer.token, actor=cast.sam, now=NOW)


@pytest.mark.parametrize(
    "write",
    [
        lambda cast, goal: Reading.objects.create(goal=goal, as_of=DAY, value=1, by=cast.sam, at=NOW, source="api"),
        lambda cast, goal: CheckIn.objects.create(goal=goal, author=cast.sam, at=NOW, confidence="on_track"),
        lambda cast, goal: Milestone.objects.create(goal=goal, title="New", owner=cast.sam, due_on=DAY),
        lambda cast, goal: goal.milestones.update(done_at=NOW, done_by=cast.sam),
        lambda cast, goal: goal.milestones.update(due_on=DAY),
        lambda cast, goal: Task.objects.update(serves_kind="goal", serves_id=goal.pk),
        lambda cast, goal: Task.objects.update(serves_kind="milestone", serves_id=goal.milestones.get().pk),
        lambda cast, goal: Obstacle.objects.create(
            blocks_kind="goal", blocks_id=goal.pk, what="No", since=DAY, remover=cast.mara, raised_by=cast.sam,
            raised_at=NOW,
        ),
        lambda cast, goal: Goal.objects.create(title="Below", owner=cast.sam, parent=goal, created_at=NOW),
        lambda cast, goal: Goal.objects.filter(pk=goal.pk).update(title="Other"),
        lambda cast, goal: Goal.objects.filter(pk=goal.pk).update(target=70),
        lambda cast, goal: Goal.objects.filter(pk=goal.pk).update(owner=cast.mara),
        lambda cast, goal: Goal.objects.filter(pk=goal.pk).update(state="achieved"),
        lambda cast, goal: Closure.objects.update(story="Another story."),
        lambda cast, goal: Closure.objects.all().delete(),
    ],
)  # fmt: skip
def test_the_database_keeps_what_is_closed(cast, write):
    goal = at_forty(cast)
    make.milestone(goal=goal)
    make.task(owner=cast.sofie)
    goal = close(goal)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(cast, goal)


@pytest.mark.parametrize(
    "write",
    [
        lambda goal: Goal.objects.filter(pk=goal.pk).update(state="missed"),  # without a closure
        lambda goal: Closure.objects.create(
            goal=goal, outcome="achieved", closed_by=goal.owner, closed_at=NOW
        ),  # of one that is open
    ],
)
def test_a_goal_stands_as_its_closure_says(cast, write):
    goal = at_forty(cast)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    with pytest.raises(IntegrityError, match="does not stand as its closure says"), transaction.atomic():
        write(goal)


def test_what_is_closed_waits_for_nobody(cast):
    goal = make.measured(owner=cast.sam, check_in_days=7, starts_on=date(2025, 1, 1))
    step = make.milestone(goal=goal, due_on=DAY)
    obstacle = make.obstacle(by=cast.sam, blocks=goal, remover=cast.mara)
    later = NOW.replace(month=4)

    def waits():
        asked = (due.check_ins_of, due.milestones_of)
        return [one.thing for ask in asked for one in ask(cast.sam, later)] + [
            one.thing for one in due.obstacles_of(cast.mara, later)
        ]

    assert waits() == [goal, step, obstacle]
    assert list(queries.open_obstacles(viewer=cast.eva, now=NOW)) == [obstacle]
    close(goal)
    assert waits() == []
    assert list(queries.open_obstacles(viewer=cast.eva, now=NOW)) == []
    assert [line.thing for line in queries.sight_of(cast.sam, viewer=cast.eva, now=NOW).lines] == []
    assert list(queries.goals_without_a_path(viewer=cast.eva, now=NOW)) == []


def test_who_leaves_leaves_what_is_closed_under_their_name(cast):
    goal = at_forty(cast)
    step = make.milestone(goal=goal)
    close(goal)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    goal.refresh_from_db()
    step.refresh_from_db()
    assert (goal.owner, step.owner) == (cast.sam, cast.mina)
    assert reopen(goal, cast.ada).owner == cast.ada
