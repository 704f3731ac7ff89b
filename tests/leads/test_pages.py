"""The pages, as a browser without JavaScript uses them."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.agreements.models import Version
from apps.leads import commands
from apps.leads.models import Definition, HandOff, Import, Lead
from tests.cast import client_of
from tests.factories import leads as make
from tests.walker import Walker, upload

pytestmark = pytest.mark.django_db
CSV = "Id;Mail;Company;Employees;Budget\n1;a@x.example;Acme;80;yes\n2;nobody;=Bolt;80;yes\n3;c@x.example;Cook;9;no\n"


def queries_of(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(("url", "most"), [("/leads/", 12), ("/leads/hand-offs/", 12), ("/leads/imports/", 12)])
def test_a_list_costs_the_same_with_one_row_and_with_thirty(cast, url, most):
    make.in_force(cast)
    make.qualifier(cast.sam, by=cast.ada, capacity=100)
    client = client_of(cast.ada)

    def fill(count):
        for _ in range(count):
            make.ready(by=cast.mara)
            make.uploaded(by=cast.mara, text=CSV)

    fill(1)
    client.get(url)
    few = queries_of(client, url)
    fill(29)
    assert queries_of(client, url) == few <= most


def test_who_sees_no_contact_details_sees_how_many_there_are(cast):
    make.in_force(cast)
    make.lead(by=cast.mara, name="Kim Acme")
    eva = Walker(cast.eva).open("/").go("Leads").reads("How many there are", "1 New").does_not_read("Kim Acme")
    answer = eva.client.get("/leads/?format=csv")
    assert len(list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))) == 1


def test_the_csv_of_leads_has_no_formula(cast):
    make.lead(by=cast.mara, name="=1+1", external_id="7")
    rows = list(csv.reader(io.StringIO(client_of(cast.mara).get("/leads/?format=csv").getvalue().decode("utf-8-sig"))))
    assert rows[0][:4] == ["External id", "Name", "Company", "E-mail"]
    assert rows[1][:2] == ["7", "'=1+1"]


def test_a_lead_is_written_down_and_the_missing_fact_is_named_and_filled_in(cast):
    make.in_force(cast)
    mara = Walker(cast.mara).open("/leads/").follow("Write a lead down")
    mara.press("Write it down", name="Kim", company="Acme", expect=422).reads("Give an e-mail or an external id")
    mara.press("Write it down", email="kim@acme.example", **{"attribute:budget": "yes"})
    mara.reads("Kim", "Can't tell", "Missing: Employees.", "Budget is yes", "Here: yes", "Not known here.")
    mara.follow("Change").press("Save", **{"attribute:employees": "80"})
    mara.reads("Sales-ready, and waiting for a qualifier who has room.", "Employees is at least 50", "Here: 80")


def test_both_texts_are_shown_where_somebody_saved_meanwhile(cast):
    lead = make.lead(by=cast.mara, company="Old")
    walk = Walker(cast.mara).open(f"/leads/{lead.pk}/edit/")
    commands.edit_lead(actor=cast.ada, lead=lead, company="Ada's words", now=timezone.now())
    walk.press("Save", company="Mara's words", expect=412).reads("Ada's words", "Mara's words")
    walk.press("Save mine over it").reads("Mara's words")


def test_a_definition_is_begun_in_the_page_row_by_row(cast):
    make.catalogue(by=cast.mara)
    make.ready(by=cast.mara)
    make.lead(by=cast.mara)
    mara = Walker(cast.mara).open("/leads/definition/").follow("Begin a definition")
    mara.press("Add a criterion", **{"new-r": "Employees"}).reads("Counted once every row is filled in.")
    mara.press("Begin the draft", title="Ready", expect=422).reads("“Employees is at least” takes one value.")
    mara.press("Count anew", **{"values-r.1": ["50", ""]}).reads("Met 1 · not met 0 · can't tell 1")
    seats = {"sales": "Sam Sanders", "marketing": "Mara Marsh", "sponsor": "Eva Evers", "team": "Field sales"}
    mara.press("Add a group").press("Begin the draft", title="Ready", **seats, expect=422)
    mara.reads("This group is empty.").press("Add a criterion", **{"new-r.2": "Budget"})
    mara.press("Add a criterion", **{"new-r.2": "Company"})
    assert [one.get("value") for one in mara.page.xpath("//main//input[starts-with(@name, 'attribute-')]")] == [
        "employees", "budget", "company",
    ]  # fmt: skip
    _remove(mara, "r.2.2")
    mara.press("Begin the draft", title="Ready", **seats)
    mara.reads("Ready", "Not agreed yet", "It judges nobody until both sides have agreed.")
    tree = Definition.objects.get().tree
    size, group = tree["items"]
    assert (size["attribute"], size["operator"], size["values"]) == ("employees", "at_least", [50])
    assert (group["match"], [one["attribute"] for one in group["items"]]) == ("any", ["budget"])


def _remove(walker, path):
    """Press the button of one row among several that read alike."""
    (button,) = walker.page.xpath(f"//main//button[@value='remove:{path}']")
    button.set("aria-label", "the one")
    for other in walker.page.xpath("//main//button"):
        if other is not button and other.get("name") == "do" and other.get("value", "").startswith("remove"):
            other.drop_tree()
    walker.press("the one")


def test_editing_what_counts_opens_its_amendment_with_what_was_typed(cast):
    row = make.in_force(cast)
    mara = Walker(cast.mara).open("/leads/definition/").reads("Version 1 judges every lead")
    mara.follow("Work on the criteria").press("Save the draft", **{"values-r.1": ["70", ""]})
    row.refresh_from_db()
    assert row.tree["items"][0]["values"] == [70]
    assert list(Version.objects.order_by("number").values_list("state", flat=True)) == ["signed", "draft"]


def test_a_file_is_mapped_previewed_imported_and_its_rejects_are_a_file_to_mend(cast):
    make.catalogue(by=cast.mara)
    mara = Walker(cast.mara).open("/leads/").follow("Import leads")
    mara.press("Upload", file=upload("fair.csv", CSV.encode()), is_history="history")
    mara.reads("Where do the columns of “fair.csv” go?").press("See what would become of the rows")
    mara.reads("first 3 rows would become", "“nobody” is not an e-mail address.")
    assert Lead.objects.count() == 0
    mara.press("Import all rows").reads("The rows come in.")
    while commands.run_import(now=timezone.now()):
        pass
    mara.open(mara.url).reads("All 3 rows were read.", "2 created", "1 rejected")
    answer = mara.client.get(f"/leads/imports/{Import.objects.get().pk}/rejects/")
    given = answer.getvalue().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(given), delimiter=";")) == [
        ["Id", "Mail", "Company", "Employees", "Budget", "Why it was rejected"],
        ["2", "nobody", "'=Bolt", "80", "yes", "Mail: “nobody” is not an e-mail address."],
    ]
    mended = make.imported(by=cast.mara, text=given.replace("nobody", "b@x.example", 1), now=timezone.now())
    assert (mended.created, mended.rejected, Lead.objects.get(external_id="2").company) == (1, 0, "=Bolt")


def test_one_tap_takes_a_lead_and_one_tap_says_how_it_went(cast):
    hand_off = make.offered(cast, to=cast.sam, now=timezone.now(), name="Kim")
    sam = Walker(cast.sam).open("/").follow("Kim").reads("Offered to Sam Sanders", "Had 0 of 20")
    sam.press("Take the lead").reads("It is yours.", "Sam Sanders took it. The first contact comes by")
    sam.press("Mailed").reads("First contact: Mailed")
    hand_off.refresh_from_db()
    assert (hand_off.state, hand_off.contact) == ("accepted", "mailed")


def test_a_lead_is_returned_with_a_reason_and_what_came_too_late_is_said(cast):
    hand_off = make.offered(cast, to=cast.sam, now=timezone.now(), name="Kim")
    make.reason(by=cast.ada)
    mina = Walker(cast.mina).open(f"/leads/{hand_off.lead_id}/")
    sam = Walker(cast.sam).open("/leads/hand-offs/").reads("Waiting for you").follow("Return: Kim")
    sam.press("Return", note="x", expect=422).press("Return", reason="No budget", note="Not before autumn.")
    sam.reads("It is back with marketing").does_not_read("Waiting for you")
    Walker(cast.mara).open("/").follow("Sam Sanders returned “Kim”: No budget").reads(
        "Returned by Sam Sanders: No budget.", "“Not before autumn.”"
    )
    mina.press("Take the lead", expect=409).reads("Sam Sanders has returned “Kim” already.")
    assert HandOff.objects.get().state == "returned"


def test_a_manager_names_qualifiers_of_the_own_team(cast):
    mina = Walker(cast.mina).open("/leads/qualifiers/").reads("Nobody takes leads yet.").follow("Name a qualifier")
    mina.press("Name", member="Sam Sanders", capacity="7").reads("Sam Sanders", "0 of 7 leads")
    mina.press("Take the mark off Sam Sanders").reads("Nobody takes leads yet.")
