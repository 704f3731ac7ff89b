"""What a salesperson does between two calls, with one thumb on 375 pixels."""

import pytest

from tests.factories import collateral, files, goals

# A thumb's targets; what stands in a sentence may be as small as its words, and a label is a target for its box.
SMALL = """
() => [...document.querySelectorAll(
    "button, summary, select, .btn, .bottombar a, input:not([type=hidden], [type=checkbox], [type=radio])")]
  .filter((one) => one.checkVisibility({opacityProperty: true, visibilityProperty: true}))
  .filter((one) => one.offsetWidth > 2 && !one.closest(".visually-hidden"))
  .map((one) => [one.innerText || one.name, one.closest("[role=search].search") ?? one])
  .map(([name, target]) => [name, Math.round(target.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)
"""


@pytest.fixture
def thumb(live_cast, person):
    """Sam on the phone."""
    return person(live_cast.sam, phone=True)


def small_targets(one):
    return one.page.evaluate(SMALL)


def test_find_rate_and_ask(live_cast, person, thumb):
    asset = collateral.published(collateral.make_draft(live_cast.mara, name="Price list 2027.txt"))
    collateral.know_pages(asset, "Prices", "Terms", f"{files.RARE_WORD} 12.40")
    mara = person(live_cast.mara)
    thumb.start().go("Collateral").reads("1 found").field("Find").press_sequentially("kupfer")
    thumb.reads("Price list 2027", "page 3").follow("page 3").reads_marked(files.RARE_WORD)
    thumb.reads("Rate it").follow("Rate it").tap("2 of 5").tap("Proof missing").press("Rate").reads("2 of 5")
    mara.start().reads("Sam Sanders rated “Price list 2027” 2 of 5")

    thumb.go("Collateral").field("Find").press_sequentially("warranty")
    thumb.reads("Nothing fits “warranty”.").follow("Ask for it").reads("Ask for something").press("Ask")
    thumb.reads("It is asked.", "New")
    mara.go("Requests").follow("warranty").fill("Delivered by", "2027-03-31").press("Accept").reads("Accepted.")
    mara.follow("Deliver").fill("Your answer", "It is five years.").press("Deliver").reads("Delivered.")
    thumb.start().follow("Mara Marsh delivered “warranty”: is it what you needed?").reads("It is five years.")
    thumb.press("It is what I needed").reads("Confirmed")
    mara.start().reads("Sam Sanders confirmed “warranty”: it is what they needed")


def test_accept_decline_and_do_tasks(live_cast, person, thumb):
    goals.offered(by=live_cast.ada, to=live_cast.sam, title="Call Alpha")
    goals.offered(by=live_cast.ada, to=live_cast.sam, title="Call Beta")
    ada = person(live_cast.ada)
    thumb.start().reads("My work", "Call Alpha", "Call Beta").follow("Call Alpha").press("Accept")
    thumb.reads("You answer for it now.").press("Start").reads("In progress").press("Done").reads("is done.")
    thumb.go("Tasks").reads("Call Beta").follow("Call Beta").follow("Decline").fill("Why?", "On the road all week.")
    thumb.press("Decline").reads("You declined it.").go("People").reads("Ada Adler")
    ada.start().reads("Sam Sanders declined “Call Beta”: On the road all week.", "Sam Sanders finished “Call Alpha”.")


@pytest.mark.parametrize("place", ["Home", "Inbox", "Goals", "Tasks", "Collateral", "Requests", "People"])
def test_every_place_fits_and_has_targets_for_a_thumb(live_cast, thumb, place):
    goal = goals.goal(owner=live_cast.mina, title="Win back the installers who left us for the cheaper meters")
    goals.offered(by=live_cast.ada, to=live_cast.sam, title="Ask ten installers what they miss", serves=goal)
    collateral.make_published(live_cast.mara, "Meters for everybody")
    collateral.ask(live_cast.sam)
    thumb.start().go(place)
    assert small_targets(thumb) == []
    links = thumb.main.locator(".row-link")
    if links.count():
        links.first.click()
        thumb.reads("Discussion")
        assert small_targets(thumb) == []
