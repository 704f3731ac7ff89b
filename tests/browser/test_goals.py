"""The third way, in browsers: a check-in on a phone, an obstacle removed, an agreed target that is amended."""

from decimal import Decimal

from django.utils import timezone

from apps.goals import commands as goals
from apps.goals.models import Goal, Obstacle, Plan
from tests.factories import goals as make


def test_a_check_in_takes_a_tap_and_a_line(live_cast, person):
    root = make.revenue(by=live_cast.mina)
    goal = make.measured(owner=live_cast.sam, given={"title": "Ten new customers", "parent": root})
    make.read(goal, 20)
    sam, mina = person(live_cast.sam), person(live_cast.mina)
    sam.start().go("Goals").follow("Ten new customers").follow("Check in")
    sam.fill("In one line", "Acme waits for prices.").press("Off track").reads("Everybody sees how it stands.")
    sam.reads("Off track", "Acme waits for prices.", "Revenue")
    mina.start().reads("Sam Sanders says “Ten new customers” is off track: Acme waits for prices.")
    assert list(goal.check_ins.values_list("author__name", "confidence", "line")) == [
        ("Sam Sanders", "off_track", "Acme waits for prices."),
    ]


def test_what_is_in_the_way_is_removed_by_who_can(live_cast, person):
    make.task(owner=live_cast.sam, title="Send the quote")
    sam, mara = person(live_cast.sam), person(live_cast.mara)
    sam.start().go("Tasks").follow("Send the quote").follow("Say what is in the way")
    sam.fill("What is in the way?", "No price list").choose("Who can remove it?", "Mara Marsh").press("Say so")
    sam.reads("Waiting for Mara Marsh to say when it will be out of the way.")
    mara.start().follow("Sam Sanders thinks you can get “No price list” out of the way of “Send the quote”.")
    mara.follow("It is removed").fill("How was it removed?", "It is in the library.").press("It is removed")
    mara.reads("It is in the library.")
    sam.start().reads("Mara Marsh got “No price list” out of the way of “Send the quote”.")
    (obstacle,) = Obstacle.objects.all()
    assert (obstacle.state, obstacle.closed_by, obstacle.outcome) == (
        "removed", live_cast.mara, "It is in the library.",
    )  # fmt: skip


def test_an_agreed_target_leads_to_an_amendment_that_holds_what_was_typed(live_cast, person):
    goal = make.measured(owner=live_cast.sam, target=Decimal(10), given={"title": "Ten new customers"})
    make.agreed(by=live_cast.mina, goals=[goal], seats=[live_cast.sam, live_cast.mara], sponsor=live_cast.eva)
    sam = person(live_cast.sam)
    sam.start().go("Goals").follow("Scoreboard").follow("Ten new customers").reads("Agreed")
    sam.follow("Change the measure").fill("To", "8").press("Save").reads("Propose another target")
    sam.press("Open an amendment with this").reads("The amendment is open.", "What counts now")
    sam.reads("What the draft says, and where it differs", "Changed", "From 0 to 8")
    goal.refresh_from_db()
    assert (goal.target, goal.in_plan.typed) == (10, {"target": "8"})


def test_a_year_is_opened_and_planned_together(live_cast, person):
    make.goal(owner=live_cast.sam, title="Ten new customers")
    mina, sam = person(live_cast.mina), person(live_cast.sam)
    mina.start().go("Goals").follow("Plans").reads("There is no plan yet.").follow("Periods")
    mina.reads("No fiscal year is open yet.").follow("Open a fiscal year").fill("Which fiscal year?", "2031")
    mina.press("Open it").reads("The fiscal year is open.", "Quarter 4 of 2031")
    mina.go("Goals").follow("Plans").follow("Begin a plan").fill("What is the plan called?", "Our year")
    mina.choose("For which period?", "Fiscal year 2031").tick("Ten new customers")
    mina.field("Who must agree?").select_option(label=["Sam Sanders", "Mara Marsh"])
    mina.choose("Who sponsors it?", "Eva Evers").press("Begin the plan")
    mina.reads(
        "The plan has a draft.", "Ten new customers", "nothing counts before everybody in the planning has signed"
    )
    sam.start().go("Goals").follow("Plans").follow("Our year").reads("Fiscal year 2031", "Ten new customers")
    (plan,) = Plan.objects.all()
    seats = plan.agreement.versions.get().seats.values_list("member__name", flat=True)
    assert (str(plan.period), [entry.goal.title for entry in plan.entries.all()], sorted(seats)) == (
        "Fiscal year 2031", ["Ten new customers"], ["Mara Marsh", "Sam Sanders"],
    )  # fmt: skip


def test_everybody_sees_what_they_contribute(live_cast, person):
    root = make.revenue(by=live_cast.mina)
    goal = make.goal(owner=live_cast.mina, title="Ten new customers", parent=root)
    make.task(owner=live_cast.sam, title="Send the quote", serves=goal)
    make.task(owner=live_cast.sam, title="Tidy the share")
    sam = person(live_cast.sam, phone=True)
    sam.start().go("Goals").follow("Line of sight").reads("What I contribute")
    sam.reads("Connected to revenue", "Send the quote", "Not connected", "Tidy the share").follow("Send the quote")
    sam.reads("Ten new customers")


def test_a_check_in_by_phone_is_read_on_the_other_side(live_cast, person):
    goal = make.measured(owner=live_cast.sam, given={"title": "Ten new customers"}, check_in_days=7)
    make.read(goal, 4)
    goals.name_reader(actor=live_cast.sam, goal=goal, reader=live_cast.mara, now=timezone.now())
    sam, mara = person(live_cast.sam, phone=True), person(live_cast.mara)
    sam.start().follow("Say how it stands: Ten new customers")
    assert sam.field("What does it stand at?").input_value() == "4"
    # Three taps side by side, each as large as a thumb, and nothing to scroll sideways to.
    boxes = [sam.main.get_by_role("button", name=face).bounding_box() for face in ("On track", "At risk", "Off track")]
    assert {round(box["y"]) for box in boxes} == {round(boxes[0]["y"])}
    assert min(box["height"] for box in boxes) >= 44
    sam.field("What does it stand at?").press("Enter")
    sam.reads("How does it stand?")
    sam.fill("What does it stand at?", "5").press("At risk").reads("Everybody sees how it stands.", "At risk 5")
    mara.start().reads("At risk").press("Read: Ten new customers").reads("Its owner sees that you read it.")


def test_a_goal_is_closed_taken_back_and_carried_over(live_cast, person):
    quarter = make.year(by=live_cast.ada, year=2031)
    goal = make.measured(owner=live_cast.sam, given={"title": "Ten new customers"})
    make.read(goal, 4)
    make.task(owner=live_cast.sam, title="Send the quote", serves=goal)
    sam = person(live_cast.sam)
    sam.start().go("Goals").follow("Ten new customers").follow("Close").reads("Send the quote")
    sam.main.get_by_label("Missed").check()
    sam.fill("What happened?", "Two talks were lost.").press("Close the goal")
    sam.reads("“Ten new customers” is closed: missed.", "Closed as missed by Sam Sanders").press("Undo")
    sam.reads("Check in").follow("Close").follow("Carry it over instead").choose("Into which period?", str(quarter))
    sam.fill("What happened?", "Two talks take longer.").press("Carry it over")
    sam.reads("“Ten new customers” goes on here (Fiscal year 2031).")
    sam.reads("From 4 to 100", "Send the quote")
    (carried,) = Goal.objects.filter(carried_from=goal)
    goal.refresh_from_db()
    assert (goal.state, carried.state, carried.baseline, carried.period) == ("missed", "active", 4, quarter)
