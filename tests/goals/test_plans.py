"""The agreed goals of a period: signed together, and changed only together."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from apps.agreements import commands as agreements
from apps.goals import commands, queries
from apps.goals.commands.plans import InAPlan, NothingAgreed, NothingElse, TooMany
from apps.goals.commands.protecting import Protected
from apps.goals.models import Goal, PlanGoal
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import goals as make

pytestmark = pytest.mark.django_db


def both(cast):
    return {"seats": [cast.sam, cast.mara], "sponsor": cast.eva}


@pytest.fixture
def goal(cast):
    """Sam's goal, agreed in a plan in force."""
    made = make.measured(owner=cast.sam, given={"title": "Ten customers", "side": "sales"})
    make.agreed(by=cast.mina, goals=[made], **both(cast))
    return made


def test_a_plan_says_each_goal_with_its_target_and_owner(cast):
    first = make.measured(owner=cast.sam, unit="money", target=Decimal(250000), given={"title": "Bookings"})
    second = make.kept(owner=cast.mara, lower=90, unit="percent", given={"title": "Answered in time"})
    plan = make.plan(by=cast.mina, goals=[first, second], **both(cast))
    make.sign_all(plan)
    version = plan.agreement.versions.get()
    assert version.content["text"].splitlines() == [
        "Our year",
        "Fiscal year 2026",
        "",
        "1. Bookings. From 0 to 250,000 EUR between 1 Jan 2026 and 31 Dec 2026. Sam Sanders answers for it.",
        "2. Answered in time. At least 90 % from 1 Jan 2026 until 31 Dec 2026. Mara Marsh answers for it.",
    ]
    assert [(said["title"], said["target"], said["lower"]) for said in version.content["goals"]] == [
        ("Bookings", "250000.0000", None),
        ("Answered in time", None, "90.0000"),
    ]


def test_nothing_counts_before_everybody_signed(cast):
    goal = make.measured(owner=cast.sam)
    plan = make.plan(by=cast.mina, goals=[goal], **both(cast))
    agreement = agreements.propose(actor=cast.mina, agreement=plan.agreement, now=NOW)
    digest = agreement.versions.get().proposals.get().digest
    agreements.sign(actor=cast.sam, agreement=agreement, digest=digest, now=NOW)
    goal.refresh_from_db()
    assert not goal.stands_agreed(NOW)
    agreements.sign(actor=cast.mara, agreement=agreement, digest=digest, now=NOW)
    goal.refresh_from_db()
    assert goal.stands_agreed(NOW)
    assert [row.goal for row in queries.scoreboard(viewer=cast.milo, now=NOW).agreed] == [goal]


# --- what is agreed stays ----------------------------------------------------------------------------------

MEASURE = {"unit": "number", "direction": "reach", "baseline": Decimal(0), "starts_on": date(2026, 1, 1)}
CHANGES = [
    ("target", lambda cast, goal: commands.set_measure(
        actor=cast.ada, goal=goal, target=Decimal(50), due_on=date(2026, 12, 31), now=NOW, **MEASURE)),
    ("measured until", lambda cast, goal: commands.set_measure(
        actor=cast.sam, goal=goal, target=Decimal(100), due_on=date(2027, 1, 31), now=NOW, **MEASURE)),
    ("due", lambda cast, goal: commands.edit_goal(actor=cast.ada, goal=goal, due_on=date(2027, 1, 31), now=NOW)),
    ("side", lambda cast, goal: commands.edit_goal(actor=cast.ada, goal=goal, side="joint", now=NOW)),
    ("owner of the other side", lambda cast, goal: commands.edit_goal(
        actor=cast.ada, goal=goal, owner=cast.mara, now=NOW)),
]  # fmt: skip


@pytest.mark.parametrize("change", [change for _name, change in CHANGES], ids=[name for name, _change in CHANGES])
def test_the_commands_refuse_what_is_agreed_whoever_asks(cast, goal, change):
    with pytest.raises(Protected, match="agreed in the plan “Our year”"):
        change(cast, goal)


def by_save(goal, field, value):
    setattr(goal, field, value)
    goal.save()


def by_update(goal, field, value):
    Goal.objects.filter(pk=goal.pk).update(**{field: value})


def by_sql(goal, field, value):
    with connection.cursor() as cursor:
        cursor.execute(f"update goals_goal set {field} = %s where id = %s", [value, goal.pk])  # noqa: S608


@pytest.mark.parametrize("way", [by_save, by_update, by_sql])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("target", 50),
        ("baseline", 1),
        ("due_on", date(2027, 1, 31)),
        ("starts_on", date(2026, 2, 1)),
        ("side", "joint"),
    ],
)
def test_the_database_refuses_what_is_agreed(goal, way, field, value):
    with pytest.raises(IntegrityError, match="stands in a plan in force"), transaction.atomic():
        way(goal, field, value)


@pytest.mark.parametrize("way", [by_save, by_update])
def test_no_goal_is_let_go_but_by_a_later_version(goal, way):
    with pytest.raises(IntegrityError, match="let go by a later version only"), transaction.atomic():
        way(goal, "agreed_version", None)


def test_all_else_of_an_agreed_goal_is_its_owners(cast, goal):
    commands.edit_goal(actor=cast.mina, goal=goal, why="They pay on time.", weight=2, now=NOW)
    given = MEASURE | {"target": Decimal(100), "due_on": date(2026, 12, 31), "check_in_days": 7}
    commands.set_measure(actor=cast.sam, goal=goal, now=NOW, **given)
    goal.refresh_from_db()
    assert (goal.why, goal.weight, goal.check_in_days) == ("They pay on time.", 2, 7)


def test_nobody_is_kept_from_leaving(cast, goal):
    people.leave(actor=cast.ada, member=cast.sam, successor=cast.mara, now=NOW)
    goal.refresh_from_db()
    assert (goal.owner, goal.stands_agreed(NOW)) == (cast.mara, True)


# --- changed together --------------------------------------------------------------------------------------


def propose_again(cast, plan):
    agreements.edit_draft(actor=cast.mina, agreement=plan.agreement, what_changed="Spring was slow.", now=NOW)
    make.sign_all(plan, NOW)


def test_another_target_opens_an_amendment_that_holds_it(cast, goal):
    plan = commands.amend_goal(actor=cast.mina, goal=goal, target=Decimal(80), due_on=date(2026, 11, 30), now=NOW)
    entry = PlanGoal.objects.get(goal=goal)
    assert entry.typed == {"target": "80", "due_on": "2026-11-30"}
    assert [version.state for version in plan.agreement.versions.order_by("number")] == ["signed", "draft"]
    goal.refresh_from_db()
    assert (goal.target, goal.due_on) == (Decimal(100), date(2026, 12, 31))
    # What is typed next goes into the same draft.
    commands.amend_goal(actor=cast.sam, goal=goal, target=Decimal(70), now=NOW)
    entry.refresh_from_db()
    assert entry.typed == {"target": "70", "due_on": "2026-11-30"}
    propose_again(cast, plan)
    goal.refresh_from_db()
    entry.refresh_from_db()
    assert (goal.target, goal.due_on, goal.agreed_version.number) == (Decimal(70), date(2026, 11, 30), 2)
    assert entry.typed == {}


def test_what_is_left_out_is_let_go_when_the_next_version_counts(cast):
    goal, other = make.measured(owner=cast.sam), make.measured(owner=cast.mara)
    plan = make.agreed(by=cast.mina, goals=[goal, other], **both(cast))
    agreements.amend(actor=cast.mina, agreement=plan.agreement, now=NOW)
    commands.leave_out(actor=cast.mina, plan=plan, goal=goal, now=NOW)
    goal.refresh_from_db()
    assert goal.stands_agreed(NOW)
    propose_again(cast, plan)
    goal.refresh_from_db()
    other.refresh_from_db()
    assert (goal.agreed_version, other.agreed_version.number) == (None, 2)
    assert list(PlanGoal.objects.values_list("goal", flat=True)) == [other.pk]


def test_what_is_agreed_already_is_no_amendment(cast, goal):
    with pytest.raises(NothingElse):
        commands.amend_goal(actor=cast.mina, goal=goal, target=Decimal(100), now=NOW)
    with pytest.raises(NothingAgreed):
        commands.amend_goal(actor=cast.mina, goal=make.measured(owner=cast.sam), target=Decimal(80), now=NOW)


def test_the_draft_is_for_whoever_may_work_on_its_agreement(cast, goal):
    plan = goal.in_plan.plan
    with pytest.raises(PermissionDenied):
        commands.amend_goal(actor=cast.sofie, goal=goal, target=Decimal(80), now=NOW)
    agreements.amend(actor=cast.mina, agreement=plan.agreement, now=NOW)
    with pytest.raises(PermissionDenied):
        commands.add_to_plan(actor=cast.sofie, plan=plan, goal=make.goal(owner=cast.sofie), now=NOW)


def test_a_goal_stands_in_one_plan_and_a_plan_holds_twelve(cast, goal):
    with pytest.raises(InAPlan):
        make.plan(by=cast.mina, goals=[goal], **both(cast))
    with pytest.raises(TooMany):
        make.plan(by=cast.mina, goals=[make.goal(owner=cast.sam) for _ in range(13)], **both(cast))
