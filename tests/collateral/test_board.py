"""The board of requests: columns by state, the buttons that move a card, and how much each side has in hand."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.collateral import commands, queries
from apps.collateral.models import Request
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import accepted, ask, delivered
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def confirmed(cast: Cast, title: str, *, days_ago: int) -> Request:
    done = delivered(ask(cast.sam, title), cast.mara)
    return commands.confirm_request(actor=cast.sam, request=done, now=NOW - days_ago * DAY)


def titles(rows) -> dict[str, list[str]]:
    return {column.state: [card.title for card in column.cards] for column in queries.request_board(rows, now=NOW)}


def test_columns_hold_what_is_in_their_state_and_what_is_over_only_lately(cast: Cast):
    ask(cast.sam, "New")
    accepted(ask(cast.sam, "Later"), cast.mara, due_on=date(2026, 3, 20))
    accepted(ask(cast.sam, "Sooner"), cast.mara, due_on=date(2026, 3, 19))
    started = accepted(ask(cast.sam, "Begun"), cast.mara)
    commands.start_request(actor=cast.mara, request=started, now=NOW)
    sent_back = delivered(ask(cast.sam, "Sent back"), cast.mara)
    commands.reopen_request(actor=cast.sam, request=sent_back, missing="Prices", now=NOW)
    delivered(ask(cast.sam, "Came"), cast.mara)
    confirmed(cast, "Over", days_ago=14)
    confirmed(cast, "Long over", days_ago=15)
    commands.decline_request(actor=cast.mara, request=ask(cast.sam, "No"), reason="Not now", now=NOW)
    assert titles(queries.requests(viewer=cast.sam)) == {
        "new": ["New"],
        # Sent back on Tuesday, it is due again on Friday: three working days.
        "accepted": ["Sent back", "Sooner", "Later"],
        "in_progress": ["Begun"],
        "delivered": ["Came"],
        "confirmed": ["Over"],
    }


@pytest.mark.parametrize(
    ("weeks_ago", "usual", "said"),
    [
        # Delivered so many weeks ago, of eight weeks there are.
        ([], 0.0, 0),
        ([0.5] * 9, 0.0, 0),  # one great week isn't usual
        ([0.5, 1.5, 2.5, 3.5, 4.5], 1.0, 1),
        ([0.5, 1.5, 2.5, 3.5], 0.5, 1),  # 1 1 1 1 0 0 0 0
        ([0.5, 1.5, 2.5, 3.5] * 4 + [4.5, 5.5, 6.5], 2.5, 3),  # 4 4 4 4 1 1 1 0: between 4 and 1
        ([0.5, 1.5, 2.5, 3.5, 4.5] * 4 + [5.5] * 30, 4.0, 4),
        ([1.0, 8.0, 8.1, 9.0, 0.5, 2.5, 3.5, 4.5], 1.0, 1),  # the edges: 1.0 in the second week, 8.0 in none
    ],
)
def test_what_is_usual_is_the_median_week(cast: Cast, weeks_ago, usual, said):
    """All these were asked long ago; what counts is when they were delivered."""
    long_ago = NOW - timedelta(weeks=20)
    for number, back in enumerate(weeks_ago):
        delivered(ask(cast.sam, f"Wish {number}", now=long_ago), cast.mara, now=NOW - timedelta(weeks=back))
    ask(cast.sam, "Waits", now=long_ago)
    (found,) = queries.capacities(viewer=cast.sam, now=NOW)
    in_time = sum(back < 8 for back in weeks_ago)
    assert (found.usual, found.a_week, found.delivered) == (usual, said, in_time)


def test_what_is_usual_looks_at_the_weeks_there_are(cast: Cast):
    assert queries.capacities(viewer=cast.sam, now=NOW) == []
    for number in range(5):
        delivered(ask(cast.sam, f"Wish {number}"), cast.mara)
    started = accepted(ask(cast.sam, "Begun"), cast.mara)
    commands.start_request(actor=cast.mara, request=started, now=NOW)
    ask(cast.mara, "Of sales", kind="reference")

    def told(weeks: float) -> list[tuple[str, int, float, int]]:
        now = NOW + timedelta(weeks=weeks)
        found = queries.capacities(viewer=cast.sam, now=now)
        return [(one.side, one.in_progress, one.usual, one.a_week) for one in found]

    # Five in the first week; of five and none the middle is two and a half, said as three; of three weeks it is none.
    assert told(0.5) == [("marketing", 1, 5.0, 5), ("sales", 0, 0.0, 0)]
    assert told(1.5) == [("marketing", 1, 2.5, 3), ("sales", 0, 0.0, 0)]
    assert told(2.5) == [("marketing", 1, 0.0, 0), ("sales", 0, 0.0, 0)]


def test_a_card_goes_from_column_to_column_by_its_buttons(cast: Cast):
    """Each lands on the board again, narrowed as it was; who may not move a card finds no button on it."""
    wish = ask(cast.sam, "Photos of the Aurora")
    mara, sam = Walker(cast.mara), Walker(cast.sam)
    mara.open("/").go("Requests").follow("Board").press("Show", side="marketing")
    mara.press("Accept “Photos of the Aurora”").reads("Accepted. Whoever asked is told the date.")
    assert mara.url == "/requests/board/?q=&whose=&side=marketing&kind="
    assert not sam.open("/requests/board/").can_press("Start on “Photos of the Aurora”")
    mara.press("Start on “Photos of the Aurora”").reads(
        "You are working on it. Whoever asked sees that.", "1 in progress,"
    )
    sam.open(f"/requests/{wish.pk}/").reads("In progress", "Mara Marsh works on it and delivers by")
    mara.follow("Deliver “Photos of the Aurora”").press("Deliver", answer="In the share.").reads("Delivered")
    sam.open("/requests/board/").press("It is what I needed: “Photos of the Aurora”").reads("Good to hear.")
    wish.refresh_from_db()
    assert (wish.state, sam.url) == ("confirmed", "/requests/board/")


def test_a_filter_that_makes_no_sense_shows_no_card(cast: Cast):
    ask(cast.sam, "New")
    page = client_of(cast.sam).get("/requests/board/", {"side": "nobody"}).content.decode()
    assert (">New</a>" in page, page.count("Nothing here now.")) == (False, 5)


def test_the_board_takes_as_many_queries_for_thirty_cards_as_for_one(cast: Cast):
    client = client_of(cast.mara)
    client.get("/requests/board/")
    counts = []
    for more in (1, 29):
        for number in range(more):
            accepted(ask(cast.sam, f"Wish {number}"), cast.mara)
        with CaptureQueriesContext(connection) as ran:
            client.get("/requests/board/")
        counts.append(len(ran))
    assert counts[0] == counts[1]
