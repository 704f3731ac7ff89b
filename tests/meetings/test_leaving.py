"""A meeting always has somebody who runs it: who leaves hands it on, and nobody holds one who isn't here."""

import pytest
from django.db import IntegrityError, transaction

from apps.meetings import commands
from apps.notices.models import Notice
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import meetings as make
from tests.ways import WAYS

pytestmark = pytest.mark.django_db


def run_by(series):
    series.refresh_from_db()
    return series.facilitator, series.scribe


def leave(cast, who, successor):
    return people.leave(actor=cast.ada, member=who, successor=successor, now=NOW)


def test_who_takes_over_runs_it_is_asked_and_told(cast):
    series = make.series(by=cast.mina, scribe=cast.mara, members=[cast.sam], title="Weekly sync")
    leave(cast, cast.mina, cast.moritz)
    assert run_by(series) == (cast.moritz, cast.mara)
    asked = series.invitees.filter(until__isnull=True).values_list("member__name", flat=True)
    assert sorted(asked) == ["Mara Marsh", "Moritz Moser", "Sam Sanders"]
    told = Notice.objects.filter(about_kind="series", at=NOW).values_list("kind", "recipient__name")
    assert sorted(told) == [
        ("meeting-changed", "Mara Marsh"),
        ("meeting-changed", "Sam Sanders"),
        ("series-given", "Moritz Moser"),
    ]


def test_a_meeting_that_runs_is_closed_by_who_took_over(cast):
    meeting = make.running(by=cast.mina, members=[cast.sam])
    leave(cast, cast.mina, cast.moritz)
    meeting.refresh_from_db()
    closed = commands.close_meeting(actor=cast.moritz, meeting=meeting, now=NOW)
    assert closed.closed_by == cast.moritz


def test_who_records_it_hands_that_on_and_the_rest_stays(cast):
    series = make.series(by=cast.mina, scribe=cast.mara)
    leave(cast, cast.mara, cast.milo)
    assert run_by(series) == (cast.mina, cast.milo)


@pytest.mark.parametrize(("leaver", "successor"), [("mara", "mina"), ("mina", "mara")])
def test_one_person_runs_and_records_it_under_one_name(cast, leaver, successor):
    series = make.series(by=cast.mina, scribe=cast.mara)
    leave(cast, cast.by_name(leaver), cast.by_name(successor))
    assert run_by(series) == (cast.by_name(successor), None)


def test_what_has_ended_keeps_its_names(cast):
    series = make.series(by=cast.mina, scribe=cast.mara)
    commands.end_series(actor=cast.mina, series=series, now=NOW)
    leave(cast, cast.mina, cast.moritz)
    assert run_by(series) == (cast.mina, cast.mara)


# --- tried by every way there is


EVERY_WAY = pytest.mark.parametrize("way", WAYS)


@pytest.mark.parametrize("role", ["facilitator", "scribe"])
@EVERY_WAY
def test_nobody_who_has_left_runs_or_records_a_meeting(cast, way, role):
    series = make.series(by=cast.mina)
    with pytest.raises(IntegrityError, match="series_held_by_active_members"), transaction.atomic():
        way(series, **{role: cast.dan})


@pytest.mark.parametrize("who", ["sofie", "milo"])
@EVERY_WAY
def test_nobody_leaves_who_still_runs_or_records_one(cast, way, who):
    series = make.series(by=cast.sam, facilitator=cast.sofie, scribe=cast.milo)
    member = cast.by_name(who)
    with pytest.raises(IntegrityError, match="member_leaves_nothing_behind"), transaction.atomic():
        way(member, is_active=False)
    commands.end_series(actor=cast.sam, series=series, now=NOW)
    member.refresh_from_db()
    way(member, is_active=False)
    member.refresh_from_db()
    assert not member.is_active
