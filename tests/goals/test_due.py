"""What falls due and what waits: by the company's dates, and only while it is still to be done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.core import due
from apps.core.due import Due, Window
from apps.goals import commands
from tests.cast import NOW
from tests.factories import goals as make

pytestmark = pytest.mark.django_db
# The 31st of March ends in Berlin, in summer time by then, at ten in the evening UTC.
DAY = date(2026, 3, 31)
ENDS = datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ALWAYS = Window(NOW - timedelta(days=400), NOW + timedelta(days=400))


def within(kind, window):
    return list(due.due_kind(kind).within(window))


def waiting(kind, member, now):
    return list(due.due_kind(kind).waiting(member, now))


@pytest.mark.parametrize(
    ("after", "until", "falls_in"),
    [
        (ENDS - timedelta(hours=1), ENDS, True),
        (ENDS - SECOND, ENDS + SECOND, True),
        (ENDS - timedelta(hours=1), ENDS - SECOND, False),
        (ENDS, ENDS + timedelta(hours=1), False),
        (ENDS - timedelta(days=90), ENDS + timedelta(days=90), True),
    ],
)
def test_a_date_ends_at_midnight_in_the_companys_zone(cast, after, until, falls_in):
    task = make.task(owner=cast.sam, due_on=DAY)
    milestone = make.milestone(goal=make.goal(owner=cast.mara), due_on=DAY)
    expected = [Due("task-overdue", task, cast.sam, due_at=ENDS, since=ENDS)] if falls_in else []
    assert within("task-overdue", Window(after, until)) == expected
    expected = [Due("milestone-overdue", milestone, cast.mara, due_at=ENDS, since=ENDS)] if falls_in else []
    assert within("milestone-overdue", Window(after, until)) == expected


def test_who_wanted_it_waits(cast):
    task = make.wanted(by=cast.mara, owner=cast.sam, due_on=DAY)
    goal = make.goal(owner=cast.mina)
    milestone = make.milestone(goal=goal, due_on=DAY)
    commands.edit_milestone(actor=cast.mina, milestone=milestone, owner=cast.sam, now=NOW)
    assert within("task-overdue", ALWAYS) == [
        Due("task-overdue", task, cast.sam, due_at=ENDS, since=ENDS, waiting_for=cast.mara)
    ]
    assert within("milestone-overdue", ALWAYS) == [
        Due("milestone-overdue", milestone, cast.sam, due_at=ENDS, since=ENDS, waiting_for=cast.mina)
    ]


def test_a_moved_date_moves_what_is_due(cast):
    task = make.task(owner=cast.sam, due_on=DAY)
    commands.move_due(actor=cast.sam, task=task, due_on=DAY + timedelta(days=1), reason="Acme asked.", now=NOW)
    assert [found.due_at for found in within("task-overdue", ALWAYS)] == [ENDS + timedelta(days=1)]


def test_what_is_over_or_has_no_date_is_not_due(cast):
    done, dropped = make.task(owner=cast.sam, due_on=DAY), make.task(owner=cast.sam, due_on=DAY)
    commands.complete_task(actor=cast.sam, task=done, now=NOW)
    commands.drop_task(actor=cast.sam, task=dropped, reason="No.", now=NOW)
    make.task(owner=cast.sam)
    milestone = make.milestone(goal=make.goal(owner=cast.sam), due_on=DAY)
    commands.complete_milestone(actor=cast.sam, milestone=milestone, now=NOW)
    assert within("task-overdue", ALWAYS) + within("milestone-overdue", ALWAYS) == []
    assert waiting("task-overdue", cast.sam, ENDS) + waiting("milestone-overdue", cast.sam, ENDS) == []


@pytest.mark.parametrize(("now", "late"), [(ENDS - SECOND, False), (ENDS, True)])
def test_what_is_past_its_date_waits_for_its_owner_alone(cast, now, late):
    task = make.task(owner=cast.sam, due_on=DAY)
    milestone = make.milestone(goal=make.goal(owner=cast.sam), due_on=DAY)
    assert [found.thing for found in waiting("task-overdue", cast.sam, now)] == ([task] if late else [])
    assert [found.thing for found in waiting("milestone-overdue", cast.sam, now)] == ([milestone] if late else [])
    assert waiting("task-overdue", cast.mara, now) + waiting("milestone-overdue", cast.mara, now) == []


# --- answers ----------------------------------------------------------------------------------------------

# Tuesday at ten in Berlin; to be answered on Thursday at ten.
ANSWER_BY = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


def asked(task, member, by):
    return Due("task-offered", task, member, due_at=ANSWER_BY, since=NOW, waiting_for=by)


def test_what_is_offered_or_assigned_waits_for_an_answer(cast):
    offered = make.offered(by=cast.sam, to=cast.sofie, now=NOW)
    assigned = make.assigned(by=cast.ada, to=cast.sofie, now=NOW)
    make.offered(by=cast.sam, to=cast.mara, now=NOW)
    expected = {offered.pk: asked(offered, cast.sofie, cast.sam), assigned.pk: asked(assigned, cast.sofie, cast.ada)}
    assert {found.thing.pk: found for found in waiting("task-offered", cast.sofie, NOW)} == expected
    window = Window(ANSWER_BY - SECOND, ANSWER_BY)
    sofies = {found.thing.pk: found for found in within("task-offered", window) if found.recipient == cast.sofie}
    assert sofies == expected
    assert within("task-offered", Window(ANSWER_BY, ANSWER_BY + timedelta(days=1))) == []


@pytest.mark.parametrize("answer", ["accepted", "declined", "withdrawn", "returned", "over"])
def test_what_is_answered_taken_back_or_over_waits_no_longer(cast, answer):
    task = make.offered(by=cast.sam, to=cast.sofie, now=NOW)
    {
        "accepted": lambda: commands.accept_task(actor=cast.sofie, task=task, now=NOW),
        "declined": lambda: commands.decline_task(actor=cast.sofie, task=task, reason="No.", now=NOW),
        "withdrawn": lambda: commands.withdraw_offer(actor=cast.sam, task=task, now=NOW),
        "returned": lambda: commands.return_unanswered(now=ANSWER_BY),
        "over": lambda: commands.complete_task(actor=cast.sam, task=task, now=NOW),
    }[answer]()
    assert waiting("task-offered", cast.sofie, NOW) + within("task-offered", ALWAYS) == []


def test_an_assigned_task_that_is_dropped_waits_no_longer(cast):
    task = make.assigned(by=cast.ada, to=cast.sofie, now=NOW)
    commands.drop_task(actor=cast.ada, task=task, reason="No.", now=NOW)
    assert waiting("task-offered", cast.sofie, NOW) == []
