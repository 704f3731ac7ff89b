"""What a goal depends on, and what happens if it slips: said by its owner, signed in a plan, kept by the database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from apps.agreements import commands as agreements
from apps.agreements import queries as agreed
from apps.goals import commands, queries
from apps.goals.commands.conditions import ConditionUnsaid, NobodyDecides, TooManyConditions
from apps.goals.commands.plans import said_of
from apps.goals.commands.protecting import Protected
from apps.goals.models import Goal
from apps.goals.queries.agreed import parts
from apps.people import commands as people
from apps.trail import queries as trail
from tests.cast import NOW
from tests.factories import goals as make
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db

STEP = "We look at it together in the next joint meeting: help, re-plan or drop."


def both(cast):
    return {"seats": [cast.sam, cast.mara], "sponsor": cast.eva}


def prices(who=None):
    return {"text": "The price list is released", "who": str(who.pk) if who else None}


def say(cast, goal, **given):
    defaults = {"conditions": [prices(cast.mara)], "consequence": STEP, "decided_by": "team"}
    return commands.set_conditions(actor=goal.owner, goal=goal, now=NOW, **defaults | given)


@pytest.fixture
def goal(cast):
    """Sam's goal of his own, which depends on a price list that Mara can see to."""
    return say(cast, make.measured(owner=cast.sam, given={"title": "Ten customers", "side": "sales"}))


@pytest.fixture
def plan(cast, goal):
    made = make.agreed(by=cast.mina, goals=[goal], **both(cast))
    goal.refresh_from_db()
    return made


def test_its_owner_says_what_a_goal_depends_on(cast, goal):
    assert (goal.conditions, goal.consequence, goal.decided_by) == ([prices(cast.mara)], STEP, "team")
    entry = trail.history_of(goal)[0]
    assert (entry.actor, entry.words) == (cast.sam, "said what it depends on, and what happens if it slips")
    with pytest.raises(PermissionDenied):
        commands.set_conditions(actor=cast.mara, goal=goal, conditions=[], now=NOW)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"conditions": [prices()] * 6}, TooManyConditions),
        ({"conditions": [{"text": "  ", "who": None}]}, ConditionUnsaid),
        ({"conditions": [{"text": "x" * 201, "who": None}]}, ConditionUnsaid),
        ({"decided_by": None}, NobodyDecides),
        ({"consequence": " "}, NobodyDecides),
    ],
)
def test_what_is_half_said_is_refused(cast, goal, given, refusal):
    with pytest.raises(refusal):
        say(cast, goal, **given)


def test_nobody_who_left_is_newly_named_but_a_name_that_stands_there_stays(cast, goal):
    people.leave(actor=cast.ada, member=cast.mara, successor=cast.moritz, now=NOW)
    goal.refresh_from_db()
    two = [prices(cast.mara), {"text": "The stand is booked", "who": None}]
    assert say(cast, goal, conditions=two).conditions == two
    other = make.goal(owner=cast.sam)
    with pytest.raises(Exception, match="can't sign in any more"):
        say(cast, other)


def test_the_database_wants_somebody_who_decides(goal):
    with pytest.raises(IntegrityError, match="goal_consequence_is_decided_by_somebody"), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(decided_by=None)


# --- in a plan ---------------------------------------------------------------------------------------------


def test_a_plan_says_it_and_its_parts_do(cast, goal, plan):
    content = plan.agreement.versions.get().content
    assert content["text"].splitlines()[-1] == (
        "1. Ten customers. From 0 to 100 between 1 Jan 2026 and 31 Dec 2026. Sam Sanders answers for it. "
        "It depends on: The price list is released (Mara Marsh). "
        "If it slips: We look at it together in the next joint meeting: help, re-plan or drop. "
        "Both teams decide together, after they have heard the owner."
    )
    assert content["goals"][0]["conditions"] == [prices(cast.mara) | {"name": "Mara Marsh"}]
    said = parts(content)[1].values
    assert {name: said[name] for name in ("Depends on", "If it slips", "Who decides then")} == {
        "Depends on": "The price list is released (Mara Marsh)",
        "If it slips": STEP,
        "Who decides then": "Both teams together",
    }


def test_nobody_changes_it_around_the_plan(cast, goal, plan):
    with pytest.raises(Protected, match="agreed in the plan “Our year”") as refused:
        say(cast, goal, conditions=[])
    assert refused.value.more["amendment"]["body"] == {"conditions": []}
    assert say(cast, goal).conditions == [prices(cast.mara)]  # what is agreed already is no change


def test_it_is_changed_by_amending_and_shown_side_by_side(cast, goal, plan):
    given = {"conditions": [], "consequence": "The executives look at it.", "decided_by": "executives"}
    commands.amend_goal(actor=cast.mina, goal=goal, now=NOW, **given)
    text = queries.text_of(plan, viewer=cast.mina, now=NOW)
    assert [(str(one.label), one.counts, one.proposed) for one in text.proposed[0].changes] == [
        ("Depends on", "The price list is released (Mara Marsh)", "nothing"),
        ("If it slips", STEP, "The executives look at it."),
        ("Who decides then", "Both teams together", "The executives"),
    ]
    goal.refresh_from_db()
    assert goal.conditions == [prices(cast.mara)]
    agreements.edit_draft(actor=cast.mina, agreement=plan.agreement, what_changed="Prices are out.", now=NOW)
    make.sign_all(plan, NOW)
    goal.refresh_from_db()
    assert (goal.conditions, goal.consequence, goal.decided_by) == ([], "The executives look at it.", "executives")
    first, second = plan.agreement.versions.order_by("number")
    (part,) = [one for one in agreed.compared_versions(first, second, NOW).parts if one.title == "Ten customers"]
    assert [(one.field, one.old, one.new) for one in part.fields] == [
        ("Depends on", "The price list is released (Mara Marsh)", ""),
        ("If it slips", STEP, "The executives look at it."),
        ("Who decides then", "Both teams together", "The executives"),
    ]


def test_a_text_signed_before_these_were_thought_of_says_nothing_of_them(cast, goal):
    old = {"side": "sales", "unit": None, "direction": None, "baseline": None, "target": None, "lower": None,
           "upper": None, "starts_on": None, "due_on": "2026-12-31"}  # fmt: skip
    said = said_of(old)
    assert (said["conditions"], said["consequence"], said["decided_by"]) == ([], "", None)


# --- the doors ---------------------------------------------------------------------------------------------


def test_on_the_page_of_a_goal_of_ones_own(cast):
    goal = make.measured(owner=cast.sam)
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/conditions/")
    walk.press("Save", text_1="The price list is released", who_1=str(cast.mara.pk), decided_by="team")
    walk.reads("The price list is released", "Mara Marsh can see to it", STEP, "Both teams decide together")
    goal.refresh_from_db()
    assert (goal.conditions, goal.consequence) == ([prices(cast.mara)], STEP)


def test_what_is_typed_and_half_said_stays(cast):
    goal = make.measured(owner=cast.sam)
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/conditions/")
    walk.press("Save", who_1=str(cast.mara.pk), consequence="We talk.", expect=422)
    walk.reads("Say what they are to see to.", "Say who decides on it.")
    assert walk.page.xpath("//input[@name='consequence']/@value") == ["We talk."]


def test_on_the_page_of_an_agreed_goal_it_opens_the_amendment(cast, goal, plan):
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/conditions/")
    walk.press("Open an amendment with this", text_1="The price list is out")
    walk.reads("Depends on", "The price list is out")
    assert goal.in_plan.typed == {"conditions": [prices(cast.mara) | {"text": "The price list is out"}]}


def test_in_the_draft_of_a_plan(cast, goal):
    made = make.plan(by=cast.mina, goals=[goal], **both(cast))
    walk = Walker(cast.mina).open(f"/plans/{made.pk}/goals/{goal.pk}/conditions/")
    walk.press("Put it into the draft", text_2="The stand is booked")
    assert made.entries.get().typed == {"conditions": [prices(cast.mara), prices() | {"text": "The stand is booked"}]}


def test_by_machine(cast, goal, plan):
    sam = Caller(make_token(cast.sam))
    body = {"conditions": [{"text": "The price list is out", "who": str(cast.mara.pk)}]}
    answer = sam("post", f"goals/{goal.pk}/set-conditions/", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "protected")
    assert sam("post", f"goals/{goal.pk}/amend/", body).status_code == 200
    assert goal.in_plan.typed == {"conditions": [prices(cast.mara) | {"text": "The price list is out"}]}
    assert sam("get", f"goals/{goal.pk}/").json()["conditions"] == [prices(cast.mara)]
