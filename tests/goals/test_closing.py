"""How goals end: what stays, what is refused until they are reopened, what goes on in another period."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from apps.agreements import commands as agreements
from apps.core import undo
from apps.goals import commands, due, queries
from apps.goals.commands.carrying import NothingLeft, SamePeriod
from apps.goals.commands.closing import GoesOn, NotAScore, NotClosed, OpenBelow
from apps.goals.commands.ground import Closed, ReasonNeeded
from apps.goals.commands.milestones import ChangedSince
from apps.goals.models import CheckIn, Closure, Goal, Milestone, Obstacle, Period, Reading, Task
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


def close(goal, how="missed", **given):
    return commands.close_goal(
        actor=goal.owner, goal=goal, outcome=how, now=NOW, **{"story": "Two talks were lost."} | given
    )[0]


def reopen(goal, by=None):
    return commands.reopen_goal(actor=by or goal.owner, goal=goal, reason="A talk came back.", now=NOW)


def at_forty(cast, **given):
    goal = make.measured(owner=cast.sam, given={"title": "Ten customers"} | given)
    make.read(goal, 40)
    return goal


def numbers(goal):
    return queries.tree(viewer=goal.owner, now=NOW).numbers[goal.pk]


# --- closing -----------------------------------------------------------------------------------------------


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
    assert queries.without_a_path(viewer=cast.eva, now=NOW) == []


def test_who_leaves_leaves_what_is_closed_under_their_name(cast):
    goal = at_forty(cast)
    step = make.milestone(goal=goal)
    close(goal)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    goal.refresh_from_db()
    step.refresh_from_db()
    assert (goal.owner, step.owner) == (cast.sam, cast.mina)
    assert reopen(goal, cast.ada).owner == cast.ada


# --- reopening ---------------------------------------------------------------------------------------------


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


# --- what those above it show ------------------------------------------------------------------------------


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
    whole = queries.tree(viewer=cast.eva, now=NOW)
    assert queries.how_computed(whole.goals[goal.pk], whole) == [
        "Progress: (40 − 0) ÷ (100 − 0) = 40 %, read on 10 Mar 2026.",
        "40 % when it was closed, and so it stays.",
    ]
    assert queries.how_computed(whole.goals[above.pk], whole) == [
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


# --- carrying over -----------------------------------------------------------------------------------------


def quarters(cast):
    make.year(by=cast.ada)
    return [Period.objects.get(year=2026, quarter=quarter) for quarter in (1, 2)]


def carry(goal, period, **given):
    return carry_with_undo(goal, period, **given)[0]


def carry_with_undo(goal, period, **given):
    return commands.carry_over(
        actor=goal.owner, goal=goal, period=period, now=NOW, **{"story": "Two talks take longer."} | given
    )


def test_it_goes_on_from_where_it_stands(cast):
    first, second = quarters(cast)
    above = make.goal(owner=cast.mina)
    goal = make.measured(
        owner=cast.sam, unit="percent", baseline=Decimal(20), check_in_days=14, due_on=date(2026, 3, 31),
        given={"title": "Quotes won", "why": "It pays.", "side": "joint", "weight": 3, "parent": above,
               "period": first},
    )  # fmt: skip
    make.read(goal, 45)
    done, ahead = make.milestone(goal=goal), make.milestone(goal=goal)
    commands.complete_milestone(actor=cast.sam, milestone=done, now=NOW)
    task = make.task(owner=cast.sofie, serves=goal)
    obstacle = make.obstacle(by=cast.sam, blocks=goal, remover=cast.mara)
    child = make.goal(owner=cast.sofie, parent=goal)
    later = carry(goal, second)
    for row in (goal, done, ahead, task, obstacle, child):
        row.refresh_from_db()
    assert (goal.state, numbers(goal).progress) == ("missed", Decimal("0.3125"))  # (45 - 20) / (100 - 20)
    taken = ("title", "why", "side", "weight", "parent", "owner", "unit", "direction", "check_in_days")
    assert {name: getattr(later, name) for name in taken} == {name: getattr(goal, name) for name in taken}
    assert (later.baseline, later.target, later.starts_on, later.due_on, later.period, later.carried_from) == (
        Decimal(45), Decimal(100), date(2026, 4, 1), date(2026, 6, 30), second, goal,
    )  # fmt: skip
    assert (done.goal, ahead.goal, task.serves, obstacle.blocks, child.parent) == (
        goal, later, ("goal", later.pk), ("goal", later.pk), later,
    )  # fmt: skip
    assert (goal.readings.count(), later.readings.count(), numbers(later).progress) == (1, 0, None)
    # The parent counts both: (0.3125 + no data), with half of the weight.
    assert (numbers(above).reporting, numbers(above).below) == (1, 2)


def test_what_is_reached_has_another_target(cast):
    first, second = quarters(cast)
    goal = at_forty(cast, period=first)
    make.read(goal, 100, as_of=DAY)
    with pytest.raises(NothingLeft):
        carry(goal, second)
    assert carry(goal, second, outcome="achieved", target=Decimal(150)).baseline == 100


def test_it_is_carried_once_and_into_another_period(cast):
    first, second = quarters(cast)
    goal = at_forty(cast, period=first)
    with pytest.raises(SamePeriod):
        carry(goal, first)
    later = carry(goal, second)
    goal.refresh_from_db()
    with pytest.raises(GoesOn):
        carry(goal, Period.objects.get(quarter=3))
    with pytest.raises(GoesOn):
        reopen(goal)
    close(later, "dropped")
    assert not reopen(goal).is_closed


def test_what_was_closed_before_goes_on_as_well(cast):
    first, second = quarters(cast)
    goal = at_forty(cast, period=first)
    step = make.milestone(goal=goal)
    goal = close(goal, "missed")
    later = carry(goal, second)
    step.refresh_from_db()
    assert (later.baseline, step.goal, Closure.objects.count()) == (Decimal(40), later, 1)


def test_a_years_revenue_begins_anew_and_its_goals_come_along(cast):
    root = make.revenue(by=cast.mina)
    commands.set_measure(
        actor=cast.mina, goal=root, unit="money", direction="reach", baseline=Decimal(0), target=Decimal(1000),
        starts_on=date(2026, 1, 1), due_on=date(2026, 12, 31), now=NOW,
    )  # fmt: skip
    make.read(root, 900)
    child = at_forty(cast, parent=root)
    later = carry(root, make.year(by=cast.ada, year=2027), target=Decimal(1200))
    child.refresh_from_db()
    assert (later.is_root, later.baseline, later.target, child.parent) == (True, Decimal(0), Decimal(1200), later)
    board = queries.scoreboard(viewer=cast.eva, now=NOW)
    assert board.revenue is not None
    assert (board.revenue.goal, board.revenue.goal.is_closed) == (root, True)  # this year's


@pytest.mark.parametrize(
    ("measure", "kept"),
    [
        ({"unit": "yes_no"}, (Decimal(0), Decimal(1), None, None)),
        (
            {"direction": "keep", "baseline": None, "target": None, "lower": Decimal(90)},
            (None, None, Decimal(90), None),
        ),
        ({}, (Decimal(0), Decimal(100), None, None)),  # nothing read: from where it began
    ],
)
def test_what_has_no_way_to_go_on_from_keeps_its_measure(cast, measure, kept):
    first, second = quarters(cast)
    later = carry(make.measured(owner=cast.sam, given={"period": first}, **measure), second)
    assert (later.baseline, later.target, later.lower, later.upper) == kept
