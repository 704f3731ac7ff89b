"""What slips, in browsers: corrected, judged, brought up, and its owner heard before it is decided."""

from datetime import timedelta

from django.utils import timezone

from apps.goals import commands
from apps.goals.models import Invocation
from tests.cast import today
from tests.factories import goals as make

STEP = "We look at it together."


def test_what_was_said_too_soon_is_corrected_and_an_obstacle_judged(live_cast, person):
    goal = make.measured(owner=live_cast.sam, given={"title": "Ten customers"})
    due_on = today() - timedelta(days=3)
    task = make.task(owner=live_cast.sam, title="Send the quote", due_on=due_on)
    before = timezone.now() - timedelta(days=8)
    make.obstacle(by=live_cast.sofie, blocks=task, remover=live_cast.mara, what="No price list", now=before)
    sam, mina = person(live_cast.sam, phone=True), person(live_cast.mina)

    sam.open(f"/goals/{goal.pk}/check-in/")
    sam.fill("What does it stand at?", "45").fill("In one line", "Acme waits.").press("Off track")
    sam.reads("Off track", "Acme waits.").follow("Correct it")
    sam.fill("In one line", "Acme waits, but signs.").press("At risk").reads("It is corrected.", "corrected since")

    mina.open(f"/tasks/{task.pk}/")
    mina.reads("Excuses the delay").follow("No price list").follow("Judge it")
    mina.main.get_by_label("No", exact=True).check()
    mina.fill("Why?", "The list lay there.").press("Say so").reads("Doesn't excuse the delay", "The list lay there.")


def test_what_was_agreed_for_it_is_brought_up_and_decided(live_cast, person):
    before = timezone.now() - timedelta(days=40)
    make.year(by=live_cast.ada, year=before.year)
    goals = [make.measured(owner=live_cast.sam, given={"title": title}) for title in ("Ten customers", "Two fairs")]
    for goal in goals:
        clause = {"conditions": [], "consequence": STEP, "decided_by": "team"}
        commands.set_conditions(actor=live_cast.sam, goal=goal, now=before, **clause)
    seats = [live_cast.sam, live_cast.mara]
    make.sign_all(make.plan(by=live_cast.mina, goals=goals, seats=seats, sponsor=live_cast.eva, now=before), before)
    mara, sam = person(live_cast.mara), person(live_cast.sam, phone=True)

    for goal, title in ((goals[0], "Ten customers"), (goals[1], "Two fairs")):
        mara.open(f"/goals/{goal.pk}/")
        mara.follow("It slipped").fill("How did it slip?", "Three of ten.").press("Bring it up")
        mara.reads("Sam Sanders is asked how it came about.", STEP, "is heard first")
        sam.start().reads("It slipped: you are heard first", title).follow_beginning("Say how it came about")
        sam.fill("How did it come about, and what would help?", "Two moved to autumn.").press("Say so").reads(
            "Two moved to autumn."
        )

    mara.page.reload()
    mara.reads("Two moved to autumn.").follow("Let it be")
    mara.fill("Why do you let it be?", "He did what he could.").press("Decide it so").reads(
        "Waived", "He did what he could."
    )
    mara.open(f"/it-slipped/{Invocation.objects.get(goal=goals[0]).pk}/")
    mara.follow("Do as was agreed")
    mara.fill("What does it come to here?", "Sofie helps.").press("Decide it so").reads("Applied", "Sofie helps.")
