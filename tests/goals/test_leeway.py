"""What owners move alone, because the signed text says so: it goes through, and every seat hears of it."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from apps.agreements import commands as agreements
from apps.agreements.models import Move
from apps.goals import commands, queries
from apps.goals.commands.protecting import Protected
from apps.goals.models import Goal, Plan
from apps.meetings import queries as meetings
from apps.notices.models import Notice
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import goals as make
from tests.factories import meetings as gather
from tests.factories import people as make_member
from tests.machine import Caller, make_token
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
SIGNED = date(2026, 12, 31)  # a Thursday


def agreed(cast, days=0, **more):
    goal = make.measured(owner=cast.sam, given={"title": "Ten customers", "side": "sales"})
    plan = make.plan(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    agreements.edit_draft(actor=cast.mina, agreement=plan.agreement, leeway_days=days, now=NOW, **more)
    make.sign_all(plan)
    goal.refresh_from_db()
    return goal


def told(kind):
    return sorted(notice.recipient.first_name for notice in Notice.objects.filter(kind=kind))


def by_command(goal, day, cast):
    commands.edit_goal(actor=cast.sam, goal=goal, due_on=day, now=NOW)


def by_measure(goal, day, cast):
    measure = {"unit": "number", "direction": "reach", "baseline": Decimal(0), "target": Decimal(100)}
    commands.set_measure(actor=cast.sam, goal=goal, starts_on=date(2026, 1, 1), due_on=day, now=NOW, **measure)


def by_save(goal, day, cast):
    goal.due_on = day
    goal.save()


def by_update(goal, day, cast):
    Goal.objects.filter(pk=goal.pk).update(due_on=day)


def by_sql(goal, day, cast):
    with connection.cursor() as cursor:
        cursor.execute("update goals_goal set due_on = %s where id = %s", [day, goal.pk])


@pytest.mark.parametrize("way", [by_command, by_measure, by_save, by_update, by_sql])
@pytest.mark.parametrize(
    ("days", "day", "goes"),
    [
        # Behind the Thursday lie Friday 1 January and two weeks; before it the Friday 18 December and two weeks.
        (10, date(2027, 1, 14), True),
        (10, date(2027, 1, 15), False),
        (10, date(2026, 12, 17), True),
        (10, date(2026, 12, 16), False),
        (1, date(2027, 1, 3), True),
        (1, date(2027, 1, 4), False),
        (0, date(2027, 1, 1), False),
        (0, date(2026, 12, 30), False),
    ],
)
def test_a_due_date_moves_by_the_working_days_that_were_signed(cast, way, days, day, goes):
    goal = agreed(cast, days)
    with transaction.atomic():
        try:
            way(goal, day, cast)
            went = True
        except (Protected, IntegrityError):
            went = False
            transaction.set_rollback(True)
    goal.refresh_from_db()
    assert (went, goal.due_on) == (goes, day if goes else SIGNED)


def test_without_leeway_not_even_over_a_weekend(cast):
    """From a Friday to the Saturday after it lies no working day."""
    goal = make.measured(owner=cast.sam, due_on=date(2026, 12, 18))
    make.agreed(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    for way in (by_command, by_update):
        with pytest.raises((Protected, IntegrityError)), transaction.atomic():
            way(goal, date(2026, 12, 19), cast)


def test_it_is_counted_from_what_was_signed_and_not_from_the_last_move(cast):
    goal = agreed(cast, 10)
    by_command(goal, date(2027, 1, 14), cast)
    for way in (by_command, by_update):
        with pytest.raises((Protected, IntegrityError)), transaction.atomic():
            way(goal, date(2027, 1, 28), cast)


@pytest.mark.parametrize(("field", "value"), [("target", 50), ("baseline", 1), ("side", "joint")])
def test_all_else_stays_protected(cast, field, value):
    goal = agreed(cast, 10)
    with pytest.raises(IntegrityError, match="stands in a plan in force"), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(**{field: value, "due_on": date(2027, 1, 4)})


def reword(goal, way, cast):
    if way == "command":
        commands.edit_goal(actor=cast.mina, goal=goal, title="Ten large customers", now=NOW)
    else:
        Goal.objects.filter(pk=goal.pk).update(title="Ten large customers")


def pass_on(goal, way, cast, to):
    if way == "command":
        commands.edit_goal(actor=cast.ada, goal=goal, owner=to, now=NOW)
    else:
        Goal.objects.filter(pk=goal.pk).update(owner=to)


WAYS = pytest.mark.parametrize("way", ["command", "update"])


@WAYS
def test_the_wording_is_the_owners_where_the_text_says_so(cast, way):
    reword(agreed(cast, leeway_wording=True), way, cast)
    assert Goal.objects.get().title == "Ten large customers"


@WAYS
def test_else_the_wording_stays_as_it_was_signed(cast, way):
    goal = agreed(cast, 10, leeway_owner=True)
    with pytest.raises((Protected, IntegrityError)), transaction.atomic():
        reword(goal, way, cast)


@WAYS
def test_within_the_team_it_is_passed_on_where_the_text_says_so(cast, way):
    goal = agreed(cast, leeway_owner=True)
    pass_on(goal, way, cast, cast.sofie)
    goal.refresh_from_db()
    assert goal.owner == cast.sofie
    for other in (cast.mara, cast.milo):
        with pytest.raises((Protected, IntegrityError)), transaction.atomic():
            pass_on(goal, way, cast, other)


@WAYS
def test_else_whoever_signed_for_it_answers_for_it(cast, way):
    goal = agreed(cast, 10, leeway_wording=True)
    with pytest.raises((Protected, IntegrityError)), transaction.atomic():
        pass_on(goal, way, cast, cast.sofie)


def test_who_leaves_leaves_it_to_whom_it_is_handed_over_whatever_the_text_says(cast):
    goal = agreed(cast)
    people.leave(actor=cast.ada, member=cast.sam, successor=cast.mara, now=NOW)
    goal.refresh_from_db()
    assert (goal.owner, told("agreement-moved")) == (cast.mara, ["Eva", "Mara", "Sam"])
    # What lets a leaver's work go on is said of them alone.
    with pytest.raises(IntegrityError, match="stands in a plan in force"), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(owner=cast.milo)


def test_another_owner_and_other_words_come_by_an_amendment(cast):
    goal = agreed(cast)
    plan = commands.amend_goal(actor=cast.mina, goal=goal, owner=cast.mara, title="Ten large customers", now=NOW)
    agreements.edit_draft(actor=cast.mina, agreement=plan.agreement, what_changed="She knows them.", now=NOW)
    proposed = queries.text_of(plan, viewer=cast.mina, now=NOW).proposed[0]
    assert [(str(one.label), one.counts, one.proposed) for one in proposed.changes] == [
        ("Title", "Ten customers", "Ten large customers"),
        ("Owner", "Sam Sanders", "Mara Marsh"),
    ]
    goal.refresh_from_db()
    assert (goal.title, goal.owner) == ("Ten customers", cast.sam)
    make.sign_all(plan, NOW)
    goal.refresh_from_db()
    assert (goal.title, goal.owner) == ("Ten large customers", cast.mara)
    assert goal.agreed_version.text.splitlines()[3].startswith("1. Ten large customers. From 0 to 100 ")
    assert (told("goal-given"), told("goal-passed-on")) == (["Mara"], ["Sam"])


def test_who_left_before_it_was_signed_answers_for_nothing(cast):
    goal = agreed(cast)
    plan = commands.amend_goal(actor=cast.mina, goal=goal, owner=cast.sofie, now=NOW)
    agreements.edit_draft(actor=cast.mina, agreement=plan.agreement, what_changed="She knows them.", now=NOW)
    people.leave(actor=cast.ada, member=cast.sofie, successor=cast.mina, now=NOW)
    make.sign_all(plan, NOW)
    goal.refresh_from_db()
    assert goal.owner == cast.sam


def test_of_two_namesakes_the_text_says_which(cast):
    make_member.member(name="Sam Sanders", email="other.sam@accord.example")
    assert f"Sam Sanders ({cast.sam.email}) answers for it." in agreed(cast).agreed_version.text


def test_on_the_page_what_is_typed_goes_on_into_the_amendment(cast):
    goal = agreed(cast)
    mina = Walker(cast.mina).open(f"/goals/{goal.pk}/edit/")
    mina.press("Save", title="Ten large customers", owner=str(cast.sofie.pk)).reads("Propose another target")
    mina.press("Open an amendment with this").reads("The amendment is open.", "Sam Sanders", "Sofie Sommer")
    assert Goal.objects.get().title == "Ten customers"


def test_it_stands_in_the_words_that_are_signed(cast):
    version = agreed(cast, 10).agreed_version
    assert version.text.splitlines()[-1] == (
        "Owners may move their due dates alone by up to 10 working days; all who signed this are told."
    )


def test_every_seat_and_the_sponsor_hear_of_a_move(cast):
    goal = agreed(cast, 10, leeway_wording=True)
    by_command(goal, date(2027, 1, 8), cast)
    found = Move.objects.get()
    assert (found.what, found.changes, found.by) == ("Ten customers", {"Due": ["31 Dec 2026", "8 Jan 2027"]}, cast.sam)
    assert told("agreement-moved") == ["Eva", "Mara"]
    commands.edit_goal(actor=cast.sam, goal=goal, title="Ten large customers", now=NOW)
    assert Move.objects.count() == 2


def test_one_click_puts_it_on_the_table(cast):
    goal = agreed(cast, 10)
    by_command(goal, date(2027, 1, 8), cast)
    move, agreement = Move.objects.get(), Plan.objects.get().agreement
    talk = {"agreement": agreement, "move": move, "now": NOW}
    assert outcome(lambda: agreements.talk_about(actor=cast.milo, **talk)) == "403"
    assert outcome(lambda: agreements.talk_about(actor=cast.mara, **talk)) == "done"
    assert outcome(lambda: agreements.talk_about(actor=cast.eva, **talk)) == "talked-already"
    assert told("talk-asked") == ["Sam"]
    meeting = gather.meeting(by=cast.mina, members=[cast.sam, cast.mara])
    assert [(one.title, one.evidence) for one in meetings.suggested(meeting, viewer=cast.mina, now=NOW)] == [
        ("Moved: Ten customers", "Mara Marsh wants to talk about it. Due: 31 Dec 2026 → 8 Jan 2027")
    ]


@pytest.mark.parametrize(
    "change", [{"what": "Else"}, {"changes": {}}, {"at": datetime.fromisoformat("2026-01-01T00:00Z")}]
)
def test_a_move_is_kept_as_it_was(cast, change):
    by_command(agreed(cast, 10), date(2027, 1, 8), cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.update(**change)


def test_machines_find_the_amendment_that_holds_what_they_sent(cast):
    goal = agreed(cast, 10)
    sam = Caller(make_token(cast.sam))
    refused = sam("PATCH", f"goals/{goal.pk}/", {"due_on": "2027-02-26"}, if_match=f'"{goal.revision}"')
    assert (refused.status_code, refused.json()["code"]) == (422, "protected")
    way = refused.json()["amendment"]
    assert way == {"post": f"/api/v1/goals/{goal.pk}/amend/", "body": {"due_on": "2027-02-26"}}
    assert sam("POST", way["post"].removeprefix("/api/v1/"), way["body"]).status_code == 200


def test_moved_on_the_page_and_talked_about(cast):
    goal = agreed(cast, 10)
    sam = Walker(cast.sam).open(f"/goals/{goal.pk}/measure/").press("Save", due_on="2027-01-08")
    sam.reads("From now on its numbers say how far it is.")
    mara = Walker(cast.mara).open("/").reads("Sam Sanders moved “Ten customers”")
    mara.open(f"/agreements/{Plan.objects.get().agreement_id}/").reads("31 Dec 2026 → 8 Jan 2027").press("Let's talk")
    mara.reads("Sam Sanders is told", "Mara Marsh wants to talk about it")
    sam.open(f"/goals/{goal.pk}/measure/").press("Save", due_on="2027-02-26").reads("Propose another target")
