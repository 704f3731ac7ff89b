"""A small step, in browsers: begun with a goal's end, come to its day, changed, and what came of it tried next."""

from datetime import timedelta

from django.utils import timezone

from tests.cast import today
from tests.factories import goals as make


def test_a_small_step_comes_up_on_its_day_and_leads_to_the_next(live_cast, person):
    begun = timezone.now() - timedelta(days=21)
    given = {"practice": "Call at nine", "sign": "Half of them answer.", "team": live_cast.field_sales}
    make.small_step(by=live_cast.sam, until_on=today(), now=begun, **given)
    sam = person(live_cast.sam, phone=True)
    sam.start().reads("Your small step: what did you learn?", "Call at nine").follow(
        "Say what you learned: Call at nine"
    )
    sam.fill("What did we learn?", "At nine they are on their way to work.")
    sam.main.get_by_label("Change it: try it once more, differently").check()
    sam.press("Say so").reads("What you learned last time: At nine they are on their way to work.")
    sam.fill("What do we try?", "Call at eleven").press("Begin")
    sam.reads("It has begun.", "Call at eleven", "Half of them answer.", "Goes on from")
    mara = person(live_cast.mara)
    mara.start().go("Goals").follow("Small steps").reads("Call at eleven", "Being tried", "Call at nine", "Changed")
    mara.follow("Call at nine").reads("At nine they are on their way to work.", "Went on as")


def test_a_goal_ends_on_a_phone_with_the_small_step_that_follows(live_cast, person):
    make.goal(owner=live_cast.sam, title="Ten customers")
    sam = person(live_cast.sam, phone=True, expected={422})
    sam.start().go("Goals").follow("Ten customers").follow("Close")
    sam.main.get_by_label("Achieved").check()
    sam.fill("What did we learn?", "Nobody reads our mails.").fill("Which small step follows?", "Call at nine")
    sam.press("Close the goal").reads("Say how you will know that it helps.")
    sam.fill("How will we know that it helps?", "Half of them answer.").press("Close the goal")
    sam.reads("“Ten customers” is closed: achieved.", "What we try because of it: Call at nine", "Being tried")
    mara = person(live_cast.mara)
    mara.start().go("Goals").follow("Small steps").follow("Call at nine").reads("Follows from closing", "Ten customers")
    sam.press("Undo").reads("It is as it was before.", "What we tried because of it: Call at nine", "Dropped")
