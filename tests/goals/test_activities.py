"""What a plan names beside its goals: signed with it, changed only with it, kept or not, handed over."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from apps.agreements import commands as agreements
from apps.agreements import queries as agreed
from apps.core import due
from apps.core.due import Due, Window
from apps.goals import commands, queries
from apps.goals.commands.activities import NamedAlready, NothingPromised, NotOfThisPlan
from apps.goals.commands.promises import NotAPromise, NothingDueThen, NotInItsTime, NotOverYet
from apps.goals.commands.protecting import Protected
from apps.goals.models import AgreedActivity, Milestone, PromiseMark
from apps.goals.queries.agreed import parts
from apps.people import commands as people
from apps.people.models import Member
from apps.trail import queries as trail
from tests.cast import NOW
from tests.factories import goals as make
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
# The plan counts from the first day of the year on.
SIGNED = datetime(2026, 1, 1, 9, tzinfo=BERLIN)


def at(month, day, hour=12):
    return datetime(2026, month, day, hour, tzinfo=BERLIN)


@pytest.fixture
def plan(cast):
    """A draft of one goal of Mara's, with a milestone, two case studies a month, and a word about first contact."""
    goal = make.measured(owner=cast.mara, now=SIGNED, given={"title": "Ten stories"})
    step = make.milestone(goal=goal, title="First story", due_on=date(2026, 3, 31), now=SIGNED)
    made = make.plan(by=cast.moritz, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva, now=SIGNED)
    commands.name_milestone(actor=cast.moritz, plan=made, milestone=step, side="marketing", now=SIGNED)
    make.promise(by=cast.moritz, plan=made, goal=goal, owner=cast.mara, now=SIGNED)
    make.promise(
        by=cast.moritz, plan=made, goal=goal, owner=cast.sam, now=SIGNED, title="First contact within a day",
        side="sales", every="week", how_many=None,
    )  # fmt: skip
    return made


@pytest.fixture
def signed(plan):
    make.sign_all(plan, SIGNED)
    return plan


def named(title):
    return AgreedActivity.objects.get(title=title) if title else AgreedActivity.objects.get(title="")


def studies():
    return named("Case studies")


def contact():
    return named("First contact within a day")


def step():
    return named("")


# --- signed together ---------------------------------------------------------------------------------------


def test_a_plan_says_what_it_names(signed):
    content = signed.agreement.versions.get().content
    assert content["text"].splitlines()[3:] == [
        "1. Ten stories. From 0 to 100 between 1 Jan 2026 and 31 Dec 2026. Mara Marsh answers for it.",
        "",
        "Agreed activities",
        "1. First story, by 31 Mar 2026. Mara Marsh answers for it.",
        "2. Case studies: 2 each month. Mara Marsh answers for it.",
        "3. First contact within a day: kept each week. Sam Sanders answers for it.",
    ]
    assert [(part.title, dict(part.values)) for part in parts(content)[2:]] == [
        ("First story", {"In words": "First story", "Side": "Marketing", "Owner": "Mara Marsh",
                         "For the goal": "Ten stories", "Due": "31 Mar 2026"}),
        ("Case studies", {"In words": "Case studies", "Side": "Marketing", "Owner": "Mara Marsh",
                          "For the goal": "Ten stories", "How often": "Each month", "How many": "2"}),
        ("First contact within a day", {"In words": "First contact within a day", "Side": "Sales",
                                        "Owner": "Sam Sanders", "For the goal": "Ten stories",
                                        "How often": "Each week", "How many": "kept or not"}),
    ]  # fmt: skip


def test_only_what_is_of_the_plan_is_named_and_once(cast, plan):
    elsewhere = make.goal(owner=cast.mara)
    act = {"actor": cast.moritz, "plan": plan, "now": NOW}
    with pytest.raises(NotOfThisPlan):
        make.promise(by=cast.moritz, plan=plan, goal=elsewhere, owner=cast.mara)
    with pytest.raises(NamedAlready):
        commands.name_milestone(milestone=step().milestone, side="joint", **act)
    with pytest.raises(NothingPromised):
        commands.change_activity(activity=studies(), title=" ", **act)
    with pytest.raises(PermissionDenied):
        make.promise(by=cast.sofie, plan=plan, goal=studies().goal, owner=cast.sofie)


def test_before_it_is_signed_a_promise_is_changed_in_the_draft(cast, plan):
    commands.change_activity(actor=cast.sam, plan=plan, activity=studies(), how_many=3, now=NOW)
    commands.leave_activity_out(actor=cast.sam, plan=plan, activity=contact(), now=NOW)
    assert (studies().how_many, studies().typed) == (3, {})
    make.sign_all(plan, NOW)
    assert [said["title"] for said in plan.agreement.versions.get().content["activities"]] == [
        "First story", "Case studies",
    ]  # fmt: skip
    assert (contact().agreed_version, studies().stands_agreed(NOW)) == (None, True)


def test_another_number_opens_an_amendment_and_counts_once_all_signed(cast, signed):
    commands.amend_activity(actor=cast.sam, activity=studies(), how_many=3, now=NOW)
    commands.amend_activity(actor=cast.sam, activity=step(), due_on=date(2026, 6, 30), now=NOW)
    commands.leave_activity_out(actor=cast.sam, plan=signed, activity=contact(), now=NOW)
    assert (studies().how_many, studies().typed, step().typed) == (2, {"how_many": 3}, {"due_on": "2026-06-30"})
    text = queries.text_of(signed, viewer=cast.sam, now=NOW)
    assert [(one.words, one.how) for one in text.activities_proposed] == [
        ("First story, by 30 Jun 2026.", "changed"),
        ("Case studies: 3 each month.", "changed"),
        ("First contact within a day: kept each week.", "left_out"),
    ]
    assert [(str(one.label), one.counts, one.proposed) for one in text.activities_proposed[1].changes] == [
        ("How many", "2", "3")
    ]
    assert contact().stands_agreed(NOW)
    agreements.edit_draft(actor=cast.moritz, agreement=signed.agreement, what_changed="It went well.", now=NOW)
    make.sign_all(signed, NOW)
    assert (studies().how_many, studies().typed, studies().agreed_version.number) == (3, {}, 2)
    assert (step().milestone.due_on, contact().agreed_version, contact().leaves) == (date(2026, 6, 30), None, True)
    with pytest.raises(IntegrityError, match="was signed"), transaction.atomic():
        contact().delete()
    before, after = signed.agreement.versions.order_by("number")
    found = agreed.compared_versions(before, after, NOW).parts
    assert [(one.title, one.became) for one in found if one.title not in ("The version",)] == [
        ("First story", "changed"), ("Case studies", "changed"), ("First contact within a day", "gone"),
    ]  # fmt: skip


def test_what_was_agreed_on_a_day_is_said_with_who_answered_then(cast, signed):
    commands.pass_promise_on(actor=cast.moritz, activity=studies(), to=cast.milo, now=at(3, 5))

    def owners(day):
        (one,) = agreed.agreed_on(day, viewer=cast.sam, now=NOW)
        said = {part.title: part.fields for part in one.parts}
        return [(old, beside) for label, old, beside in said["Case studies"] if label == "Owner"]

    assert owners(date(2026, 3, 4)) == [("Mara Marsh", "")]
    assert owners(date(2026, 3, 5)) == [("Mara Marsh", "Milo Miller")]


# --- kept by the commands and by the database --------------------------------------------------------------


def test_nobody_changes_it_around_the_plan(cast, signed):
    milestone = step().milestone
    for changes in ({"title": "A story"}, {"due_on": date(2026, 4, 30)}, {"owner": cast.sam}):
        with pytest.raises(Protected, match="agreed in the plan “Our year”"):
            commands.edit_milestone(actor=cast.ada, milestone=milestone, now=NOW, **changes)
    with pytest.raises(Protected, match="one of that side"):
        commands.pass_promise_on(actor=cast.ada, activity=studies(), to=cast.sam, now=NOW)
    commands.edit_milestone(actor=cast.moritz, milestone=milestone, owner=cast.milo, now=NOW)
    commands.complete_milestone(actor=cast.milo, milestone=milestone, now=NOW)
    commands.pass_promise_on(actor=cast.moritz, activity=studies(), to=cast.milo, now=NOW)
    assert (step().answers, studies().answers) == (cast.milo, cast.milo)


def test_inside_the_leeway_a_milestone_is_moved_and_all_who_signed_are_told(cast, plan):
    agreements.edit_draft(actor=cast.moritz, agreement=plan.agreement, leeway_days=5, now=SIGNED)
    make.sign_all(plan, SIGNED)
    milestone = step().milestone
    commands.edit_milestone(actor=cast.mara, milestone=milestone, due_on=date(2026, 4, 7), now=NOW)
    assert list(step().agreed_version.moves.values_list("what", "changes")) == [
        ("First story", {"Due": ["31 Mar 2026", "7 Apr 2026"]})
    ]
    with pytest.raises(Protected):
        commands.edit_milestone(actor=cast.mara, milestone=milestone, due_on=date(2026, 4, 8), now=NOW)
    with pytest.raises(IntegrityError, match="stands in a plan in force"), transaction.atomic():
        Milestone.objects.filter(pk=milestone.pk).update(due_on=date(2026, 4, 8))


def save(row, field, value):
    setattr(row, field, value)
    row.save()


def update(row, field, value):
    type(row).objects.filter(pk=row.pk).update(**{field: value})


def bulk_update(row, field, value):
    setattr(row, field, value)
    type(row).objects.bulk_update([row], [field])


def sql(row, field, value):
    with connection.cursor() as cursor:
        cursor.execute(f"update {row._meta.db_table} set {field} = %s where id = %s", [value, row.pk])  # noqa: S608


CHANGES = [
    (studies, "title", "Stories"),
    (studies, "side", "sales"),
    (studies, "every", "quarter"),
    (studies, "how_many", 1),
    (contact, "how_many", 1),
    (lambda: step().milestone, "title", "A story"),
    (lambda: step().milestone, "due_on", date(2026, 4, 30)),
]


@pytest.mark.parametrize("way", [save, update, bulk_update, sql])
def test_the_database_keeps_what_was_signed(signed, way):
    for find, field, value in CHANGES:
        row = find()
        before = getattr(row, field)
        with pytest.raises(IntegrityError, match="stands in a plan in force"), transaction.atomic():
            way(row, field, value)
        assert getattr(find(), field) == before


def test_what_was_signed_is_let_go_by_a_later_version_and_never_deleted(signed):
    with pytest.raises(IntegrityError, match="let go by a later version only"), transaction.atomic():
        update(studies(), "agreed_version", None)
    with pytest.raises(IntegrityError, match="was signed"), transaction.atomic():
        studies().delete()


# --- kept --------------------------------------------------------------------------------------------------


def keep(activity, until, count, now, **given):
    return commands.keep_promise(actor=activity.owner, activity=activity, until=until, count=count, now=now, **given)


def test_its_owner_says_how_many_and_may_say_it_anew(cast, signed):
    keep(studies(), date(2026, 2, 28), 1, at(2, 20), note="Lakeside")
    keep(studies(), date(2026, 2, 28), 2, at(3, 2), kept_on=date(2026, 2, 27), note="Lakeside, Riverside")
    spans = queries.kept(queries.activities(viewer=cast.mara, now=NOW).filter(pk=studies().pk), NOW)
    assert [(one.span.words, one.count, one.how.value) for one in spans] == [
        ("January 2026", 0, "late"), ("February 2026", 2, "on_time"), ("March 2026", 0, "ahead"),
    ]  # fmt: skip
    assert PromiseMark.objects.count() == 2
    # How it went is hers, her manager's and the executives' to read: the history, which all can read, doesn't tell.
    assert [(str(one.actor), one.reason) for one in trail.history_of(studies())][:2] == [("Mara Marsh", "")] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseMark.objects.update(count=5)


@pytest.mark.parametrize(
    ("find", "until", "given", "refusal"),
    [
        (studies, date(2026, 4, 30), {}, NothingDueThen),  # ahead
        (studies, date(2026, 2, 27), {}, NothingDueThen),  # not a month's last day
        (studies, date(2026, 2, 28), {"kept_on": date(2026, 1, 31)}, NotInItsTime),
        (studies, date(2026, 2, 28), {"kept_on": date(2026, 3, 11)}, NotInItsTime),
        (contact, date(2026, 3, 15), {}, NotOverYet),  # the week that runs
        (step, date(2026, 3, 31), {}, NotAPromise),
    ],
)
def test_nothing_is_kept_that_was_not_promised_for_then(cast, signed, find, until, given, refusal):
    with pytest.raises(refusal):
        commands.keep_promise(actor=cast.ada, activity=find(), until=until, count=1, now=NOW, **given)


def test_a_promise_is_kept_by_its_owner_or_who_leads_them(cast, signed):
    act = {"activity": studies(), "until": date(2026, 2, 28), "count": 2, "now": NOW}
    for actor in (cast.sam, cast.milo, cast.mina, cast.eva):
        with pytest.raises(PermissionDenied):
            commands.keep_promise(actor=actor, **act)
    for actor in (cast.mara, cast.moritz, cast.ada):
        commands.keep_promise(actor=actor, **act)


def waiting(member, now):
    return [(one.thing, one.due_at) for one in due.due_kind("promise-to-say").waiting(member, now)]


def test_its_owner_is_asked_once_its_time_is_over(cast, signed):
    february = datetime(2026, 2, 28, 23, tzinfo=ZoneInfo("UTC"))
    assert waiting(cast.mara, at(2, 1, 0))[0][1] == datetime(2026, 1, 31, 23, tzinfo=ZoneInfo("UTC"))
    keep(studies(), date(2026, 1, 31), 2, at(2, 2))
    assert waiting(cast.mara, february - timedelta(seconds=1)) == []
    assert waiting(cast.mara, february) == [(studies(), february)]
    window = Window(february - timedelta(hours=1), february)
    assert list(due.due_kind("promise-to-say").within(window)) == [
        Due("promise-to-say", studies(), cast.mara, due_at=february, since=february)
    ]
    keep(studies(), date(2026, 2, 28), 0, NOW, note="Both moved to March.")
    assert waiting(cast.mara, NOW) == []


def test_who_leaves_hands_their_promises_over(cast, signed):
    people.leave(actor=cast.ada, member=cast.mara, successor=cast.milo, now=NOW)
    assert (studies().owner, step().answers) == (cast.milo, cast.milo)
    with pytest.raises(IntegrityError, match="member_leaves_nothing_behind"), transaction.atomic():
        Member.objects.filter(pk=cast.milo.pk).update(is_active=False)
    with pytest.raises(IntegrityError, match="activity_held_by_active_members"), transaction.atomic():
        AgreedActivity.objects.filter(pk=studies().pk).update(owner=cast.mara)


# --- the doors ---------------------------------------------------------------------------------------------


def test_on_the_pages_of_a_draft(cast, plan):
    walk = Walker(cast.mara).open(f"/plans/{plan.pk}/").follow("Name a promise")
    walk.press("Put it into the draft", title="Calls to new leads", how_many="20", every="week", side="sales")
    walk.reads("Calls to new leads: 20 each week.")
    walk.follow("Change “Calls to new leads”").press("Put it into the draft", how_many="")
    walk.reads("Calls to new leads: kept each week.")
    activity = named("Calls to new leads")
    assert (activity.how_many, activity.owner, activity.side) == (None, cast.mara, "sales")


def test_on_the_page_of_what_is_agreed(cast, signed):
    walk = Walker(cast.mara).open(f"/agreed-activities/{studies().pk}/amend/")
    walk.press("Open an amendment with this", how_many="1").reads("How many: 2", "Case studies: 1 each month.")
    assert studies().typed == {"how_many": 1}


def test_by_machine(cast, signed):
    mara = Caller(make_token(cast.mara))
    body = {"until": "2026-02-28", "count": 2, "kept_on": "2026-02-20", "note": "Lakeside and Riverside"}
    assert mara("post", f"agreed-activities/{studies().pk}/keep/", body).status_code == 200
    assert mara("post", f"agreed-activities/{studies().pk}/amend/", {"how_many": 1}).status_code == 200
    answer = mara("patch", f"milestones/{step().milestone_id}/", {"due_on": "2026-12-01"}, if_match='"1"')
    assert (answer.status_code, answer.json()["code"]) == (422, "protected")
    assert answer.json()["amendment"] == {
        "post": f"/api/v1/agreed-activities/{step().pk}/amend/", "body": {"due_on": "2026-12-01"},
    }  # fmt: skip
    found = mara("get", f"agreed-activities/{studies().pk}/spans/").json()["results"]
    assert [(one["ends_on"], one["how"], one["note"]) for one in found if one["ends_on"] == "2026-02-28"] == [
        ("2026-02-28", "on_time", "Lakeside and Riverside")
    ]
    assert Caller(make_token(cast.sam))("get", f"agreed-activities/{studies().pk}/spans/").json()["results"] == []
