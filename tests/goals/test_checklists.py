"""What a task takes, point by point."""

import pytest
from django.db import IntegrityError, transaction

from apps.goals import commands
from apps.goals.models import Task
from apps.trail.queries import history_of
from tests.cast import NOW
from tests.factories import goals as make
from tests.machine import Caller, make_token
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
POINTS = ["Ask how many meters", "Send it"]


def tick(actor, task, point="Send it", **given) -> Task:
    return commands.tick_task(actor=actor, task=task, point=point, now=NOW, **given)


def test_points_are_ticked_in_their_order_and_unticked(cast):
    task = make.task(owner=cast.sam, checklist=POINTS)
    tick(cast.sam, task)
    assert tick(cast.sam, task, POINTS[0]).ticked == POINTS
    tick(cast.sam, task, done=False)
    assert tick(cast.sam, task, done=False).ticked == POINTS[:1]
    assert [entry.words for entry in history_of(task)[:3]] == [
        "said that “Send it” isn't done after all", "did “Ask how many meters”", "did “Send it”",
    ]  # fmt: skip


def test_only_its_owner_ticks_what_stands_there_while_it_is_to_be_done(cast):
    task = make.task(owner=cast.sam, checklist=POINTS)
    found = {name: outcome(lambda name=name: tick(getattr(cast, name), task)) for name in ("sofie", "mina", "sam")}
    assert found == {"sofie": "403", "mina": "403", "sam": "done"}
    assert outcome(lambda: tick(cast.sam, task, "Dance")) == "no-such-point"
    commands.complete_task(actor=cast.sam, task=task, now=NOW)
    assert outcome(lambda: tick(cast.sam, task, done=False)) == "over"


def test_ticking_accepts_what_was_assigned(cast):
    task = make.assigned(by=cast.mina, to=cast.sofie, checklist=POINTS)
    tick(cast.sofie, task)
    assert task.terms.get(member=cast.sofie).answered_at == NOW


def test_an_edited_list_keeps_the_ticks_of_what_stays(cast):
    task = make.task(owner=cast.sam, checklist=POINTS)
    for point in POINTS:
        tick(cast.sam, task, point)
    said = ["Send it", " ", "Call  them", "Send it"]
    task = commands.edit_task(actor=cast.sam, task=task, checklist=said, now=NOW)
    assert (task.checklist, task.ticked) == (["Send it", "Call them"], ["Send it"])
    assert history_of(task)[0].changes == [("checklist", POINTS, ["Send it", "Call them"])]


@pytest.mark.parametrize("said", [[str(number) for number in range(31)], ["x" * 201]])
def test_a_list_that_nobody_looks_over_is_refused(cast, said):
    assert outcome(lambda: make.task(owner=cast.sam, checklist=said)) == "checklist-too-long"


def test_the_database_keeps_ticks_to_what_stands_there(cast):
    task = make.task(owner=cast.sam, checklist=POINTS)
    with pytest.raises(IntegrityError, match="task_ticks_are_of_its_checklist"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(ticked=["Dance"])


def test_by_page(cast):
    sam = Walker(cast.sam).open("/tasks/new/")
    sam.press("Write it down", title="Quote for Acme", checklist="Ask how many meters\n\nSend it")
    task = Task.objects.get()
    sam.reads("Checklist", "0 of 2 done", "Send it")
    tick(cast.sam, task)
    mara = Walker(cast.mara).open(sam.url).reads("1 of 2 done")
    assert {"Done", "Not done"}.isdisjoint(mara.buttons())
    sam.open(sam.url).press("Not done").reads("0 of 2 done")
    tick(cast.sam, task)
    sam.open(sam.url).follow("Change").press("Save", checklist="Send it").reads("1 of 1 done")


def test_by_machine(cast):
    call = Caller(make_token(cast.sam))
    made = call("POST", "tasks/", {"title": "Quote for Acme", "checklist": POINTS}).json()
    ticked = call("POST", f"tasks/{made['id']}/tick/", {"point": "Send it"}).json()
    assert (made["checklist"], made["ticked"], ticked["ticked"]) == (POINTS, [], ["Send it"])
