"""A small step, in browsers: begun, come to its day, changed, and what came of it tried next."""

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
    sam.main.get_by_label("Change it: try it once more, otherwise").check()
    sam.press("Say so").reads("What you learned last time: At nine they are on their way to work.")
    sam.fill("What do we try?", "Call at eleven").press("Begin")
    sam.reads("It has begun.", "Call at eleven", "Half of them answer.", "Goes on from")
    mara = person(live_cast.mara)
    mara.start().go("Goals").follow("Small steps").reads("Call at eleven", "Being tried", "Call at nine", "Changed")
    mara.follow("Call at nine").reads("At nine they are on their way to work.", "Went on as")
