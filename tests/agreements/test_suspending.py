"""A side of which nobody is left: what counts stays for thirty days, and is then only read until somebody sits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.agreements import commands, queries
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import agreements as make
from tests.machine import Caller, make_token
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)
SECOND = timedelta(seconds=1)


def left(cast, *, now=NOW, **given):
    """An agreement of which Mara held the only seat of marketing, and left."""
    agreement = make.agreed(cast, now=now - timedelta(days=1), **given)
    people.leave(actor=cast.ada, member=cast.mara, successor=cast.milo, now=now)
    return agreement


def listed(cast, now):
    return queries.agreements(viewer=cast.sam, now=now).get().is_suspended


def try_all(cast, agreement, now):
    acts = {
        "amend": lambda: commands.amend(actor=cast.sam, agreement=agreement, now=now),
        "review": lambda: commands.review(actor=cast.sam, agreement=agreement, note="Well.", now=now),
        "terminate": lambda: commands.terminate(actor=cast.sam, agreement=agreement, reason="Nobody left.", now=now),
    }
    return {name: outcome(act) for name, act in acts.items()}


def test_for_thirty_days_it_counts_as_before(cast):
    agreement = left(cast)
    assert listed(cast, NOW + MONTH - SECOND) is False
    assert [(lost.side, lost.suspends_at) for lost in queries.lost_sides(make.version(agreement))] == [
        ("marketing", NOW + MONTH)
    ]
    done = try_all(cast, agreement, NOW + MONTH - SECOND)
    assert done == {"amend": "done", "review": "done", "terminate": "open-already"}


def test_then_it_can_only_be_ended_until_a_successor_sits(cast):
    agreement, now = left(cast), NOW + MONTH
    assert listed(cast, now) is True
    assert try_all(cast, agreement, now) == {"amend": "suspended", "review": "suspended", "terminate": "done"}
    commands.discard_draft(actor=cast.sam, agreement=agreement, now=now)
    seat = make.version(agreement).seats.get(side="marketing")
    commands.name_successor(actor=cast.ada, agreement=agreement, seat=seat, to=cast.milo, now=now)
    assert listed(cast, now) is False
    assert outcome(lambda: commands.amend(actor=cast.sam, agreement=agreement, now=now)) == "done"


def test_a_side_that_still_has_a_seat_suspends_nothing(cast):
    agreement = make.proposed(cast, seats=[cast.sam, cast.mara, cast.moritz])
    make.signed_by(agreement, cast.sam, cast.mara, cast.moritz)
    people.leave(actor=cast.ada, member=cast.mara, successor=cast.milo, now=NOW)
    assert (listed(cast, NOW + 2 * MONTH), queries.lost_sides(make.version(agreement))) == (False, [])


def test_it_counts_from_when_the_last_of_the_side_left(cast):
    agreement = make.proposed(cast, seats=[cast.sam, cast.mara, cast.moritz])
    make.signed_by(agreement, cast.sam, cast.mara, cast.moritz)
    for days, member in enumerate((cast.mara, cast.moritz)):
        people.leave(actor=cast.ada, member=member, successor=cast.milo, now=NOW + timedelta(days=days))
    last = NOW + timedelta(days=1) + MONTH
    assert [listed(cast, moment) for moment in (last - SECOND, last)] == [False, True]


def test_the_pages_and_the_door_say_so(cast):
    now = timezone.now()
    agreement = left(cast, now=now - timedelta(days=31))
    page = (
        Walker(cast.sam)
        .open(f"/agreements/{agreement.pk}/")
        .reads("Suspended", "It needs a seat of Marketing", "End it")
    )
    page.does_not_read("Amend it", "Suggest a change")
    Walker(cast.sam).open("/agreements/").reads("Suspended")
    Walker(cast.milo).open("/agreements/agreed/").reads("Suspended")
    sam = Caller(make_token(cast.sam))
    assert sam("GET", f"agreements/{agreement.pk}/").json()["is_suspended"] is True
    refused = sam("POST", f"agreements/{agreement.pk}/amend/", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "suspended")
