"""Two people at the same moment, on two real connections, in both orders."""

from datetime import timedelta

import pytest
from django.db import transaction

from apps.core import undo
from apps.goals import commands
from apps.goals.commands import terms
from apps.goals.models import Goal, Milestone, OwnershipTerm, Reading, SmallStep, Task
from apps.people import commands as people
from apps.people.models import Member
from tests.cast import NOW, make_cast
from tests.factories import goals as make
from tests.races import at_once, told_in_order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return make_cast()


def owner_of(task):
    """The owner, who must be the one with the current term."""
    owner = Task.objects.get(pk=task.pk).owner
    assert OwnershipTerm.objects.current().get(task=task).member == owner
    return owner


def test_accepting_twice_at_once_accepts_once(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)

    def accept():
        commands.accept_task(actor=cast.sofie, task=task, now=NOW)

    assert told_in_order(accept, accept) == ["done", "NothingToAnswer"]
    assert (owner_of(task), task.terms.count()) == (cast.sofie, 2)


@pytest.mark.parametrize("accept_first", [True, False])
def test_accepting_while_the_offer_is_taken_back(cast, accept_first):
    task = make.offered(by=cast.sam, to=cast.sofie)

    def accept():
        commands.accept_task(actor=cast.sofie, task=task, now=NOW)

    def withdraw():
        commands.withdraw_offer(actor=cast.sam, task=task, now=NOW)

    if accept_first:
        assert told_in_order(accept, withdraw) == ["done", "NoOffer"]
        assert owner_of(task) == cast.sofie
    else:
        assert told_in_order(withdraw, accept) == ["done", "NothingToAnswer"]
        assert owner_of(task) == cast.sam


@pytest.mark.parametrize("accept_first", [True, False])
def test_accepting_while_it_is_assigned_to_somebody_else(cast, accept_first):
    task = make.offered(by=cast.sam, to=cast.sofie)

    def accept():
        commands.accept_task(actor=cast.sofie, task=task, now=NOW)

    def assign():
        commands.assign_task(actor=cast.ada, task=task, to=cast.mara, now=NOW)

    if accept_first:
        assert told_in_order(accept, assign) == ["done", "done"]
    else:
        assert told_in_order(assign, accept) == ["done", "NothingToAnswer"]
    assert owner_of(task) == cast.mara


def test_a_manager_does_not_take_what_has_just_left_the_team(cast):
    task = make.offered(by=cast.sam, to=cast.mara)

    def accept():
        commands.accept_task(actor=cast.mara, task=task, now=NOW)

    def assign():
        commands.assign_task(actor=cast.mina, task=task, to=cast.sofie, now=NOW)

    assert told_in_order(accept, assign) == ["done", "PermissionDenied"]
    assert owner_of(task) == cast.mara


def test_accepting_while_the_sweep_returns_it(cast):
    """The sweep leaves what another transaction holds; whoever is first, one of them has the task's lock."""
    task = make.offered(by=cast.sam, to=cast.sofie)
    until_late = OwnershipTerm.objects.get(task=task, state="offered").answer_by
    results = at_once(
        lambda: commands.accept_task(actor=cast.sofie, task=task, now=NOW),
        lambda: commands.return_unanswered(now=until_late),
    )
    state = OwnershipTerm.objects.get(task=task, member=cast.sofie).state
    if state == "accepted":
        assert (owner_of(task), results[1]) == (cast.sofie, 0)
    else:
        assert (state, owner_of(task), type(results[0]).__name__) == ("returned", cast.sam, "NothingToAnswer")


def test_two_sweeps_at_once_return_an_offer_once(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    late = OwnershipTerm.objects.get(task=task, state="offered").answer_by
    assert sum(at_once(*[lambda: commands.return_unanswered(now=late)] * 2)) == 1


@pytest.mark.parametrize("assign_first", [True, False])
def test_declining_while_it_is_assigned_anew(cast, assign_first):
    task = make.assigned(by=cast.mina, to=cast.sofie)

    def decline():
        commands.decline_task(actor=cast.sofie, task=task, reason="Not mine.", now=NOW)

    def assign():
        commands.assign_task(actor=cast.ada, task=task, to=cast.mara, now=NOW)

    if assign_first:
        assert told_in_order(assign, decline) == ["done", "NothingToAnswer"]
    else:
        assert told_in_order(decline, assign) == ["done", "done"]
    assert owner_of(task) == cast.mara


@pytest.mark.parametrize("undo_first", [True, False])
def test_starting_while_the_assignment_is_undone(cast, undo_first):
    task = make.task(owner=cast.sam)
    _given, offer = commands.assign_task(actor=cast.ada, task=task, to=cast.mara, now=NOW)

    def start():
        commands.start_task(actor=cast.mara, task=task, now=NOW)

    def take_back():
        undo.run(token=offer.token, actor=cast.ada, now=NOW)

    if undo_first:
        assert told_in_order(take_back, start) == ["done", "PermissionDenied"]
        assert owner_of(task) == cast.sam
    else:
        assert told_in_order(start, take_back) == ["done", "TouchedSince"]
        assert owner_of(task) == cast.mara


def test_two_batches_that_overlap_do_not_wait_for_each_other_in_a_ring(cast):
    tasks = [make.task(owner=cast.sam) for _ in range(6)]
    results = at_once(
        lambda: commands.assign_tasks(actor=cast.ada, tasks=tasks, to=cast.mara, now=NOW),
        lambda: commands.assign_tasks(actor=cast.ada, tasks=tasks[::-1], to=cast.milo, now=NOW),
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    assert len({owner_of(task) for task in tasks}) == 1


@pytest.mark.parametrize("leave_first", [True, False])
@pytest.mark.parametrize("model", [Goal, Milestone, Task])
def test_the_database_gives_nothing_to_who_leaves_at_that_moment(cast, model, leave_first):
    """Bare updates, as a shell would send them: no command holds anybody."""
    goal = make.goal(owner=cast.mara)
    row = {Goal: goal, Milestone: make.milestone(goal=goal), Task: make.task(owner=cast.mara)}[model]

    def leave():
        Member.objects.filter(pk=cast.sam.pk).update(is_active=False)

    def give():
        with transaction.atomic():
            model.objects.filter(pk=row.pk).update(owner=cast.sam)
            OwnershipTerm.objects.filter(task=row.pk).current().update(state="ended", ended_at=NOW)
            if model is Task:
                terms.own(row, cast.sam, NOW, offered_by=cast.mara)

    acts = (leave, give) if leave_first else (give, leave)
    assert told_in_order(*acts) == ["done", "IntegrityError"]
    row.refresh_from_db()
    assert (row.owner, row.owner.is_active) == (cast.mara if leave_first else cast.sam, True)


@pytest.mark.parametrize("leave_first", [True, False])
def test_a_leaver_still_at_work_and_their_leaving_do_not_wait_in_a_ring(cast, leave_first):
    """Whatever a leaver does is written down in their name while they hold their task, and leaving wants both."""
    task = make.task(owner=cast.sam)

    def leave():
        people.leave(actor=cast.ada, member=cast.sam, now=NOW)

    def work():
        commands.start_task(actor=cast.sam, task=task, now=NOW)

    if leave_first:
        assert told_in_order(leave, work) == ["done", "PermissionDenied"]
    else:
        assert told_in_order(work, leave) == ["done", "done"]
    assert owner_of(task) == cast.mina


def test_leaving_and_a_batch_of_the_leavers_tasks_do_not_wait_in_a_ring(cast):
    """Two successors, so that the tasks come in another order than by id; the batch holds them by id."""
    tasks = [make.task(owner=cast.sam) for _ in range(6)]
    named = {("task", task.pk): cast.sofie for task in tasks[::2]}
    results = at_once(
        lambda: people.leave(actor=cast.ada, member=cast.sam, successor=cast.mina, successors=named, now=NOW),
        lambda: commands.assign_tasks(actor=cast.ada, tasks=tasks, to=cast.milo, now=NOW),
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    assert {owner_of(task) for task in tasks} == {cast.milo}


@pytest.mark.parametrize("leave_first", [True, False])
def test_nobody_is_given_a_task_in_the_moment_they_leave(cast, leave_first):
    task = make.task(owner=cast.mara)

    def leave():
        people.leave(actor=cast.ada, member=cast.sam, now=NOW)

    def assign():
        commands.assign_task(actor=cast.ada, task=task, to=cast.sam, now=NOW)

    if leave_first:
        assert told_in_order(leave, assign) == ["done", "HasLeft"]
        assert owner_of(task) == cast.mara
    else:
        assert told_in_order(assign, leave) == ["done", "done"]
        assert owner_of(task) == cast.mina


# --- the tree of goals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [1, -1])
def test_two_moves_that_would_cross_make_no_circle(cast, order):
    """Each is right by itself; of both together one is refused, by the command and by the database."""
    first, second = make.goal(owner=cast.sam), make.goal(owner=cast.mara)

    def under(goal, above):
        return lambda: commands.edit_goal(actor=cast.ada, goal=goal, parent=above, now=NOW)

    moves = [under(first, second), under(second, first)][::order]
    assert told_in_order(*moves) == ["done", "WouldCircle"]
    assert Goal.objects.filter(parent__isnull=False).count() == 1


@pytest.mark.parametrize("order", [1, -1])
def test_two_bare_updates_that_would_cross_make_no_circle(cast, order):
    first, second = make.goal(owner=cast.sam), make.goal(owner=cast.mara)

    def under(goal, above):
        return lambda: Goal.objects.filter(pk=goal.pk).update(parent=above)

    moves = [under(first, second), under(second, first)][::order]
    assert told_in_order(*moves) == ["done", "IntegrityError"]
    assert Goal.objects.filter(parent__isnull=False).count() == 1


def test_two_revenue_goals_at_once_are_one(cast):
    year = make.year(by=cast.ada)

    def set_root(who):
        return lambda: make.revenue(by=who, period=year)

    assert told_in_order(set_root(cast.mina), set_root(cast.eva)) == ["done", "RootAlready"]
    assert Goal.objects.filter(is_root=True).count() == 1


def test_two_readings_of_a_day_at_once_are_one_and_its_correction(cast):
    goal = make.measured(owner=cast.sam)

    def read(value):
        return lambda: commands.record_reading(actor=cast.sam, goal=goal, value=value, now=NOW)

    assert told_in_order(read(10), read(20)) == ["done", "done"]
    assert [reading.value for reading in Reading.objects.that_count()] == [20]


def test_two_who_try_something_at_once(cast):
    """The second waits for the first, and the database refuses it."""

    def begin(member):
        return lambda: make.small_step(by=member, now=NOW, until_on=NOW.date() + timedelta(days=7))

    assert told_in_order(begin(cast.sam), begin(cast.mara)) == ["done", "IntegrityError"]
    assert SmallStep.objects.running().count() == 1
