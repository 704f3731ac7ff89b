"""The same commands for machines: shapes, refusals, batches and the way back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.goals import commands
from apps.goals.models import Goal, Milestone, OwnershipTerm, Task
from apps.people.door.output import moment
from tests.cast import NOW
from tests.factories import goals as make
from tests.machine import Caller, make_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(cast):
    return Caller(make_token(cast.sam))


@pytest.fixture
def ada(cast):
    return Caller(make_token(cast.ada))


def member(one):
    return {"id": str(one.pk), "name": one.name}


def refusal(answer):
    return answer.status_code, answer.json()["code"]


def test_a_task_is_written_down_for_a_goal_and_offered(cast, sam):
    goal = make.goal(owner=cast.mina, title="Twenty quotes")
    serves = {"kind": "goal", "id": str(goal.pk)}
    body = {
        "title": "Call Acme",
        "serves": serves,
        "origin": serves,
        "offer_to": str(cast.sofie.pk),
        "note": "You know them.",
    }
    answer = sam("POST", "tasks/", body)
    task, offer = Task.objects.get(), OwnershipTerm.objects.offers().get()
    assert answer.status_code == 201
    assert (answer["Location"], answer["ETag"]) == (f"/api/v1/tasks/{task.pk}/", '"1"')
    term = {
        "id": str(offer.pk),
        "member": member(cast.sofie),
        "state": "offered",
        "offered_by": member(cast.sam),
        "note": "You know them.",
        "reason": "",
        "noted": False,
        "answered_at": None,
        "ended_at": None,
    }
    found = answer.json()
    (shown,) = found.pop("open_terms")
    assert (shown.pop("offered_at"), shown.pop("answer_by")) == (moment(offer.offered_at), moment(offer.answer_by))
    assert shown == term
    assert found.pop("created_at") == moment(task.created_at)
    assert found == {
        "id": str(task.pk),
        "revision": 1,
        "title": "Call Acme",
        "detail": "",
        "checklist": [],
        "ticked": [],
        "state": "open",
        "owner": member(cast.sam),
        "due_on": None,
        "serves": serves,
        "origin": serves,
        "wanted_by": member(cast.sam),
        "times_moved": 0,
        "drop_reason": "",
        "done_at": None,
        "confirmed_at": None,
        "confirmed_by": None,
    }


def test_a_task_serves_a_goal_or_a_milestone_and_nothing_else(cast, sam):
    body = {"title": "Call Acme", "serves": {"kind": "member", "id": str(cast.mara.pk)}}
    answer = sam("POST", "tasks/", body)
    assert (answer.status_code, [error["code"] for error in answer.json()["errors"]]) == (400, ["not-served"])


def test_an_edit_names_its_revision_and_changes_only_what_is_sent(cast, sam):
    goal = make.goal(owner=cast.mina)
    task = make.task(owner=cast.sam, title="Old", detail="Stays", serves=goal)
    assert refusal(sam("PATCH", f"tasks/{task.pk}/", {"title": "New"})) == (428, "revision-needed")
    answer = sam("PATCH", f"tasks/{task.pk}/", {"title": "New"}, if_match='"1"')
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    stale = sam("PATCH", f"tasks/{task.pk}/", {"title": "Late"}, if_match='"1"')
    assert (stale.status_code, stale.json()["current"]["title"]) == (412, "New")
    task.refresh_from_db()
    assert (task.title, task.detail, task.serves) == ("New", "Stays", ("goal", goal.pk))
    sam("PATCH", f"tasks/{task.pk}/", {"serves": None}, if_match='"2"')
    task.refresh_from_db()
    assert task.serves is None


def test_the_rules_refuse_with_their_names(cast, sam):
    task = make.task(owner=cast.sam, due_on=NOW.date())
    post = f"tasks/{task.pk}/"
    assert refusal(sam("POST", post + "offer/", {"to": str(cast.sam.pk)})) == (422, "own-already")
    assert refusal(sam("POST", post + "withdraw-offer/")) == (409, "no-offer")
    assert refusal(sam("POST", post + "accept/")) == (403, "not-allowed")
    assert refusal(sam("POST", post + "drop/", {"reason": ""})) == (422, "reason-needed")
    assert refusal(sam("POST", post + "move-due/", {"due_on": "2026-04-01"})) == (422, "reason-needed")
    assert refusal(sam("POST", post + "reopen/", {})) == (409, "not-done")
    assert refusal(sam("POST", post + "assign/", {"to": str(cast.mara.pk)})) == (403, "not-allowed")
    assert sam("POST", post + "complete/").status_code == 200
    assert refusal(sam("POST", post + "start/")) == (409, "over")


def test_a_step_judges_the_revision_it_is_given(cast, sam):
    task = make.task(owner=cast.sam)
    commands.edit_task(actor=cast.sam, task=task, title="Changed", now=NOW)
    assert sam("POST", f"tasks/{task.pk}/start/", if_match='"1"').status_code == 412
    assert sam("POST", f"tasks/{task.pk}/start/", if_match='"2"').status_code == 200


def owners(tasks):
    return [Task.objects.get(pk=task.pk).owner for task in tasks]


def test_many_are_assigned_and_taken_back_by_the_token_in_the_header(cast, ada):
    tasks = [make.task(owner=cast.sam) for _ in range(3)]
    body = {"tasks": [str(task.pk) for task in tasks], "to": str(cast.mara.pk), "note": "Sam is away."}
    answer = ada("POST", "tasks/assign/", body)
    assert answer.status_code == 200
    assert sorted((one["id"], one["owner"]["name"]) for one in answer.json()["results"]) == sorted(
        (str(task.pk), "Mara Marsh") for task in tasks
    )
    assert owners(tasks) == [cast.mara] * 3
    assert ada("POST", "undo/", {"token": answer["Accord-Undo"]}).status_code == 204
    assert owners(tasks) == [cast.sam] * 3


def test_an_undo_that_comes_too_late_lists_what_was_touched(cast, ada):
    tasks = [make.task(owner=cast.sam, title=title) for title in ("Call Acme", "Call Bolt")]
    answer = ada("POST", "tasks/assign/", {"tasks": [str(task.pk) for task in tasks], "to": str(cast.mara.pk)})
    commands.start_task(actor=cast.mara, task=tasks[1], now=NOW)
    taken_back = ada("POST", "undo/", {"token": answer["Accord-Undo"]})
    assert refusal(taken_back) == (409, "touched-since")
    assert taken_back.json()["detail"] == "Nothing was undone, because something happened since with “Call Bolt”."
    assert owners(tasks) == [cast.mara] * 2


def test_none_is_assigned_where_one_may_not_be(cast):
    mina = Caller(make_token(cast.mina))
    tasks = [make.task(owner=cast.sam), make.task(owner=cast.mara)]
    body = {"tasks": [str(task.pk) for task in tasks], "to": str(cast.sofie.pk)}
    assert refusal(mina("POST", "tasks/assign/", body)) == (403, "not-allowed")
    assert refusal(mina("POST", "tasks/assign/", {"tasks": [], "to": str(cast.sofie.pk)})) == (422, "nothing-chosen")
    assert owners(tasks) == [cast.sam, cast.mara]


def test_all_that_waits_is_accepted_at_once(cast, sam):
    tasks = [make.offered(by=cast.mara, to=cast.sam), make.assigned(by=cast.ada, to=cast.sam)]
    body = {"tasks": [str(task.pk) for task in tasks]}
    assert [one["owner"] for one in sam("POST", "tasks/accept/", body).json()["results"]] == [member(cast.sam)] * 2
    assert refusal(sam("POST", "tasks/accept/", body)) == (409, "nothing-to-answer")


def test_the_history_of_ownership_and_of_dates(cast, sam):
    task = make.offered(by=cast.mara, to=cast.sam, due_on=NOW.date())
    commands.accept_task(actor=cast.sam, task=task, now=NOW)
    sam("POST", f"tasks/{task.pk}/move-due/", {"due_on": "2026-05-04", "reason": "Acme asked."})
    terms = sam("GET", f"tasks/{task.pk}/terms/").json()["results"]
    assert sorted((one["member"]["name"], one["state"]) for one in terms) == [
        ("Mara Marsh", "ended"),
        ("Sam Sanders", "accepted"),
    ]
    moves = sam("GET", f"tasks/{task.pk}/due-moves/").json()["results"]
    assert [(one["old"], one["new"], one["reason"], one["by"]) for one in moves] == [
        ("2026-03-10", "2026-05-04", "Acme asked.", member(cast.sam))
    ]


def test_lists_are_filtered_ordered_and_searched(cast, sam):
    goal = make.goal(owner=cast.mina)
    make.task(owner=cast.sam, title="b", serves=goal)
    make.task(owner=cast.mara, title="a", serves=goal, detail="about Bolt")
    make.task(owner=cast.mara, title="c")

    def titles(query):
        return [one["title"] for one in sam("GET", f"tasks/?{query}").json()["results"]]

    assert titles(f"goal={goal.pk}&ordering=title") == ["a", "b"]
    assert titles("ordering=-title") == ["c", "b", "a"]
    assert (titles("mine=true"), titles("q=bolt"), titles("state=done")) == (["b"], ["a"], [])


def test_a_goal_and_its_milestones(cast):
    mina = Caller(make_token(cast.mina))
    made = mina("POST", "goals/", {"title": "Twenty quotes", "side": "joint"})
    goal = Goal.objects.get()
    assert (made.status_code, made.json()["owner"], made.json()["milestones_all"]) == (201, member(cast.mina), 0)
    body = {"goal": str(goal.pk), "title": "Ten are asked", "due_on": "2026-06-30"}
    step = mina("POST", "milestones/", body)
    assert step.json()["goal"] == {"id": str(goal.pk), "title": "Twenty quotes"}
    done = mina("POST", f"milestones/{Milestone.objects.get().pk}/complete/")
    assert (done.json()["done_by"], "Accord-Undo" in done) == (member(cast.mina), True)
    read = mina("GET", f"goals/{goal.pk}/").json()
    assert (read["milestones_all"], read["milestones_done"], read["side"]) == (1, 1, "joint")
    edited = mina("PATCH", f"goals/{goal.pk}/", {"side": None, "owner": str(cast.sam.pk)}, if_match='"1"')
    assert (edited.json()["side"], edited.json()["owner"]) == (None, member(cast.sam))


@pytest.mark.parametrize(("url", "count"), [("tasks/", 3), ("goals/", 3), ("milestones/", 2)])
def test_a_list_costs_the_same_with_one_row_and_with_thirty(cast, url, count):
    caller = Caller(make_token(cast.eva))

    def add(number):
        for _ in range(number):
            goal = make.goal(owner=cast.mina)
            make.milestone(goal=goal)
            make.offered(by=cast.sam, to=cast.mara, serves=goal)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert caller("GET", url).status_code == 200
        return len(seen)

    add(1)
    cost()
    few = cost()
    add(29)
    assert (few, cost()) == (count, count)
