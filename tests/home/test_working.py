"""What lies on a desk, in which order, with what can be done about it."""

from datetime import date, timedelta

import pytest

from apps.agreements import commands as agreements
from apps.collateral import commands as requests
from apps.core import due, work
from apps.goals import commands as tasks
from apps.home import queries
from apps.people.queries import time_of_company
from tests.cast import NOW
from tests.factories import agreements as make_agreement
from tests.factories import collateral as make_request
from tests.factories import goals as make
from tests.factories import leads as make_lead
from tests.factories import meetings as make_meeting

pytestmark = pytest.mark.django_db

# The cast's now is Tuesday the 10th, ten in the morning in Berlin.
MONDAY, TODAY, SUNDAY, NEXT_MONDAY = (date(2026, 3, day) for day in (9, 10, 15, 16))


def desk_of(member, now=NOW):
    """By group: the titles and the verbs."""
    return {
        group.key: [(one.title, [str(step.label) for step in one.steps]) for one in group.works]
        for group in queries.my_work(viewer=member, now=now)
    }


def test_nothing_lies_on_an_empty_desk(cast):
    assert queries.my_work(viewer=cast.sam, now=NOW) == []


def test_tasks_stand_by_the_companys_dates(cast):
    for title, due_on in (
        ("Undated", None), ("Next Monday", NEXT_MONDAY), ("Sunday", SUNDAY), ("Today", TODAY), ("Yesterday", MONDAY),
    ):  # fmt: skip
        make.task(owner=cast.sam, title=title, due_on=due_on)
    make.task(owner=cast.sofie, title="Another's", due_on=TODAY)
    own = ["Done", "Start"]
    assert desk_of(cast.sam) == {
        "late": [("Yesterday", own)],
        "today": [("Today", own)],
        "week": [("Sunday", own)],
        "later": [("Next Monday", own)],
        "undated": [("Undated", own)],
    }


def test_a_date_ends_at_midnight_in_berlin(cast):
    make.task(owner=cast.sam, title="Today", due_on=TODAY)
    midnight = NOW.replace(hour=23)
    assert list(desk_of(cast.sam, midnight - timedelta(seconds=1))) == ["today"]
    assert list(desk_of(cast.sam, midnight)) == ["late"]


def test_an_offer_waits_for_who_is_asked_and_the_task_stays_with_its_owner(cast):
    task = make.offered(by=cast.mina, to=cast.sam, title="Call Acme", now=NOW)
    # Two working days from now, at the same time.
    assert desk_of(cast.sam) == {"week": [("Call Acme", ["Accept", "Decline"])]}
    assert desk_of(cast.mina) == {"undated": [("Call Acme", ["Done", "Start"])]}
    tasks.accept_task(actor=cast.sam, task=task, now=NOW)
    assert desk_of(cast.sam) == {"undated": [("Call Acme", ["Done", "Start"])]}
    assert desk_of(cast.mina) == {}


def test_what_is_assigned_stands_once(cast):
    make.assigned(by=cast.ada, to=cast.sam, title="Call Acme", due_on=TODAY)
    assert [titles for _key, titles in desk_of(cast.sam).items()] == [[("Call Acme", ["Accept", "Decline"])]]


def test_what_was_done_for_somebody_is_shown_to_them_for_two_weeks(cast):
    task = make.wanted(by=cast.mina, owner=cast.sam, title="Call Acme")
    tasks.complete_task(actor=cast.sam, task=task, now=NOW)
    assert desk_of(cast.sam) == {}
    assert desk_of(cast.mina) == {"undated": [("Call Acme", ["Confirm", "Reopen"])]}
    assert desk_of(cast.mina, NOW + timedelta(days=14)) == {"undated": [("Call Acme", ["Confirm", "Reopen"])]}
    assert desk_of(cast.mina, NOW + timedelta(days=14, seconds=1)) == {}


def test_a_request_goes_from_desk_to_desk(cast):
    cast.company.marketing_lead = cast.moritz
    cast.company.save()
    wish = make_request.ask(cast.sam, title="Prices", now=NOW)
    assert desk_of(cast.moritz) == {"week": [("Prices", ["Answer it"])]}
    make_request.accepted(wish, cast.mara, due_on=TODAY)
    assert (desk_of(cast.moritz), desk_of(cast.mara)) == ({}, {"today": [("Prices", ["Deliver"])]})
    wish.refresh_from_db()
    make_request.delivered(wish, cast.mara)
    assert (desk_of(cast.mara), desk_of(cast.sam)) == ({}, {"week": [("Prices", ["Look at it", "That is it"])]})
    wish.refresh_from_db()
    requests.confirm_request(actor=cast.sam, request=wish, now=NOW)
    assert desk_of(cast.sam) == {}


def test_a_salesperson_finds_leads_first_and_others_by_their_time(cast):
    make_lead.offered(cast, to=cast.sam, name="Kim")
    make.task(owner=cast.sam, title="Yesterday", due_on=MONDAY)
    assert list(desk_of(cast.sam)) == ["leads", "late"]
    assert desk_of(cast.sam)["leads"] == [("Kim", ["Take the lead", "Return"])]
    cast.sam.roles = ["manager"]
    assert list(desk_of(cast.sam)) == ["late", "today"]


def test_agreements_goals_obstacles_and_meetings_lie_there_too(cast):
    agreement = make_agreement.proposed(cast, title="Who calls", now=NOW)
    goal = make.measured(owner=cast.sam, given={"title": "Ten customers"}, check_in_days=7)
    make.milestone(goal=goal, title="First five", due_on=NEXT_MONDAY)
    make.obstacle(by=cast.sofie, blocks=goal, remover=cast.sam, what="No prices", remove_by=NEXT_MONDAY)
    make_meeting.series(by=cast.sam, title="The joint hour", first_on=date(2026, 3, 11))
    found = {title: (key, verbs) for key, rows in desk_of(cast.sam).items() for title, verbs in rows}
    titles = ["Who calls", "Ten customers", "First five", "No prices"]
    assert {title: found[title][1] for title in titles} == {
        "Who calls": ["Read and answer"],
        "Ten customers": ["Say how it stands", "On track", "At risk"],
        "First five": ["Done"],
        "No prices": ["I remove it", "It is removed"],
    }
    assert found["The joint hour, 11 Mar 2026"][1] == ["Put the agenda together"]
    make_agreement.signed_by(agreement, cast.sam, now=NOW)
    assert "Who calls" not in {title for rows in desk_of(cast.sam).values() for title, _verbs in rows}
    assert "Who calls" in {title for rows in desk_of(cast.mara).values() for title, _verbs in rows}


def test_an_objection_is_an_answer_until_it_is_withdrawn(cast):
    agreement = make_agreement.proposed(cast, title="Who calls", now=NOW)
    agreements.object_to(
        actor=cast.sam, agreement=agreement, digest=make_agreement.digest(agreement), why="No.", would_do="Two days.",
        now=NOW,
    )  # fmt: skip
    assert desk_of(cast.sam) == {}


def test_all_that_is_followed_up_lies_on_the_desk(cast, world_of_work):
    """Whatever waits by a kind of follow-up is found by Home, by a source of its app or as it is."""
    company, time = time_of_company()
    for member in world_of_work:
        desk = work.on_desk(work.Desk(member, NOW, company, time))
        told = {one.kind for one in due.waiting(member, NOW)} - {"action-item-due"}
        assert told <= {one.kind for one in desk}
        assert told, f"nothing waits for {member}"
        # What can be put off is what a reminder would be about.
        pairs = {(one.kind, one.thing.pk) for one in due.waiting(member, NOW)}
        assert {(one.kind, one.thing.pk) for one in desk if one.can_wait} == pairs


@pytest.fixture
def world_of_work(cast):
    """Something of each kind that waits for Sam or Mara."""
    goal = make.measured(owner=cast.sam, check_in_days=1, now=NOW - timedelta(days=7))
    make.milestone(goal=goal, due_on=MONDAY)
    make.obstacle(by=cast.sofie, blocks=goal, remover=cast.mara)
    make.task(owner=cast.sam, due_on=MONDAY)
    make.offered(by=cast.mina, to=cast.mara)
    make_agreement.agreed(cast)
    make_agreement.proposed(cast)
    make_lead.offered(cast, to=cast.sam)
    wish = make_request.ask(cast.sam)
    make_request.delivered(wish, cast.mara)
    make_request.accepted(make_request.ask(cast.sam), cast.mara)
    return [cast.sam, cast.mara]
