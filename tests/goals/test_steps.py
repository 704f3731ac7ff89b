"""What happens next, and what each reader can do about it."""

from datetime import timedelta

import pytest

from apps.goals import commands, queries
from apps.goals.queries.steps import steps_of
from tests.cast import NOW
from tests.factories import goals as make

pytestmark = pytest.mark.django_db


def seen_by(viewer, task):
    """The sentence, the main step and the others."""
    row = queries.tasks(viewer=viewer, now=NOW).get(pk=task.pk)
    steps = steps_of(row, viewer=viewer)
    return steps.say, str(steps.main.label) if steps.main else None, [str(step.label) for step in steps.others]


def test_ones_own_open_task(cast):
    task = make.task(owner=cast.sam)
    assert seen_by(cast.sam, task) == ("It is yours to start.", "Start", ["Done", "Offer", "Set a date", "Drop"])


def test_ones_own_task_in_progress(cast):
    task = make.task(owner=cast.sam, due_on=NOW.date())
    commands.start_task(actor=cast.sam, task=task, now=NOW)
    assert seen_by(cast.sam, task) == (
        "You are on it. Say so when it is done.",
        "Done",
        ["Offer", "Move the date", "Drop"],
    )


def test_what_is_offered_to_me(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    say = "Sam Sanders offers it to you. Until you accept, Sam Sanders answers for it."
    assert seen_by(cast.sofie, task) == (say, "Accept", ["Decline"])


def test_what_i_offered(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    say = "It is offered to Sofie Sommer. Until they accept, you answer for it."
    assert seen_by(cast.sam, task) == (say, "Start", ["Done", "Take the offer back", "Set a date", "Drop"])


def test_what_is_assigned_to_me(cast):
    task = make.assigned(by=cast.ada, to=cast.sofie)
    say = "Ada Adler assigned it to you, so you answer for it now. Starting on it accepts it, too."
    assert seen_by(cast.sofie, task) == (say, "Accept", ["Start", "Decline", "Offer", "Set a date", "Drop"])


def test_what_is_assigned_to_me_while_in_progress(cast):
    task = make.task(owner=cast.sam)
    commands.start_task(actor=cast.sam, task=task, now=NOW)
    commands.assign_task(actor=cast.ada, task=task, to=cast.sofie, now=NOW)
    assert seen_by(cast.sofie, task)[1:] == ("Accept", ["Done", "Decline", "Offer", "Set a date", "Drop"])


@pytest.mark.parametrize(
    ("who", "others"),
    [
        ("mina", ["Offer", "Assign", "Set a date", "Drop"]),
        ("ada", ["Offer", "Assign", "Set a date", "Drop"]),
        ("mara", []),
        ("eva", []),
    ],
)
def test_somebody_elses(cast, who, others):
    task = make.task(owner=cast.sam)
    assert seen_by(cast.by_name(who), task) == ("Waiting for Sam Sanders to start.", None, others)


def test_somebody_elses_on_its_way(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    commands.start_task(actor=cast.sam, task=task, now=NOW)
    assert seen_by(cast.mara, task) == ("Sam Sanders is on it.", None, ["Offer", "Set a date", "Drop"])
    commands.offer_task(actor=cast.sam, task=task, to=cast.sofie, now=NOW)
    say = "Waiting for Sofie Sommer to accept or decline; until then Sam Sanders answers for it."
    assert seen_by(cast.eva, task) == (say, None, [])


def test_somebody_elses_not_yet_accepted(cast):
    task = make.assigned(by=cast.ada, to=cast.sofie)
    assert seen_by(cast.eva, task) == ("Sofie Sommer answers for it and hasn't accepted it yet.", None, [])


def test_done_confirmed_and_dropped(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    commands.complete_task(actor=cast.sam, task=task, now=NOW)
    say = "Sam Sanders says it is done. Is it what you wanted?"
    assert seen_by(cast.mara, task) == (say, "Confirm", ["Reopen"])
    assert seen_by(cast.eva, task) == ("Done. Mara Marsh, who wanted it, may confirm it.", None, [])
    commands.confirm_task(actor=cast.mara, task=task, now=NOW)
    assert seen_by(cast.sam, task) == ("Done, and Mara Marsh confirmed it.", None, ["Reopen"])
    own, dropped = make.task(owner=cast.sam), make.task(owner=cast.sam)
    commands.complete_task(actor=cast.sam, task=own, now=NOW)
    commands.drop_task(actor=cast.sam, task=dropped, reason="The fair is cancelled.", now=NOW)
    assert seen_by(cast.sam, own) == ("Done.", None, ["Reopen"])
    assert seen_by(cast.sam, dropped) == ("Dropped: The fair is cancelled.", None, ["Reopen"])


def test_the_board_has_a_column_per_state_with_what_was_done_lately(cast):
    undated, first = make.task(owner=cast.sam), make.task(owner=cast.sam, due_on=NOW.date())
    begun, done, older, dropped = (make.task(owner=cast.mara, now=NOW - timedelta(days=30)) for _ in range(4))
    commands.start_task(actor=cast.mara, task=begun, now=NOW)
    commands.complete_task(actor=cast.mara, task=done, now=NOW - timedelta(days=14))
    commands.complete_task(actor=cast.mara, task=older, now=NOW - timedelta(days=14, seconds=1))
    commands.drop_task(actor=cast.mara, task=dropped, reason="No.", now=NOW)
    columns = queries.board(queries.tasks(viewer=cast.eva, now=NOW), now=NOW)
    found = [(column.state, column.count, column.cards) for column in columns]
    assert found == [("open", "2", [first, undated]), ("in_progress", "1", [begun]), ("done", "1", [done])]


def test_a_long_column_shows_its_first_cards_and_says_there_are_more(cast):
    for _ in range(51):
        make.task(owner=cast.sam)
    column = queries.board(queries.tasks(viewer=cast.eva, now=NOW), now=NOW)[0]
    assert (len(column.cards), column.count) == (50, "50+")
