"""The joint hour in two browsers at once: what one writes the other reads, and nothing typed is lost."""

from datetime import timedelta

from django.utils import timezone

from apps.meetings import commands
from tests.factories import meetings as make


def prepared(live_cast):
    """A series of Mina's whose first meeting is running, with two items on its agenda."""
    now = timezone.now()
    series = make.series(
        by=live_cast.mina,
        now=now,
        title="The joint hour",
        first_on=now.date() + timedelta(days=1),
        members=[live_cast.sam, live_cast.mara],
    )
    meeting = series.meetings.order_by("starts_at")[0]
    for title in ("Prices", "The fair"):
        commands.propose_item(actor=live_cast.sam, meeting=meeting, title=title, now=now)
    return commands.start_meeting(actor=live_cast.mina, meeting=meeting, now=now)


def test_two_write_at_once_and_each_reads_the_other(live_cast, person):
    prepared(live_cast)
    mina, sam = person(live_cast.mina), person(live_cast.sam, expected={409})
    for one in (mina, sam):
        one.start().go("Meetings").follow_beginning("The joint hour").reads("Agenda and minutes")
    # Sam types while Mina saves: her entry comes to him, and his words stay where they are.
    sam.fill("In words", "Acme has asked twice")
    mina.fill("In words", "Two new talks").press("Write it down").reads("Two new talks")
    sam.reads("Two new talks")
    sam.press("Write it down").reads("Acme has asked twice").hears("It is written down.")
    mina.reads("Acme has asked twice")
    mina.tap("Action item").fill("In words", "Call Acme").choose("Who does it?", "Sam Sanders")
    mina.fill("Until when?", "2027-03-31").press("Write it down").reads("Call Acme", "31 Mar 2027")
    sam.reads("Call Acme")
    mina.follow("Close the minutes").press("Close the minutes").reads("They stay as they are.", "Carried over")
    sam.reads("Minutes").fill("In words", "One more thing").press("Write it down")
    sam.reads("The minutes are closed.")
    assert sam.field("In words").input_value() == "One more thing"


def test_what_is_typed_survives_a_closed_tab(live_cast, person):
    prepared(live_cast)
    sam = person(live_cast.sam)
    sam.start().go("Meetings").follow_beginning("The joint hour").fill("In words", "Half a sentence")
    sam.start().go("Meetings").follow_beginning("The joint hour").reads("Write it down")
    assert sam.field("In words").input_value() == "Half a sentence"


def test_the_agenda_is_put_in_order_by_dragging(live_cast, person):
    prepared(live_cast)
    mina = person(live_cast.mina)
    mina.start().go("Meetings").follow_beginning("The joint hour").reads("The fair")
    lines = mina.main.locator("[data-order-item]")
    with mina.page.expect_navigation():
        lines.filter(has_text="The fair").drag_to(lines.filter(has_text="Prices"), target_position={"x": 20, "y": 4})
    assert mina.main.locator(".agenda h3").all_inner_texts() == ["The fair", "Prices"]


def test_a_meeting_on_a_phone(live_cast, person):
    prepared(live_cast)
    sam = person(live_cast.sam, phone=True)
    sam.start().go("Meetings").reads("The joint hour").follow_beginning("The joint hour").reads("Agenda and minutes")
    sam.fill("In words", "From the train").press("Write it down").reads("From the train")
    sam.press("Sam Sanders is there by call").reads("By call")
    sam.follow("Propose an item").fill("What should we talk about?", "Trains").press("Put it on the agenda")
    sam.reads("It is on the agenda.", "Trains")


def test_an_invitation_is_answered_on_a_phone_and_who_runs_it_sees_who_is_missing(live_cast, person):
    now = timezone.now()
    make.series(
        by=live_cast.mina,
        now=now,
        title="The joint hour",
        first_on=now.date() + timedelta(days=2),
        members=[live_cast.sam, live_cast.mara],
    )
    sam, mina = person(live_cast.sam, phone=True), person(live_cast.mina)
    sam.start().reads("You are asked to this meeting").go("Meetings").follow_beginning("The joint hour")
    sam.reads("Do you come?").press("Yes, I come").reads("You come.", "Your answer: Yes.")
    assert not sam.scrolls_sideways()
    mina.start().reads("Sam Sanders answered your invitation").go("Meetings").follow_beginning("The joint hour")
    mina.reads("Not sure to come from Marketing: Mara Marsh.", "2 yes", "1 not answered")
    sam.unfold("With a line, or for all dates").fill("A line with it", "On a train until then").press("Maybe")
    sam.reads("You may come.", "On a train until then")
    mina.open("/")
    mina.go("Meetings").follow_beginning("The joint hour").reads("On a train until then", "1 maybe")
