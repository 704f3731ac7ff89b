"""The pages, as a browser without JavaScript uses them."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.goals import commands
from apps.goals.models import Goal, Milestone, Task
from tests.cast import client_of, tomorrow
from tests.factories import goals as make
from tests.walker import Walker

pytestmark = pytest.mark.django_db


# --- lists cost the same with one row and with thirty ------------------------------------------------------


def queries_of(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def fill(cast, count):
    """Tasks of all kinds, of which one in three waits for Ada."""
    for _ in range(count):
        goal = make.goal(owner=cast.mina, due_on=tomorrow())
        step = make.milestone(goal=goal, due_on=tomorrow())
        make.task(owner=cast.sam, serves=goal, due_on=tomorrow())
        make.offered(by=cast.mara, to=cast.ada, serves=step)
        make.assigned(by=cast.ada, to=cast.milo)
    begun, done = make.offered(by=cast.sam, to=cast.sofie), make.task(owner=cast.mara)
    commands.start_task(actor=cast.sam, task=begun, now=timezone.now())
    commands.complete_task(actor=cast.mara, task=done, now=timezone.now())


@pytest.mark.parametrize(
    ("url", "who", "count"),
    [
        ("/tasks/", "sam", 9),
        ("/tasks/", "ada", 10),
        ("/tasks/board/", "ada", 10),
        ("/tasks/who-has-what/", "ada", 10),
        ("/goals/", "ada", 9),
    ],
)
def test_a_list_costs_the_same_with_one_row_and_with_thirty(cast, url, who, count):
    client = client_of(cast.by_name(who))
    make.offered(by=cast.mara, to=cast.ada, serves=make.goal(owner=cast.mina))
    client.get(url)
    few = queries_of(client, url)
    fill(cast, 10)
    assert (few, queries_of(client, url)) == (count, count)


def test_a_list_of_several_pages_costs_one_more_to_count_them(cast):
    fill(cast, 20)
    client = client_of(cast.ada)
    client.get("/tasks/")
    assert queries_of(client, "/tasks/") == 11


def test_the_page_of_a_goal_costs_the_same_with_one_task_and_with_thirty(cast):
    goal = make.goal(owner=cast.mina)
    client, url = client_of(cast.sam), f"/goals/{goal.pk}/"

    def add(count):
        for _ in range(count):
            step = make.milestone(goal=goal)
            make.task(owner=cast.sam, serves=step)
            make.offered(by=cast.mara, to=cast.sofie, serves=goal)

    add(1)
    client.get(url)
    few = queries_of(client, url)
    add(29)
    assert queries_of(client, url) == few


def test_the_csv_of_tasks_has_a_row_each_and_no_formula(cast):
    goal = make.goal(owner=cast.mina, title="Quotes")
    day = tomorrow()
    make.task(owner=cast.sam, title="=1+1", serves=goal, due_on=day, now=timezone.now())
    answer = client_of(cast.mara).get("/tasks/?format=csv")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows[0] == ["Task", "Owner", "State", "Due", "Date moved", "Serves", "Wanted by", "Newest"]
    assert [row[:7] for row in rows[1:]] == [
        ["'=1+1", "Sam Sanders", "Open", day.isoformat(), "0", "Quotes", "Sam Sanders"]
    ]


# --- goals -------------------------------------------------------------------------------------------------


def test_a_goal_is_set_gets_a_milestone_and_a_task(cast):
    walk = Walker(cast.mina).open("/goals/").reads("No goal is open.").follow("Set a goal")
    walk.press("Set the goal", title="Twenty quotes", why="Named references close deals.", side="joint")
    walk.reads("Twenty quotes", "Joint", "Mina Minot", "No milestone yet")
    walk.follow("Add a milestone").press("Add the milestone", title="Ten are asked", due_on=tomorrow().isoformat())
    walk.reads("Next: “Ten are asked”, by Mina Minot, tomorrow").follow("Ten are asked")
    walk.follow("Write a task down for it").press("Write it down", title="Call Acme", offer_to=str(cast.sam.pk))
    walk.reads("Call Acme", "offered to Sam Sanders", "Ten are asked")
    task = Task.objects.get()
    assert (task.serves, task.owner) == (("milestone", Milestone.objects.get().pk), cast.mina)


def test_a_form_keeps_what_was_typed_and_says_how_to_mend_it(cast):
    walk = Walker(cast.mina).open("/goals/new/").press("Set the goal", title="", why="Because.", expect=422)
    walk.reads("What do we want to reach?", "This field is required.")
    assert walk.page.xpath("//textarea[@name='why']")[0].text.strip() == "Because."
    assert Goal.objects.count() == 0


def test_both_texts_are_shown_where_somebody_saved_meanwhile(cast):
    goal = make.goal(owner=cast.mina, title="Old")
    walk = Walker(cast.mina).open(f"/goals/{goal.pk}/edit/")
    commands.edit_goal(actor=cast.ada, goal=goal, title="Ada's words", now=timezone.now())
    walk.press("Save", title="Mina's words", expect=412).reads("Ada Adler", "Ada's words", "Mina's words")
    walk.press("Save mine over it").reads("Mina's words")
    goal.refresh_from_db()
    assert goal.title == "Mina's words"


def test_a_task_too_shows_both_texts_with_what_it_serves_in_words(cast):
    goal, other = make.goal(owner=cast.mina, title="Quotes"), make.goal(owner=cast.mina, title="Library")
    task = make.task(owner=cast.sam, title="Old", serves=goal)
    walk = Walker(cast.sam).open(f"/tasks/{task.pk}/edit/")
    commands.edit_task(actor=cast.ada, task=task, title="Ada's words", serves=other, now=timezone.now())
    walk.press("Save", title="Sam's words", expect=412).reads("Sam's words", "Ada's words", "Quotes", "Library")
    walk.press("Save mine over it").reads("Sam's words")
    task.refresh_from_db()
    assert (task.title, task.serves) == ("Sam's words", ("goal", goal.pk))


def test_a_milestone_is_done_with_undo_and_reopened(cast):
    milestone = make.milestone(goal=make.goal(owner=cast.mina), title="Ten are asked")
    walk = Walker(cast.mina).open(f"/milestones/{milestone.pk}/").press("Done")
    walk.reads("Mina Minot said that it is done.").press("Undo").reads("Mina Minot says when it is done.")
    walk.press("Done").press("Reopen").reads("“Ten are asked” is open again.")


# --- the way of a task -------------------------------------------------------------------------------------


def test_offered_declined_offered_again_accepted_done_and_confirmed(cast):
    ada = Walker(cast.ada).open("/tasks/new/").press("Write it down", title="Call Acme", offer_to=str(cast.sam.pk))
    url = ada.url
    sam = Walker(cast.sam).open(url).reads("Ada Adler offers it to you. Until you accept, Ada Adler answers for it.")
    sam.follow("Decline").press("Decline", reason="", expect=422).reads("A few words are enough")
    sam.press("Decline", reason="With Bolt all week.").reads(
        "Declined", "“With Bolt all week.”", "Waiting for Ada Adler"
    )
    ada.open(url).follow("Offer").press("Offer", to=str(cast.sofie.pk), note="You know Acme.")
    ada.reads("It is offered to Sofie Sommer. Until they accept, you answer for it.")
    sofie = Walker(cast.sofie).open(url).reads("“You know Acme.”").press("Accept").press("Start").press("Done")
    sofie.reads("Done. Ada Adler, who wanted it, may confirm it.")
    ada.open(url).press("Confirm").reads("Done, and Ada Adler confirmed it.")
    ada.reads("Sofie Sommer", "Answers for it now", "Sam Sanders", "Declined", "Passed on")


def test_a_refusal_stands_beside_the_form_and_keeps_what_was_typed(cast):
    task = make.task(owner=cast.sam)
    walk = Walker(cast.sam).open(f"/tasks/{task.pk}/offer/")
    commands.offer_task(actor=cast.mina, task=task, to=cast.mara, now=timezone.now())
    walk.press("Offer", to=str(cast.sofie.pk), note="You know Acme.", expect=409)
    walk.reads("It is offered to Mara Marsh and not answered yet. Take that offer back first.")
    assert walk.page.xpath("//textarea[@name='note']")[0].text.strip() == "You know Acme."
    walk.open(f"/tasks/{task.pk}/").press("Take the offer back").reads("The offer is taken back.")


def test_what_came_too_late_is_a_page_that_says_so(cast):
    task = make.offered(by=cast.sam, to=cast.sofie, title="Call Acme")
    walk = Walker(cast.sofie).open(f"/tasks/{task.pk}/")
    commands.withdraw_offer(actor=cast.sam, task=task, now=timezone.now())
    walk.press("Accept", expect=409).reads("“Call Acme” no longer waits for your answer.")


def test_a_date_is_set_and_moved_with_a_reason(cast):
    task = make.task(owner=cast.sam)
    walk = Walker(cast.sam).open(f"/tasks/{task.pk}/").follow("Set a date")
    walk.press("Set the date", due_on=tomorrow().isoformat()).reads("The date was set later")
    later = (tomorrow() + timedelta(days=7)).isoformat()
    walk.follow("Move the date").press("Move the date", due_on=later, expect=422).reads("A few words are enough")
    walk.press("Move the date", due_on=later, reason="Acme asked.").reads("The date was moved once", "“Acme asked.”")


def test_a_date_that_has_passed_is_marked_while_there_is_something_to_do(cast):
    task = make.task(owner=cast.sam, due_on=timezone.localdate() - timedelta(days=3))
    places = (f"/tasks/{task.pk}/", f"/tasks/?q={task.title}&state=", "/tasks/board/")
    for marked in (True, False):
        for place in places:
            late = Walker(cast.sam).open(place).page.xpath("//main//time[contains(@class, 'late')]")
            assert (place, bool(late)) == (place, marked)
        if marked:
            commands.complete_task(actor=cast.sam, task=task, now=timezone.now())


def test_dropped_undone_dropped_and_reopened(cast):
    task = make.task(owner=cast.sam, title="Visit the fair")
    walk = Walker(cast.sam).open(f"/tasks/{task.pk}/").follow("Drop").press("Drop", reason="It is cancelled.")
    walk.reads("“Visit the fair” is dropped.", "Dropped: It is cancelled.").press("Undo").reads("It is yours to start.")
    walk.follow("Drop").press("Drop", reason="It is cancelled.").follow("Reopen").press("Reopen")
    walk.reads("It is open again.", "It is yours to start.")


def test_a_task_tells_what_it_came_from(cast):
    goal = make.goal(owner=cast.mina, title="Twenty quotes")
    walk = Walker(cast.sam).open(f"/tasks/new/?origin=goal:{goal.pk}").reads("From “Twenty quotes”")
    walk.press("Write it down", title="Call Acme").reads("Came from", "Twenty quotes")
    assert Task.objects.get().origin == ("goal", goal.pk)


@pytest.mark.parametrize("origin", ["goal:nothing", "nothing", "elephant:01890000-0000-7000-8000-000000000000"])
def test_an_origin_that_isnt_there_is_left_out(cast, origin):
    Walker(cast.sam).open(f"/tasks/new/?origin={origin}").press("Write it down", title="Call Acme")
    assert Task.objects.get().origin is None


def test_detail_is_markdown_and_never_a_script(cast):
    task = make.task(owner=cast.sam, detail="**Two** lines <script>alert(1)</script>")
    walk = Walker(cast.mara).open(f"/tasks/{task.pk}/")
    assert [element.text for element in walk.page.xpath("//main//strong")] == ["Two"]
    assert walk.page.xpath("//main//script") == []


# --- many at once ------------------------------------------------------------------------------------------


def test_many_are_assigned_from_the_list_and_undone(cast):
    tasks = [make.task(owner=cast.sam, title=f"Number {number}") for number in range(3)]
    walk = Walker(cast.ada).open("/tasks/?q=number")
    walk.press("Assign", ids=[str(task.pk) for task in tasks[:2]], to=str(cast.mara.pk), note="Sam is away.")
    walk.reads("2 tasks assigned to Mara Marsh.", "Not yet accepted", "3 found")
    assert [Task.objects.get(pk=task.pk).owner for task in tasks] == [cast.mara, cast.mara, cast.sam]
    walk.press("Undo")
    assert [Task.objects.get(pk=task.pk).owner for task in tasks] == [cast.sam] * 3


def test_without_a_name_or_a_task_nothing_is_assigned_and_the_choice_stays(cast):
    task = make.task(owner=cast.sam, title="Call Acme")
    walk = Walker(cast.ada).open("/tasks/").press("Assign", ids=[str(task.pk)], note="Sam is away.", expect=422)
    walk.reads("Nothing is assigned yet.", "This field is required.")
    walk.press("Assign", to=str(cast.mara.pk)).reads("1 task assigned to Mara Marsh.")
    assert task.terms.get(state="assigned").note == "Sam is away."
    walk.press("Assign", to=str(cast.sam.pk), expect=422).reads("Choose the tasks to assign first.")


def test_managers_give_to_their_own_and_others_have_no_such_form(cast):
    make.task(owner=cast.sam)
    choices = Walker(cast.mina).open("/tasks/").page.xpath("//select[@name='to']/option/text()")
    assert choices == ["Choose somebody", "Mina Minot", "Sam Sanders", "Sofie Sommer"]
    assert not Walker(cast.sam).open("/tasks/").can_press("Assign")


def test_all_that_waits_is_accepted_at_once(cast):
    tasks = [make.offered(by=cast.sam, to=cast.sofie), make.assigned(by=cast.ada, to=cast.sofie)]
    walk = Walker(cast.sofie).open("/tasks/").reads("2 tasks wait for your answer.").press("Accept all")
    walk.reads("You answer for them now.").does_not_read("wait for your answer")
    assert [Task.objects.get(pk=task.pk).owner for task in tasks] == [cast.sofie] * 2


def test_who_comes_back_from_a_step_stands_where_they_stood(cast):
    task = make.task(owner=cast.sam, title="Call Acme")
    walk = Walker(cast.sam).open("/tasks/board/?mine=on").press("Start “Call Acme”")
    assert walk.url.endswith("/tasks/board/?mine=on")
    task.refresh_from_db()
    assert task.state == "in_progress"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_nobody_is_led_elsewhere_after_a_step(cast, back):
    task = make.task(owner=cast.sam)
    answer = client_of(cast.sam).post(f"/tasks/{task.pk}/start/", {"back": back})
    assert answer["Location"] == f"/tasks/{task.pk}/"


def test_saved_views_of_the_board(cast):
    make.task(owner=cast.sam, title="Call Acme")
    walk = Walker(cast.sam).open("/tasks/board/?mine=on").reads("Call Acme")
    walk.press("Save view", name="My board").reads("My board")
