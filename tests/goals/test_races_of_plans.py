"""A plan's activities and a goal's consequence, in the hands of two at the same moment: two real connections."""

from datetime import date

import pytest

from apps.agreements import commands as agreements
from apps.goals import commands
from apps.goals.models import AgreedActivity, Invocation
from tests.cast import NOW, make_cast
from tests.factories import goals as make
from tests.goals.test_invoking import clause
from tests.races import told_in_order

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = {"side": "joint", "now": NOW}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def goal(cast):
    return clause(make.measured(owner=cast.sam))


@pytest.fixture
def plan(cast, goal):
    return make.plan(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)


def test_two_who_name_a_milestone_name_it_once(cast, goal, plan):
    step = make.milestone(goal=goal)

    def name():
        commands.name_milestone(actor=cast.mina, plan=plan, milestone=step, **TOGETHER)

    assert told_in_order(name, name) == ["done", "NamedAlready"]
    assert AgreedActivity.objects.count() == 1


@pytest.mark.parametrize("propose_first", [True, False])
def test_what_is_signed_says_every_promise_that_got_in(cast, goal, plan, propose_first):
    def propose():
        agreements.propose(actor=cast.mina, agreement=plan.agreement, now=NOW)

    def promise():
        make.promise(by=cast.mina, plan=plan, goal=goal, owner=cast.mara, now=NOW)

    first, second = (propose, promise) if propose_first else (promise, propose)
    found = told_in_order(first, second)
    assert found == (["done", "NoDraft"] if propose_first else ["done", "done"])
    content = plan.agreement.versions.get().proposals.get().content
    assert len(content["activities"]) == AgreedActivity.objects.count() == (0 if propose_first else 1)


def test_of_two_words_on_a_promise_the_later_counts(cast, goal, plan):
    activity = make.promise(by=cast.mina, plan=plan, goal=goal, owner=cast.mara)
    make.sign_all(plan)

    def say(count):
        given = {"until": date(2026, 3, 31), "count": count, "now": NOW}
        return lambda: commands.keep_promise(actor=cast.mara, activity=activity, **given)

    assert told_in_order(say(1), say(2)) == ["done", "done"]
    assert sorted(activity.marks.values_list("count", flat=True)) == [1, 2]


def test_a_consequence_is_brought_up_and_decided_on_once(cast, goal, plan):
    make.sign_all(plan)

    def invoke():
        return commands.invoke_consequence(actor=cast.mara, goal=goal, why="Three of ten.", now=NOW)

    assert told_in_order(invoke, invoke) == ["done", "OpenAlready"]
    row = Invocation.objects.get()

    def hear():
        commands.give_account(actor=cast.sam, invocation=row, account="Two moved to autumn.", now=NOW)

    def decide(command):
        return lambda: command(actor=cast.mara, invocation=row, outcome="Sofie helps.", now=NOW)

    assert told_in_order(hear, decide(commands.apply_consequence)) == ["done", "done"]
    row.refresh_from_db()
    assert row.state == "applied"
    invoke()
    row = Invocation.objects.open().get()
    assert told_in_order(hear, hear) == ["done", "HeardAlready"]
    assert told_in_order(decide(commands.waive_consequence), decide(commands.apply_consequence)) == ["done", "Decided"]
    row.refresh_from_db()
    assert row.state == "waived"
