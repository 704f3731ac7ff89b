"""A draft of a plan or a definition that was opened by mistake is dropped as if it had never been."""

from decimal import Decimal

import pytest

from apps.agreements import commands, queries
from apps.agreements.models import Agreement, Version
from apps.goals import commands as goals
from apps.goals.models import AgreedActivity, Plan, PlanGoal
from apps.leads import commands as leads
from apps.leads.models import Definition
from apps.notices import commands as notices
from apps.notices.models import Notice
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import goals as make_goal
from tests.factories import leads as make_lead
from tests.machine import Caller, make_token
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
OTHER = {"match": "all", "items": [make_lead.TREE["items"][0]]}


@pytest.fixture
def plan(cast):
    """Of two goals, a draft that Ada began."""
    made = [make_goal.measured(owner=cast.sam), make_goal.measured(owner=cast.mara)]
    return make_goal.plan(by=cast.ada, goals=made, seats=[cast.sam, cast.mara], sponsor=cast.eva)


def drop(actor, agreement):
    return commands.discard_draft(actor=actor, agreement=agreement, now=NOW)


def promise(cast, plan, title):
    goal = plan.entries.order_by("position").first().goal
    facts = {"title": title, "side": "sales", "owner": cast.sam, "every": "week"}
    return goals.add_promise(actor=cast.ada, plan=plan, goal=goal, now=NOW, **facts)


def named(plan):
    """Each activity that the plan names, with what its draft says otherwise."""
    return [(one.title, one.typed) for one in plan.activities.named().order_by("created_at", "pk")]


def said(plan):
    """Each goal of the plan, with what its draft says otherwise and whether it is left out."""
    return [(entry.goal_id, entry.typed, entry.leaves) for entry in plan.entries.order_by("position")]


def test_a_plan_that_was_only_drafted_is_gone_and_its_goals_are_free(cast, plan):
    goals_of = [entry.goal for entry in plan.entries.order_by("position")]
    promise(cast, plan, "A call a week")
    assert drop(cast.ada, plan.agreement) is None
    left = (Plan.objects.count(), PlanGoal.objects.count(), Agreement.objects.count(), Version.objects.count())
    assert (left, Notice.objects.filter(about_kind__in=["agreement", "plan"]).count()) == ((0, 0, 0, 0), 0)
    make_goal.plan(by=cast.ada, goals=goals_of, seats=[cast.sam, cast.mara], sponsor=cast.eva)


def test_what_was_left_out_goes_too_whoever_it_belonged_to(cast, plan):
    left_out = promise(cast, plan, "A call a week")
    goals.leave_activity_out(actor=cast.ada, plan=plan, activity=left_out, now=NOW)
    people.leave(actor=cast.ada, member=cast.sam, successor=cast.sofie, now=NOW)
    left_out.refresh_from_db()
    assert left_out.owner == cast.sam
    assert drop(cast.ada, plan.agreement) is None
    assert not AgreedActivity.objects.exists()


def test_a_dropped_amendment_leaves_the_plan_as_it_counts(cast, plan):
    promise(cast, plan, "A call a week")
    make_goal.sign_all(plan)
    first, second = [entry.goal for entry in plan.entries.order_by("position")]
    first.refresh_from_db()
    third = make_goal.measured(owner=cast.milo)
    goals.amend_goal(actor=cast.ada, goal=first, target=Decimal(120), now=NOW)
    goals.leave_out(actor=cast.ada, plan=plan, goal=second, now=NOW)
    goals.add_to_plan(actor=cast.ada, plan=plan, goal=third, now=NOW)
    promise(cast, plan, "A visit a week")
    assert drop(cast.ada, plan.agreement) == plan.agreement
    assert named(plan) == [("A call a week", {})]
    assert said(plan) == [(first.pk, {}, False), (second.pk, {}, False)]
    assert [(one.number, one.state) for one in plan.agreement.versions.all()] == [(1, "signed")]
    first.refresh_from_db()
    assert (first.target, first.stands_agreed(NOW)) == (100, True)


def test_a_definition_that_was_only_drafted_is_gone_and_another_can_be_begun(cast):
    make_lead.catalogue(by=cast.mara)
    assert drop(cast.mara, make_lead.definition(cast).agreement) is None
    assert (Definition.objects.count(), Agreement.objects.count()) == (0, 0)
    make_lead.definition(cast)


def test_a_dropped_amendment_leaves_the_definition_as_it_counts(cast):
    make_lead.catalogue(by=cast.mara)
    words = "No competitors.\n\nNo students."
    definition = make_lead.signed(cast, make_lead.definition(cast, text=words))
    changes = {"tree": OTHER, "text": "Nobody.", "team": cast.content}
    leads.write_definition(actor=cast.mara, definition=definition, now=NOW, **changes)
    drop(cast.mara, definition.agreement)
    definition.refresh_from_db()
    assert (definition.tree, definition.text, definition.team) == (make_lead.TREE, words, cast.field_sales)
    assert queries.in_force(definition.agreement, NOW).number == 1


@pytest.mark.parametrize("how", ["read", "added to", "spoken of", "proposed"])
def test_what_somebody_else_knows_is_not_dropped(cast, plan, how):
    if how == "read":
        notices.mark_read(
            actor=cast.sam, notice=Notice.objects.get(recipient=cast.sam, kind="agreement-started"), now=NOW
        )
    elif how == "added to":
        goals.add_to_plan(actor=cast.sam, plan=plan, goal=make_goal.measured(owner=cast.sam), now=NOW)
    elif how == "spoken of":
        notices.comment(actor=cast.sam, thing=plan, text="Too many goals?", now=NOW)
    else:
        commands.propose(actor=cast.ada, agreement=plan.agreement, now=NOW)
        commands.take_back(actor=cast.ada, agreement=plan.agreement, now=NOW)
    assert outcome(lambda: drop(cast.ada, plan.agreement)) == "seen-already"
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_dropped_on_the_page_and_by_machines(cast, plan):
    ada = Walker(cast.ada).open(f"/agreements/{plan.agreement_id}/").press("Drop the draft")
    ada.reads("The draft is dropped.", "Nothing is agreed yet.")
    made = make_goal.plan(
        by=cast.ada, goals=[make_goal.measured(owner=cast.sam)], seats=[cast.sam, cast.mara], sponsor=cast.eva
    )
    answer = Caller(make_token(cast.ada))("POST", f"agreements/{made.agreement_id}/discard-draft/", {})
    assert (answer.status_code, Plan.objects.count()) == (204, 0)
