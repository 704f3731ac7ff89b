"""The third way, over HTTP: revenue, goals that both sides sign, what is in the way, and a target changed together."""

from datetime import timedelta

from django.utils import timezone

from apps.goals.models import Goal
from tests.cast import Cast, today
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
    sam.follow("Check in").press("Say so", value="2", confidence="off_track", expect=422).reads("One line is enough")
    sam.press("Say so", confidence="off_track", line="Acme waits for prices.").reads(
        "Off track", "Acme waits for prices."
    )
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
