"""Assigning: who may, what it ends and begins, and that undo puts back exactly that or nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import undo
from apps.goals import commands
from apps.goals.commands.assigning import TouchedSince
from apps.goals.commands.ground import HasLeft, Over
from apps.goals.commands.offering import OwnAlready
from apps.goals.models import Task
from apps.notices.models import Notice
from apps.trail.models import Activity
from tests.cast import NOW
from tests.factories import goals as make
from tests.factories import people
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome, terms_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def owners_of(tasks):
    return [Task.objects.get(pk=task.pk).owner for task in tasks]


def open_terms_of(task):
    """What stands now, as an undo must leave it: who, how, by whom, since when answered, until when to answer."""
    rows = task.terms.filter(state__in=["offered", "assigned", "accepted"])
    return sorted(rows.values_list("member__name", "state", "offered_by__name", "note", "answered_at", "answer_by"))


def test_the_new_person_is_the_owner_at_once_and_hasnt_accepted_yet(cast):
    task = make.task(owner=cast.sam)
    commands.assign_task(actor=cast.ada, task=task, to=cast.mara, note="Sam is away.", now=NOW)
    assert owners_of([task]) == [cast.mara]
    assert terms_of(task) == [("Sam", "ended"), ("Mara", "assigned")]
    assert told() == [("task-assigned", "Mara", "Ada"), ("task-reassigned", "Sam", "Ada")]


@pytest.mark.parametrize("work", [commands.start_task, commands.complete_task])
def test_working_on_it_accepts_it(cast, work):
    task = make.assigned(by=cast.ada, to=cast.mara)
    work(actor=cast.mara, task=task, now=NOW)
    assert terms_of(task) == [("Ada", "ended"), ("Mara", "accepted")]


def test_accepting_it_tells_who_assigned_it(cast):
    task = make.assigned(by=cast.ada, to=cast.mara)
    forget()
    commands.accept_task(actor=cast.mara, task=task, now=NOW)
    assert (terms_of(task), told()) == (
        [("Ada", "ended"), ("Mara", "accepted")],
        [("task-accepted", "Ada", "Mara")],
    )


def test_declined_it_goes_back_to_who_assigned_it(cast):
    task = make.task(owner=cast.sam)
    commands.assign_task(actor=cast.mina, task=task, to=cast.sofie, now=NOW)
    forget()
    commands.decline_task(actor=cast.sofie, task=task, reason="Not mine.", now=LATER)
    assert owners_of([task]) == [cast.mina]
    assert terms_of(task) == [("Sam", "ended"), ("Sofie", "declined"), ("Mina", "accepted")]
    assert told() == [("task-declined", "Mina", "Sofie")]


def leaves(member):
    member.is_active = False
    member.save()


def test_declined_after_who_assigned_it_has_left_it_goes_to_the_manager(cast):
    admin = people.member(roles=["admin"])
    task = make.assigned(by=admin, to=cast.sam)
    leaves(admin)
    commands.decline_task(actor=cast.sam, task=task, reason="Not mine.", now=NOW)
    assert owners_of([task]) == [cast.mina]


def test_declined_with_nobody_left_to_take_it_back_it_stays(cast):
    manager = people.member(roles=["manager"], side="other")
    team = people.team(side="other", lead=manager)
    cast.ada.team = team
    cast.ada.save()
    task = make.assigned(by=manager, to=cast.ada)
    team.lead = None
    team.save()
    leaves(manager)
    with pytest.raises(HasLeft):
        commands.decline_task(actor=cast.ada, task=task, reason="Not mine.", now=NOW)
    assert owners_of([task]) == [cast.ada]


def test_assigning_closes_an_open_offer(cast):
    task = make.offered(by=cast.sam, to=cast.sofie)
    commands.assign_task(actor=cast.mina, task=task, to=cast.mina, now=NOW)
    assert terms_of(task) == [("Sam", "ended"), ("Sofie", "withdrawn"), ("Mina", "accepted")]


# Sam's task; Mina leads Sam and Sofie, Moritz leads Mara and Milo.
@pytest.mark.parametrize(
    ("who", "to", "expected"),
    [
        ("ada", "mara", 200),
        ("ada", "dan", 422),
        ("mina", "sofie", 200),
        ("mina", "mina", 200),
        ("mina", "mara", 403),
        ("moritz", "milo", 403),
        ("moritz", "sofie", 403),
        ("sam", "sofie", 403),
        ("mara", "milo", 403),
        ("eva", "sofie", 403),
    ],
)
def test_who_assigns_to_whom(cast, who, to, expected):
    task = make.task(owner=cast.sam)
    assert outcome(commands.assign_task, actor=cast.by_name(who), task=task, to=cast.by_name(to)) == expected
    assert owners_of([task]) == [cast.by_name(to) if expected == 200 else cast.sam]


def test_many_are_assigned_all_or_none(cast):
    mine, foreign = make.task(owner=cast.sam), make.task(owner=cast.mara)
    with pytest.raises(PermissionDenied):
        commands.assign_tasks(actor=cast.mina, tasks=[mine, foreign], to=cast.sofie, now=NOW)
    done = make.task(owner=cast.sofie)
    commands.complete_task(actor=cast.sofie, task=done, now=NOW)
    with pytest.raises(Over):
        commands.assign_tasks(actor=cast.mina, tasks=[mine, done], to=cast.mina, now=NOW)
    assert owners_of([mine, foreign, done]) == [cast.sam, cast.mara, cast.sofie]


def test_what_is_theirs_already_stays_as_it_is(cast):
    theirs, other = make.task(owner=cast.mara), make.task(owner=cast.sam)
    given, _undo = commands.assign_tasks(actor=cast.ada, tasks=[theirs, other], to=cast.mara, now=NOW)
    assert (given, terms_of(theirs)) == ([other], [("Mara", "accepted")])
    with pytest.raises(OwnAlready):
        commands.assign_tasks(actor=cast.ada, tasks=[theirs], to=cast.mara, now=NOW)


def test_many_are_one_notice_each_for_who_gets_and_who_had_them(cast):
    tasks = [make.task(owner=cast.sam) for _ in range(3)] + [make.task(owner=cast.sofie)]
    commands.assign_tasks(actor=cast.ada, tasks=tasks, to=cast.mara, now=NOW)
    assert told() == [
        ("task-assigned", "Mara", "Ada"),
        ("task-reassigned", "Sam", "Ada"),
        ("task-reassigned", "Sofie", "Ada"),
    ]
    more = {notice.recipient: notice.facts["more"] for notice in Notice.objects.select_related("recipient")}
    assert more == {cast.mara: " (+3)", cast.sam: " (+2)", cast.sofie: ""}


def test_many_have_an_activity_each(cast):
    tasks = [make.task(owner=cast.sam) for _ in range(3)]
    commands.assign_tasks(actor=cast.ada, tasks=tasks, to=cast.mara, now=NOW)
    found = Activity.objects.filter(act="task.assigned").values_list("about_id", flat=True)
    assert sorted(found) == sorted(task.pk for task in tasks)


def statements_for(cast, count):
    tasks = [make.task(owner=cast.sam) for _ in range(count)]
    with CaptureQueriesContext(
        connection,
    ) as seen:
        commands.assign_tasks(actor=cast.ada, tasks=tasks, to=cast.mara, now=NOW)
    return len(seen)


def test_forty_take_as_many_statements_as_one(cast):
    assert statements_for(cast, 40) == statements_for(cast, 1)


# --- undo -------------------------------------------------------------------------------------------------


def test_undo_restores_owner_term_and_acceptance_of_all(cast):
    accepted = make.task(owner=cast.sam)
    unaccepted = make.assigned(by=cast.ada, to=cast.sofie, title="Not yet accepted")
    offered = make.offered(by=cast.sam, to=cast.sofie, note="You know Acme.")
    tasks = [accepted, unaccepted, offered]
    before = [open_terms_of(task) for task in tasks]
    _given, offer = commands.assign_tasks(actor=cast.ada, tasks=tasks, to=cast.mara, now=NOW)
    assert owners_of(tasks) == [cast.mara] * 3
    forget()
    undo.run(token=offer.token, actor=cast.ada, now=LATER)
    assert owners_of(tasks) == [cast.sam, cast.sofie, cast.sam]
    assert [open_terms_of(task) for task in tasks] == before
    assert told() == [
        ("task-given-back", "Sam", "Ada"),
        ("task-given-back", "Sofie", "Ada"),
        ("task-taken-back", "Mara", "Ada"),
    ]


def test_undo_keeps_every_term_in_the_history(cast):
    task = make.task(owner=cast.sam)
    _given, offer = commands.assign_task(actor=cast.ada, task=task, to=cast.mara, now=NOW)
    undo.run(token=offer.token, actor=cast.ada, now=LATER)
    assert terms_of(task) == [("Sam", "ended"), ("Mara", "withdrawn"), ("Sam", "accepted")]


def test_after_an_undo_the_declined_goes_back_to_who_had_assigned_it_before(cast):
    task = make.assigned(by=cast.mina, to=cast.sofie)
    _given, offer = commands.assign_task(actor=cast.ada, task=task, to=cast.mara, now=NOW)
    undo.run(token=offer.token, actor=cast.ada, now=LATER)
    commands.decline_task(actor=cast.sofie, task=task, reason="Not mine.", now=LATER)
    assert owners_of([task]) == [cast.mina]


@pytest.mark.parametrize(
    "touch",
    [
        lambda cast, task: commands.accept_task(actor=cast.mara, task=task, now=NOW),
        lambda cast, task: commands.start_task(actor=cast.mara, task=task, now=NOW),
        lambda cast, task: commands.complete_task(actor=cast.mara, task=task, now=NOW),
        lambda cast, task: commands.decline_task(actor=cast.mara, task=task, reason="No.", now=NOW),
        lambda cast, task: commands.offer_task(actor=cast.mara, task=task, to=cast.milo, now=NOW),
        lambda cast, task: commands.assign_task(actor=cast.moritz, task=task, to=cast.milo, now=NOW),
        lambda cast, task: commands.drop_task(actor=cast.mara, task=task, reason="No.", now=NOW),
        lambda cast, task: commands.edit_task(actor=cast.mara, task=task, title="Another", now=NOW),
        lambda cast, task: commands.move_due(actor=cast.mara, task=task, due_on=NOW.date(), now=NOW),
    ],
    ids=["accepted", "started", "done", "declined", "offered", "assigned", "dropped", "edited", "moved"],
)
def test_undo_is_refused_with_the_list_of_what_was_touched_since(cast, touch):
    touched, other = make.task(owner=cast.sam, title="Touched"), make.task(owner=cast.sofie, title="Other")
    _given, offer = commands.assign_tasks(actor=cast.ada, tasks=[touched, other], to=cast.mara, now=NOW)
    touch(cast, touched)
    named = "Another" if Task.objects.get(pk=touched.pk).title == "Another" else "Touched"
    now_owned = owners_of([touched, other])
    with pytest.raises(TouchedSince) as refusal:
        undo.run(token=offer.token, actor=cast.ada, now=LATER)
    assert str(refusal.value) == f"Nothing was undone, because something happened since with “{named}”."
    assert owners_of([touched, other]) == now_owned


def test_undo_gives_nothing_to_who_has_left(cast):
    task = make.task(owner=cast.sam, title="Left behind")
    _given, offer = commands.assign_task(actor=cast.ada, task=task, to=cast.mara, now=NOW)
    leaves(cast.sam)
    with pytest.raises(TouchedSince, match="Left behind"):
        undo.run(token=offer.token, actor=cast.ada, now=LATER)
    assert owners_of([task]) == [cast.mara]


def test_undo_works_once(cast):
    task = make.task(owner=cast.sam)
    _given, offer = commands.assign_task(actor=cast.ada, task=task, to=cast.mara, now=NOW)
    undo.run(token=offer.token, actor=cast.ada, now=LATER)
    with pytest.raises(TouchedSince):
        undo.run(token=offer.token, actor=cast.ada, now=LATER)


def test_who_no_longer_may_assign_no_longer_undoes(cast):
    task = make.task(owner=cast.sam)
    _given, offer = commands.assign_task(actor=cast.mina, task=task, to=cast.sofie, now=NOW)
    cast.mina.roles = ["salesperson"]
    with pytest.raises(PermissionDenied):
        undo.run(token=offer.token, actor=cast.mina, now=LATER)


def test_undo_of_what_one_took_oneself(cast):
    task = make.task(owner=cast.sam)
    _given, offer = commands.assign_task(actor=cast.mina, task=task, to=cast.mina, now=NOW)
    undo.run(token=offer.token, actor=cast.mina, now=LATER)
    assert (owners_of([task]), terms_of(task)[-1]) == ([cast.sam], ("Sam", "accepted"))
