"""What is noted while somebody is there: theirs at once, with a day to say that they weren't meant."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.core import undo
from apps.core.errors import NotNow
from apps.goals import commands, queries
from apps.goals.models import OwnershipTerm
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome, terms_of
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db
# Noted on Tuesday the 10th at ten in Berlin: until Wednesday at ten.
UNTIL = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def noted(cast, by=None, now=NOW, **given):
    """Sofie was there when Mara, or whoever it was, noted it."""
    by = by or cast.mara
    return make.task(owner=by, present=cast.sofie, origin=make.goal(owner=cast.mina), now=now, **given)


def test_it_is_theirs_and_they_are_told_that_a_day_is_time(cast):
    task = noted(cast)
    expected = (cast.sofie, cast.mara, [("Sofie", "accepted")], [("task-noted", "Sofie", "Mara")])
    assert (task.owner, task.wanted_by, terms_of(task), told("task-noted")) == expected
    assert task.terms.get().answer_by == UNTIL


def test_not_me_gives_it_back_to_who_noted_it(cast):
    task = noted(cast)
    forget()
    commands.not_me(actor=cast.sofie, task=task, now=UNTIL - SECOND)
    task.refresh_from_db()
    assert (task.owner, terms_of(task)) == (cast.mara, [("Sofie", "declined"), ("Mara", "accepted")])
    assert told() == [("task-not-me", "Mara", "Sofie")]


@pytest.mark.parametrize(
    ("meanwhile", "now"),
    [
        ("nothing", UNTIL),
        ("started", NOW),
        ("done", NOW),
        ("passed on", NOW),
        ("said already", NOW),
    ],
)
def test_a_day_later_or_once_begun_it_is_offered_on_like_any_other(cast, meanwhile, now):
    task = noted(cast)
    {
        "nothing": lambda: None,
        "started": lambda: commands.start_task(actor=cast.sofie, task=task, now=NOW),
        "done": lambda: commands.complete_task(actor=cast.sofie, task=task, now=NOW),
        "passed on": lambda: commands.assign_task(actor=cast.ada, task=task, to=cast.sam, now=NOW),
        "said already": lambda: commands.not_me(actor=cast.sofie, task=task, now=NOW),
    }[meanwhile]()
    with pytest.raises(NotNow):
        commands.not_me(actor=cast.sofie, task=task, now=now)


@pytest.mark.parametrize("who", ["sam", "mara", "mina", "eva", "ada"])
def test_only_who_was_there_says_so(cast, who):
    assert outcome(commands.not_me, actor=cast.by_name(who), task=noted(cast)) == 403


def test_what_was_accepted_otherwise_is_no_matter_of_a_slip(cast):
    task = make.wanted(by=cast.mara, owner=cast.sofie, now=NOW)
    assert outcome(commands.not_me, actor=cast.sofie, task=task) == 403
    assert outcome(commands.not_me, actor=cast.sofie, task=make.task(owner=cast.sofie)) == 403


def test_an_open_offer_of_it_is_closed(cast):
    task = noted(cast)
    commands.offer_task(actor=cast.sofie, task=task, to=cast.sam, now=NOW)
    commands.not_me(actor=cast.sofie, task=task, now=NOW + SECOND)
    assert sorted(terms_of(task)) == [("Mara", "accepted"), ("Sam", "withdrawn"), ("Sofie", "declined")]


def test_where_who_noted_it_has_left_the_manager_gets_it(cast):
    task = noted(cast)
    people.leave(actor=cast.ada, member=cast.mara, now=NOW)
    commands.not_me(actor=cast.sofie, task=task, now=NOW + SECOND)
    task.refresh_from_db()
    assert task.owner == cast.mina


def test_an_assignment_taken_back_leaves_the_day_they_had(cast):
    task = noted(cast)
    _given, offer = commands.assign_task(actor=cast.ada, task=task, to=cast.sam, now=NOW)
    undo.run(token=offer.token, actor=cast.ada, now=NOW)
    assert outcome(commands.not_me, actor=cast.sofie, task=task) == 200


def test_the_database_keeps_what_was_noted(cast):
    term = noted(cast).terms.get()
    for update in ({"noted": False}, {"answer_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnershipTerm.objects.filter(pk=term.pk).update(**update)
    asked = make.offered(by=cast.sam, to=cast.mara).terms.get(state="offered")
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnershipTerm.objects.filter(pk=asked.pk).update(noted=True)


# --- by page and by machine ---------------------------------------------------------------------------------


def test_one_tap_on_the_page_while_there_is_time(cast):
    now = datetime.now(UTC)
    fresh, old = noted(cast, now=now), noted(cast, now=now - timedelta(days=9))
    walk = Walker(cast.sofie).open(f"/tasks/{fresh.pk}/").press("Not me").reads("It is back with who noted it.")
    walk.reads("Mara Marsh")
    assert not walk.can_press("Not me")
    assert not Walker(cast.sofie).open(f"/tasks/{old.pk}/").can_press("Not me")
    assert not Walker(cast.mara).open(f"/tasks/{old.pk}/").can_press("Not me")


def test_machines_learn_how_a_term_began(cast):
    task = noted(cast, now=datetime.now(UTC))
    call = Caller(make_token(cast.sofie))
    (term,) = call("GET", f"tasks/{task.pk}/terms/").json()["results"]
    assert (term["noted"], term["state"]) == (True, "accepted")
    back = call("POST", f"tasks/{task.pk}/not-me/")
    assert (back.status_code, back.json()["owner"]["name"]) == (200, "Mara Marsh")
    assert call("POST", f"tasks/{task.pk}/not-me/").status_code == 409


# --- how often a date moved ---------------------------------------------------------------------------------


def test_each_move_is_kept_and_counted_but_not_the_first_setting(cast):
    task = make.task(owner=cast.sam, title="Send the quote")
    for day, reason in [(12, ""), (16, "Acme is away."), (18, "Acme asked."), (20, "No prices yet.")]:
        due_on = datetime(2026, 3, day, tzinfo=UTC).date()
        commands.move_due(actor=cast.sam, task=task, due_on=due_on, reason=reason, now=NOW)
    assert queries.tasks(viewer=cast.mara, now=NOW).get().times_moved == 3
    walk = Walker(cast.mara).open(f"/tasks/{task.pk}/").reads("The date was moved 3 times", "moved 3 times")
    walk.reads("“Acme is away.”", "“Acme asked.”", "“No prices yet.”")
    assert Walker(cast.mara).open("/tasks/").rows()[0].count("moved 3 times") == 1
    assert Caller(make_token(cast.mara))("GET", f"tasks/{task.pk}/").json()["times_moved"] == 3
