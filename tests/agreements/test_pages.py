"""The pages, as a browser without JavaScript uses them."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.agreements import commands
from apps.agreements.models import Objection, Signature, Version
from apps.people import commands as people
from tests.cast import client_of
from tests.factories import agreements as make
from tests.walker import Walker

pytestmark = pytest.mark.django_db


def page_of(agreement):
    return f"/agreements/{agreement.pk}/"


def queries_of(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_list_costs_the_same_with_one_row_and_with_thirty(cast):
    client = client_of(cast.sam)
    make.agreed(cast)
    make.proposed(cast)
    client.get("/agreements/")
    few = queries_of(client, "/agreements/")
    for _ in range(10):
        make.draft(cast)
        make.proposed(cast)
        make.agreed(cast)
    assert (few, queries_of(client, "/agreements/")) == (13, 13)


def test_an_agreements_page_costs_the_same_however_many_read_it_and_however_often_it_was_amended(cast):
    agreement = make.agreed(cast)
    client = client_of(cast.sofie)
    client.get(page_of(agreement))
    few = queries_of(client, page_of(agreement))
    now = timezone.now()
    for text in ("Two days.", "Three days."):
        make.amended(cast, agreement, text=text, now=now)
        commands.propose(actor=cast.mara, agreement=agreement, now=now)
        make.signed_by(agreement, cast.sam, cast.mara, now=now)
    for reader in (cast.milo, cast.mina, cast.moritz, cast.ada):
        commands.acknowledge(actor=reader, agreement=agreement, question="Why?", now=now)
    assert queries_of(client, page_of(agreement)) == few


def test_a_draft_is_begun_worked_on_and_proposed(cast):
    mara = Walker(cast.mara).open("/agreements/").reads("Nothing is agreed yet.").follow("Begin an agreement")
    mara.press(
        "Begin it", title="How we answer", text="Within a **day**.", seats=[str(cast.sam.pk)], sponsor="Eva Evers"
    )
    mara.reads("How we answer", "Draft", "Within a day.").press("Propose it", expect=422)
    mara.reads("Sales and marketing each need somebody who agrees.")
    mara.open(mara.url.removesuffix("propose/")).follow("Work on the draft")
    mara.press("Save", seats=[str(cast.sam.pk), str(cast.mara.pk)], text="Within two days.")
    mara.reads("Within two days.").press("Propose it").reads("It is proposed.", "It waits for your answer")
    assert Version.objects.get().state == "proposed"


def test_both_texts_are_shown_where_somebody_saved_meanwhile(cast):
    agreement = make.draft(cast)
    mara = Walker(cast.mara).open(f"{page_of(agreement)}draft/")
    commands.edit_draft(actor=cast.sam, agreement=agreement, text="Sam's words.", now=timezone.now())
    mara.press("Save", text="Mara's words.", expect=412).reads("Sam's words.", "Mara's words.", "Sam Sanders")
    mara.press("Save mine over it").reads("Mara's words.")


def test_what_changed_since_it_was_read_is_shown_and_nothing_is_signed(cast):
    agreement = make.proposed(cast, text="We answer within a day.")
    sam = Walker(cast.sam).open(page_of(agreement)).reads("We answer within a day.")
    now = timezone.now()
    commands.take_back(actor=cast.mara, agreement=agreement, now=now)
    commands.edit_draft(actor=cast.mara, agreement=agreement, text="We answer within an hour.", now=now)
    commands.propose(actor=cast.mara, agreement=agreement, now=now)
    sam.press("I agree", expect=409).reads("It was changed since you read it.", "removed: a day.", "added: an hour.")
    assert Signature.objects.count() == 0
    sam.follow("Read what is proposed now").press("I agree").reads("You agreed.")


def test_an_objection_stands_on_the_page_until_it_is_withdrawn(cast):
    agreement = make.proposed(cast)
    sam = Walker(cast.sam).open(page_of(agreement)).follow("I object")
    sam.press("I object", why="", would_do="Two days.", expect=422).reads("This field is required.")
    sam.press("I object", why="Too short.", would_do="Two days.").reads("Your objection stands until you withdraw it.")
    Walker(cast.sofie).open(page_of(agreement)).reads("Sam Sanders objects.", "Too short.", "Two days.")
    sam.press("Withdraw my objection").reads("Your objection is withdrawn.", "It waits for your answer")
    (objection,) = Objection.objects.all()
    assert (objection.why, objection.would_do, objection.withdrawn_at is None) == ("Too short.", "Two days.", False)


def test_a_concern_is_printed_with_the_signature(cast):
    agreement = make.proposed(cast)
    sam = Walker(cast.sam).open(page_of(agreement)).follow("I agree, with a concern")
    sam.press("I agree, with a concern", concern="Fairs are hard.").reads("You agreed, with a concern.")
    Walker(cast.mara).open(page_of(agreement)).press("I agree", words="You hear from us.").reads("It counts")
    sheet = Walker(cast.sofie).open(f"{page_of(agreement)}versions/1/")
    sheet.reads("This is what counts now.", "Fairs are hard.", "“You hear from us.”", make.digest(agreement))
    signed = Signature.objects.values_list("member__name", "concern", "words")
    assert set(signed) == {("Sam Sanders", "Fairs are hard.", ""), ("Mara Marsh", "", "You hear from us.")}


def test_it_is_read_with_a_question(cast):
    agreement = make.agreed(cast)
    sofie = Walker(cast.sofie).open(page_of(agreement)).reads("Please say that you have read it.")
    sofie.press("I have read it", question="On fairs, too?").reads("Thank you for reading it.", "On fairs, too?")
    assert not sofie.can_press("I have read it")
    Walker(cast.sam).open("/").reads("Sofie Sommer asks about", "On fairs, too?")


def test_it_is_withdrawn_for_good_with_a_word_of_why(cast):
    agreement = make.proposed(cast)
    walk = Walker(cast.mara).open(page_of(agreement)).follow("Withdraw it for good")
    walk.press("Withdraw it", reason="", expect=422).press("Withdraw it", reason="Not now.").reads("Withdrawn")
    assert [version.state for version in agreement.versions.all()] == ["withdrawn"]


def test_a_leavers_seat_is_vacant_until_a_successor_is_named_and_signs(cast):
    agreement = make.agreed(cast)
    people.leave(actor=cast.ada, member=cast.sam, now=timezone.now())
    Walker(cast.sofie).open(page_of(agreement)).reads("a seat of Sales is vacant", "Sam Sanders", "Vacant")
    ada = Walker(cast.ada).open(page_of(agreement)).follow("Name a successor")
    choices = ada.page.xpath("//select[@name='to']/option/text()")
    assert choices == ["Choose somebody", "Mina Minot", "Sofie Sommer"]
    ada.press("Name them", to="Sofie Sommer").reads("Sofie Sommer")
    sofie = Walker(cast.sofie).open(page_of(agreement)).reads("You took this seat over.")
    sofie.press("I agree, as successor").reads("You agreed.", "as successor")
    assert [one.member for one in Signature.objects.order_by("at", "pk")][-1] == cast.sofie


def test_a_leavers_sponsorship_goes_to_a_successor(cast):
    agreement = make.agreed(cast)
    people.leave(actor=cast.ada, member=cast.eva, successor=cast.ada, now=timezone.now())
    agreement.refresh_from_db()
    assert agreement.sponsor == cast.ada


def test_the_csv_has_a_row_each_and_no_formula(cast):
    day = timezone.now().date() + timedelta(days=90)
    make.proposed(cast, title="=1+1", review_on=day, now=timezone.now())
    answer = client_of(cast.sofie).get("/agreements/?format=csv")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows == [
        ["Agreement", "Kind", "Under way", "Counts since", "Sponsor", "Looked at again"],
        ["'=1+1", "Plain text", "Proposed", "", "Eva Evers", day.isoformat()],
    ]


def test_search_by_words_keeps_to_what_its_reader_sees(cast):
    from apps.core import things

    find = things.kind("agreement").find
    make.draft(cast, title="Hidden", text="About gaskets.")
    shown = make.proposed(cast, title="Shown", text="About gaskets.")
    assert [row.title for row in find(cast.sofie, "gasket")] == [shown.title]
    assert sorted(row.title for row in find(cast.sam, "gasket")) == ["Hidden", "Shown"]
