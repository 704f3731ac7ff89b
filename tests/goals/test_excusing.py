"""Whether what was in the way excuses a delay: by when it was raised, or as somebody judged it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.goals import commands, queries
from apps.goals.commands.ground import ReasonNeeded
from apps.goals.models import Obstacle, Task
from apps.people import queries as people
from tests.cast import NOW
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


def raised(cast, now=NOW, **given):
    task = make.task(owner=cast.sam, title="Send the quote", due_on=DAY, **given)
    return make.obstacle(by=cast.sofie, blocks=task, remover=cast.mara, what="No price list", now=now)


def judge(obstacle, by, *, excuses=True, why="Nobody could know."):
    return commands.judge_obstacle(actor=by, obstacle=obstacle, excuses=excuses, why=why, now=NOW)


@pytest.mark.parametrize(
    ("hours", "due_on", "said", "excuse"),
    [
        # The 10th of March ends in Berlin fourteen hours after ten in the morning.
        (0, DAY, {}, "excuses"),
        (13.999, DAY, {}, "excuses"),
        (14, DAY, {}, "to_judge"),
        (240, DAY, {}, "to_judge"),
        (0, date(2026, 3, 9), {}, "to_judge"),
        (0, None, {}, None),  # without a due date nothing is late
        (0, DAY, {"own_doing": True}, "does_not"),  # its owner caused it
        (240, DAY, {"own_doing": True}, "does_not"),
        (240, DAY, {"excuses": True}, "excuses"),  # as it was judged
        (0, DAY, {"excuses": False}, "does_not"),
        (0, DAY, {"excuses": True, "own_doing": True}, "excuses"),
        (0, None, {"excuses": False}, "does_not"),
    ],
)
def test_what_excuses_a_delay(cast, hours, due_on, said, excuse):
    obstacle = Obstacle(raised_at=NOW + timedelta(hours=hours), remover=cast.mara, **said)
    assert queries.excuse_of(obstacle, Task(owner=cast.sam, due_on=due_on), people.working_time()) == excuse


@pytest.mark.parametrize(
    ("who", "expected"),
    [("mina", 200), ("eva", 200), ("ada", 200), ("sam", 403), ("sofie", 403), ("mara", 403), ("moritz", 403)],
)
def test_who_judges_it(cast, who, expected):
    given = {"actor": cast.by_name(who), "obstacle": raised(cast), "excuses": True, "why": "Nobody could know."}
    assert outcome(commands.judge_obstacle, **given) == expected


def test_nobody_judges_their_own_delay(cast):
    obstacle = make.obstacle(by=cast.sam, blocks=make.task(owner=cast.mina), remover=cast.mara)
    own = {"obstacle": obstacle, "excuses": True, "why": "I was away."}
    assert outcome(commands.judge_obstacle, actor=cast.mina, **own) == 403


def test_who_is_held_up_and_who_said_so_are_told_why(cast):
    obstacle = raised(cast)
    with pytest.raises(ReasonNeeded):
        judge(obstacle, cast.mina, why=" ")
    forget()
    judge(obstacle, cast.mina, excuses=False, why="The list lay there.")
    assert told() == [("obstacle-judged", "Sam", "Mina"), ("obstacle-judged", "Sofie", "Mina")]
    Walker(cast.sam).open("/inbox/").reads("excuses the delay of", ": no. The list lay there.")


@pytest.mark.parametrize("update", [{"excuses": True}, {"judged_why": "So."}, {"judged_at": NOW}])
def test_the_database_keeps_who_judged_and_why(cast, update):
    obstacle = raised(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=obstacle.pk).update(**update)


def test_the_task_says_what_excuses_it(cast):
    obstacle = raised(cast)
    walk = Walker(cast.mina).open(f"/tasks/{obstacle.blocks_id}/").reads("Excuses the delay").follow("No price list")
    walk.follow("Judge it").press("Say so", excuses="No", why="The list lay there.")
    walk.reads("Doesn't excuse the delay", "The list lay there.")
    Walker(cast.sam).open(f"/tasks/{obstacle.blocks_id}/").reads("Doesn't excuse the delay")


def test_machines_read_and_judge_it(cast):
    obstacle = raised(cast)
    call = Caller(make_token(cast.eva))
    assert call("GET", f"obstacles/{obstacle.pk}/").json()["excuses"] is None
    found = call("POST", f"obstacles/{obstacle.pk}/judge/", {"excuses": True, "why": "Nobody could know."}).json()
    assert (found["excuses"], found["judged_why"]) == (True, "Nobody could know.")
