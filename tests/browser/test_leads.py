"""Leads in browsers: a definition row by row, and a lead taken and returned."""

from django.utils import timezone

from tests.factories import leads as make


def test_a_lead_is_taken_and_returned_with_a_reason(live_cast, person):
    now = timezone.now()
    make.in_force(live_cast, now=now)
    make.qualifier(live_cast.sam, by=live_cast.ada, now=now)
    make.reason(by=live_cast.ada, now=now)
    make.ready(by=live_cast.mara, name="Kim", now=now)
    mara, sam = person(live_cast.mara), person(live_cast.sam)
    sam.start().reads("“Kim” is sales-ready and offered to you").follow("Kim").reads("Employees is at least 50")
    sam.press("Take the lead").reads("It is yours.").press("Reached").reads("First contact: Reached")
    mara.start().reads("Sam Sanders took “Kim”.")
    sam.follow("Return").choose("Why does it come back?", "No budget").press("Return").reads("back with marketing")
    mara.start().follow("Sam Sanders returned “Kim”: No budget").reads("Returned by Sam Sanders: No budget.")


def test_a_definition_is_written_row_by_row(live_cast, person):
    now = timezone.now()
    make.catalogue(by=live_cast.mara)
    make.ready(by=live_cast.mara, now=now)
    mara = person(live_cast.mara)
    mara.start().go("Leads").follow("Definition").follow("Begin a definition")
    mara.choose("Attribute to ask for", "Employees").press("Add a criterion").fill("Value", "50").press("Count anew")
    mara.reads("Met 1 · not met 0 · can't tell 0").fill("Title", "Sales-ready")
    for label, name in (("Who agrees for sales?", "Sam Sanders"), ("Who agrees for marketing?", "Mara Marsh"),
                        ("Sponsor", "Eva Evers"), ("Whose qualifiers take the leads?", "Field sales")):  # fmt: skip
        mara.choose(label, name)
    mara.press("Begin the draft").reads("Not agreed yet")
