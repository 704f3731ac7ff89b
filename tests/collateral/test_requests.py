"""Requests from one side to the other: who may do what in which state, and who hears of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.collateral import commands, queries
from apps.collateral.commands.answering import NothingDelivered, NotPublished, NotTheirSide
from apps.collateral.commands.ground import HasLeft, TextNeeded, WrongState
from apps.collateral.commands.requests import PastDate
from apps.collateral.models import Request
from apps.core import things
from apps.core.errors import Stale
from tests.cast import NOW, Cast, client_of
from tests.collateral.wishing import DUE, IN_STATE, LATER, accept, confirm, decline, deliver, reopen, start, told
from tests.factories.collateral import accepted, ask, delivered, make_draft, make_published
from tests.walker import Walker

# --- what each act asks for and does


def test_asking_is_put_to_marketing_and_promised_an_answer(cast: Cast):
    request = ask(cast.sam, "  Case study  ", why=" For Lyon ", searched="case study lyon")
    assert (request.title, request.why, request.kind, request.side, request.state, request.searched) == (
        "Case study", "For Lyon", "collateral", "marketing", "new", "case study lyon",
    )  # fmt: skip
    # Asked on Tuesday at ten; three working days.
    assert queries.promise().answer_by(request) == NOW + timedelta(days=3)
    with pytest.raises(TextNeeded):
        ask(cast.sam, "  ")
    with pytest.raises(PastDate):
        ask(cast.sam, needed_by=date(2026, 3, 9))


def test_accepting_needs_a_date_ahead_and_somebody_of_the_side(cast: Cast):
    with pytest.raises(PastDate):
        accept(cast.mara, ask(cast.sam), due_on=date(2026, 3, 9))
    with pytest.raises(NotTheirSide):
        accept(cast.mara, ask(cast.sam), owner=cast.sofie)
    with pytest.raises(HasLeft):
        accept(cast.mara, ask(cast.sam), owner=cast.dan)
    request = accept(cast.moritz, ask(cast.sam), owner=cast.milo)
    assert (request.owner, request.due_on, request.accepted_at) == (cast.milo, DUE, LATER)


def test_started_it_keeps_its_promise_and_whoever_is_slower_reads_who_is_at_it(cast: Cast):
    request = start(cast.mara, accepted(ask(cast.sam), cast.mara))
    assert (request.owner, request.due_on, request.started_at) == (cast.mara, DUE, LATER)
    with pytest.raises(WrongState, match="Mara Marsh works on it already"):
        accept(cast.milo, request)
    with pytest.raises(WrongState, match="Nobody has accepted it yet"):
        start(cast.ada, ask(cast.sam))
    # It is owed as before: whoever promised it is reminded, and it is handed over when they leave.
    assert list(Request.objects.under_way()) == [request]
    assert list(things.kind("request").owned_by(cast.mara)) == [request]


def test_delivering_needs_something_the_asker_can_open(cast: Cast):
    with pytest.raises(NothingDelivered):
        deliver(cast.mara, ask(cast.sam), answer=" ")
    with pytest.raises(NotPublished):
        deliver(cast.mara, ask(cast.sam), asset=make_draft(cast.mara))
    asset = make_published(cast.mara)
    request = deliver(cast.milo, ask(cast.sam), asset=asset, answer="")
    assert (request.delivered_asset, request.owner, request.delivered_at) == (asset, cast.milo, LATER)


def test_reopened_it_is_due_again_by_the_companys_promise(cast: Cast):
    with pytest.raises(TextNeeded):
        reopen(cast.sam, delivered(ask(cast.sam), cast.mara), missing=" ")
    request = reopen(cast.sam, delivered(ask(cast.sam), cast.mara))
    assert (request.owner, request.missing, request.due_on) == (cast.mara, "The prices", date(2026, 3, 13))


def test_declining_needs_a_reason(cast: Cast):
    with pytest.raises(TextNeeded):
        decline(cast.mara, ask(cast.sam), reason="")


def test_words_stay_once_somebody_answered(cast: Cast):
    request = accepted(ask(cast.sam), cast.mara)
    with pytest.raises(WrongState):
        commands.edit_request(actor=cast.sam, request=request, title="Other", now=LATER)


def test_edit_over_a_newer_change_is_refused(cast: Cast):
    request = ask(cast.sam)
    commands.edit_request(actor=cast.sam, request=request, title="Mine", now=LATER, revision=request.revision)
    with pytest.raises(Stale):
        commands.edit_request(actor=cast.ada, request=request, title="Ada's", now=LATER, revision=request.revision)


def test_who_hears_of_what(cast: Cast):
    first, second = ask(cast.sam), ask(cast.sofie)
    request = accept(cast.moritz, first, owner=cast.milo)
    deliver(cast.milo, request)
    reopen(cast.sam, request)
    deliver(cast.milo, request)
    confirm(cast.sam, request)
    decline(cast.mara, second)
    assert sorted(told()) == sorted(
        [
            ("Moritz", "request-new"), ("Moritz", "request-new"), ("Sam", "request-accepted"),
            ("Milo", "request-given"), ("Sam", "request-delivered"), ("Milo", "request-reopened"),
            ("Sam", "request-delivered"), ("Milo", "request-confirmed"), ("Sofie", "request-declined"),
        ]
    )  # fmt: skip


def test_the_sides_lead_hears_of_a_new_request_first(cast: Cast):
    assert [queries.who_answers(side) for side in ("marketing", "sales")] == [cast.moritz, cast.mina]
    cast.company.marketing_lead = cast.mara
    cast.company.save()
    assert queries.who_answers("marketing") == cast.mara


def test_an_admin_hears_of_it_where_nobody_leads(cast: Cast):
    cast.content.lead = None
    cast.content.save()
    assert queries.who_answers("marketing") == cast.ada


def test_a_leavers_promises_are_handed_over_and_what_is_over_keeps_its_name(cast: Cast):
    promised, over = accepted(ask(cast.sam), cast.mara), confirm(cast.sam, delivered(ask(cast.sam), cast.mara))
    assert list(things.kind("request").owned_by(cast.mara)) == [promised]
    things.hand_over(actor=cast.ada, rows=[promised], to=cast.moritz, now=LATER)
    promised.refresh_from_db()
    over.refresh_from_db()
    assert (promised.owner, over.owner) == (cast.moritz, cast.mara)


# --- pages


def test_whoever_is_slower_reads_that_it_was_accepted_and_keeps_the_date(cast: Cast):
    request = ask(cast.sam)
    accept(cast.mara, request)
    response = client_of(cast.milo).post(f"/requests/{request.pk}/accept/", {"due_on": "2099-04-01"})
    assert response.status_code == 409
    assert "Mara Marsh accepted it already." in response.content.decode()


@pytest.mark.parametrize(("who", "buttons"), [
    ("sam", {"new": [], "delivered": ["It is what I needed"]}),
    ("mara", {"new": ["Accept"], "delivered": []}),
    ("eva", {"new": [], "delivered": []}),
])  # fmt: skip
def test_the_next_step_is_shown_to_who_can_take_it(cast: Cast, who, buttons):
    walker = Walker(cast.by_name(who))
    for state, words in buttons.items():
        shown = walker.open(f"/requests/{IN_STATE[state](cast).pk}/").buttons()
        assert [word for word in ("Accept", "It is what I needed") if word in shown] == words


def test_requests_take_as_many_queries_for_thirty_rows_as_for_one(cast: Cast):
    client = client_of(cast.sam)
    client.get("/requests/")
    counts = []
    for more in (1, 29):
        for number in range(more):
            made = ask(cast.sam if number % 2 else cast.sofie, f"Wish {number}")
            if number % 3:
                accepted(made, cast.mara if number % 2 else cast.milo)
        with CaptureQueriesContext(connection) as ran:
            client.get("/requests/")
        counts.append((len(ran), sum("collateral_" in query["sql"] for query in ran.captured_queries)))
    assert counts[0] == counts[1]
    assert counts[0][1] == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"whose": "asked"}, {"Mine"}),
        ({"whose": "promised"}, set()),
        ({"whose": "voted"}, {"Hers"}),
        ({"whose": "ours"}, {"Back"}),
        ({"side": "marketing"}, {"Mine", "Hers"}),
        ({"kind": "reference"}, {"Back"}),
        ({"q": "d-4711"}, {"Hers"}),
        ({"state": "accepted"}, {"Hers"}),
        ({"q": "hE"}, {"Hers"}),
        ({}, {"Mine", "Hers", "Back"}),
    ],
)
def test_requests_are_narrowed(cast: Cast, query, expected):
    ask(cast.sam, "Mine")
    accepted(ask(cast.sofie, "Hers", deal="D-4711"), cast.mara)
    ask(cast.mara, "Back", kind="reference")
    commands.vote(actor=cast.sam, request=Request.objects.get(title="Hers"), now=NOW)
    client = client_of(cast.sam)
    page = client.get("/requests/", query).content.decode()
    assert {title for title in ("Mine", "Hers", "Back") if f'class="row-link">{title}</a>' in page} == expected
    results = client.get("/api/v1/requests/", query).json()["results"]
    assert {request["title"] for request in results} == expected
