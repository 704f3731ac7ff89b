"""Leads, over HTTP: imported as history, a definition over an objection to in force, offered, taken, returned."""

from django.utils import timezone

from apps.leads import commands
from tests.cast import Cast
from tests.factories import leads as make
from tests.walker import Walker, upload

FILE = b"Id;Company;Employees;Budget\n1;Acme;80;yes\n2;Bolt;12;no\n3;Cook;;yes\n4;Dune;many;yes\n"


def the_worker_works() -> None:
    """What waits, as the worker's sweeps would do it by now."""
    now = timezone.now()
    while commands.run_import(now=now) or commands.classify_waiting(now=now):
        pass
    commands.offer_waiting(now=now)


def mara_imports_last_year(mara: Walker) -> None:
    mara.open("/").go("Leads").follow("Import leads")
    mara.press("Upload", file=upload("last-year.csv", FILE), is_history="history")
    mara.press(
        "See what would become of the rows",
        **{"column-2": "New attribute: Number", "column-3": "New attribute: Yes or no"},
    )
    mara.reads("first 4 rows would become", "“many” is not a number.").press("Import all rows")
    the_worker_works()
    mara.open(mara.url).reads("All 4 rows were read.", "3 created", "1 rejected")


def mara_begins_the_definition(mara: Walker) -> None:
    mara.go("Leads").follow("Definition").follow("Begin a definition")
    mara.press("Add a criterion", **{"new-r": "Employees"})
    mara.press("Count anew", **{"values-r.1": ["50", ""]}).reads("Met 1 · not met 1 · can't tell 1")
    seats = {"sales": "Sam Sanders", "marketing": "Mara Marsh", "sponsor": "Eva Evers", "team": "Field sales"}
    mara.press("Begin the draft", title="Sales-ready", **seats).reads("Not agreed yet")


def sam_objects_and_both_agree(mara: Walker, sam: Walker) -> None:
    mara.follow("Open the agreement").reads("Employees is at least 50").press("Propose it").press("I agree")
    sam.open("/").follow("Sales-ready").reads("Employees is at least 50").follow("I object")
    sam.press("I object", why="Small works buy, too.", would_do="Forty, or a budget.").reads("Objects")
    mara.open("/").follow("Sam Sanders objects to “Sales-ready”").reads("Forty, or a budget.").press("Take it back")
    mara.go("Leads").follow("Definition").follow("Work on the criteria")
    mara.press("Save the draft", **{"values-r.1": ["40", ""]}).follow("Open the agreement").press("Propose it")
    mara.press("I agree")
    sam.open("/").follow("Sales-ready").reads("Employees is at least 40").press("I agree")


def test_both_sides_agree_what_is_ready_and_a_lead_goes_over(cast: Cast):
    make.qualifier(cast.sam, by=cast.mina, now=timezone.now())
    make.reason(by=cast.ada, now=timezone.now())
    mara, sam = Walker(cast.mara), Walker(cast.sam)
    mara_imports_last_year(mara)
    mara_begins_the_definition(mara)
    sam_objects_and_both_agree(mara, sam)
    the_worker_works()
    mara.open("/").go("Leads").follow("Definition").reads("Version 1 judges every lead", "1 Met", "1 Not met")
    mara.go("Leads").press("Show", outcome="Can't tell").follow("Cook").reads("Missing: Employees.")

    mara.go("Leads").follow("Write a lead down")
    mara.press("Write it down", name="Kim", email="kim@egg.example", **{"attribute:employees": "200"})
    mara.reads("Offered to Sam Sanders")
    sam.open("/").reads("“Kim” is sales-ready and offered to you").follow("Kim").press("Take the lead")
    sam.reads("It is yours.").press("Reached").reads("First contact: Reached")
    sam.follow("Return").press("Return", reason="No budget", note="Next year.").reads("It is back with marketing")
    mara.open("/").reads("Sam Sanders took “Kim”.").follow("Sam Sanders returned “Kim”: No budget")
    mara.reads("Returned by Sam Sanders: No budget.", "It is with Mara Marsh until something new is known.")
    history = mara.part("History")
    acts = ("Mara Marsh wrote the lead down", "offered it to Sam Sanders", "took the lead", "returned it to marketing")
    assert [act for act in acts if act not in history] == []
