"""What lower apps are told of goals, milestones and tasks."""

from datetime import date

import pytest

from apps.core import things
from apps.goals import commands
from apps.goals.commands.ground import HasLeft
from apps.notices.models import Notice
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.test_offering import terms_of

pytestmark = pytest.mark.django_db


def test_a_leavers_work_is_handed_over_and_finished_work_keeps_the_name(cast):
    goal = make.goal(owner=cast.sam)
    ahead = make.milestone(goal=goal)
    reached = make.milestone(goal=goal, due_on=date(2026, 4, 1))
    commands.complete_milestone(actor=cast.sam, milestone=reached, now=NOW)
    task, done = make.task(owner=cast.sam), make.task(owner=cast.sam)
    commands.complete_task(actor=cast.sam, task=done, now=NOW)
    offered_on = make.offered(by=cast.sam, to=cast.mara)
    to_accept = make.assigned(by=cast.ada, to=cast.sam)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    for row in (goal, ahead, reached, task, done, offered_on, to_accept):
        row.refresh_from_db()
    assert [row.owner for row in (goal, ahead, task, offered_on, to_accept)] == [cast.mina] * 5
    assert [row.owner for row in (reached, done)] == [cast.sam] * 2
    assert terms_of(task) == [("Sam", "ended"), ("Mina", "assigned")]
    assert task.terms.get(member=cast.mina).note == "Handed over by Sam Sanders"
    assert terms_of(offered_on) == [("Sam", "ended"), ("Mara", "withdrawn"), ("Mina", "assigned")]


def test_a_leavers_things_go_to_whom_they_are_named_for(cast):
    one, other = make.task(owner=cast.sam), make.task(owner=cast.sam)
    people.leave(
        actor=cast.ada, member=cast.sam, successor=cast.sofie, successors={("task", one.pk): cast.mara}, now=NOW
    )
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.owner, other.owner) == (cast.mara, cast.sofie)


def test_each_successor_is_told_once_of_all_that_came_over(cast):
    make.goal(owner=cast.sam)
    tasks = [make.task(owner=cast.sam) for _ in range(12)]
    one = make.task(owner=cast.sam)
    before = set(Notice.objects.values_list("pk", flat=True))
    people.leave(
        actor=cast.ada, member=cast.sam, successor=cast.sofie, successors={("task", one.pk): cast.mara}, now=NOW
    )
    told = Notice.objects.exclude(pk__in=before).filter(kind__in=["handed-over", "task-assigned", "task-reassigned"])
    assert sorted((notice.recipient.first_name, notice.facts["what"]) for notice in told) == [
        ("Mara", "1 task"),
        ("Sofie", "1 goal and 12 tasks"),
    ]
    assert {terms_of(task)[-1] for task in tasks} == {("Sofie", "assigned")}


def test_a_leavers_reached_milestone_is_reopened_only_for_somebody_who_is_here(cast):
    goal = make.goal(owner=cast.mina)
    milestone = make.milestone(goal=goal)
    commands.edit_milestone(actor=cast.mina, milestone=milestone, owner=cast.sam, now=NOW)
    commands.complete_milestone(actor=cast.sam, milestone=milestone, now=NOW)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    milestone.refresh_from_db()
    with pytest.raises(HasLeft):
        commands.reopen_milestone(actor=cast.mina, milestone=milestone, now=NOW)
    commands.edit_milestone(actor=cast.mina, milestone=milestone, owner=cast.mina, now=NOW)
    milestone.refresh_from_db()
    assert commands.reopen_milestone(actor=cast.mina, milestone=milestone, now=NOW).done_at is None


def test_an_offer_to_a_leaver_comes_back_by_the_next_sweep(cast):
    task = make.offered(by=cast.mara, to=cast.sam, now=NOW)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    commands.return_unanswered(now=NOW)
    assert terms_of(task) == [("Mara", "accepted"), ("Sam", "returned")]


def test_comments_reach_owner_who_wanted_it_and_who_is_asked(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    commands.offer_task(actor=cast.sam, task=task, to=cast.sofie, now=NOW)
    goal = make.goal(owner=cast.mina)
    milestone = make.milestone(goal=goal, owner=cast.mina)
    commands.edit_milestone(actor=cast.mina, milestone=milestone, owner=cast.sam, now=NOW)
    milestone.refresh_from_db()
    assert set(things.of(task).involved(task)) == {cast.mara, cast.sam, cast.sofie}
    assert set(things.of(goal).involved(goal)) == {cast.mina}
    assert set(things.of(milestone).involved(milestone)) == {cast.mina, cast.sam}


def test_titles_and_addresses(cast):
    goal = make.goal(owner=cast.mina, title="Twenty quotes")
    milestone = make.milestone(goal=goal, title="Ten are asked")
    task = make.task(owner=cast.sam, title="Call Acme")
    rows = (goal, milestone, task)
    assert [things.title(row) for row in rows] == ["Twenty quotes", "Ten are asked", "Call Acme"]
    assert [things.url(row) for row in rows] == [
        f"/goals/{goal.pk}/",
        f"/milestones/{milestone.pk}/",
        f"/tasks/{task.pk}/",
    ]


@pytest.mark.parametrize("kind", ["goal", "milestone", "task"])
def test_all_members_see_them_and_nobody_else(cast, kind):
    goal = make.goal(owner=cast.mina)
    row = {"goal": goal, "milestone": make.milestone(goal=goal), "task": make.task(owner=cast.sam)}[kind]
    see = {name: list(things.kind(kind).visible_to(cast.by_name(name))) for name in ("sofie", "eva", "moritz", "dan")}
    assert see == {"sofie": [row], "eva": [row], "moritz": [row], "dan": []}


def still_due(row, kind, member):
    row.refresh_from_db()
    return things.still_due(row, kind, member)


def test_a_question_that_is_answered_is_mailed_no_more(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    assert still_due(task, "task-offered", cast.sofie)
    commands.accept_task(actor=cast.sofie, task=task, now=NOW)
    assert not still_due(task, "task-offered", cast.sofie)


def test_what_is_somebody_elses_by_now_is_mailed_no_more(cast):
    task = make.assigned(by=cast.ada, to=cast.sofie)
    kinds = ("task-assigned", "task-overdue")
    assert [still_due(task, kind, cast.sofie) for kind in kinds] == [True, True]
    commands.assign_task(actor=cast.ada, task=task, to=cast.mara, now=NOW)
    assert [still_due(task, kind, cast.sofie) for kind in kinds] == [False, False]


def test_what_was_undone_is_mailed_no_more(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    commands.complete_task(actor=cast.sam, task=task, now=NOW)
    assert (still_due(task, "task-done", cast.mara), still_due(task, "task-dropped", cast.mara)) == (True, False)
    assert not still_due(task, "task-due-moved", cast.mara)
    commands.reopen_task(actor=cast.sam, task=task, now=NOW)
    assert (still_due(task, "task-done", cast.mara), still_due(task, "task-due-moved", cast.mara)) == (False, True)


def test_milestones_and_goals_are_mailed_to_who_answers_for_them(cast):
    goal = make.goal(owner=cast.sam)
    milestone = make.milestone(goal=goal)
    assert [
        still_due(milestone, kind, cast.sam) for kind in ("milestone-overdue", "milestone-given", "milestone-done")
    ] == [
        True,
        True,
        False,
    ]
    commands.complete_milestone(actor=cast.sam, milestone=milestone, now=NOW)
    assert [still_due(milestone, kind, cast.sam) for kind in ("milestone-overdue", "milestone-done")] == [False, True]
    assert (still_due(goal, "goal-given", cast.sam), still_due(goal, "goal-given", cast.mara)) == (True, False)
