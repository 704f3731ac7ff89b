"""The third way, over HTTP: revenue, goals that both sides sign, what is in the way, and a target changed together."""

from datetime import timedelta

from django.utils import timezone

from apps.goals.models import Goal, Obstacle
from apps.notices import commands as notices
from tests import imap, smtp
from tests.cast import Cast, today
from tests.days import MONDAY, THURSDAY, WEDNESDAY, berlin, mails_to, pass_time
from tests.factories import goals as make
from tests.walker import Walker


def day(ahead: int) -> str:
    return (today() + timedelta(days=ahead)).isoformat()


def eva_sets_the_revenue_goal(eva: Walker) -> None:
    year = today().year
    eva.open("/").go("Goals").follow("Plans").follow("Periods").follow("Open a fiscal year")
    eva.press("Open it", year=year).reads("The fiscal year is open.", f"Quarter 4 of {year}")
    eva.go("Goals").follow("Set a goal")
    eva.press("Set the goal", title="Revenue", period=f"Fiscal year {year}", is_root=True)
    eva.reads("Revenue goal", "The revenue goal shows its own measure and nothing else, and it has none yet.")
    eva.follow("Measure it").press(
        "Save", unit="Money", baseline="0", target="1000000", starts_on=day(-50), due_on=day(50)
    )
    eva.reads("From now on its numbers say how far it is.", "1,000,000 EUR")
    eva.follow("Write a number down").press("Write it down", value="700000")
    # 50 of 100 days have passed: half is expected, and 70 per cent is twenty points more.
    eva.reads("The number for “Revenue” is written down.", "700,000 EUR", "70 %", "50 %", "Ahead")
    eva.reads("70 − 50 = +20 points: ahead.")


def test_goals_are_signed_together_and_changed_together(cast: Cast):
    eva, mina, sam, mara = (Walker(member) for member in (cast.eva, cast.mina, cast.sam, cast.mara))
    eva_sets_the_revenue_goal(eva)

    sam.open("/").go("Goals").follow("Set a goal").press("Set the goal", title="Ten new customers", parent="Revenue")
    sam.follow("Measure it").press(
        "Save", unit="A number", baseline="0", target="10", starts_on=day(-50), due_on=day(50)
    )
    sam.follow("Check in").press("Off track", value="2", expect=422).reads("One line is enough")
    sam.press("Off track", line="Acme waits for prices.").reads("Off track", "Acme waits for prices.")
    sam.reads("Behind", "20 − 50 = -30 points: behind.", "Line of sight")
    eva.open("/").reads("Sam Sanders says “Ten new customers” is off track: Acme waits for prices.")

    mina.open("/").go("Goals").follow("Plans").follow("Begin a plan")
    goal = Goal.objects.get(title="Ten new customers")
    mina.press("Begin the plan", title="Our year", goals=[str(goal.pk)], seats=[str(cast.sam.pk), str(cast.mara.pk)])
    mina.reads("Our year", "Ten new customers", "nothing counts before everybody in the planning has signed")
    make.sign_all(goal.in_plan.plan, timezone.now())

    mara.open("/").go("Goals").follow("Scoreboard").reads(
        "700,000 EUR", "Ten new customers", "Sam Sanders", "Off track"
    )
    sam.open(f"/goals/{goal.pk}/").reads("Agreed in", "Our year").follow("Change the measure")
    sam.press("Save", target="8").reads("Propose another target")
    sam.press("Open an amendment with this").reads(
        "The amendment is open.", "What the draft says, and where it differs"
    )
    sam.reads("Changed To: 10 becomes 8 From 0 to 8")
    goal.refresh_from_db()
    assert (goal.target, goal.in_plan.typed) == (10, {"target": "8"})


def test_an_obstacle_is_raised_accepted_and_removed(cast: Cast):
    make.task(owner=cast.sam, title="Send the quote")
    sam, mara = Walker(cast.sam), Walker(cast.mara)
    sam.open("/").go("Tasks").follow("Send the quote").follow("Say what is in the way")
    sam.press("Say so", what="No price list", remover="Mara Marsh", remove_by=day(3))
    sam.reads("Waiting for Mara Marsh to say when it will be out of the way.", "Send the quote")

    mara.open("/").reads("Sam Sanders thinks you can get “No price list” out of the way of “Send the quote”.")
    mara.go("Goals").follow("In the way").follow("What I hold up").follow("No price list")
    mara.follow("I remove it").press("I remove it", remove_by=day(2)).reads("Mara Marsh is removing it.")
    sam.open("/").reads("Mara Marsh is getting “No price list” out of the way.")
    mara.follow("It is removed").press("It is removed", outcome="It is in the library.").reads("Removed", "Undo")
    mara.press("Undo").reads("Mara Marsh is removing it.").follow("It is removed").press("It is removed")
    sam.open("/").reads("Mara Marsh got “No price list” out of the way of “Send the quote”.").go("Tasks")
    sam.follow("Send the quote").reads("No price list", "Removed")
    (obstacle,) = Obstacle.objects.all()
    assert (obstacle.state, obstacle.remover, obstacle.closed_by) == ("removed", cast.mara, cast.mara)


def test_a_check_in_by_mail(cast: Cast, mail_server, mailbox):
    """Asked on Wednesday how it stands, Sam answers from the phone; what can't be understood comes back."""
    goal = make.measured(owner=cast.sam, given={"title": "Ten new customers"}, now=berlin(MONDAY, 8), check_in_days=1)
    pass_time(berlin(WEDNESDAY, 9), berlin(THURSDAY, 8))
    (asked,) = mails_to(mail_server, cast.sam)
    assert smtp.sentences(asked) == ["How does “Ten new customers” stand? A tap is enough."]
    assert "A number right after it is written down too: “on track 42”" in smtp.part(asked, "plain")

    mailbox.put(imap.answer(asked, "Going well, 42 of them", by=cast.sam.email))
    notices.fetch(now=berlin(THURSDAY, 8, 10))
    pass_time(berlin(THURSDAY, 8, 11))
    _asked, back = mails_to(mail_server, cast.sam)
    assert "It has to begin with “on track”, “at risk” or “off track”." in smtp.part(back, "plain")
    assert "Going well, 42 of them" in smtp.part(back, "plain")
    assert goal.check_ins.count() == 0

    sam = "At risk 42: Acme hesitates.\n\nBest regards,\nSam"
    mailbox.put(imap.answer(back, sam, by=cast.sam.email, message_id="<answer-2@mail.test>"))
    notices.fetch(now=berlin(THURSDAY, 8, 20))
    eva = Walker(cast.eva).open(f"/goals/{goal.pk}/").reads("At risk", "Acme hesitates.", "42 %")
    eva.does_not_read("Best regards")
    Walker(cast.sam).open("/inbox/").reads("How does “Ten new customers” stand?")

    # Mara has Sam's mail forwarded, and says so much; only Sam answers for it.
    mailbox.put(imap.answer(asked, "on track 99", by=cast.mara.email, message_id="<answer-3@mail.test>"))
    notices.fetch(now=berlin(THURSDAY, 8, 30))
    eva.open(f"/goals/{goal.pk}/").does_not_read("99 %")
    ada = Walker(cast.ada).open("/").go("Admin").follow("Received mail")
    ada.reads("Sam Sanders", "Sent back", "A rule refused it", "Taken in")
    ada.reads("mara@test.example", "Dropped", "Sent by somebody else than the member who was written to")
