"""Voting and triage, in the browsers of two salespeople and a marketer."""

from django.utils import timezone

from apps.collateral.models import Request, RequestVote
from tests.factories import collateral as make


def test_what_others_need_too_is_answered_from_the_board(live_cast, person):
    """A wish is found while its like is typed; on the phone, the board answers by one tap."""
    now = timezone.now()
    make.ask(live_cast.sam, "One page on leak alarms", now=now)
    make.ask(live_cast.sam, "A film of the mounting", now=now)
    make.make_published(live_cast.mara, title="Photos of the mounting", now=now)
    sofie, mara = person(live_cast.sofie), person(live_cast.mara, phone=True)
    sofie.start().go("Requests").follow("Ask for something")
    sofie.field("What do you need?").press_sequentially("leak alarm")
    sofie.reads("Perhaps it is there already", "One page on leak alarms")
    sofie.fill("Why, and what for?", "For Lyon").press("I need this too: “One page on leak alarms”")
    sofie.reads("You need it too. You hear of what becomes of it.", "For Lyon")
    sofie.press("I no longer need it").reads("Taken back.").press("I need this too").reads("You need it too.")

    # How many they are goes by whether the company is open just now.
    mara.start().go("Requests").follow("Board").reads("1 other needs it too", "working days left")
    mara.press("Accept “One page on leak alarms”").reads("Accepted. Whoever asked is told the date.")
    mara.unfold("Decline").press("It would help too few of us for the work it takes.")
    mara.reads("Declined. Whoever asked is told why.")
    sofie.start().follow_beginning("Mara Marsh accepted “One page on leak alarms”, which you follow")
    sofie.reads("Mara Marsh delivers by", "Who needs it too")

    assert dict(Request.objects.values_list("title", "state")) == {
        "One page on leak alarms": "accepted",
        "A film of the mounting": "declined",
    }
    (vote,) = RequestVote.objects.standing()
    assert (vote.request.title, vote.member) == ("One page on leak alarms", live_cast.sofie)
