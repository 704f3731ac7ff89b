"""Home in browsers: rows are acted on where they stand, and the search answers as one types."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import goals as make
from tests.factories import leads as make_lead


@pytest.mark.parametrize("phone", [False, True])
def test_rows_are_acted_on_in_place_and_undone(live_cast, person, phone):
    now = timezone.now()
    make.offered(by=live_cast.mina, to=live_cast.sam, title="Call Acme", now=now)
    make_lead.offered(live_cast, to=live_cast.sam, name="Kim", now=now)
    sam, mara = person(live_cast.sam, phone=phone), person(live_cast.mara)
    sam.start().reads("Hello, Sam", "Leads that wait for you", "Call Acme")
    # The page stays: what was typed into its search box a moment ago is still there.
    sam.main.get_by_role("searchbox").fill("half a word")
    sam.press("Take the lead: Kim").reads("It is yours.").hears("It is yours.")
    expect(sam.main.get_by_role("heading", name="My work")).to_be_focused()
    mara.start().reads("Sam Sanders took “Kim”.")
    sam.press("Reached: Kim").reads("Written down.").does_not_read("Kim Your lead")
    sam.press("Accept: Call Acme").reads("You answer for it now.").press("Done: Call Acme")
    sam.reads("“Call Acme” is done.", "Nothing waits for you.")
    expect(sam.main.get_by_role("searchbox")).to_have_value("half a word")
    sam.press("Undo").reads("It is as it was before.", "Call Acme")
    assert sam.page.url == sam.base + "/"


def test_a_refusal_takes_the_place_of_the_page(live_cast, person):
    task = make.offered(by=live_cast.mina, to=live_cast.sam, title="Call Acme")
    sam = person(live_cast.sam, expected={409})
    sam.start().reads("Call Acme")
    make.commands.withdraw_offer(actor=live_cast.mina, task=task, now=timezone.now())
    sam.press("Accept: Call Acme").reads("That can't be done this way")


def test_the_search_answers_as_one_types_and_leads_there(live_cast, person):
    make.task(owner=live_cast.sofie, title="Call Acme about valves")
    sam = person(live_cast.sam)
    sam.start().reads("Hello, Sam")
    box = sam.page.get_by_role("searchbox", name="Find anything")
    sam.page.keyboard.press("/")
    expect(box).to_be_focused()
    sam.page.keyboard.type("valv")
    hit = sam.page.get_by_role("link", name="Call Acme about valves")
    expect(hit).to_be_visible()
    sam.page.keyboard.press("Escape")
    expect(hit).not_to_be_visible()
    sam.page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    expect(hit).to_be_visible()
    sam.page.keyboard.press("Tab")
    expect(hit).to_be_focused()
    sam.page.keyboard.press("Enter")
    sam.reads("Sofie Sommer")


def test_on_a_phone_find_is_one_of_the_five(live_cast, person):
    make.task(owner=live_cast.sofie, title="Call Acme about valves")
    thumb = person(live_cast.sam, phone=True)
    bar = thumb.start().page.get_by_role("navigation", name="Main, for the thumb", exact=True)
    expect(bar.locator("> ul > li")).to_have_text(["Home", "Find", "Leads", "Meetings", "More"], use_inner_text=True)
    thumb.go("Find").reads("Type two letters or more.")
    thumb.main.get_by_role("searchbox").press_sequentially("valves")
    thumb.reads("Call Acme about valves").follow("Call Acme about valves").reads("Sofie Sommer")


@pytest.mark.parametrize("phone", [False, True])
def test_help_is_offered_across_without_leaving(live_cast, person, phone):
    make.task(owner=live_cast.mara, title="Shoot the film")
    sam, mara = person(live_cast.sam, phone=phone), person(live_cast.mara)
    sam.start().follow("Look across").press("I can help: Shoot the film").reads("you have offered your help")
    mara.start().reads("Sam Sanders can help with “Shoot the film”")
    sam.press("Stop following: Shoot the film").does_not_read("you have offered your help")
