"""A leaver's forty tasks, spread over three people from the board; one of them sends his back."""

from collections import Counter

from apps.goals.models import Task
from tests.cast import Cast
from tests.factories import goals
from tests.walker import Walker

BOARD = "/tasks/who-has-what/"


def ticks(walker: Walker, count: int) -> list[str]:
    """The boxes of the first tasks on the board."""
    found = walker.page.xpath("//main//input[@name='ids']/@value")
    assert len(found) >= count, f"only {len(found)} tasks can be ticked"
    return found[:count]


def narrowed_to(walker: Walker, name: str) -> Walker:
    return walker.open(BOARD).press("Show", q=name)


def assign(walker: Walker, count: int, to: str) -> None:
    narrowed_to(walker, "Mina Minot").press("Assign", ids=ticks(walker, count), to=to, note="Sam has left.")
    walker.reads(f"{count} tasks assigned to {to}.")


def test_forty_tasks_of_a_leaver_go_to_three_people_and_one_sends_his_back(cast: Cast):
    for number in range(1, 41):
        goals.task(owner=cast.sam, title=f"Call number {number:02}")
    ada, sofie, milo = Walker(cast.ada), Walker(cast.sofie), Walker(cast.milo)

    ada.open("/").go("People").follow("Sam Sanders").follow("Leaving").press("End the access and hand over")
    Walker(cast.mina).open("/").reads("Sam Sanders has left; you now answer for 40 tasks of theirs")
    narrowed_to(ada, "Mina Minot").reads("40 not yet accepted")
    assign(ada, 25, "Sofie Sommer")
    assign(ada, 11, "Mara Marsh")
    assign(ada, 4, "Milo Miller")
    ada.open(BOARD).reads("Sofie Sommer 25", "Mara Marsh 11", "Milo Miller 4").does_not_read("Mina Minot")

    sofie.open("/").reads("Ada Adler assigned “Call number 01” (+24) to you.").go("Tasks")
    sofie.reads("25 tasks wait for your answer.").press("Accept all").reads("You answer for them now.")

    for number in range(37, 41):
        milo.open("/tasks/?mine=on").follow(f"Call number {number}").follow("Decline")
        milo.press("Decline", reason="I am at the fair until April.")
    milo.open("/").reads("Nothing waits for you.")
    ada.open("/").reads("Milo Miller declined “Call number 37”: I am at the fair until April.")

    # They are back with who assigned them, who gives them to somebody else.
    narrowed_to(ada, "Ada Adler").press("Assign", ids=ticks(ada, 4), to="Moritz Moser")
    ada.reads("4 tasks assigned to Moritz Moser.").open(BOARD)
    ada.reads("Sofie Sommer 25", "Mara Marsh 11", "Moritz Moser 4").does_not_read("Milo Miller", "25 not yet accepted")
    assert Counter(Task.objects.values_list("owner__name", flat=True)) == {
        "Sofie Sommer": 25, "Mara Marsh": 11, "Moritz Moser": 4,
    }  # fmt: skip


def test_a_manager_spreads_the_team_s_work_and_takes_it_back(cast: Cast):
    for title in ("Call Alpha", "Call Beta"):
        goals.task(owner=cast.sam, title=title)
    waiting = goals.assigned(by=cast.ada, to=cast.sam, title="Call Gamma")
    goals.task(owner=cast.mara, title="Print the flyer")
    mina = Walker(cast.mina).open(BOARD).reads("Call Alpha", "Print the flyer")
    assert len(ticks(mina, 3)) == 3
    narrowed_to(mina, "Sam Sanders").press("Assign", ids=ticks(mina, 3), to="Sofie Sommer", note="Sam is ill.")
    mina.reads("3 tasks assigned to Sofie Sommer.").press("Undo").reads("Sam Sanders 3", "1 not yet accepted")
    waiting.refresh_from_db()
    # What Sam had not accepted yet is again what he has not accepted yet.
    assert (waiting.owner, waiting.terms.to_answer().get().member) == (cast.sam, cast.sam)

    narrowed_to(mina, "Sam Sanders").press("Assign", ids=ticks(mina, 3), to="Sofie Sommer")
    sofie = Walker(cast.sofie).open("/tasks/?mine=on").follow("Call Beta").press("Start")
    sofie.reads("It is in progress.")
    mina.press("Undo", expect=409).reads("Nothing was undone, because something happened since with “Call Beta”.")
    mina.open(BOARD).reads("Sofie Sommer 3")
