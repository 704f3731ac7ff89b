"""Leads have an owner who is here, and are offered to people who are here; who leaves hands them on."""

import pytest
from django.db import IntegrityError, connection, transaction

from apps.leads import commands
from apps.leads.models import HandOff, Lead
from apps.people import commands as people
from apps.trail import queries as trail
from tests.cast import NOW
from tests.factories import leads as make
from tests.outcome import outcome
from tests.walker import Walker
from tests.ways import WAYS

pytestmark = pytest.mark.django_db


def leave(cast, who, successor):
    return people.leave(actor=cast.ada, member=who, successor=successor, now=NOW)


def test_what_a_leaver_took_goes_to_the_successor(cast):
    hand_off = make.offered(cast, to=cast.sam)
    commands.accept_lead(actor=cast.sam, hand_off=hand_off, now=NOW)
    leave(cast, cast.sam, cast.moritz)
    lead = Lead.objects.get(pk=hand_off.lead_id)
    assert (lead.owner, lead.stage) == (cast.moritz, "with_sales")


def test_what_was_only_offered_to_a_leaver_is_offered_to_the_next(cast):
    hand_off = make.offered(cast, to=cast.sam)
    leave(cast, cast.sam, cast.moritz)
    lead = Lead.objects.get(pk=hand_off.lead_id)
    assert (lead.owner, lead.stage) == (None, "sales_ready")
    make.qualifier(cast.sofie, by=cast.ada)
    assert commands.offer_waiting(now=NOW) == 1
    found = HandOff.objects.filter(lead=lead).order_by("offered_at", "pk").values_list("qualifier__name", "state")
    assert sorted(found) == [("Sam Sanders", "taken_back"), ("Sofie Sommer", "offered")]
    # He let nothing lie, and nobody can answer it any more.
    hand_off.refresh_from_db()
    assert (hand_off.state_word, hand_off.answered_at, hand_off.answered_by) == (
        "Taken back, Sam Sanders left",
        NOW,
        None,
    )
    late = outcome(lambda: commands.accept_lead(actor=cast.ada, hand_off=hand_off, now=NOW))
    assert late == "wrong-state"
    acts = [activity.act for activity in trail.history_of(hand_off)]
    assert sorted(acts) == ["lead.offered", "lead.taken_from_leaver"]


def test_both_pages_say_that_it_was_taken_back_and_from_whom(cast):
    hand_off = make.offered(cast, to=cast.sam)
    leave(cast, cast.sam, cast.moritz)
    for page in ("/leads/hand-offs/", f"/leads/{hand_off.lead_id}/"):
        Walker(cast.mara).open(page).reads("Taken back, Sam Sanders left").does_not_read("Not answered in time")


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_taken_back_from_who_stays(cast, way):
    hand_off = make.offered(cast, to=cast.sam)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    with pytest.raises(IntegrityError, match="hand_off_taken_back_from_a_leaver"), transaction.atomic():
        way(hand_off, state="taken_back", answered_at=NOW)


def test_a_lead_that_comes_back_to_who_has_left_goes_to_their_manager(cast):
    hand_off = make.offered(cast, to=cast.sam)
    leave(cast, cast.mara, cast.milo)
    commands.return_lead(actor=cast.sam, hand_off=hand_off, reason=make.reason(by=cast.ada), now=NOW)
    assert Lead.objects.get(pk=hand_off.lead_id).owner == cast.moritz


# --- tried by every way there is


EVERY_WAY = pytest.mark.parametrize("way", WAYS)


@EVERY_WAY
def test_nobody_who_has_left_answers_for_a_lead(cast, way):
    lead = make.lead(by=cast.mara)
    with pytest.raises(IntegrityError, match="lead_held_by_active_members"), transaction.atomic():
        way(lead, owner=cast.dan)


@EVERY_WAY
def test_nobody_who_has_left_is_offered_a_lead(cast, way):
    hand_off = make.offered(cast, to=cast.sam)
    with pytest.raises(IntegrityError, match="hand_off_held_by_active_members"), transaction.atomic():
        way(hand_off, qualifier=cast.dan)


@pytest.mark.parametrize("holds", ["owner", "offer"])
@EVERY_WAY
def test_nobody_leaves_who_answers_for_a_lead_or_is_asked_to_take_one(cast, way, holds):
    hand_off = make.offered(cast, to=cast.sofie)
    if holds == "owner":
        commands.accept_lead(actor=cast.sofie, hand_off=hand_off, now=NOW)
    with pytest.raises(IntegrityError, match="member_leaves_nothing_behind"), transaction.atomic():
        way(cast.sofie, is_active=False)
