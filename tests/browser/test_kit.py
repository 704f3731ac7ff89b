"""What every page has: drafts, both texts where two write at once, undo, finding as one types, views, keys, looks."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.factories import goals


def test_what_was_typed_is_there_again_after_going_away(live_cast, person):
    task = goals.task(owner=live_cast.sam, title="Call Alpha")
    sam = person(live_cast.sam)
    sam.start().go("Tasks").follow("Call Alpha").follow("Change").fill("What one needs to know", "Ask for Ms Berg.")
    sam.go("Goals").go("Tasks").follow("Call Alpha").does_not_read("Ask for Ms Berg.").follow("Change")
    sam.reads("We kept what you typed here before.")
    expect(sam.field("What one needs to know")).to_have_value("Ask for Ms Berg.")
    sam.press("Save").reads("Ask for Ms Berg.")
    sam.follow("Change").reads("Change the task").does_not_read("We kept what you typed here before.")
    ada = person(live_cast.ada)
    ada.start().go("Tasks").follow(task.title).reads("Ask for Ms Berg.")


def test_a_draft_is_nobody_elses_and_can_be_thrown_away(live_cast, person):
    goals.task(owner=live_cast.sam, title="Call Alpha")
    sam = person(live_cast.sam)
    sam.start().go("Tasks").follow("Call Alpha").follow("Change").fill("What one needs to know", "Ask for Ms Berg.")
    sam.go("Tasks").follow("Call Alpha").follow("Change").press("Discard it")
    expect(sam.field("What one needs to know")).to_have_value("")
    sam.go("Tasks").follow("Call Alpha").follow("Change").reads("Change the task")
    sam.does_not_read("We kept what you typed here before.")


def test_two_who_write_at_once_see_both_texts_and_lose_none(live_cast, person):
    goals.task(owner=live_cast.sam, title="Call Alpha")
    sam, ada = person(live_cast.sam, expected={412}), person(live_cast.ada)
    for one in (sam, ada):
        one.start().go("Tasks").follow("Call Alpha").follow("Change").reads("Change the task")
    ada.fill("What one needs to know", "Ask for Mr Beck.").press("Save").reads("Ask for Mr Beck.")
    sam.fill("What one needs to know", "Ask for Ms Berg.").press("Save")
    sam.reads("Somebody changed this while you were writing", "Ada Adler saved it", "Nothing is lost")
    sam.reads("Ask for Ms Berg.", "Ask for Mr Beck.").press("Save mine over it").reads("Ask for Ms Berg.")
    ada.page.reload()
    ada.reads("Ask for Ms Berg.").follow("History").reads("Sam Sanders changed the task", "Ask for Mr Beck.")


def test_who_takes_the_others_text_has_no_draft_left(live_cast, person):
    goals.task(owner=live_cast.sam, title="Call Alpha")
    sam, ada = person(live_cast.sam, expected={412}), person(live_cast.ada)
    for one in (sam, ada):
        one.start().go("Tasks").follow("Call Alpha").follow("Change").reads("Change the task")
    ada.fill("What is to be done?", "Call Alpha today").press("Save").reads("Call Alpha today")
    sam.fill("What is to be done?", "Call Alpha tomorrow").press("Save").reads("Theirs now")
    sam.follow("Take theirs").reads("Call Alpha today").follow("Change").reads("Change the task")
    expect(sam.field("What is to be done?")).to_have_value("Call Alpha today")


def test_what_was_done_in_error_is_undone(live_cast, person):
    goals.wanted(by=live_cast.ada, owner=live_cast.sam, title="Call Alpha")
    sam, ada = person(live_cast.sam), person(live_cast.ada)
    sam.start().go("Tasks").follow("Call Alpha").press("Done").reads("“Call Alpha” is done.")
    ada.start().reads("Sam Sanders finished “Call Alpha”.")
    sam.press("Undo").reads("It is as it was before.", "It is yours to start.")
    ada.go("Tasks").follow("Call Alpha").reads("Waiting for Sam Sanders to start.")


def test_undo_is_refused_once_somebody_went_on(live_cast, person):
    goals.wanted(by=live_cast.ada, owner=live_cast.sam, title="Call Alpha")
    sam, ada = person(live_cast.sam, expected={409}), person(live_cast.ada)
    sam.start().go("Tasks").follow("Call Alpha").press("Done").reads("“Call Alpha” is done.")
    ada.start().follow("Sam Sanders finished “Call Alpha”. Is it what you wanted?").press("Confirm")
    ada.reads("You confirmed it.")
    sam.press("Undo").reads("“Call Alpha” was changed since. Reopen it on its own page.")


def test_a_list_is_narrowed_as_one_types_and_the_address_keeps_it(live_cast, person):
    for title in ("Call Alpha", "Call Beta", "Print the flyer"):
        goals.task(owner=live_cast.sam, title=title)
    sam, sofie = person(live_cast.sam), person(live_cast.sofie)
    sam.start().go("Tasks").reads("3 found").field("Words or owner").press_sequentially("call")
    sam.reads("2 found").does_not_read("Print the flyer")
    # The number alone: nobody wants to hear the ways to sort after each letter.
    expect(sam.page.locator("#live")).to_have_text("2 found")
    sam.field("Words or owner").press_sequentially(" be")
    sam.reads("1 found")
    expect(sam.page).to_have_url(re.compile(r"q=call(%20|\+)be"))
    sofie.open(sam.page.url)
    sofie.reads("1 found", "Call Beta")
    expect(sofie.field("Words or owner")).to_have_value("call be")


def test_a_view_is_saved_used_and_forgotten_by_its_owner_alone(live_cast, person):
    goals.task(owner=live_cast.sam, title="Call Alpha")
    goals.task(owner=live_cast.mara, title="Print the flyer", due_on=date(2020, 1, 31))
    sam, mara = person(live_cast.sam), person(live_cast.mara)
    sam.start().go("Tasks").reads("2 found").choose("Due", "Past its date").reads("1 found")
    sam.unfold("Save this view").fill("Its name", "Late ones").press("Save view").reads("Late ones", "1 found")
    sam.go("Goals").go("Tasks").reads("2 found").follow("Late ones").reads("1 found", "Print the flyer")
    mara.start().go("Tasks").reads("2 found").does_not_read("Late ones")
    sam.press("Forget the view Late ones").reads("Undo")
    expect(sam.main.get_by_role("link", name="Late ones", exact=True)).to_have_count(0)


def test_the_bars_stay_in_sight_however_long_the_page(live_cast, person):
    for number in range(30):
        goals.task(owner=live_cast.sam, title=f"Call number {number}", due_on=date(2027, 1, 1) + timedelta(number))
    desk, phone = person(live_cast.sam), person(live_cast.sam, phone=True)
    for one in (desk, phone):
        one.start().go("Tasks").reads("30 found")
        one.row("Call number 29").scroll_into_view_if_needed()
        expect(one.page.get_by_role("searchbox", name="Find anything")).to_be_in_viewport()
    expect(desk.page.get_by_role("link", name="Collateral", exact=True).first).to_be_in_viewport()
    phone.page.get_by_role("link", name="Call number 29").click()
    phone.reads("It is yours to start.")


def test_a_comment_that_names_somebody_reaches_them(live_cast, person):
    goals.task(owner=live_cast.sam, title="Call Alpha")
    sam, mara = person(live_cast.sam), person(live_cast.mara)
    sam.start().go("Tasks").follow("Call Alpha").fill("Your comment", "@Mara Marsh, whom do they ask for **prices**?")
    sam.press("Comment").reads("whom do they ask for prices?")
    sam.page.reload()
    sam.reads("whom do they ask for prices?").does_not_read("We kept what you typed here before.")
    expect(sam.field("Your comment")).to_have_value("")
    mara.start().follow("Sam Sanders mentioned you on “Call Alpha”").reads("whom do they ask for prices?")
    mara.fill("Your comment", "Ms Berg.").press("Comment").reads("Ms Berg.")
    sam.start().reads("Mara Marsh commented on “Call Alpha”")


def test_keys_go_search_list_and_help_and_can_be_switched_off(live_cast, person):
    for title in ("Call Alpha", "Call Beta"):
        goals.task(owner=live_cast.sam, title=title, due_on=date(2027, 3, 31))
    sam = person(live_cast.sam)
    sam.start().reads("Inbox")
    keyboard = sam.page.keyboard
    keyboard.press("?")
    help_ = sam.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(help_).to_contain_text("Next and previous row")
    keyboard.press("Escape")
    expect(help_).not_to_be_visible()
    keyboard.press("g")
    keyboard.press("g")
    sam.reads("Goals", within=sam.main.get_by_role("heading", level=1))
    keyboard.press("g")
    keyboard.press("t")
    sam.reads("Tasks", within=sam.main.get_by_role("heading", level=1))
    keyboard.press("j")
    keyboard.press("j")
    expect(sam.main.get_by_role("link", name="Call Beta")).to_be_focused()
    keyboard.press("k")
    expect(sam.main.get_by_role("link", name="Call Alpha")).to_be_focused()
    keyboard.press("Enter")
    sam.reads("It is yours to start.")
    keyboard.press("/")
    expect(sam.page.get_by_role("searchbox", name="Find anything")).to_be_focused()

    sam.open("/")
    sam.page.locator("summary").filter(has_text="your page, look, sign out").click()
    sam.page.get_by_role("link", name="Your page").click()
    sam.main.get_by_role("checkbox", name="Keyboard shortcuts").uncheck()
    sam.press("Save").reads("Your page")
    keyboard.press("/")
    expect(sam.page.get_by_role("searchbox", name="Find anything")).not_to_be_focused()


def test_the_look_is_the_members_own_choice(live_cast, person):
    sam, sofie = person(live_cast.sam), person(live_cast.sofie)
    sam.start().reads("Inbox")
    light = background_of(sam)
    for look, changed in (("Dark", True), ("Light", False)):
        sam.page.locator("summary").filter(has_text="your page, look, sign out").click()
        sam.page.get_by_role("button", name=look, exact=True).click()
        expect(sam.page.locator("html")).to_have_attribute("data-theme", look.lower())
        assert (background_of(sam) != light) is changed
    sofie.start().reads("Inbox")
    expect(sofie.page.locator("html")).to_have_attribute("data-theme", "system")
    at_night = person(live_cast.sofie, theme="dark")
    at_night.start().reads("Inbox")
    assert background_of(at_night) != background_of(sofie)


def background_of(one):
    return one.page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_a_first_visit_asks_for_few_files(live_cast, person):
    sam = person(live_cast.sam)
    asked: list[str] = []
    sam.page.on("request", lambda request: asked.append(request.url.removeprefix(sam.base)))
    sam.start().reads("Sam")
    sam.page.wait_for_load_state("networkidle")
    assert sorted(set(asked)) == [
        "/",
        "/static/css/accord.css",
        "/static/django_htmx/htmx-2.min.js",
        "/static/img/favicon.svg",
        "/static/img/icons.svg",
        "/static/js/accord.js",
        "/static/vendor/inter/inter-latin-wght-normal.woff2",
    ]
