"""The joint hour, over HTTP: planned, prepared from what is open, held by several hands, closed, and gone on with."""

from datetime import timedelta

from django.utils import timezone

from apps.collateral import commands as collateral
from apps.goals.models import Task
from apps.meetings.models import Entry, Meeting, Series
from apps.notices import commands as notices
from apps.notices.hours import reach_of
from tests import days
from tests.cast import Cast
from tests.factories import collateral as shelf
from tests.factories import goals
from tests.smtp import part
from tests.walker import Walker

TITLE = "The joint hour"


def plan(mina: Walker, *asked: str) -> None:
    mina.open("/").go("Meetings").follow("Plan a meeting")
    mina.press(
        "Plan it",
        title=TITLE,
        every="Every week",
        first_on=(timezone.now().date() + timedelta(days=2)).isoformat(),
        at="10:00",
        place="Room 4",
        members=list(asked),
        scribe="Mara Marsh",
    )
    mina.reads(TITLE, "It is planned, and everybody asked is told.")


def test_a_weekly_joint_meeting_from_its_invitation_to_the_next_agenda(cast: Cast, mail_server):
    mina, sam, mara, eva = (Walker(one) for one in (cast.mina, cast.sam, cast.mara, cast.eva))
    asset = shelf.make_published(cast.mara, title="Prices", now=timezone.now())
    collateral.give_feedback(actor=cast.sofie, version=asset.current, rating=1, reason="outdated", now=timezone.now())
    collateral.ask(actor=cast.sam, title="A case study", now=timezone.now() - timedelta(days=9))
    goals.obstacle(
        by=cast.sam, blocks=goals.task(owner=cast.sam, title="Visit Acme"), what="No samples", remover=cast.mara
    )
    plan(mina, "Sam Sanders", "Sofie Sommer")

    # Its page, and the invitation.
    sam.open("/").follow(f"Mina Minot asks you to “{TITLE}”").reads("Every week on", "Room 4", "Sofie Sommer")
    eva.open("/").go("Meetings").reads("No meeting is ahead.")

    # The agenda: proposed, suggested with evidence, in order.
    sam.follow("Open its agenda").reads("Low rating: Prices", "rated 1 of 5 by one colleague", "In the way: No samples")
    sam.reads("Request: A case study", "Sam Sanders has waited")
    sam.follow("Propose an item").press("Put it on the agenda", title="The fair", minutes="20").reads(
        "It is on the agenda."
    )
    sam.press("Take in: Request: A case study").reads("2 items are on the agenda.")
    mina.open("/").go("Meetings").follow(TITLE).press("Move “Request: A case study” up")
    assert titles(mina) == ["Request: A case study", "The fair"]

    # Held by several hands.
    mina.press("Begin").reads("It has begun. Say who is there.").press("Sam Sanders is here")
    sam.open("/").go("Meetings").follow(TITLE)
    sam.press("Write it down", kind="Note", text="Acme has asked twice.", item="Request: A case study")
    mara.open("/").go("Meetings").follow(TITLE).reads("Acme has asked twice.")
    mara.press("Write it down", kind="Action item", text="Call Acme", expect=422)
    mara.reads("Say who does it and until when; else write it as a note.")
    friday = (timezone.now().date() + timedelta(days=9)).isoformat()
    mara.press("Write it down", kind="Action item", text="Call Acme", owner="Sam Sanders", due_on=friday)
    mara.press("Write it down", kind="Decision", text="We go to the fair", concerned=["Eva Evers"])
    mara.reads("We go to the fair", "concerns Eva Evers")

    # Closed, sent, frozen; what wasn't reached goes on.
    mina.open("/").go("Meetings").follow(TITLE).follow("Close the minutes").press("Close the minutes")
    mina.reads("The minutes are closed and on their way.", "Carried over")
    sam.open("/").follow(f"Mina Minot closed the minutes of “{title_of_first()}”").reads("They stay as they are.")
    sam.does_not_read("Write it down")
    sam.follow("Add to the minutes").press("Add it", text="It was the 12th.").reads("Added since", "It was the 12th.")
    sam.follow("Call Acme").reads("Came from", "Not me")
    eva.open("/").go("Meetings").follow("Decisions").reads("We go to the fair", "Eva Evers")
    following = Meeting.objects.filter(state="scheduled").order_by("starts_at")[0]
    sam.open(f"/meetings/{following.pk}/")
    assert titles(sam) == ["The fair"]
    sam.reads("on 2 agendas by now")

    # Who hasn't read it in the portal gets it by mail, at the next moment at which she may be reached.
    now = timezone.now()
    notices.deliver(now=reach_of([cast.sofie], now=now)[cast.sofie.pk].next(now) + timedelta(seconds=20))
    mails = [mail for mail in days.mails_to(mail_server, cast.sofie) if "closed the minutes" in str(mail["Subject"])]
    (text,) = [part(mail, "plain") for mail in mails]
    assert text.index("DECIDED") < text.index("We go to the fair") < text.index("OTHERS DO") < text.index("Call Acme")


def titles(walker: Walker) -> list[str]:
    return [heading.text_content() for heading in walker.page.xpath("//ol[contains(@class, 'agenda')]/li//h3")]


def title_of_first() -> str:
    from apps.core import things

    return things.title(Meeting.objects.get(state="closed"))


def test_who_is_asked_answers_and_who_runs_it_sees_who_is_missing(cast: Cast):
    mina, sam, mara = Walker(cast.mina), Walker(cast.sam), Walker(cast.mara)
    plan(mina, "Sam Sanders")
    sam.open("/").follow(f"Mina Minot asks you to “{TITLE}”").follow("Open its agenda").reads("Do you come?")
    sam.press("Yes, I come", for_all=True).reads("You come.", "Your answer: Yes.")
    mara.open("/").go("Meetings").follow(TITLE).press("No, I can't", line="At the fair").reads("You can't come.")
    mina.open("/").reads("Sam Sanders answered your invitation")
    mina.go("Meetings").follow(TITLE).reads("Not sure to come from Marketing: Mara Marsh.", "At the fair")
    mara.press("Maybe", line="If the fair ends early").reads("You may come.", "If the fair ends early")
    mina.press("Begin")
    mara.open("/").go("Meetings").follow(TITLE).does_not_read("Do you come?")
    answers = Meeting.objects.get(state="running").answers.values_list("member__name", "answer", "line")
    assert ("Mara Marsh", "maybe", "If the fair ends early") in answers


def test_what_was_noted_for_somebody_there_is_given_back(cast: Cast):
    mina, sam, mara = Walker(cast.mina), Walker(cast.sam), Walker(cast.mara)
    plan(mina, "Sam Sanders")
    mina.follow("Open its agenda").press("Begin").press("Sam Sanders is here")
    friday = (timezone.now().date() + timedelta(days=9)).isoformat()
    mara.open("/").go("Meetings").follow(TITLE)
    mara.press("Write it down", kind="Action item", text="Call Acme", owner="Sam Sanders", due_on=friday)
    sam.open("/").go("Meetings").follow(TITLE).follow("Call Acme").press("Not me")
    mara.open("/inbox/").reads("Sam Sanders says that “Call Acme” isn't theirs. Mara Marsh answers for it again.")
    assert Task.objects.get(title="Call Acme").owner == cast.mara


def test_two_change_the_same_words_and_both_are_shown(cast: Cast):
    mina, sam = Walker(cast.mina), Walker(cast.sam)
    plan(mina, "Sam Sanders")
    mina.follow("Open its agenda").press("Begin")
    mina.press("Write it down", kind="Note", text="Prices")
    sam.open("/").go("Meetings").follow(TITLE).follow("Change Prices")
    mina.follow("Change Prices").press("Save", text="Prices in May").reads("Prices in May")
    sam.press("Save", text="Prices in June", expect=412)
    sam.reads("Somebody changed this while you were writing", "Prices in May", "Prices in June")
    sam.press("Save mine over it").reads("Prices in June")
    assert list(Entry.objects.values_list("text", flat=True)) == ["Prices in June"]


def test_one_is_moved_another_cancelled_and_the_rhythm_changed(cast: Cast):
    mina, sam = Walker(cast.mina), Walker(cast.sam)
    plan(mina, "Sam Sanders")
    mina.follow("Open its agenda").follow("Move").press("Move it", at="15:30").reads(
        "It is moved, and calendars are told."
    )
    mina.follow("Cancel it").press("Cancel the meeting", reason="All at the fair").reads("Cancelled: All at the fair")
    sam.open("/").reads("moved “The joint hour", "to", "15:30", "cancelled “The joint hour", "All at the fair")
    mina.open("/").go("Meetings").follow(TITLE).follow("Every week on").follow("Another rhythm")
    mina.press("Change the rhythm", every="Every two weeks").reads("The rhythm is changed.", "Every two weeks on")
    mina.follow("End the series").press("End it", reason="Enough").reads("No more dates: the series has ended.")
    assert Series.objects.filter(ended_at=None).count() == 0
    assert [one.cancelled_because for one in Meeting.objects.filter(state="cancelled")][:1] == ["All at the fair"]
