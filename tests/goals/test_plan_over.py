"""A plan that ended, by its seats or by its date: its goals are their owners' again, and say so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.agreements import commands as agreements
from apps.goals import commands, queries
from apps.goals.models import Goal, Plan
from tests.cast import NOW
from tests.factories import goals as make
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def agreed(cast, **terms):
    goal = make.measured(owner=cast.sam, given={"title": "Ten customers"})
    plan = make.plan(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    if terms:
        agreements.edit_draft(actor=cast.mina, agreement=plan.agreement, now=NOW - DAY, **terms)
    make.sign_all(plan)
    goal.refresh_from_db()
    return goal, plan


def end(cast, plan):
    """Draft its end and propose it."""
    agreements.terminate(actor=cast.mina, agreement=plan.agreement, reason="The year is over.", now=NOW)
    agreements.propose(actor=cast.mina, agreement=plan.agreement, now=NOW)


def sign(plan, *members):
    for member in members:
        digest = plan.agreement.versions.get(number=2).proposals.get().digest
        agreements.sign(actor=member, agreement=plan.agreement, digest=digest, now=NOW)


def over(cast, goal, now):
    listed = queries.plans(viewer=cast.sam, now=now).get().over_since
    assert queries.plan_over_since(goal, now) == listed
    return listed


def test_until_its_end_is_signed_it_counts_and_the_page_says_so(cast):
    goal, plan = agreed(cast)
    agreements.terminate(actor=cast.mina, agreement=plan.agreement, reason="The year is over.", now=NOW)
    page = f"/plans/{plan.pk}/"
    Walker(cast.mina).open(page).reads(
        "It counts until everybody who signed it has agreed to its end.", "What counts now"
    )
    agreements.propose(actor=cast.mina, agreement=plan.agreement, now=NOW)
    sign(plan, cast.mara)
    Walker(cast.sam).open(page).reads("It counts until everybody who signed it has agreed to its end.")
    assert (over(cast, goal, NOW), goal.stands_agreed(NOW)) == (None, True)


def test_an_ended_plan_protects_nothing_and_its_goal_says_that_it_ended(cast):
    goal, plan = agreed(cast)
    end(cast, plan)
    sign(plan, cast.mara, cast.sam)
    goal = Goal.objects.select_related("agreed_version").get(pk=goal.pk)
    assert (over(cast, goal, NOW), goal.stands_agreed(NOW)) == (NOW, False)
    sam = Walker(cast.sam).open(f"/goals/{goal.pk}/").reads("Was agreed in", "The plan ended on 10 Mar 2026")
    sam.open(f"/plans/{plan.pk}/").reads("Ended", "This plan ended on 10 Mar 2026").open("/plans/")
    sam.reads("ended 10 Mar")
    assert outcome(lambda: commands.edit_goal(actor=cast.sam, goal=goal, side="joint", now=NOW)) == "done"
    Goal.objects.filter(pk=goal.pk).update(target=50)


def test_it_ends_by_its_date_with_nothing_running(cast):
    goal, _plan = agreed(cast, expires_on=date(2026, 3, 31))
    # Berlin is on summer time since the 29th.
    midnight = datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
    assert [over(cast, goal, moment) for moment in (midnight - DAY, midnight)] == [None, midnight]


def test_a_plan_that_never_counted_has_not_ended(cast):
    make.plan(by=cast.mina, goals=[make.measured(owner=cast.sam)], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    assert queries.plans(viewer=cast.sam, now=NOW).get().over_since is None
    assert Plan.objects.count() == 1
