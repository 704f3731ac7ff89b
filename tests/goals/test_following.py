"""The small step that follows from how a goal ended: begun with its end or later, and kept whatever becomes of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from apps.core import undo
from apps.goals import commands
from apps.goals.commands.milestones import ChangedSince
from apps.goals.commands.trying import OneAtATime, StillOpen, TooFar
from apps.goals.models import Closure, SmallStep
from apps.people.models import Member, Team
from apps.trail.models import Activity
from tests.cast import NOW, today
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 31)
STEP = {"practice": "Call at nine", "sign": "They answer.", "until_on": DAY}


def close(cast, goal, by=None, **step):
    return commands.close_goal(
        actor=by or cast.sam, goal=goal, outcome="missed", story="Lost.", small_step=STEP | step, now=NOW
    )


def acts(goal, step):
    rows = Activity.objects.filter(about_id__in=[goal.pk, step.pk]).order_by("id")
    return [row.act for row in rows]


def test_it_begins_with_the_end_and_both_say_so(cast):
    goal = make.goal(owner=cast.sam)
    forget()
    close(cast, goal, by=cast.mina, team=cast.field_sales, owner=cast.sam)
    step = SmallStep.objects.get()
    assert (step.follows_goal, step.practice, step.sign, step.until_on, step.team, step.owner, step.begun_by) == (
        goal, "Call at nine", "They answer.", DAY, cast.field_sales, cast.sam, cast.mina,
    )  # fmt: skip
    assert acts(goal, step) == ["goal.created", "goal.missed", "small-step.begun", "goal.led_to_step"]
    assert told() == [("goal-closed", "Sam", "Mina"), ("small-step-given", "Sam", "Mina")]


@pytest.mark.parametrize(("until_on", "refusal"), [(DAY, OneAtATime), (date(2026, 4, 22), TooFar)])
def test_where_it_cannot_begin_the_goal_stays_open(cast, until_on, refusal):
    goal = make.goal(owner=cast.sam)
    make.small_step(by=cast.mara, now=NOW, until_on=DAY)
    with pytest.raises(refusal):
        close(cast, goal, until_on=until_on)
    goal.refresh_from_db()
    assert (goal.state, Closure.objects.count(), SmallStep.objects.count()) == ("active", 0, 1)


def test_it_follows_only_what_has_ended(cast):
    goal = make.goal(owner=cast.sam)
    with pytest.raises(StillOpen):
        make.small_step(by=cast.mara, now=NOW, until_on=DAY, follows_goal=goal)
    ended = make.ended(make.small_step(by=cast.mara, now=NOW, until_on=DAY), "kept")
    given = {name: getattr(ended, name) for name in ("practice", "sign", "begun_on", "until_on", "owner", "begun_by")}
    with pytest.raises(IntegrityError, match="after a goal that is open"), transaction.atomic():
        SmallStep.objects.create(**given, begun_at=NOW, follows_goal=goal)


def test_reopened_the_goal_leaves_the_step_which_says_where_it_came_from(cast):
    goal, _undo = close(cast, make.goal(owner=cast.sam))
    commands.reopen_goal(actor=cast.sam, goal=goal, reason="It came back.", now=NOW)
    step = SmallStep.objects.get()
    assert (step.state, step.follows_goal) == ("trying", goal)


def test_undone_the_end_drops_the_step_unless_somebody_touched_it(cast):
    goal, offer = close(cast, make.goal(owner=cast.sam))
    undo.run(token=offer.token, actor=cast.sam, now=NOW)
    goal.refresh_from_db()
    step = SmallStep.objects.get()
    why = "The goal was closed by mistake; undone right away."
    assert (goal.state, step.state, step.learned, step.follows_goal) == ("active", "dropped", why, goal)
    goal, offer = close(cast, goal)
    commands.edit_small_step(actor=cast.sam, step=goal.small_steps.running().get(), sign="All answer.", now=NOW)
    with pytest.raises(ChangedSince, match="“Call at nine” was changed since"):
        undo.run(token=offer.token, actor=cast.sam, now=NOW)
    goal.refresh_from_db()
    assert goal.is_closed


def test_whoever_no_longer_leads_the_steps_owner_does_not_undo_the_end(cast):
    _goal, offer = close(cast, make.goal(owner=cast.mina), by=cast.mina, owner=cast.sam)
    Team.objects.filter(pk=cast.field_sales.pk).update(lead=cast.ada)
    with pytest.raises(PermissionDenied):
        undo.run(token=offer.token, actor=Member.objects.get(pk=cast.mina.pk), now=NOW)
    assert SmallStep.objects.get().is_running


def test_by_page_it_is_asked_for_where_a_goal_ends(cast):
    goal = make.goal(owner=cast.sam, title="Ten customers")
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/close/")
    assert walk.page.xpath("//input[@name='until_on']/@value") == [str(today() + timedelta(days=21))]
    walk.press("Close the goal", outcome="achieved", sign="They answer.", until_on="", expect=422)
    walk.reads("Say in a few words what you try.", "Say when you look at what you learned.", "They answer.")
    walk.press("Close the goal", practice="Call at nine", until_on="2099-01-01", expect=422).reads("within six weeks")
    walk.press("Close the goal", until_on=str(today() + timedelta(days=14)), learned="Nobody reads mail.")
    walk.reads("“Ten customers” is closed: achieved.", "What we try because of it: Call at nine", "Being tried")
    walk.does_not_read("Try something because of it").follow("Call at nine")
    walk.reads("Field sales", "Follows from closing", "Ten customers")
    file = walk.client.get("/small-steps/?format=csv").getvalue().decode("utf-8-sig").splitlines()
    assert [line.rsplit(",", 1)[1] for line in file] == ['"Follows from closing"', '"Ten customers"']


def test_by_page_it_begins_later_too(cast):
    goal = make.goal(owner=cast.sam, title="Ten customers")
    commands.close_goal(actor=cast.sam, goal=goal, outcome="achieved", learned="Nobody reads mail.", now=NOW)
    walk = Walker(cast.mara).open(f"/goals/{goal.pk}/").follow("Try something because of it")
    walk.reads("What you learned from “Ten customers”: Nobody reads mail.")
    walk.press("Begin", practice="Call at nine", sign="They answer.").reads("Follows from closing").follow(
        "Ten customers"
    )
    walk.reads("What we try because of it: Call at nine").does_not_read("Try something because of it")
    assert walk.client.get("/small-steps/new/?follows_goal=nonsense").status_code == 200


def test_by_api_a_goal_ends_with_its_step(cast):
    goal, call = make.goal(owner=cast.sam, title="Ten customers"), Caller(make_token(cast.sam))
    step = {"practice": "Call at nine", "sign": "They answer.", "until_on": str(today() + timedelta(days=14))}
    body = {"outcome": "achieved", "small_step": step}
    missing = call("POST", f"goals/{goal.pk}/close/", body | {"small_step": {"practice": "Call at nine"}})
    closed = call("POST", f"goals/{goal.pk}/close/", body | {"small_step": step | {"team": str(cast.field_sales.pk)}})
    assert (missing.status_code, closed.status_code) == (400, 200)
    make.small_step(by=cast.mara, team=cast.content, now=NOW, until_on=DAY)
    (found,) = call("GET", f"small-steps/?follows_goal={goal.pk}").json()["results"]
    assert (found["practice"], found["follows_goal"]["id"], found["follows_goal"]["title"]) == (
        "Call at nine", str(goal.pk), "Ten customers",
    )  # fmt: skip
    again = call("POST", "small-steps/", step | {"follows_goal": str(make.goal(owner=cast.sam).pk)})
    assert (again.status_code, again.json()["detail"].endswith("then say what follows.")) == (409, True)
