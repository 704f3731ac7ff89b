"""From open to done or dropped, and back: who does which step, and who hears of it."""

from datetime import date, timedelta

import pytest

from apps.core import undo
from apps.core.errors import Stale
from apps.goals import commands
from apps.goals.commands.ground import HasLeft, Over, ReasonNeeded
from apps.goals.commands.milestones import ChangedSince, NotDone
from apps.goals.commands.tasks import SameDay
from apps.goals.commands.working import ConfirmedAlready, StartedAlready
from apps.goals.models import DueMove, Task
from apps.trail import queries as trail
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome, terms_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def now_of(task):
    row = Task.objects.get(pk=task.pk)
    return row.state, row.done_at, row.confirmed_by, row.drop_reason


def test_from_open_to_confirmed(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    forget()
    commands.start_task(actor=cast.sam, task=task, now=NOW)
    assert now_of(task) == ("in_progress", None, None, "")
    commands.complete_task(actor=cast.sam, task=task, now=NOW)
    assert now_of(task) == ("done", NOW, None, "")
    commands.confirm_task(actor=cast.mara, task=task, now=LATER)
    assert now_of(task) == ("done", NOW, cast.mara, "")
    assert told() == [("task-confirmed", "Sam", "Mara"), ("task-done", "Mara", "Sam")]


def test_dropping_takes_a_reason_and_tells_all_concerned(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    commands.offer_task(actor=cast.sam, task=task, to=cast.sofie, now=NOW)
    forget()
    with pytest.raises(ReasonNeeded):
        commands.drop_task(actor=cast.mina, task=task, reason=" ", now=NOW)
    commands.drop_task(actor=cast.mina, task=task, reason="The fair is cancelled.", now=NOW)
    assert now_of(task) == ("dropped", None, None, "The fair is cancelled.")
    assert terms_of(task)[-1] == ("Sofie", "withdrawn")
    assert told() == [(kind, who, "Mina") for kind, who in
                      [("task-dropped", "Mara"), ("task-dropped", "Sam"), ("task-dropped", "Sofie")]]  # fmt: skip


def test_an_open_offer_ends_when_the_task_is_done(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    commands.complete_task(actor=cast.sam, task=task, now=NOW)
    assert terms_of(task) == [("Sam", "accepted"), ("Sofie", "withdrawn")]


@pytest.mark.parametrize(
    ("step", "state", "refusal"),
    [
        ("start", "in_progress", StartedAlready),
        ("start", "done", Over),
        ("start", "dropped", Over),
        ("complete", "done", Over),
        ("complete", "dropped", Over),
        ("confirm", "open", NotDone),
        ("confirm", "in_progress", NotDone),
        ("confirm", "confirmed", ConfirmedAlready),
        ("confirm", "dropped", NotDone),
        ("drop", "done", Over),
        ("drop", "dropped", Over),
        ("reopen", "open", NotDone),
        ("reopen", "in_progress", NotDone),
        ("move", "done", Over),
        ("move", "dropped", Over),
    ],
)
def test_a_step_that_doesnt_fit_the_state_is_not_now(cast, step, state, refusal):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    do = {
        "start": lambda: commands.start_task(actor=cast.sam, task=task, now=NOW),
        "complete": lambda: commands.complete_task(actor=cast.sam, task=task, now=NOW),
        "confirm": lambda: commands.confirm_task(actor=cast.mara, task=task, now=NOW),
        "drop": lambda: commands.drop_task(actor=cast.sam, task=task, reason="No.", now=NOW),
        "reopen": lambda: commands.reopen_task(actor=cast.sam, task=task, now=NOW),
        "move": lambda: commands.move_due(actor=cast.sam, task=task, due_on=date(2026, 5, 4), now=NOW),
    }
    way = {"open": [], "in_progress": ["start"], "done": ["complete"], "dropped": ["drop"],
           "confirmed": ["complete", "confirm"]}  # fmt: skip
    for before in way[state]:
        do[before]()
    with pytest.raises(refusal):
        do[step]()


# Sam owns what Mara wanted; Mina leads Sam's team.
WHO = ("sam", "mara", "mina", "ada", "sofie", "moritz", "eva")


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("start", (200, 403, 403, 403, 403, 403, 403)),
        ("complete", (200, 403, 403, 403, 403, 403, 403)),
        ("confirm", (403, 200, 403, 403, 403, 403, 403)),
        ("drop", (200, 200, 200, 200, 403, 403, 403)),
        ("reopen", (200, 200, 200, 200, 403, 403, 403)),
        ("move", (200, 200, 200, 200, 403, 403, 403)),
        ("edit", (200, 200, 200, 200, 403, 403, 403)),
    ],
)
def test_who_does_which_step(cast, step, expected):
    found = []
    for who in WHO:
        task, actor = make.wanted(by=cast.mara, owner=cast.sam), cast.by_name(who)
        if step in ("confirm", "reopen"):
            commands.complete_task(actor=cast.sam, task=task, now=NOW)
        given = {"drop": {"reason": "No."}, "move": {"due_on": date(2026, 5, 4)}, "edit": {"title": "Other"}}
        command = {
            "start": commands.start_task,
            "complete": commands.complete_task,
            "confirm": commands.confirm_task,
            "drop": commands.drop_task,
            "reopen": commands.reopen_task,
            "move": commands.move_due,
            "edit": commands.edit_task,
        }[step]
        found.append(outcome(command, actor=actor, task=task, **given.get(step, {})))
    assert tuple(found) == expected


def test_nobody_confirms_their_own_task(cast):
    task = make.task(owner=cast.sam)
    commands.complete_task(actor=cast.sam, task=task, now=NOW)
    assert outcome(commands.confirm_task, actor=cast.sam, task=task) == 403


def test_reopening_a_confirmed_task_asks_for_another_confirmation(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    commands.complete_task(actor=cast.sam, task=task, now=NOW)
    commands.confirm_task(actor=cast.mara, task=task, now=NOW)
    forget()
    commands.reopen_task(actor=cast.mara, task=task, reason="The quote lacks a name.", now=LATER)
    assert now_of(task) == ("open", None, None, "")
    assert told() == [("task-reopened", "Sam", "Mara")]


def test_what_a_leaver_finished_is_not_reopened_without_an_owner(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    commands.complete_task(actor=cast.sam, task=task, now=NOW)
    cast.sam.is_active = False
    cast.sam.save()
    with pytest.raises(HasLeft):
        commands.reopen_task(actor=cast.mara, task=task, now=LATER)


# --- undo -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("started", [False, True])
@pytest.mark.parametrize("over", ["done", "dropped"])
def test_undo_brings_back_the_state_before(cast, started, over):
    task = make.task(owner=cast.sam)
    if started:
        commands.start_task(actor=cast.sam, task=task, now=NOW)
    if over == "done":
        _task, offer = commands.complete_task(actor=cast.sam, task=task, now=NOW)
    else:
        _task, offer = commands.drop_task(actor=cast.sam, task=task, reason="No.", now=NOW)
    undo.run(token=offer.token, actor=cast.sam, now=LATER)
    assert now_of(task) == ("in_progress" if started else "open", None, None, "")


def test_undo_of_what_is_confirmed_meanwhile_is_refused(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    _task, offer = commands.complete_task(actor=cast.sam, task=task, now=NOW)
    commands.confirm_task(actor=cast.mara, task=task, now=NOW)
    with pytest.raises(ChangedSince):
        undo.run(token=offer.token, actor=cast.sam, now=LATER)
    assert now_of(task) == ("done", NOW, cast.mara, "")


# --- dates and words --------------------------------------------------------------------------------------


def test_a_first_date_needs_no_reason_and_every_later_one_does(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    forget()
    commands.move_due(actor=cast.sam, task=task, due_on=date(2026, 4, 1), now=NOW)
    with pytest.raises(ReasonNeeded):
        commands.move_due(actor=cast.sam, task=task, due_on=date(2026, 4, 8), reason=" ", now=LATER)
    commands.move_due(actor=cast.sam, task=task, due_on=date(2026, 4, 8), reason="Acme asked.", now=LATER)
    moves = DueMove.objects.filter(task=task).order_by("at").values_list("old", "new", "reason", "by", "at")
    assert list(moves) == [
        (None, date(2026, 4, 1), "", cast.sam.pk, NOW),
        (date(2026, 4, 1), date(2026, 4, 8), "Acme asked.", cast.sam.pk, LATER),
    ]
    assert Task.objects.get(pk=task.pk).due_on == date(2026, 4, 8)
    assert told() == [("task-due-moved", "Mara", "Sam")] * 2


def test_a_date_moves_to_another_day(cast):
    task = make.task(owner=cast.sam, due_on=date(2026, 4, 1))
    with pytest.raises(SameDay):
        commands.move_due(actor=cast.sam, task=task, due_on=date(2026, 4, 1), reason="No.", now=NOW)


def test_editing_tells_what_it_was_and_what_it_is(cast):
    goal, other = make.goal(owner=cast.mara, title="One"), make.goal(owner=cast.mara, title="Two")
    task = make.task(owner=cast.sam, title="Old", serves=goal)
    commands.edit_task(actor=cast.sam, task=task, revision=1, title="New", serves=other, now=NOW)
    assert Task.objects.get(pk=task.pk).serves == ("goal", other.pk)
    entry = trail.history_of(task)[0]
    assert (entry.words, entry.changes) == ("changed the task", [("title", "Old", "New"), ("serves", "One", "Two")])


def test_an_edit_without_a_difference_writes_nothing(cast):
    task = make.task(owner=cast.sam, title="Same")
    commands.edit_task(actor=cast.sam, task=task, title="Same", serves=None, now=NOW)
    assert (Task.objects.get(pk=task.pk).revision, len(trail.history_of(task))) == (1, 1)


def test_nobody_saves_over_a_newer_change_unseen(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam)
    task.refresh_from_db()
    commands.edit_task(actor=cast.mara, task=task, revision=task.revision, title="Mara's", now=NOW)
    with pytest.raises(Stale) as refusal:
        commands.edit_task(actor=cast.sam, task=task, revision=task.revision, title="Sam's", now=NOW)
    assert refusal.value.current.title == "Mara's"


def test_a_task_knows_what_it_came_from(cast):
    goal = make.goal(owner=cast.mara)
    assert make.task(owner=cast.sam, origin=goal).origin == ("goal", goal.pk)
