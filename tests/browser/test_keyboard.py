"""The main ways by keyboard alone, from the sign-in to the reason why not."""

from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.factories import collateral, goals, meetings

MOST_TABS = 60
FOCUSED = """
() => {
  const one = document.activeElement;
  // Behind the last stop the browser itself has the focus.
  if (one === document.body) return ["", true];
  const label = one.labels?.[0]?.innerText ?? "";
  const words = (one.getAttribute("aria-label") || label || one.innerText || "").trim();
  const framed = (box) => getComputedStyle(box).outlineStyle !== "none" || getComputedStyle(box).boxShadow !== "none";
  return [words, framed(one) || framed(one.closest("[role=search]") ?? one)];
}
"""


def tab_to(one, words):
    """Press Tab until what has the focus reads so; on the way nothing may take the focus unseen."""
    passed = []
    for _ in range(MOST_TABS):
        one.page.keyboard.press("Tab")
        name, seen = one.page.evaluate(FOCUSED)
        assert seen, f"“{name}” has the focus and doesn't show it"
        if name.startswith(words):
            return one
        passed.append(name)
    raise AssertionError(f"Tab never came to “{words}”, only to {passed}")


def test_a_task_is_declined_and_another_accepted_without_a_mouse(live_cast, person):
    goals.offered(by=live_cast.ada, to=live_cast.sofie, title="Call Alpha")
    goals.offered(by=live_cast.ada, to=live_cast.sofie, title="Call Beta")
    sofie, ada = person(), person(live_cast.ada)
    keyboard = sofie.page.keyboard
    sofie.open("/")
    tab_to(sofie, "E-mail")
    keyboard.type(live_cast.sofie.email)
    tab_to(sofie, "Password")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")

    sofie.reads("My work", "Call Alpha")
    tab_to(sofie, "Skip to the content")
    keyboard.press("Enter")
    tab_to(sofie, "Call Alpha")
    keyboard.press("Enter")
    sofie.reads("Ada Adler offers it to you.")
    tab_to(sofie, "Decline")
    keyboard.press("Enter")
    sofie.reads("Why not?")
    tab_to(sofie, "Why?")
    keyboard.type("I am at the fair.")
    tab_to(sofie, "Decline")
    keyboard.press("Enter")
    sofie.reads("You declined it.")
    ada.start().reads("Sofie Sommer declined “Call Alpha”: I am at the fair.")

    tab_to(sofie, "Home")
    keyboard.press("Enter")
    sofie.reads("My work", "Call Beta")
    tab_to(sofie, "Call Beta")
    keyboard.press("Enter")
    sofie.reads("Ada Adler offers it to you.")
    tab_to(sofie, "Accept")
    keyboard.press("Space")
    sofie.reads("You answer for it now.")
    ada.start().reads("Sofie Sommer accepted “Call Beta”.")


def test_a_menu_opens_is_walked_and_closed_by_keys(live_cast, person):
    sofie = person(live_cast.sofie)
    sofie.start().reads("Inbox")
    keyboard = sofie.page.keyboard
    tab_to(sofie, "New")
    keyboard.press("Enter")
    keyboard.press("ArrowDown")
    expect(sofie.page.get_by_role("link", name="Task", exact=True)).to_be_focused()
    keyboard.press("Escape")
    expect(sofie.page.get_by_role("link", name="Task", exact=True)).not_to_be_visible()
    assert sofie.page.evaluate(FOCUSED)[0] == "New"
    keyboard.press("Enter")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    sofie.reads("Write a task down")


def test_the_focus_stays_with_the_work_over_a_sent_form(live_cast, person):
    """On the button that was pressed; at the summary of errors; on the page where its form is gone."""
    meeting = meetings.meeting(by=live_cast.sam)
    for title in ("Alpha", "Beta", "Gamma"):
        meetings.item(by=live_cast.sam, meeting=meeting, title=title)
    sam = person(live_cast.sam, expected={422})
    keyboard, focused = sam.page.keyboard, sam.page.locator(":focus")
    sam.start().open(f"/meetings/{meeting.pk}/")
    tab_to(sam, "Move “Alpha” down")
    keyboard.press("Enter")
    expect(sam.page.get_by_role("button", name="Move “Beta” up")).to_be_disabled()
    expect(focused).to_have_accessible_name("Move “Alpha” down")
    keyboard.press("Enter")
    expect(focused).to_have_accessible_name("Move “Alpha” up")
    tab_to(sam, "Take “Gamma” off")
    keyboard.press("Enter")
    sam.reads("It is off the agenda.")
    expect(focused).to_have_attribute("id", "main")
    sam.open("/tasks/new/")
    tab_to(sam, "Skip to the content")
    keyboard.press("Enter")
    tab_to(sam, "What is to be done")
    keyboard.press("Enter")
    expect(focused).to_contain_text("One more look, please")


def test_many_are_assigned_and_a_piece_is_rated_without_a_mouse_in_the_dark(live_cast, person):
    for title in ("Call Alpha", "Call Beta", "Call Gamma"):
        goals.task(owner=live_cast.sofie, title=title)
    mina = person(live_cast.mina, theme="dark")
    keyboard = mina.page.keyboard
    mina.start().reads("My work")
    keyboard.press("?")
    expect(mina.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    keyboard.press("Escape")
    expect(mina.page.get_by_role("dialog")).to_have_count(0)
    keyboard.press("g")
    keyboard.press("t")
    mina.reads("Everything somebody does")
    tab_to(mina, "Skip to the content")
    keyboard.press("Enter")
    tab_to(mina, "Call Beta")
    keyboard.press("Space")
    mina.reads("1 selected").hears("1 selected. Enter leads to what is done with them.")
    keyboard.press("Enter")
    expect(mina.field("To whom?")).to_be_focused()
    keyboard.press("Escape")
    assert mina.page.evaluate(FOCUSED)[0] == "Call Beta"
    keyboard.press("Enter")
    keyboard.type("Sam Sanders")
    tab_to(mina, "Assign")
    keyboard.press("Enter")
    mina.reads("1 task assigned to Sam Sanders.")

    asset = collateral.make_published(live_cast.mara)
    sam = person(live_cast.sam, theme="dark", expected={422})
    keyboard = sam.page.keyboard
    sam.start().open(f"/collateral/{asset.pk}/")
    tab_to(sam, "Outdated")
    keyboard.press("Shift+Tab")
    keyboard.press("Space")
    keyboard.press("ArrowRight")
    keyboard.press("Enter")
    expect(sam.page.locator(":focus")).to_contain_text("One more look, please")
    tab_to(sam, "Outdated")
    keyboard.press("Space")
    keyboard.press("Enter")
    sam.hears("Thank you. The owner hears of it.")
    expect(sam.page.locator(":focus")).to_have_text("Would you use it again with a buyer?")
