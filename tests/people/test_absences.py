from datetime import UTC, date, datetime
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from apps.notices.models import Notice
from apps.people import commands, queries
from apps.people.models import Absence, Member
from tests.cast import NOW
from tests.factories import people as make
from tests.outcome import outcome

THURSDAY = date(2026, 3, 12)
TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("who", "expected"),
    {
        "sam": "done",
        "sofie": "403",
        "mara": "403",
        "mina": "done",
        "moritz": "403",
        "eva": "403",
        "ada": "done",
        "dan": "403",
    }.items(),
)
def test_absence_is_ones_own_the_managers_and_the_admins(cast, who, expected):
    actor = cast.by_name(who)
    own = make.absence(member=cast.sam, from_on=date(2026, 6, 1), until_on=date(2026, 6, 5))
    asked = [
        lambda: commands.set_absence(actor=actor, member=cast.sam, until_on=THURSDAY, now=NOW),
        lambda: commands.end_absence(actor=actor, absence=own, now=NOW),
    ]
    assert [outcome(act) for act in asked] == [expected] * 2


def test_away_until_thursday_begins_today(cast):
    absence = commands.set_absence(actor=cast.sam, member=cast.sam, until_on=THURSDAY, deputy=cast.sofie, now=NOW)
    assert (absence.from_on, absence.until_on) == (TODAY, THURSDAY)
    assert [(n.recipient, n.kind, n.facts) for n in Notice.objects.all()] == [
        (cast.sofie, "deputy-named", {"until": "2026-03-12"})
    ]


def test_today_is_the_members_own_date(cast):
    Member.objects.filter(pk=cast.sam.pk).update(time_zone="Pacific/Auckland")
    cast.sam.refresh_from_db()
    evening = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)  # one o'clock on the 11th in Auckland
    absence = commands.set_absence(actor=cast.sam, member=cast.sam, until_on=THURSDAY, now=evening)
    assert absence.from_on == date(2026, 3, 11)
    assert queries.absence_of(cast.sam, evening) == absence
    assert queries.absence_of(cast.sam, datetime(2026, 3, 10, 10, 59, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"until_on": date(2026, 3, 9)}, "dates-in-disorder"),
        ({"until_on": THURSDAY, "from_on": date(2026, 3, 13)}, "dates-in-disorder"),
        ({"until_on": TODAY}, "done"),
        ({"until_on": THURSDAY, "from_on": date(2026, 3, 2)}, "done"),
    ],
)
def test_dates_in_order(cast, given, expected):
    assert outcome(partial(commands.set_absence, actor=cast.sam, member=cast.sam, now=NOW, **given)) == expected


@pytest.mark.parametrize(
    ("deputy", "expected"), {"sam": "deputy-of-oneself", "dan": "has-left", "mara": "done"}.items()
)
def test_a_deputy_is_somebody_else_who_is_here(cast, deputy, expected):
    someone = cast.by_name(deputy)
    asked = partial(commands.set_absence, actor=cast.sam, member=cast.sam, until_on=THURSDAY, deputy=someone, now=NOW)
    assert outcome(asked) == expected


def test_absences_dont_overlap(cast):
    make.absence(member=cast.sam, from_on=THURSDAY, until_on=date(2026, 3, 20))
    away = partial(commands.set_absence, actor=cast.sam, member=cast.sam, now=NOW)
    days = (THURSDAY, date(2026, 3, 11))
    assert [outcome(partial(away, until_on=day)) for day in days] == ["already-away", "done"]
    with pytest.raises(IntegrityError, match="absence_no_overlap"), transaction.atomic():
        make.absence(member=cast.sam, from_on=date(2026, 3, 20), until_on=date(2026, 3, 21))
    make.absence(member=cast.mara, from_on=THURSDAY, until_on=date(2026, 3, 20))


def test_coming_back_early_ends_it_yesterday(cast):
    absence = make.absence(member=cast.sam, from_on=date(2026, 3, 2), until_on=THURSDAY)
    commands.end_absence(actor=cast.sam, absence=absence, now=NOW)
    assert Absence.objects.get().until_on == date(2026, 3, 9)
    assert queries.absence_of(cast.sam, NOW) is None


def test_what_hasnt_begun_is_taken_back(cast):
    absence = make.absence(member=cast.sam, from_on=TODAY, until_on=THURSDAY)
    assert commands.end_absence(actor=cast.sam, absence=absence, now=NOW) is None
    assert Absence.objects.count() == 0


def test_what_is_over_stays(cast):
    absence = make.absence(member=cast.sam, from_on=date(2026, 3, 2), until_on=date(2026, 3, 6))
    assert outcome(partial(commands.end_absence, actor=cast.sam, absence=absence, now=NOW)) == "already-over"


@pytest.mark.parametrize(
    ("values", "name"),
    [({"until_on": date(2026, 1, 1)}, "absence_in_order"), ({"deputy": "self"}, "absence_deputy_is_another")],
)
def test_database_refuses_absences_that_make_no_sense(cast, values, name):
    absence = make.absence(member=cast.sam, from_on=TODAY, until_on=THURSDAY)
    given = {"deputy": cast.sam} if "deputy" in values else values
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Absence.objects.filter(pk=absence.pk).update(**given)
