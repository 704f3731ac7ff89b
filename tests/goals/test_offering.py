"""Ownership without ceremony: offered, accepted, declined, taken back, returned."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from apps.core.errors import NotNow, Refused
from apps.goals import commands
from apps.goals.commands.ground import HasLeft, Over, ReasonNeeded
from apps.goals.commands.offering import NoOffer, OfferOpen, OwnAlready
from apps.goals.commands.terms import NothingToAnswer
from apps.goals.models import OwnershipTerm
from apps.trail import queries as trail
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.telling import forget, told

pytestmark = pytest.mark.django_db


def terms_of(task):
    """All terms as (first name, state), in the order in which they were offered."""
    rows = task.terms.select_related("member").order_by("offered_at", "answered_at")
    return [(row.member.name.split()[0], row.state) for row in rows]


def outcome(command, **given):
    try:
        command(now=NOW, **given)
    except PermissionDenied:
        return 403
    except NotNow:
        return 409
    except Refused:
        return 422
    return 200


def test_ones_own_task_needs_no_acceptance(cast):
    task = make.task(owner=cast.sam, now=NOW)
    assert (task.owner, task.wanted_by, terms_of(task)) == (cast.sam, cast.sam, [("Sam", "accepted")])
    assert told() == []


def test_an_offer_leaves_the_owner_until_it_is_accepted(cast):
    task = make.task(owner=cast.sam)
    commands.offer_task(actor=cast.sam, task=task, to=cast.sofie, note="You know Acme.", now=NOW)
    task.refresh_from_db()
    assert task.owner == cast.sam
    assert terms_of(task) == [("Sam", "accepted"), ("Sofie", "offered")]
    assert told() == [("task-offered", "Sofie", "Sam")]


def test_accepting_makes_the_owner_and_tells_who_offered(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    forget()
    commands.accept_task(actor=cast.sofie, task=task, now=NOW)
    task.refresh_from_db()
    assert task.owner == cast.sofie
    assert terms_of(task) == [("Sam", "ended"), ("Sofie", "accepted")]
    assert told() == [("task-accepted", "Sam", "Sofie")]


def test_accepting_an_offer_of_the_manager_tells_the_owner_before_as_well(cast):
    task = make.task(owner=cast.sam)
    commands.offer_task(actor=cast.mina, task=task, to=cast.sofie, now=NOW)
    forget()
    commands.accept_task(actor=cast.sofie, task=task, now=NOW)
    assert told() == [("task-accepted", "Mina", "Sofie"), ("task-accepted", "Sam", "Sofie")]


def test_declining_an_offer_keeps_the_owner_and_tells_who_offered_why(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    forget()
    commands.decline_task(actor=cast.sofie, task=task, reason=" With Bolt all week. ", now=NOW)
    task.refresh_from_db()
    assert task.owner == cast.sam
    assert terms_of(task) == [("Sam", "accepted"), ("Sofie", "declined")]
    assert task.terms.get(member=cast.sofie).reason == "With Bolt all week."
    assert told() == [("task-declined", "Sam", "Sofie")]


@pytest.mark.parametrize("reason", ["", "   "])
def test_declining_takes_a_reason(cast, reason):
    task = make.offered(by=cast.sam, to=cast.sofie)
    with pytest.raises(ReasonNeeded):
        commands.decline_task(actor=cast.sofie, task=task, reason=reason, now=NOW)
    assert terms_of(task) == [("Sam", "accepted"), ("Sofie", "offered")]


def test_an_offer_is_taken_back(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    forget()
    commands.withdraw_offer(actor=cast.sam, task=task, now=NOW)
    assert terms_of(task) == [("Sam", "accepted"), ("Sofie", "withdrawn")]
    assert told() == [("task-offer-withdrawn", "Sofie", "Sam")]


def test_what_is_taken_back_can_no_longer_be_accepted(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    commands.withdraw_offer(actor=cast.sam, task=task, now=NOW)
    with pytest.raises(NothingToAnswer):
        commands.accept_task(actor=cast.sofie, task=task, now=NOW)


def test_what_is_accepted_can_no_longer_be_taken_back_or_accepted_again(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    commands.accept_task(actor=cast.sofie, task=task, now=NOW)
    with pytest.raises(NoOffer):
        commands.withdraw_offer(actor=cast.sam, task=task, now=NOW)
    with pytest.raises(NothingToAnswer):
        commands.accept_task(actor=cast.sofie, task=task, now=NOW)


def test_one_offer_at_a_time(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    with pytest.raises(OfferOpen, match="Sofie Sommer"):
        commands.offer_task(actor=cast.sam, task=task, to=cast.mara, now=NOW)


def test_nobody_is_offered_what_is_theirs(cast):
    with pytest.raises(OwnAlready):
        commands.offer_task(actor=cast.mina, task=make.task(owner=cast.sam), to=cast.sam, now=NOW)


def test_who_has_left_is_offered_nothing(cast):
    with pytest.raises(HasLeft):
        commands.offer_task(actor=cast.sam, task=make.task(owner=cast.sam), to=cast.dan, now=NOW)


def test_a_task_that_is_over_is_offered_to_nobody(cast):
    task = make.task(owner=cast.sam)
    commands.complete_task(actor=cast.sam, task=task, now=NOW)
    with pytest.raises(Over):
        commands.offer_task(actor=cast.sam, task=task, to=cast.sofie, now=NOW)


# Who may do it: Sam owns a task that Mara wanted; Mina leads Sam's team, Moritz another.
@pytest.mark.parametrize(
    ("who", "offering", "withdrawing"),
    [
        ("sam", 200, 409),
        ("mara", 200, 409),
        ("mina", 200, 409),
        ("ada", 200, 409),
        ("sofie", 403, 403),
        ("milo", 403, 403),
        ("moritz", 403, 403),
        ("eva", 403, 403),
    ],
)
def test_who_offers_and_takes_back(cast, who, offering, withdrawing):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    actor = cast.by_name(who)
    assert outcome(commands.withdraw_offer, actor=actor, task=task) == withdrawing
    assert outcome(commands.offer_task, actor=actor, task=task, to=cast.sofie) == offering


@pytest.mark.parametrize(
    ("who", "expected"),
    [("sofie", 200), ("sam", 403), ("mina", 403), ("ada", 403), ("mara", 403), ("eva", 403)],
)
def test_only_who_was_asked_answers(cast, who, expected):
    actor = cast.by_name(who)
    first, second = make.offered(by=cast.sam, to=cast.sofie), make.offered(by=cast.sam, to=cast.sofie)
    assert outcome(commands.accept_task, actor=actor, task=first) == expected
    assert outcome(commands.decline_task, actor=actor, task=second, reason="Away.") == expected


# --- unanswered -------------------------------------------------------------------------------------------

OFFERED = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)  # a Thursday, half past three in Berlin
# Two working days later is the Monday at the same wall time.
BACK = datetime(2026, 3, 16, 14, 30, tzinfo=UTC)


def test_an_offer_says_by_when_it_is_answered(cast):
    task = make.offered(by=cast.sam, to=cast.sofie, now=OFFERED)
    assert task.terms.get(member=cast.sofie).answer_by == BACK


@pytest.mark.parametrize(("now", "returned"), [(BACK - timedelta(seconds=1), 0), (BACK, 1)])
def test_an_unanswered_offer_is_back_after_two_working_days(cast, now, returned):
    task = make.offered(by=cast.sam, to=cast.sofie, now=OFFERED)
    assert commands.return_unanswered(now=now) == returned
    assert terms_of(task)[1] == ("Sofie", "returned" if returned else "offered")


def test_a_closed_day_gives_another_day_to_answer(cast):
    from apps.people.models import ClosedDay

    ClosedDay.objects.create(on=datetime(2026, 3, 13).date(), name="Spring holiday")
    task = make.offered(by=cast.sam, to=cast.sofie, now=OFFERED)
    assert task.terms.get(member=cast.sofie).answer_by == BACK + timedelta(days=1)


def test_returning_tells_who_offered_and_the_owner_once(cast):
    task = make.task(owner=cast.sam)
    commands.offer_task(actor=cast.mina, task=task, to=cast.sofie, now=OFFERED)
    forget()
    assert [commands.return_unanswered(now=BACK), commands.return_unanswered(now=BACK)] == [1, 0]
    assert told() == [("task-returned", "Mina", "Accord"), ("task-returned", "Sam", "Accord")]
    task.refresh_from_db()
    assert task.owner == cast.sam


def test_an_offer_to_who_has_left_is_back_at_once(cast):
    task = make.offered(by=cast.sam, to=cast.sofie, now=OFFERED)
    cast.sofie.is_active = False
    cast.sofie.save()
    assert commands.return_unanswered(now=OFFERED + timedelta(minutes=5)) == 1
    assert terms_of(task) == [("Sam", "accepted"), ("Sofie", "returned")]


def test_what_is_assigned_stays_however_long_it_isnt_answered(cast):
    task = make.assigned(by=cast.ada, to=cast.sam, now=OFFERED)
    assert commands.return_unanswered(now=BACK + timedelta(days=30)) == 0
    task.refresh_from_db()
    assert task.owner == cast.sam


# --- many -------------------------------------------------------------------------------------------------


def test_accepting_many_takes_all_that_still_wait(cast):
    offered = [make.offered(by=cast.sam, to=cast.sofie) for _ in range(2)]
    given = make.assigned(by=cast.ada, to=cast.sofie)
    withdrawn = make.offered(by=cast.sam, to=cast.sofie)
    commands.withdraw_offer(actor=cast.sam, task=withdrawn, now=NOW)
    foreign = make.offered(by=cast.sam, to=cast.mara)
    accepted = commands.accept_tasks(actor=cast.sofie, tasks=[*offered, given, withdrawn, foreign], now=NOW)
    assert set(accepted) == {*offered, given}
    assert OwnershipTerm.objects.to_answer().filter(member=cast.sofie).count() == 0
    foreign.refresh_from_db()
    assert foreign.owner == cast.sam


def test_accepting_many_says_so_where_nothing_waits(cast):
    with pytest.raises(NothingToAnswer):
        commands.accept_tasks(actor=cast.sofie, tasks=[make.task(owner=cast.sam)], now=NOW)


def test_history_tells_every_step(cast):
    task = make.offered(by=cast.sam, to=cast.sofie, now=NOW)
    commands.decline_task(actor=cast.sofie, task=task, reason="Away.", now=NOW + timedelta(hours=1))
    commands.offer_task(actor=cast.sam, task=task, to=cast.mara, now=NOW + timedelta(hours=2))
    commands.accept_task(actor=cast.mara, task=task, now=NOW + timedelta(hours=3))
    said = [(str(entry.actor), entry.words, entry.reason) for entry in reversed(trail.history_of(task))]
    assert sorted(said[:2]) == [
        ("Sam Sanders", "offered it to Sofie Sommer", ""),
        ("Sam Sanders", "wrote the task down", ""),
    ]
    assert said[2:] == [
        ("Sofie Sommer", "declined it", "Away."),
        ("Sam Sanders", "offered it to Mara Marsh", ""),
        ("Mara Marsh", "accepted it", ""),
    ]
