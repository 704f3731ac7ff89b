"""What is in the way: who says so, who removes it, who hears of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.core import due, things, undo
from apps.core.due import Due, Window
from apps.followups import commands as followups
from apps.goals import commands, queries
from apps.goals.commands.ground import HasLeft
from apps.goals.commands.milestones import ChangedSince
from apps.goals.commands.obstacles import AcceptedAlready, NotInTheWay, NotYet
from apps.goals.models import Obstacle
from apps.notices.models import Notice
from apps.people import commands as people
from apps.people.models import Member
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


def raised(cast, **given):
    """Sofie says that Mara holds up what Sam does; Sam is of Mina's team, Mara of Moritz's."""
    task = make.task(owner=cast.sam, title="Send the quote")
    return make.obstacle(by=cast.sofie, blocks=task, remover=cast.mara, what="No price list", **given)


def test_who_can_remove_it_and_whom_it_holds_up_are_told(cast):
    obstacle = raised(cast)
    assert told() == [("obstacle-given", "Mara", "Sofie"), ("obstacle-raised", "Sam", "Sofie")]
    assert (obstacle.state, obstacle.since, obstacle.remove_by) == ("raised", date(2026, 3, 9), None)


def test_it_stands_there_already(cast):
    with pytest.raises(NotYet):
        raised(cast, since=date(2026, 3, 11))


ACCEPTS = {"mara": 200}
HAS_A_SAY = dict.fromkeys(("sofie", "sam", "mina", "ada"), 200)


@pytest.mark.parametrize("who", ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada"])
def test_who_accepts_changes_and_ends_it(cast, who):
    actor = cast.by_name(who)
    ends, edits, accepts = {**HAS_A_SAY, **ACCEPTS}.get(who, 403), HAS_A_SAY.get(who, 403), ACCEPTS.get(who, 403)
    assert outcome(commands.edit_obstacle, actor=actor, obstacle=raised(cast), what="No prices") == edits
    assert outcome(commands.accept_obstacle, actor=actor, obstacle=raised(cast)) == accepts
    assert outcome(commands.remove_obstacle, actor=actor, obstacle=raised(cast)) == ends
    assert outcome(commands.live_with_obstacle, actor=actor, obstacle=raised(cast), outcome="We guess.") == ends


def test_accepted_removed_and_told(cast):
    obstacle = raised(cast)
    forget()
    commands.accept_obstacle(actor=cast.mara, obstacle=obstacle, remove_by=DAY, now=NOW)
    with pytest.raises(AcceptedAlready):
        commands.accept_obstacle(actor=cast.mara, obstacle=obstacle, now=NOW)
    assert told() == [("obstacle-accepted", "Sam", "Mara"), ("obstacle-accepted", "Sofie", "Mara")]
    forget()
    commands.remove_obstacle(actor=cast.mara, obstacle=obstacle, outcome="It is out.", now=NOW)
    assert told() == [("obstacle-removed", "Sam", "Mara"), ("obstacle-removed", "Sofie", "Mara")]
    obstacle.refresh_from_db()
    ended = (obstacle.state, obstacle.remove_by, obstacle.closed_at, obstacle.closed_by, obstacle.outcome)
    assert ended == ("removed", DAY, NOW, cast.mara, "It is out.")
    for again in (commands.remove_obstacle, commands.accept_obstacle, commands.edit_obstacle):
        with pytest.raises(NotInTheWay):
            again(actor=cast.ada if again != commands.accept_obstacle else cast.mara, obstacle=obstacle, now=NOW)


def test_how_one_lives_with_it_is_said(cast):
    assert outcome(commands.live_with_obstacle, actor=cast.sam, obstacle=raised(cast), outcome=" ") == 422


def test_the_end_is_undone_unless_it_was_changed_since(cast):
    first, second = raised(cast), raised(cast)
    commands.accept_obstacle(actor=cast.mara, obstacle=first, now=NOW)
    _first, offer = commands.remove_obstacle(actor=cast.mara, obstacle=first, now=NOW)
    undo.run(token=offer.token, actor=cast.mara, now=NOW)
    first.refresh_from_db()
    assert (first.state, first.closed_at) == ("accepted", None)
    _second, late = commands.live_with_obstacle(actor=cast.sam, obstacle=second, outcome="We guess.", now=NOW)
    Obstacle.objects.filter(pk=second.pk).update(outcome="Otherwise.")
    with pytest.raises(ChangedSince):
        undo.run(token=late.token, actor=cast.sam, now=NOW)


def test_another_remover_is_asked_anew(cast):
    obstacle = raised(cast)
    commands.accept_obstacle(actor=cast.mara, obstacle=obstacle, now=NOW)
    forget()
    commands.edit_obstacle(actor=cast.sam, obstacle=obstacle, remover=cast.eva, now=NOW)
    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.remover, told()) == ("raised", cast.eva, [("obstacle-given", "Eva", "Sam")])


def test_a_leavers_obstacles_go_to_whom_the_rest_goes(cast):
    obstacle, removed = raised(cast), raised(cast)
    commands.remove_obstacle(actor=cast.mara, obstacle=removed, now=NOW)
    people.leave(actor=cast.ada, member=cast.mara, now=NOW)
    obstacle.refresh_from_db()
    removed.refresh_from_db()
    assert (obstacle.remover, removed.remover) == (cast.moritz, cast.mara)


def test_whoever_has_left_removes_nothing(cast):
    """Whichever way it is tried: by a new one, by naming them, by ending it and taking that back."""
    obstacle, removed = raised(cast), raised(cast)
    removed, _offer = commands.remove_obstacle(actor=cast.mara, obstacle=removed, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=obstacle.pk).update(remover=cast.dan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=cast.mara.pk).update(is_active=False)
    people.leave(actor=cast.ada, member=cast.mara, now=NOW)
    ended = {"closed_at": None, "closed_by": None, "state": "raised"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=removed.pk).update(**ended)
    with pytest.raises(HasLeft):
        commands.undo_closing_obstacle(
            actor=cast.sam, obstacle=str(removed.pk), revision=removed.revision, state="raised", now=NOW
        )
    with pytest.raises(HasLeft):
        raised(cast)


@pytest.mark.parametrize(
    "update",
    [
        {"what": ""},
        {"blocks_kind": "asset"},
        {"state": "removed"},
        {"state": "lived_with", "closed_at": NOW},
        {"closed_at": NOW},
        {"state": "accepted"},
    ],
)
def test_the_database_keeps_what_an_obstacle_is(cast, update):
    obstacle = raised(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=obstacle.pk).update(**update)


def test_what_is_open_and_what_it_blocks(cast):
    task, goal = make.task(owner=cast.sam, title="Send the quote"), make.goal(owner=cast.mina, title="Ten customers")
    late = make.obstacle(by=cast.sam, blocks=task, remover=cast.mara, what="No prices", since=date(2026, 3, 1))
    early = make.obstacle(by=cast.sam, blocks=goal, remover=cast.eva, what="No budget", since=date(2026, 2, 1))
    gone = make.obstacle(by=cast.sam, blocks=goal, remover=cast.eva, what="No room")
    commands.remove_obstacle(actor=cast.eva, obstacle=gone, now=NOW)
    open_ones = queries.open_obstacles(viewer=cast.milo, now=NOW)
    assert [(row, row.blocked_title) for row in open_ones] == [(early, "Ten customers"), (late, "Send the quote")]
    assert set(queries.in_the_way_of(goal, viewer=cast.milo, now=NOW)) == {early, gone}
    assert list(queries.in_the_way_of(task, viewer=cast.milo, now=NOW)) == [late]


# --- what falls due ----------------------------------------------------------------------------------------

# The 12th of March ends in Berlin at eleven in the evening UTC; the clocks change on the 29th.
ENDS = datetime(2026, 3, 12, 23, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_what_is_not_out_of_the_way_by_its_date_is_due(cast):
    obstacle = raised(cast, remove_by=date(2026, 3, 12), now=NOW)
    expected = [Due("obstacle-to-remove", obstacle, cast.mara, due_at=ENDS, since=NOW, waiting_for=cast.sam)]
    kind = due.due_kind("obstacle-to-remove")
    assert list(kind.within(Window(ENDS - SECOND, ENDS))) == expected
    assert list(kind.within(Window(ENDS, ENDS + SECOND))) == []
    assert (list(kind.waiting(cast.mara, NOW)), list(kind.waiting(cast.sam, NOW))) == (expected, [])
    commands.accept_obstacle(actor=cast.mara, obstacle=obstacle, now=NOW)
    assert list(kind.waiting(cast.mara, NOW)) == []
    assert [found.thing for found in kind.waiting(cast.mara, ENDS)] == [obstacle]
    commands.remove_obstacle(actor=cast.mara, obstacle=obstacle, now=NOW)
    assert list(kind.within(Window(ENDS - SECOND, ENDS))) + list(kind.waiting(cast.mara, ENDS)) == []
    obstacle.refresh_from_db()
    assert not things.still_due(obstacle, "obstacle-to-remove", cast.mara)


def test_what_has_no_date_is_due_after_five_working_days(cast):
    obstacle = raised(cast, now=NOW)
    # Raised on Tuesday the 10th at ten in Berlin: the 11th, 12th, 13th, 16th, 17th.
    due_at = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
    expected = [Due("obstacle-to-remove", obstacle, cast.mara, due_at=due_at, since=NOW, waiting_for=cast.sam)]
    kind = due.due_kind("obstacle-to-remove")
    assert list(kind.within(Window(due_at - SECOND, due_at))) == expected
    assert list(kind.within(Window(due_at, due_at + timedelta(days=90)))) == []
    assert list(kind.waiting(cast.mara, NOW)) == expected
    commands.accept_obstacle(actor=cast.mara, obstacle=obstacle, now=NOW)
    assert list(kind.waiting(cast.mara, due_at - SECOND)) == []
    assert [found.thing for found in kind.waiting(cast.mara, due_at)] == [obstacle]
    assert [found.thing for found in kind.within(Window(due_at - SECOND, due_at))] == [obstacle]
    commands.remove_obstacle(actor=cast.mara, obstacle=obstacle, now=NOW)
    assert list(kind.within(Window(due_at - SECOND, due_at))) == []


def test_an_obstacle_without_a_date_is_mailed(cast):
    """What the sweep finds in its window goes out: from the due time to the mail that waits to be sent."""
    obstacle = raised(cast, now=NOW)
    followups.ensure_rules(now=NOW)
    due_at = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
    followups.sweep(now=due_at - timedelta(minutes=1))
    assert told("obstacle-to-remove") == []
    followups.sweep(now=due_at + timedelta(minutes=1))
    assert told("obstacle-to-remove") == [("obstacle-to-remove", "Mara", "Accord")]
    assert Notice.objects.get(kind="obstacle-to-remove").about == ("obstacle", obstacle.pk)


def test_a_check_in_is_due_two_weeks_after_the_last_and_while_the_goal_runs(cast):
    goal = make.measured(owner=cast.sam, check_in_days=14, now=NOW)
    # The 24th of March, two weeks on, ends at 23:00 UTC.
    first = datetime(2026, 3, 24, 23, 0, tzinfo=UTC)
    kind = due.due_kind("check-in-missed")
    expected = [Due("check-in-missed", goal, cast.sam, due_at=first, since=NOW)]
    assert list(kind.within(Window(first - SECOND, first))) == expected
    assert (list(kind.waiting(cast.sam, first - SECOND)), list(kind.waiting(cast.sam, first))) == ([], expected)
    said = NOW + timedelta(days=3)
    commands.check_in(actor=cast.sam, goal=goal, confidence="on_track", now=said)
    # Two weeks after the 13th is the 27th, still in winter time.
    assert [found.due_at for found in kind.waiting(cast.sam, first + timedelta(days=9))] == [
        datetime(2026, 3, 27, 23, 0, tzinfo=UTC)
    ]
    commands.set_measure(
        actor=cast.sam, goal=goal, check_in_days=14, now=NOW, unit="number", direction="reach", baseline=0, target=9,
        starts_on=date(2026, 1, 1), due_on=date(2026, 3, 20),
    )  # fmt: skip
    assert list(kind.waiting(cast.sam, first + timedelta(days=9))) == []


def test_nobody_is_asked_about_a_goal_without_a_rhythm(cast):
    make.measured(owner=cast.sam)
    assert list(due.due_kind("check-in-missed").waiting(cast.sam, NOW + timedelta(days=200))) == []
