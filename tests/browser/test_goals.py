"""The third way, in browsers: a check-in on a phone, an obstacle removed, an agreed target that is amended."""

from decimal import Decimal

from tests.factories import goals as make


def test_a_check_in_takes_a_tap_and_a_line(live_cast, person):
    root = make.revenue(by=live_cast.mina)
    goal = make.measured(owner=live_cast.sam, given={"title": "Ten new customers", "parent": root})
    make.read(goal, 20)
    sam, mina = person(live_cast.sam), person(live_cast.mina)
    sam.start().go("Goals").follow("Ten new customers").follow("Check in")
    sam.main.get_by_label("Off track").check()
    sam.fill("In one line", "Acme waits for prices.").press("Say so").reads("Everybody sees how it stands.")
    sam.reads("Off track", "Acme waits for prices.", "Revenue")
    mina.start().reads("Sam Sanders says “Ten new customers” is off track: Acme waits for prices.")


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


def test_an_agreed_target_leads_to_an_amendment_that_holds_what_was_typed(live_cast, person):
    goal = make.measured(owner=live_cast.sam, target=Decimal(10), given={"title": "Ten new customers"})
    make.agreed(by=live_cast.mina, goals=[goal], seats=[live_cast.sam, live_cast.mara], sponsor=live_cast.eva)
    sam = person(live_cast.sam)
    sam.start().go("Goals").follow("Scoreboard").follow("Ten new customers").reads("Agreed")
    sam.follow("Change the measure").fill("To", "8").press("Save").reads("Propose another target")
    sam.press("Open an amendment with this").reads("The amendment is open.", "What counts now")
    sam.reads("What the draft says, and where it differs", "Changed", "From 0 to 8")


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


def test_everybody_sees_what_they_contribute(live_cast, person):
    root = make.revenue(by=live_cast.mina)
    goal = make.goal(owner=live_cast.mina, title="Ten new customers", parent=root)
    make.task(owner=live_cast.sam, title="Send the quote", serves=goal)
    make.task(owner=live_cast.sam, title="Tidy the share")
    sam = person(live_cast.sam, phone=True)
    sam.start().go("Goals").follow("Line of sight").reads("What I contribute")
    sam.reads("Connected to revenue", "Send the quote", "Not connected", "Tidy the share").follow("Send the quote")
    sam.reads("Ten new customers")
