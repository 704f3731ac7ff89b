"""What falls due, and whether a notice still deserves a mail."""

from datetime import timedelta

import pytest

from apps.core import due, things
from apps.core.due import Due, Window
from apps.leads import commands
from tests.cast import NOW
from tests.factories import leads as make

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def within(kind, moment):
    return list(due.due_kind(kind).within(Window(moment - SECOND, moment)))


def test_an_offer_is_due_when_it_is_to_be_taken_and_reaches_the_deputy(cast):
    hand_off = make.offered(cast, to=cast.sam)
    expected = Due(
        "hand-off-offered", hand_off, cast.sam, due_at=NOW + timedelta(hours=4), since=NOW, urgent=True,
        waiting_for=cast.mara,
    )  # fmt: skip
    assert within("hand-off-offered", NOW + timedelta(hours=4)) == [expected]
    assert things.still_due(hand_off, "hand-off-offered", cast.sam)
    commands.accept_lead(actor=cast.sam, hand_off=hand_off, now=NOW)
    hand_off.refresh_from_db()
    assert within("hand-off-offered", NOW + timedelta(hours=4)) == []
    assert not things.still_due(hand_off, "hand-off-offered", cast.sam)


def test_the_first_contact_is_due_a_working_day_after_the_lead_was_taken(cast):
    hand_off = make.offered(cast, to=cast.sam)
    commands.accept_lead(actor=cast.sam, hand_off=hand_off, now=NOW)
    tomorrow = NOW + timedelta(days=1)
    hand_off.refresh_from_db()
    assert within("first-contact", tomorrow) == [
        Due("first-contact", hand_off, cast.sam, due_at=tomorrow, since=NOW, waiting_for=cast.mara)
    ]
    assert things.still_due(hand_off, "first-contact", cast.sam)
    commands.record_contact(actor=cast.sam, hand_off=hand_off, contact="no_answer", now=NOW)
    hand_off.refresh_from_db()
    assert (within("first-contact", tomorrow), things.still_due(hand_off, "first-contact", cast.sam)) == ([], False)


def test_a_leavers_leads_go_to_their_successor(cast):
    from apps.people import commands as people

    hand_off = make.offered(cast, to=cast.sam)
    commands.accept_lead(actor=cast.sam, hand_off=hand_off, now=NOW)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    hand_off.lead.refresh_from_db()
    assert hand_off.lead.owner == cast.mina
