"""Who must agree: whoever answered once is asked again, and who left passes every seat on to one successor."""

import pytest

from apps.agreements import commands
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import agreements as make
from tests.outcome import outcome

pytestmark = pytest.mark.django_db


def seats(version):
    return sorted(version.seats.values_list("member__name", flat=True))


def edited(cast, agreement, members):
    return commands.edit_draft(actor=cast.mara, agreement=agreement, seats=members, now=NOW)


def test_who_answered_a_proposal_that_was_taken_back_keeps_their_seat(cast):
    agreement = make.proposed(cast, seats=[cast.sam, cast.sofie, cast.mara])
    make.signed_by(agreement, cast.sofie)
    commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    assert outcome(lambda: edited(cast, agreement, [cast.sam, cast.mara])) == "seat-stays"
    edited(cast, agreement, [cast.sofie, cast.mara])
    assert seats(make.version(agreement)) == ["Mara Marsh", "Sofie Sommer"]


def test_a_vacant_seat_of_what_counts_stays_on_its_change(cast):
    agreement = make.amended(cast, make.agreed(cast), text="Within two days.")
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    edited(cast, agreement, [cast.mara, cast.sofie])
    assert seats(make.version(agreement, 2)) == ["Mara Marsh", "Sam Sanders", "Sofie Sommer"]


@pytest.mark.parametrize("number", [1, 2])
def test_a_successor_sits_on_what_counts_and_on_its_change(cast, number):
    agreement = make.amended(cast, make.agreed(cast), text="Within two days.")
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    seat = make.version(agreement, number).seats.get(member=cast.sam)
    commands.name_successor(actor=cast.ada, agreement=agreement, seat=seat, to=cast.sofie, now=NOW)
    both = ["Mara Marsh", "Sofie Sommer"]
    assert [seats(make.version(agreement, one)) for one in (1, 2)] == [both, both]


def test_the_seats_of_what_is_over_stay_as_they_were(cast):
    agreement = make.signed_by(
        commands.propose(
            actor=cast.mara,
            agreement=make.amended(cast, make.agreed(cast), text="Within two days."),
            now=NOW,
        ),
        cast.sam,
        cast.mara,
        now=NOW,
    )
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    seat = make.version(agreement, 1).seats.get(member=cast.sam)
    name = {"actor": cast.ada, "agreement": agreement, "to": cast.sofie, "now": NOW}
    assert outcome(lambda: commands.name_successor(seat=seat, **name)) == "not-vacant"
    assert seats(make.version(agreement, 1)) == ["Mara Marsh", "Sam Sanders"]
