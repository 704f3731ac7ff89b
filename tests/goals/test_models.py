"""What the database itself refuses, whoever asks: the shell, a bulk update, bare SQL."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.ids import uuid7
from apps.goals import commands
from apps.goals.api.tasks import Tasks
from apps.goals.models import DueMove, Goal, Milestone, OwnershipTerm, Task
from apps.people.models import Member
from tests.cast import NOW
from tests.factories import goals as make

pytestmark = pytest.mark.django_db

TASK_JUMPS = {
    ("open", "in_progress"),
    ("open", "done"),
    ("open", "dropped"),
    ("in_progress", "done"),
    ("in_progress", "dropped"),
    ("done", "open"),
    ("done", "in_progress"),
    ("dropped", "open"),
    ("dropped", "in_progress"),
}
TERM_JUMPS = {
    ("offered", "accepted"),
    ("offered", "declined"),
    ("offered", "returned"),
    ("offered", "withdrawn"),
    ("assigned", "accepted"),
    ("assigned", "declined"),
    ("assigned", "withdrawn"),
    ("assigned", "ended"),
    ("accepted", "declined"),
    ("accepted", "withdrawn"),
    ("accepted", "ended"),
}


def refused(change):
    """The name or words with which the database refuses, at once or when the transaction would end."""
    try:
        with transaction.atomic():
            change()
            connection.check_constraints()
    except IntegrityError as fault:
        return str(fault).splitlines()[0]
    return ""


def fits(state):
    """The columns that each state of a task needs."""
    return {
        "state": state,
        "done_at": NOW if state == "done" else None,
        "drop_reason": "No." if state == "dropped" else "",
    }


def task_in(cast, state):
    """A task in `state`, by commands."""
    task = make.task(owner=cast.sam)
    if state == "in_progress":
        commands.start_task(actor=cast.sam, task=task, now=NOW)
    if state == "done":
        commands.complete_task(actor=cast.sam, task=task, now=NOW)
    if state == "dropped":
        commands.drop_task(actor=cast.sam, task=task, reason="No.", now=NOW)
    return task


@pytest.mark.parametrize("new", Task.State.values)
@pytest.mark.parametrize("old", Task.State.values)
def test_a_task_makes_only_legal_jumps(cast, old, new):
    task = task_in(cast, old)
    said = refused(lambda: Task.objects.filter(pk=task.pk).update(**fits(new)))
    expected = "" if old == new or (old, new) in TASK_JUMPS else f"a task does not go from {old} to {new}"
    assert said == expected


def test_a_task_begins_open(cast):
    rest = {"title": "Done at once", "owner": cast.sam, "wanted_by": cast.sam, "created_at": NOW}
    said = refused(lambda: Task.objects.create(state="in_progress", **rest))
    assert said == "a task does not begin as in_progress"


def term_in(cast, state):
    """A term of Sofie's in `state`, by commands."""
    if state == "offered":
        task = make.offered(by=cast.sam, to=cast.sofie)
    elif state in ("assigned", "ended"):
        task = make.assigned(by=cast.ada, to=cast.sofie)
    else:
        task = make.offered(by=cast.sam, to=cast.sofie)
    do = {
        "accepted": lambda: commands.accept_task(actor=cast.sofie, task=task, now=NOW),
        "declined": lambda: commands.decline_task(actor=cast.sofie, task=task, reason="No.", now=NOW),
        "returned": lambda: commands.return_unanswered(now=NOW + timedelta(days=9)),
        "withdrawn": lambda: commands.withdraw_offer(actor=cast.sam, task=task, now=NOW),
        "ended": lambda: commands.assign_task(actor=cast.ada, task=task, to=cast.mara, now=NOW),
    }
    if state in do:
        do[state]()
    term = OwnershipTerm.objects.get(task=task, member=cast.sofie)
    assert term.state == state
    return term


@pytest.mark.parametrize("new", OwnershipTerm.State.values)
@pytest.mark.parametrize("old", OwnershipTerm.State.values)
def test_a_term_makes_only_legal_jumps(cast, old, new):
    term = term_in(cast, old)
    columns = {
        "state": new,
        "ended_at": None if new in ("offered", "assigned", "accepted") else NOW,
        "answered_at": NOW if new in ("accepted", "declined") else None,
        "reason": "No." if new == "declined" else "",
    }
    with transaction.atomic():
        try:
            with transaction.atomic():
                if new == "accepted":
                    term.task.terms.exclude(pk=term.pk).current().update(state="ended", ended_at=NOW)
                OwnershipTerm.objects.filter(pk=term.pk).update(**columns)
            said = ""
        except IntegrityError as fault:
            said = str(fault).splitlines()[0]
        # What is legal by itself may still leave the task without its owner: that shows when the transaction ends.
        transaction.set_rollback(True)
    if old == new:
        # What is over stays whole, down to its times.
        assert said == (
            "" if old in ("offered", "assigned", "accepted") else "rows of goals_ownershipterm are kept as they are"
        )
    else:
        assert said == ("" if (old, new) in TERM_JUMPS else f"a term does not go from {old} to {new}")


# --- exactly one owner ------------------------------------------------------------------------------------


def owner_is_not_in_term(task):
    return f"the owner of task {task.pk} is not whose term it is"


def test_nobody_changes_the_owner_beside_the_terms(cast):
    task = make.task(owner=cast.sam)
    assert refused(lambda: Task.objects.filter(pk=task.pk).update(owner=cast.sofie)) == owner_is_not_in_term(task)


def test_nobody_ends_the_owners_term_and_leaves_the_task_without(cast):
    task = make.task(owner=cast.sam)
    said = refused(lambda: task.terms.update(state="ended", ended_at=NOW))
    assert said == owner_is_not_in_term(task)


def test_a_task_without_a_term_is_refused(cast):
    task = Task(title="Bare", owner=cast.sam, wanted_by=cast.sam, created_at=NOW)
    assert refused(task.save) == owner_is_not_in_term(task)


def new_term(task, member, **given):
    defaults = {"task": task, "member": member, "offered_by": member, "offered_at": NOW, "state": "accepted",
                "answered_at": NOW}  # fmt: skip
    return OwnershipTerm.objects.create(**defaults | given)


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({}, "term_one_current_per_task"),
        ({"state": "assigned", "answered_at": None}, "term_one_current_per_task"),
        (
            {"state": "offered", "answered_at": None, "answer_by": NOW},
            "term_one_open_offer_per_task",
        ),
        ({"state": "offered", "answered_at": None}, "term_offer_has_an_end"),
        ({"answered_at": None}, "term_answered_at_a_time"),
        ({"ended_at": NOW}, "term_open_has_no_end"),
        ({"state": "ended"}, "a term does not begin as ended"),
        ({"state": "unheard of"}, "a term does not begin as unheard of"),
    ],
)
def test_a_second_owner_a_second_offer_or_a_half_term_is_refused(cast, given, constraint):
    task = make.offered(by=cast.sam, to=cast.sofie)
    assert constraint in refused(lambda: new_term(task, cast.mara, **given))


# --- history stays ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"note": "Other words"},
        {"offered_at": NOW - timedelta(days=30)},
        {"answer_by": NOW + timedelta(days=30)},
        {"begun_in": uuid7()},
    ],
)
def test_what_was_said_when_a_term_began_stays(cast, change):
    task = make.offered(by=cast.sam, to=cast.sofie)
    said = refused(lambda: task.terms.update(**change))
    assert said == "rows of goals_ownershipterm are kept as they are"


def test_no_term_is_somebody_elses_afterwards(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    said = refused(lambda: task.terms.filter(member=cast.sofie).update(member=cast.mara))
    assert said == "rows of goals_ownershipterm are kept as they are"


def in_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_terms_and_moves_of_dates_are_not_deleted(cast):
    task = make.task(owner=cast.sam)
    commands.move_due(actor=cast.sam, task=task, due_on=NOW.date(), now=NOW)
    assert refused(lambda: in_sql("delete from goals_ownershipterm")).startswith("rows of goals_ownershipterm")
    assert refused(lambda: in_sql("delete from goals_duemove")).startswith("rows of goals_duemove")
    assert refused(lambda: DueMove.objects.update(reason="Other")).startswith("rows of goals_duemove")


# --- rules of a row ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"title": ""}, "task_has_a_title"),
        ({"state": "dropped"}, "task_dropped_for_a_reason"),
        ({"drop_reason": "No."}, "task_dropped_for_a_reason"),
        ({"state": "done"}, "task_done_at_a_time"),
        ({"done_at": NOW}, "task_done_at_a_time"),
        ({"confirmed_at": NOW}, "task_confirmed_once_done"),
        ({"serves_kind": "goal"}, "task_serves_a_goal_or_milestone"),
        ({"serves_id": uuid7()}, "task_serves_a_goal_or_milestone"),
        ({"serves_kind": "task", "serves_id": uuid7()}, "task_serves_a_goal_or_milestone"),
        ({"origin_kind": "request"}, "task_origin_is_a_pair"),
        ({"origin_id": uuid7()}, "task_origin_is_a_pair"),
    ],
)
def test_a_task_that_doesnt_add_up_is_refused(cast, change, constraint):
    task = make.task(owner=cast.sam)
    assert constraint in refused(lambda: Task.objects.filter(pk=task.pk).update(**change))


def test_a_task_is_confirmed_by_somebody_and_only_once_done(cast):
    task = make.task(owner=cast.sam)
    change = {"confirmed_at": NOW, "confirmed_by": cast.mara}
    assert "task_confirmed_once_done" in refused(lambda: Task.objects.filter(pk=task.pk).update(**change))


@pytest.mark.parametrize(
    ("model", "change", "constraint"),
    [
        (Goal, {"title": ""}, "goal_has_a_title"),
        (Goal, {"side": "finance"}, "goal_side_known"),
        (Milestone, {"title": ""}, "milestone_has_a_title"),
        (Milestone, {"done_at": NOW}, "milestone_done_by_somebody"),
    ],
)
def test_a_goal_or_step_that_doesnt_add_up_is_refused(cast, model, change, constraint):
    make.milestone(goal=make.goal(owner=cast.sam))
    assert constraint in refused(lambda: model.objects.update(**change))


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"old": NOW.date(), "new": NOW.date(), "reason": "Why"}, "due_move_moves"),
        ({"old": NOW.date(), "new": NOW.date() + timedelta(days=1)}, "due_move_has_a_reason"),
    ],
)
def test_a_move_of_a_date_has_a_reason_and_moves(cast, given, constraint):
    task = make.task(owner=cast.sam)
    assert constraint in refused(lambda: DueMove.objects.create(task=task, by=cast.sam, at=NOW, **given))


def test_only_who_is_here_answers_for_what_is_open(cast):
    goal, task = make.goal(owner=cast.sam), make.task(owner=cast.sam)
    milestone = make.milestone(goal=goal)
    rows = ((Goal, goal, "goal"), (Milestone, milestone, "milestone"), (Task, task, "task"))
    found = {}
    for model, row, name in rows:
        found[name] = refused(lambda model=model, row=row: model.objects.filter(pk=row.pk).update(owner=cast.dan))
    assert found == {name: f"{name}_held_by_active_members" for name in ("goal", "milestone", "task")}


def test_what_is_over_keeps_a_leaver_and_is_not_taken_up_again_for_them(cast):
    milestone = make.milestone(goal=make.goal(owner=cast.mina))
    commands.edit_milestone(actor=cast.mina, milestone=milestone, owner=cast.sam, now=NOW)
    commands.complete_milestone(actor=cast.sam, milestone=milestone, now=NOW)
    done, dropped = task_in(cast, "done"), task_in(cast, "dropped")
    Member.objects.filter(pk=cast.sam.pk).update(is_active=False)
    over = {"state": "open", "done_at": None, "drop_reason": ""}
    assert [
        refused(lambda: Milestone.objects.filter(pk=milestone.pk).update(done_at=None, done_by=None)),
        refused(lambda: Task.objects.filter(pk=done.pk).update(**over)),
        refused(lambda: Task.objects.filter(pk=dropped.pk).update(**over)),
        refused(lambda: Task.objects.filter(pk=done.pk).update(title="Another title")),
    ] == ["milestone_held_by_active_members", "task_held_by_active_members", "task_held_by_active_members", ""]


@pytest.mark.parametrize("held", ["goal", "milestone", "task"])
def test_nobody_leaves_who_answers_for_something(cast, held):
    if held == "goal":
        make.goal(owner=cast.sam)
    if held == "milestone":
        milestone = make.milestone(goal=make.goal(owner=cast.mina))
        commands.edit_milestone(actor=cast.mina, milestone=milestone, owner=cast.sam, now=NOW)
    if held == "task":
        make.task(owner=cast.sam)
    leave = Member.objects.filter(pk=cast.sam.pk).update
    assert refused(lambda: leave(is_active=False)) == "member_leaves_nothing_behind"


def test_what_a_long_list_of_tasks_is_ordered_by_stands_in_an_index():
    """By these the API orders all tasks there are: without one, a page of fifty sorts a hundred thousand."""
    ordered = {fields[0] if isinstance(fields, tuple) else fields for fields in Tasks.orders.values()}
    in_order = {index.fields[0] for index in Task._meta.indexes if index.fields and index.condition is None}
    assert ordered <= {name.removeprefix("-") for name in in_order}
