"""What stands beside an agreement's way, in browsers: wishes, absences, two versions, a day, what is new."""

from datetime import timedelta

from django.utils import timezone

from apps.agreements import commands
from apps.agreements.models import Acknowledgement, Signature
from apps.people import commands as people
from tests.factories import agreements as make

TITLE = "How we work together"


def test_a_wish_is_put_better_and_taken(live_cast, person):
    make.agreed(live_cast, title=TITLE)
    sofie, sam = person(live_cast.sofie, phone=True), person(live_cast.sam)
    sofie.start().go("Agreements").follow(TITLE).follow("Suggest a change").fill("What is it for?", "A day is short.")
    sofie.fill("How it should read", "We answer within two days.").press("Suggest it").reads("Suggested changes")
    sam.start().follow(f"Sofie Sommer suggests a change of “{TITLE}”: A day is short.")
    sam.follow("Look at it and take it").fill("How it should read", "We answer within two working days.")
    sam.press("Take it").reads("It stands in the draft.", "We answer within two working days.")
    sofie.start().reads(f"Sam Sanders took what you suggested for “{TITLE}”.")


def test_who_is_away_is_answered_for(live_cast, person):
    now = timezone.now()
    make.proposed(live_cast, title=TITLE, now=now)
    until = timezone.localdate(now) + timedelta(days=1)
    people.set_absence(actor=live_cast.sam, member=live_cast.sam, until_on=until, now=now)
    sam, sofie = person(live_cast.sam), person(live_cast.sofie, phone=True)
    sam.start().follow(TITLE).follow("While I'm away").choose("Who answers for you?", "Sofie Sommer")
    sam.press("Name them").reads("They are told.", "Sofie Sommer answers for them while they are away")
    sofie.start().go("Agreements").follow(TITLE).reads("Sam Sanders is away and named you").press("I agree, for Sam")
    sofie.reads("Sofie Sommer for Sam", "Waiting for Mara Marsh to answer.")
    assert list(Signature.objects.values_list("member__name", "proxy__name")) == [("Sam Sanders", "Sofie Sommer")]


def test_two_versions_and_a_day_are_looked_back_at(live_cast, person):
    now = timezone.now()
    agreement = make.agreed(live_cast, title=TITLE, now=now - timedelta(days=3))
    make.amended(live_cast, agreement, text="We answer within two days.", now=now)
    commands.propose(actor=live_cast.mara, agreement=agreement, now=now)
    make.signed_by(agreement, live_cast.sam, live_cast.mara, now=now)
    sofie = person(live_cast.sofie, phone=True)
    sofie.start().go("Agreements").follow(TITLE).follow("What version 2 changes")
    sofie.reads("Version 1 and version 2", "A day was too short.", "two days.")
    sofie.start().go("Agreements").follow("What was agreed on a day").reads("We answer within two days.")
    before = timezone.localdate(now) - timedelta(days=2)
    sofie.fill("On which day?", before.isoformat()).press("Show").reads("We answer within a day.", "Signed by")
    sofie.does_not_read("two days.")


def test_somebody_new_reads_what_we_agreed_on_one_page(live_cast, person):
    make.agreed(live_cast, title=TITLE)
    lena = person(live_cast.sofie)
    lena.start().go("Agreements").follow("What we agreed").reads(
        "One is still to be read by you", "We answer within a day."
    )
    lena.main.get_by_role("button", name="I have read it").click()
    lena.reads("Thank you for reading it.")
    assert [one.member for one in Acknowledgement.objects.all()] == [live_cast.sofie]


def test_a_day_on_an_agreement_is_one_line_of_the_inbox(live_cast, person):
    now = timezone.now()
    agreement = make.draft(live_cast, title=TITLE, now=now)
    for minute, text in enumerate(("Two days.", "Three days."), start=1):
        at = now + timedelta(minutes=minute)
        commands.edit_draft(actor=live_cast.mara, agreement=agreement, text=text, now=at)
    sam = person(live_cast.sam, phone=True)
    sam.start().go("Inbox").reads(f"Mara Marsh changed the draft of “{TITLE}”.", "And 2 more things of that day")
    sam.does_not_read("named you on it").unfold("And 2 more").reads(f"Mara Marsh began “{TITLE}” and named you on it.")
    sam.press(f"Mark as read: Mara Marsh changed the draft of “{TITLE}”.").does_not_read("New ·")
