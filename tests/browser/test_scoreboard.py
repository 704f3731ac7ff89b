"""The scoreboard on a wall: it renews itself, survives an outage, goes when its link is revoked; and on paper."""

from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from apps.goals import commands
from tests.cast import NOW
from tests.factories import goals as make


def agreed_goal(cast):
    goal = make.measured(owner=cast.sam, given={"title": "Ten new customers"})
    make.agreed(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    make.read(goal, 25, as_of=NOW.date())
    return goal


def test_a_screen_on_a_wall_renews_itself_until_its_link_is_revoked(live_cast, person):
    goal = agreed_goal(live_cast)
    made = commands.share_scoreboard(actor=live_cast.mina, name="The canteen", now=NOW)
    passer_by = person(None, expected={404})
    page = passer_by.page
    page.clock.install()
    page.goto(f"{passer_by.base}/scoreboard/shared/{made.secret}/")
    percent = page.locator(".wall-percent")
    expect(percent).to_have_text("25 %")
    make.read(goal, 40, as_of=NOW.date())
    page.clock.run_for(61_000)
    expect(percent).to_have_text("40 %")
    page.route("**/scoreboard/shared/**", lambda route: route.abort())
    page.clock.run_for(61_000)
    expect(percent).to_have_text("40 %")
    page.unroute_all()
    commands.revoke_scoreboard_link(actor=live_cast.ada, link=made.link, now=NOW)
    page.clock.run_for(61_000)
    expect(percent).to_have_count(0)


def test_what_a_wall_says_can_be_read_from_five_metres(live_cast, person):
    """On a screen of 121 cm by 1920 pixels, a line of 36 pixels is 23 mm high."""
    make.revenue(by=live_cast.mina)
    agreed_goal(live_cast)
    sam = person(live_cast.sam)
    page = sam.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{sam.base}/scoreboard/wall/")
    sizes = page.locator(".wall h2:not(.visually-hidden), .wall h3, .wall-percent").evaluate_all(
        "found => found.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 36
    assert page.locator(".sidebar, .topbar, .bottombar").count() == 0


def test_the_scoreboard_on_paper(live_cast, person):
    agreed_goal(live_cast)
    sam = person(live_cast.sam)
    page = sam.page
    page.goto(f"{sam.base}/scoreboard/")
    sheets = PdfReader(BytesIO(page.pdf(format="A4", print_background=False))).pages
    words = " ".join(sheets[0].extract_text().split())
    assert len(sheets) == 1
    assert [one for one in ("As of", "Ten new customers", "Sam Sanders", "25 %", "Behind") if one not in words] == []
    assert [one for one in ("Wall screen", "CSV", "Goals Tasks") if one in words] == []
