"""The clock that all see: working days by the company's calendar, on rows, cards, pages and by the API."""

from datetime import date, timedelta

import pytest

from apps.collateral import commands, queries
from apps.people.models import ClosedDay
from tests.cast import NOW, Cast, client_of, today
from tests.factories.collateral import accepted, ask, delivered, make_published
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Asked on Tuesday the 10th at ten, it is to be answered by Friday the 13th: three working days.
FRIDAY = date(2026, 3, 13)


@pytest.mark.parametrize(
    ("days", "left", "is_past"),
    [(0, 3, False), (1, 2, False), (3, 0, False), (4, 0, True), (5, 0, True), (6, -1, True), (10, -5, True)],
)
def test_a_new_request_counts_down_to_its_answer(cast: Cast, days, left, is_past):
    clock = queries.promise().clock(ask(cast.sam), NOW + days * DAY)
    assert (clock.until, clock.left, clock.is_past) == (FRIDAY, left, is_past)


def test_a_closed_day_is_none(cast: Cast):
    ClosedDay.objects.create(on=date(2026, 3, 12), name="Fair")
    clock = queries.promise().clock(ask(cast.sam), NOW)
    assert (clock.until, clock.left) == (date(2026, 3, 16), 3)


def test_what_waits_and_for_how_long(cast: Cast):
    new, promised, came = ask(cast.sam), accepted(ask(cast.sam), cast.mara), delivered(ask(cast.sam), cast.mara)
    back = commands.reopen_request(
        actor=cast.sam, request=delivered(ask(cast.sam), cast.mara), missing="Prices", now=NOW + DAY
    )
    commands.decline_request(actor=cast.mara, request=ask(cast.sam), reason="No", now=NOW)
    commands.confirm_request(actor=cast.sam, request=delivered(ask(cast.sam), cast.mara), now=NOW)
    found = queries.clocks(viewer=cast.eva, now=NOW + DAY)
    assert [(clock.request, clock.until, clock.left) for clock in found] == [
        (new, FRIDAY, 2),
        (came, FRIDAY, 2),
        (back, date(2026, 3, 16), 3),
        (promised, date(2026, 3, 20), 7),
    ]


def test_everybody_reads_it_wherever_the_request_stands(cast: Cast):
    wish = ask(cast.sam, "Photos", now=NOW)
    for address in ("/requests/", "/requests/board/", f"/requests/{wish.pk}/"):
        Walker(cast.eva).open(address).reads("working days past")
    soon = accepted(ask(cast.sam, "Today", now=NOW), cast.mara, due_on=today(), now=NOW)
    Walker(cast.sofie).open(f"/requests/{soon.pk}/").reads("delivers by", "last day")
    clocks = client_of(cast.eva).get("/api/v1/requests/clocks/").json()["results"]
    assert [(clock["request"]["title"], clock["until"], clock["is_past"]) for clock in clocks] == [
        ("Photos", "2026-03-13", True), ("Today", today().isoformat(), False),
    ]  # fmt: skip
    csv = client_of(cast.sam).get("/requests/", {"format": "csv"}).getvalue().decode().splitlines()
    assert csv[0].endswith('"Working days left"')
    assert csv[1].endswith(',"0"') or csv[2].endswith(',"0"')


# --- one-tap answers


def test_a_ready_reason_declines_by_one_tap_from_the_board(cast: Cast):
    wish = ask(cast.sam, "Photos")
    mara = Walker(cast.mara).open("/requests/board/")
    mara.press("It would help too few of us for the work it takes.").reads("Declined. Whoever asked is told why.")
    wish.refresh_from_db()
    assert (wish.state, wish.declined_because, mara.url) == (
        "declined", "It would help too few of us for the work it takes.", "/requests/board/",
    )  # fmt: skip


def test_what_exists_already_is_delivered_by_one_tap(cast: Cast):
    asset = make_published(cast.mara, title="Photos of the Aurora")
    make_published(cast.mara, name="b.txt", title="Price list")
    wish = ask(cast.sam, "Aurora photos")
    page = Walker(cast.mara).open(f"/requests/{wish.pk}/").reads("Does this exist already?", "Photos of the Aurora")
    page.press("Deliver “Photos of the Aurora”").reads("Delivered. Whoever asked is told")
    wish.refresh_from_db()
    assert (wish.state, wish.delivered_asset, wish.owner) == ("delivered", asset, cast.mara)
    assert (
        not Walker(cast.sam)
        .open(f"/requests/{ask(cast.sam, 'Aurora').pk}/")
        .can_press("Deliver “Photos of the Aurora”")
    )
    board = Walker(cast.mara).open("/requests/board/").follow("It exists already: “Aurora”")
    # What is like it comes first.
    order = board.page.xpath("//input[@name='asset']/following-sibling::span/text()")
    assert [title.strip() for title in order] == ["no collateral", "Photos of the Aurora", "Price list"]
