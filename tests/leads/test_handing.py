"""Hand-off: by load and absence, taken in one tap, returned with a reason, the late ones to the next."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.core import due
from apps.leads import commands, queries
from apps.leads.commands.ground import WrongState
from apps.leads.models import HandOff, Lead
from tests.cast import NOW, make_cast
from tests.factories import leads as make
from tests.factories import people
from tests.outcome import outcome
from tests.races import at_once

# Offered on Tuesday at ten in Berlin: four working hours later it is two.
ACCEPT_BY = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)


def of(lead):
    return [(one.qualifier.first_name, one.state) for one in lead.hand_offs.order_by("offered_at")]


@pytest.mark.django_db
def test_a_new_sales_ready_lead_is_offered_at_once_and_why_is_kept(cast):
    hand_off = make.offered(cast, to=cast.sam)
    assert (hand_off.qualifier, hand_off.state, hand_off.accept_by) == (cast.sam, "offered", ACCEPT_BY)
    assert hand_off.why == {"load": 0, "capacity": 20, "passed_over": []}
    assert hand_off.lead.stage == "offered"


@pytest.mark.django_db
def test_whoever_has_least_is_next_and_who_is_away_or_full_is_passed_over(cast):
    make.in_force(cast)
    for member in (cast.sam, cast.sofie):
        make.qualifier(member, by=cast.ada, capacity=1)
    first, second = make.ready(by=cast.mara, now=NOW), make.ready(by=cast.mara, now=NOW)
    assert {of(first)[0][0], of(second)[0][0]} == {"Sam", "Sofie"}
    third = make.ready(by=cast.mara, now=NOW)
    assert (of(third), third.stage) == ([], "sales_ready")
    make.qualifier(cast.sam, by=cast.ada, capacity=5)
    people.absence(member=cast.sam, from_on=NOW.date(), until_on=NOW.date())
    assert commands.offer_waiting(now=NOW) == 0
    make.qualifier(cast.sofie, by=cast.ada, capacity=5)
    assert commands.offer_waiting(now=NOW) == 1
    passed = HandOff.objects.get(lead=third).why["passed_over"]
    assert [(one["name"], one["because"]) for one in passed] == [("Sam Sanders", "away")]


@pytest.mark.django_db
def test_history_and_what_nobody_can_tell_are_never_offered(cast):
    make.in_force(cast)
    make.qualifier(cast.sam, by=cast.ada)
    make.imported(by=cast.mara, text="Id;Employees;Budget\n1;80;yes\n", is_history=True)
    commands.classify_waiting(now=NOW)
    unknown = make.ready(by=cast.mara, attributes={"employees": 80})
    commands.offer_waiting(now=NOW)
    assert HandOff.objects.count() == 0
    assert (Lead.objects.get(is_history=True).stage, unknown.outcome) == ("sales_ready", "unknown")


@pytest.mark.django_db
def test_imported_new_leads_are_judged_and_offered_by_the_worker(cast):
    make.in_force(cast)
    make.qualifier(cast.sam, by=cast.ada)
    make.imported(by=cast.mara, text="Id;Employees;Budget\n1;80;yes\n2;10;yes\n")
    assert (commands.classify_waiting(now=NOW), commands.offer_waiting(now=NOW)) == (2, 1)
    assert sorted(Lead.objects.values_list("external_id", "stage")) == [("1", "offered"), ("2", "new")]


@pytest.mark.django_db
def test_taken_reached_and_nothing_waits_any_more(cast):
    hand_off = make.offered(cast, to=cast.sam)
    assert [found.kind for found in due.waiting(cast.sam, NOW)] == ["hand-off-offered"]
    commands.accept_lead(actor=cast.sam, hand_off=hand_off, now=NOW)
    lead = Lead.objects.get()
    assert (lead.stage, lead.owner) == ("with_sales", cast.sam)
    (found,) = due.waiting(cast.sam, NOW)
    assert (found.kind, found.due_at) == ("first-contact", NOW + timedelta(days=1))
    commands.record_contact(actor=cast.sam, hand_off=hand_off, contact="reached", now=NOW)
    assert due.waiting(cast.sam, NOW) == []


@pytest.mark.django_db
def test_returned_with_a_reason_it_comes_again_only_with_new_evidence_and_to_somebody_else(cast):
    hand_off = make.offered(cast, to=cast.sam)
    why = make.reason(by=cast.ada)
    assert outcome(lambda: commands.return_lead(actor=cast.sam, hand_off=hand_off, reason=None, now=NOW)) == (
        "reason-needed"
    )
    commands.return_lead(actor=cast.sam, hand_off=hand_off, reason=why, note="Not before autumn.", now=NOW)
    lead = Lead.objects.get()
    assert (lead.stage, lead.owner) == ("returned", cast.mara)
    assert [row.lead for row in queries.returned(viewer=cast.mara, since=NOW)] == [lead]
    make.qualifier(cast.sofie, by=cast.ada)
    assert commands.offer_waiting(now=NOW) == 0
    lead = commands.edit_lead(actor=cast.mara, lead=lead, name="Kim Kaya", now=NOW + timedelta(minutes=30))
    assert (lead.stage, lead.owner, of(lead)) == ("returned", cast.mara, [("Sam", "returned")])
    commands.edit_lead(actor=cast.mara, lead=lead, attributes={"employees": 120}, now=NOW + timedelta(hours=1))
    assert of(lead) == [("Sam", "returned"), ("Sofie", "offered")]


@pytest.mark.django_db
def test_what_nobody_answers_in_time_goes_to_the_next(cast):
    hand_off = make.offered(cast, to=cast.sam)
    make.qualifier(cast.sofie, by=cast.ada)
    assert commands.expire_offers(now=ACCEPT_BY - timedelta(seconds=1)) == 0
    assert (commands.expire_offers(now=ACCEPT_BY), commands.expire_offers(now=ACCEPT_BY)) == (1, 0)
    assert commands.offer_waiting(now=ACCEPT_BY) == 1
    assert of(hand_off.lead) == [("Sam", "late"), ("Sofie", "offered")]
    with pytest.raises(WrongState):
        commands.accept_lead(actor=cast.sam, hand_off=hand_off, now=ACCEPT_BY)


@pytest.mark.django_db
def test_what_everybody_let_lie_is_offered_again_first_to_who_let_it_lie_least(cast):
    lead = make.offered(cast, to=cast.sam).lead
    make.qualifier(cast.sofie, by=cast.ada)
    now = NOW
    for _turn in range(3):
        now += timedelta(days=1)
        assert (commands.expire_offers(now=now), commands.offer_waiting(now=now)) == (1, 1)
    assert of(lead) == [("Sam", "late"), ("Sofie", "late"), ("Sam", "late"), ("Sofie", "offered")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "expected"),
    [("sam", "done"), ("sofie", "403"), ("mara", "403"), ("mina", "done"), ("moritz", "403"), ("ada", "done")],
)
def test_who_may_take_what_is_offered_to_sam(cast, who, expected):
    hand_off = make.offered(cast, to=cast.sam)
    act = lambda: commands.accept_lead(actor=cast.by_name(who), hand_off=hand_off, now=NOW)  # noqa: E731
    assert outcome(act) == expected


@pytest.mark.django_db(transaction=True)
def test_two_take_one_lead_at_once_and_one_wins():
    cast = make_cast()
    hand_off = make.offered(cast, to=cast.sam)
    results = at_once(
        lambda: commands.accept_lead(actor=cast.sam, hand_off=HandOff.objects.get(), now=NOW),
        lambda: commands.accept_lead(actor=cast.mina, hand_off=HandOff.objects.get(), now=NOW),
    )
    assert sorted(type(result).__name__ for result in results) == ["HandOff", "WrongState"]
    winner = next(result for result in results if isinstance(result, HandOff))
    assert Lead.objects.get(pk=hand_off.lead_id).owner == winner.answered_by


@pytest.mark.django_db(transaction=True)
def test_two_workers_offer_a_lead_once():
    cast = make_cast()
    make.in_force(cast)
    lead = make.ready(by=cast.mara)
    for member in (cast.sam, cast.sofie):
        make.qualifier(member, by=cast.ada)
    results = at_once(*[lambda: commands.offer_waiting(now=NOW)] * 2)
    assert (sum(results), lead.hand_offs.count()) == (1, 1)
