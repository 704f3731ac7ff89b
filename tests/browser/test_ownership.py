"""The first way, in three browsers: offered, declined, accepted, done, confirmed; and assigned in one step."""

from django.utils import timezone

from tests.factories import goals

TASK = "Ask ten installers what they miss"


def test_a_task_is_declined_with_a_reason_then_accepted_done_and_confirmed(live_cast, person):
    ada, sofie, sam = (person(member) for member in (live_cast.ada, live_cast.sofie, live_cast.sam))
    ada.start().go("Goals").follow("Set a goal").fill("What do we want to reach?", "Win the installers back")
    ada.choose("Whose goal is it?", "Sales").press("Set the goal").reads("No milestone yet")
    ada.follow("Add a milestone").fill("What is reached then?", "We know what they miss").fill("By when?", "2027-03-31")
    ada.press("Add the milestone").reads("We know what they miss", "31 Mar 2027")
    ada.follow("We know what they miss").follow("Write a task down for it").fill("What is to be done?", TASK)
    ada.choose("Offer it to", "Sofie Sommer").press("Write it down").reads("It is offered to Sofie Sommer.")

    sofie.start().reads(TASK, "waits for your answer")
    sofie.follow(TASK).reads("Ada Adler offers it to you.").follow("Decline").fill("Why?", "I am at the fair.")
    sofie.press("Decline").reads("You declined it.")
    ada.start().reads(f"Sofie Sommer declined “{TASK}”: I am at the fair.")
    ada.follow(f"Sofie Sommer declined “{TASK}”: I am at the fair.").reads("It is yours to start.")
    ada.follow("Offer").choose("To whom?", "Sam Sanders").press("Offer").reads("It is offered to Sam Sanders.")

    sam.start().follow(TASK).press("Accept").reads("You answer for it now.")
    ada.page.reload()
    ada.reads("Waiting for Sam Sanders to start.")
    sam.press("Start").reads("In progress").press("Done").reads(f"“{TASK}” is done.")
    ada.start().follow(f"Sam Sanders finished “{TASK}”. Is it what you wanted?").press("Confirm")
    ada.reads("You confirmed it.", "Done and confirmed")
    sam.page.reload()
    sam.reads("Done, and Ada Adler confirmed it.", "Passed on", "Declined", "“I am at the fair.”")
    sam.follow("History").reads("Sofie Sommer declined it", "Ada Adler confirmed that it is what was wanted")


def test_an_admin_assigns_many_and_takes_it_back(live_cast, person):
    for title in ("Call Alpha", "Call Beta", "Call Gamma"):
        goals.task(owner=live_cast.sam, title=title)
    goals.task(owner=live_cast.mara, title="Print the flyer")
    ada, sofie = person(live_cast.ada), person(live_cast.sofie)
    ada.start().go("Tasks").reads("4 found").choose("Side", "Sales").reads("3 found").does_not_read("Print the flyer")
    ada.tick("All on this page").reads("3 selected")
    ada.main.get_by_role("checkbox", name="Call Gamma").uncheck()
    ada.reads("2 selected").choose("To whom?", "Sofie Sommer").fill("Note", "Sam is ill").press("Assign")
    ada.reads("2 tasks assigned to Sofie Sommer.", "Not yet accepted")
    ada.reads("Sam Sanders", within=ada.row("Call Gamma"))
    sofie.start().reads("Ada Adler assigned “Call Alpha” (+1) to you.").follow("Call Beta").reads("“Sam is ill”")

    ada.press("Undo").reads("It is as it was before.")
    ada.reads("Sam Sanders", within=ada.row("Call Beta"))
    sofie.start().reads("Nothing waits for you.", "Ada Adler undid the assignment of “Call Alpha” (+1) to you.")


def test_a_manager_assigns_within_the_own_team_and_its_member_reads_it(live_cast, person):
    goals.task(owner=live_cast.sam, title="Call Alpha")
    mina, sofie = person(live_cast.mina), person(live_cast.sofie)
    mina.start().go("Tasks").tick("Call Alpha").reads("1 selected")
    assert mina.field("To whom?").locator("option").all_inner_texts() == [
        "Choose somebody",
        "Mina Minot",
        "Sam Sanders",
        "Sofie Sommer",
    ]
    mina.choose("To whom?", "Sofie Sommer").press("Assign").reads("1 task assigned to Sofie Sommer.")
    sofie.start().follow("Call Alpha").reads("Mina Minot assigned it to you").press("Accept")
    sofie.reads("You answer for it now.")
    mina.start().reads("Sofie Sommer accepted “Call Alpha”.")


def test_what_was_noted_for_the_wrong_one_is_back_by_one_tap(live_cast, person):
    cast = live_cast
    goals.task(owner=cast.mara, title=TASK, present=cast.sofie, origin=goals.goal(owner=cast.mina), now=timezone.now())
    sofie, mara = person(cast.sofie, phone=True), person(cast.mara)
    sofie.start().follow_beginning(f"“{TASK}” was noted for you while you were there").press("Not me")
    sofie.reads("It is back with who noted it.", "Mara Marsh")
    mara.start().follow(f"Sofie Sommer says that “{TASK}” isn't theirs. Mara Marsh answers for it again.")
    mara.reads("It is yours to start.", "“Not me.”")


def test_work_is_spread_from_who_has_what(live_cast, person):
    for title in ("Call Alpha", "Call Beta"):
        goals.task(owner=live_cast.sam, title=title)
    mina = person(live_cast.mina)
    mina.start().go("Tasks").follow("Who has what").reads("Sam Sanders").follow("By due date").reads("Without a date")
    mina.tick("All on this page").reads("2 selected").choose("To whom?", "Sofie Sommer").press("Assign")
    mina.reads("2 tasks assigned to Sofie Sommer.", "2 not yet accepted").press("Undo")
    mina.reads("It is as it was before.").does_not_read("not yet accepted")
