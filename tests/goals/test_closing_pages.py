"""Closing, reopening and carrying over by page and by API."""

import pytest

from apps.goals.models import Closure, Goal, Period
from tests.cast import today
from tests.factories import goals as make
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db


def at_forty(cast, **given):
    goal = make.measured(owner=cast.sam, given={"title": "Ten customers"} | given)
    make.read(goal, 40)
    return goal


def test_what_is_still_open_is_listed_before_it_is_closed(cast):
    goal = at_forty(cast)
    make.milestone(goal=goal, title="Five are won")
    make.task(owner=cast.sofie, title="Call Acme", serves=goal)
    child = make.goal(owner=cast.sam, title="Two fairs", parent=goal)
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/").follow("Close")
    walk.reads("It stands at 40 %, and so it stays.", "Open goals below it", "Two fairs", "Five are won", "Call Acme")
    how = walk.page.xpath("//a[text()='How is this computed?']/@href")
    assert how == [f"/goals/{goal.pk}/#how"]
    assert Walker(cast.sam).open(how[0]).page.xpath("//details/ul[@id='how']/li")
    walk.press("Close the goal", outcome="missed", story="Two were lost.", expect=422)
    walk.reads("“Two fairs” below it is still open.")
    assert walk.page.xpath("//textarea[@name='story']")[0].text.strip() == "Two were lost."
    walk.open(f"/goals/{child.pk}/close/").press("Close the goal", outcome="achieved")
    walk.open(f"/goals/{goal.pk}/close/").press("Close the goal", outcome="missed", expect=422)
    walk.reads("Say in a few words why it wasn't reached")
    walk.press("Close the goal", outcome="missed", story="Two were lost.", learned="Ask earlier.", score="0.4")
    walk.reads("“Ten customers” is closed: missed.", "Closed as missed by Sam Sanders,", "at 40 %", "score 0.40")
    walk.reads("What we learned: Ask earlier.", "40 % when it was closed, and so it stays.")
    walk.does_not_read("Check in", "Add a milestone", "Say what is in the way", "Change the measure")
    walk.press("Undo").reads("It is as it was before.", "Check in")


def test_lists_show_what_is_open_and_find_what_is_closed(cast):
    at_forty(cast)
    gone = at_forty(cast, title="Three fairs")
    walk = Walker(cast.sam).open(f"/goals/{gone.pk}/close/").press("Close the goal", outcome="achieved")
    walk.open("/goals/")
    assert [row.split()[0] for row in walk.rows()] == ["Ten"]
    walk.press("Show", state="Closed")
    assert [row.split()[0] for row in walk.rows()] == ["Three"]
    walk.reads("Achieved", "40 %")
    assert "Three fairs" not in Walker(cast.mara).open("/other-side/").text


def test_a_task_that_serves_what_is_closed_is_still_edited(cast):
    goal = at_forty(cast)
    task = make.task(owner=cast.sam, title="Call Acme", serves=goal)
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/close/").press("Close the goal", outcome="achieved")
    walk.open(f"/tasks/{task.pk}/edit/").press("Save", title="Call Acme again").reads("Call Acme again")
    task.refresh_from_db()
    assert task.serves == ("goal", goal.pk)


def test_it_is_carried_over_from_the_page_that_closes_it_and_reopened(cast):
    make.year(by=cast.ada, year=today().year + 1)
    quarter = Period.objects.get(quarter=1)
    goal = at_forty(cast)
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/").follow("Close").follow("Carry it over instead")
    assert walk.page.xpath("//input[@name='baseline' or @name='target']/@value") == ["40", "100"]
    walk.press("Carry it over", period=str(quarter), story="Two talks take longer.", target="120")
    walk.reads(f"“Ten customers” goes on here ({quarter}).", "From 40 to 120", "Carried over from")
    walk.open(f"/goals/{goal.pk}/").reads("It goes on as", str(quarter)).does_not_read("Reopen")
    other = at_forty(cast)
    walk.open(f"/goals/{other.pk}/close/").press("Close the goal", outcome="dropped", story="No.")
    walk.follow("Reopen").press("Reopen it", expect=422).press("Reopen it", reason="Yes after all.")
    walk.reads("It is open again.", "Reopened by Sam Sanders: Yes after all.").follow("Close")
    walk.follow("Carry it over instead").press("Carry it over", period=str(quarter), story="Later.", target="120")
    walk.press("Undo").reads("It is as it was before.").open(f"/goals/{other.pk}/").reads("Check in")


def test_machines_close_carry_over_and_reopen(cast):
    make.year(by=cast.ada, year=today().year + 1)
    goal, call = at_forty(cast), Caller(make_token(cast.sam))
    closed = call("POST", f"goals/{goal.pk}/close/", {"outcome": "missed", "story": "Lost.", "score": "0.4"})
    assert (closed.status_code, closed.json()["state"]) == (200, "missed")
    assert call("POST", f"goals/{goal.pk}/check-ins/", {"confidence": "on_track"}).status_code == 409
    numbers = call("GET", f"goals/{goal.pk}/numbers/").json()
    assert (numbers["progress"], numbers["pace"], numbers["forecast"]) == ("0.4000", None, None)
    assert call("POST", f"goals/{goal.pk}/reopen/", {"reason": "Back."}).json()["state"] == "active"
    period = Period.objects.get(quarter=2)
    later = call(
        "POST", f"goals/{goal.pk}/carry-over/", {"period": str(period.pk), "outcome": "missed", "story": "Later."}
    )
    assert (later.status_code, later.json()["carried_from"]["id"]) == (201, str(goal.pk))
    found = call("GET", f"goals/{goal.pk}/closures/").json()["results"]
    assert [(one["outcome"], one["score"], one["reopen_reason"]) for one in found] == [
        ("missed", None, ""),
        ("missed", "0.40", "Back."),
    ]
    assert [one["id"] for one in call("GET", "goals/?state=closed").json()["results"]] == [str(goal.pk)]
    assert (Goal.objects.count(), Closure.objects.count()) == (2, 2)
    assert call("POST", "undo/", {"token": later["Accord-Undo"]}).status_code == 204
    assert call("GET", f"goals/{goal.pk}/").json()["state"] == "active"
