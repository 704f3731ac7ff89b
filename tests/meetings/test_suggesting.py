"""What an agenda suggests by itself: each with what speaks for it, gone when it is settled or taken in."""

from datetime import date, timedelta

import pytest

from apps.agreements import commands as agreements
from apps.collateral import commands as collateral
from apps.meetings import commands, queries
from apps.meetings.models import AgendaItem
from tests.cast import NOW
from tests.factories import agreements as agreed
from tests.factories import collateral as shelf
from tests.factories import goals as work
from tests.factories import meetings as make
from tests.outcome import outcome

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def meeting(cast):
    return make.meeting(by=cast.mina, members=[cast.sam, cast.mara])


def suggested(meeting, viewer, now=NOW):
    return [(one.title, one.evidence) for one in queries.suggested(meeting, viewer=viewer, now=now)]


def test_a_low_rating(cast, meeting):
    asset = shelf.make_published(cast.mara, title="Prices", now=NOW - 3 * DAY)
    for member, rating, reason in ((cast.sam, 2, "outdated"), (cast.sofie, 1, "outdated"), (cast.milo, 4, "")):
        collateral.give_feedback(actor=member, version=asset.current, rating=rating, reason=reason, now=NOW - DAY)
    assert suggested(meeting, cast.sam) == [
        ("Low rating: Prices", "rated low by 2 colleagues, at worst 1 of 5, last on 9 Mar: Outdated")
    ]


def test_a_request_that_waits_longer_than_promised_comes_before_a_newer_one(cast, meeting):
    collateral.ask(actor=cast.sam, title="A case study", now=NOW - 6 * DAY)
    collateral.ask(actor=cast.sofie, title="New slides", now=NOW - DAY)
    assert suggested(meeting, cast.sam) == [
        (
            "Request: A case study",
            "Sam Sanders has waited 6\xa0days for an answer from Marketing: longer than promised",
        ),
        ("Request: New slides", "Sofie Sommer has waited 1\xa0day for an answer from Marketing"),
    ]


def test_the_most_wanted_request_comes_before_one_that_waits_longer(cast, meeting):
    collateral.ask(actor=cast.sam, title="A case study", now=NOW - 2 * DAY)
    wanted = collateral.ask(actor=cast.sam, title="New slides", now=NOW - DAY)
    for member in (cast.sofie, cast.mina):
        collateral.vote(actor=member, request=wanted, now=NOW)
    assert suggested(meeting, cast.sam) == [
        (
            "Request: New slides",
            "Sam Sanders has waited 1\xa0day for an answer from Marketing; 2 others need it too",
        ),
        ("Request: A case study", "Sam Sanders has waited 2\xa0days for an answer from Marketing"),
    ]


def test_input_that_wasnt_given_by_its_day_for_those_who_see_it(cast, meeting):
    draft = shelf.make_draft(cast.mara, title="Battle card", now=NOW - 6 * DAY)
    asked = {"answer_by": date(2026, 3, 9), "now": NOW - 6 * DAY}
    ask = shelf.asked(cast.mara, draft, cast.sam, cast.sofie, **asked)
    said = "Mara Marsh has waited 6\xa0days for the input of"
    of_sam, of_sofie = (("Input on a draft that waits", f"{said} {name}") for name in ("Sam Sanders", "Sofie Sommer"))
    found = [sorted(suggested(meeting, viewer)) for viewer in (cast.mara, cast.sam, cast.mina)]
    assert found == [[of_sam, of_sofie], [of_sam], []]
    assert suggested(meeting, cast.mara, now=NOW - DAY) == []
    collateral.withdraw_ask(actor=cast.mara, ask=ask, now=NOW)
    assert suggested(meeting, cast.mara) == []


def test_an_obstacle_in_the_way_of_a_task(cast, meeting):
    task = work.task(owner=cast.sam, title="Visit Acme")
    work.obstacle(by=cast.sam, blocks=task, what="No price list", since=date(2026, 3, 2), remover=cast.mara)
    assert suggested(meeting, cast.sam) == [
        ("In the way: No price list", "has held up “Visit Acme” since 2 Mar; Mara Marsh can remove it")
    ]


def test_what_was_parked(cast):
    meeting = make.running(by=cast.mina, members=[cast.sam])
    following = meeting.series.meetings.order_by("starts_at")[1]
    item = make.item(by=cast.sam, meeting=meeting, title="The fair")
    commands.close_meeting(actor=cast.mina, meeting=meeting, park=[item], now=NOW)
    assert suggested(following, cast.sam) == [("The fair", "parked on 12 Mar; proposed by Sam Sanders")]
    commands.take_in(actor=cast.sam, meeting=following, about=item, now=NOW)
    assert suggested(following, cast.sam) == []
    other = make.meeting(by=cast.mina, members=[cast.sam])
    assert suggested(other, cast.sam) == []


def test_one_click_takes_one_in_with_its_evidence_once(cast, meeting):
    request = collateral.ask(actor=cast.sam, title="A case study", now=NOW - 6 * DAY)
    item = commands.take_in(actor=cast.sam, meeting=meeting, about=request, now=NOW)
    assert (item.title, item.about) == ("Request: A case study", ("request", request.pk))
    assert item.evidence.startswith("Sam Sanders has waited")
    assert suggested(meeting, cast.sam) == []
    again = lambda: commands.take_in(actor=cast.mara, meeting=meeting, about=request, now=NOW)  # noqa: E731
    assert outcome(again) == "on-agenda"
    commands.take_off_item(actor=cast.sam, item=item, now=NOW)
    assert outcome(again) == "done"


def test_what_is_settled_or_not_suggested_is_not_taken_in(cast, meeting):
    request = collateral.ask(actor=cast.sam, title="A case study", now=NOW - DAY)
    collateral.accept_request(actor=cast.mara, request=request, due_on=date(2026, 3, 20), now=NOW)
    assert suggested(meeting, cast.sam) == []
    assert outcome(lambda: commands.take_in(actor=cast.sam, meeting=meeting, about=request, now=NOW)) == "not-suggested"
    assert AgendaItem.objects.count() == 0


def test_who_is_not_asked_takes_nothing_in(cast, meeting):
    request = collateral.ask(actor=cast.sam, title="A case study", now=NOW - DAY)
    assert outcome(lambda: commands.take_in(actor=cast.eva, meeting=meeting, about=request, now=NOW)) == "403"


def test_after_it_was_talked_about_only_something_new_speaks_for_it_again(cast):
    asset = shelf.make_published(cast.mara, title="Prices", now=NOW - 3 * DAY)

    def rate(member, now):
        collateral.give_feedback(actor=member, version=asset.current, rating=1, reason="outdated", now=now)

    rate(cast.sam, NOW - DAY)
    meeting = make.running(by=cast.mina, members=[cast.sam])
    following = meeting.series.meetings.order_by("starts_at")[1]
    item = commands.take_in(actor=cast.mina, meeting=meeting, about=asset, now=NOW)
    commands.reach_item(actor=cast.mina, item=item, now=NOW)
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    assert suggested(following, cast.sam) == []
    rate(cast.sofie, NOW + DAY)
    assert [title for title, _why in suggested(following, cast.sam, NOW + DAY)] == ["Low rating: Prices"]


def test_an_objection_that_stands(cast, meeting):
    agreement = agreed.proposed(cast, title="Who calls after a fair")
    words = {"why": "Too short.", "would_do": "Two days.", "digest": agreed.digest(agreement), "now": NOW}
    agreements.object_to(actor=cast.sam, agreement=agreement, **words)
    (one,) = suggested(meeting, cast.mina)
    assert one == (
        "Objection: Who calls after a fair",
        "Sam Sanders: Too short. It would be acceptable so: Two days.",
    )
    agreements.withdraw_objection(actor=cast.sam, agreement=agreement, now=NOW)
    assert suggested(meeting, cast.mina) == []


def test_what_is_late_or_came_back_of_collateral(cast, meeting):
    before = NOW - 30 * DAY
    asset = shelf.make_published(cast.mara, title="Prices", now=before)
    low = collateral.give_feedback(actor=cast.sam, version=asset.current, rating=2, reason="outdated", now=before)
    new = {"file": shelf.upload(content=b"New"), "change_note": "New prices", "fixes": [low], "now": before}
    collateral.add_version(actor=cast.mara, asset=asset, **new)
    collateral.reopen_feedback(actor=cast.sam, feedback=low, missing="The discount", now=NOW - 4 * DAY)
    shelf.accepted(shelf.ask(cast.sam, "A leaflet", now=before), cast.mara, due_on=(NOW - 7 * DAY).date(), now=before)
    kind = shelf.kind_of_collateral("Presentation")
    for title in ("Deck", "Words"):
        collateral.submit_field_content(
            actor=cast.sam, kind=kind, title=title, text=title, used_where="First calls", now=NOW - 7 * DAY
        )
    collateral.submit_field_content(actor=cast.sam, kind=kind, text="New", used_where="First calls", now=NOW)
    told = dict(suggested(meeting, cast.mara))
    found = {title: told.get(title) for title in ("Not fixed: Prices", "Promised and late: A leaflet")}
    assert found == {
        "Not fixed: Prices": "version 2 was to fix it; sent back on 6 Mar: The discount",
        "Promised and late: A leaflet": "Mara Marsh promised it to Sam Sanders for 3 Mar",
    }
    # No title of what isn't out; and who sees none of it isn't told of it.
    waits = "2 pieces that salespeople made wait longer than promised, the oldest for 1\xa0week"
    assert told["Field content that waits"] == waits
    assert "Field content that waits" not in dict(suggested(meeting, cast.sofie))
