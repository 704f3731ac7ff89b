"""Home, the other side and the search as people meet them."""

from datetime import date, timedelta

import pytest

from apps.collateral.models import Asset
from apps.goals.models import Task
from apps.notices import commands as notices
from apps.notices.models import Follow
from apps.people.models import Member
from tests.cast import NOW, client_of
from tests.factories import agreements as make_agreement
from tests.factories import collateral, people
from tests.factories import goals as make
from tests.factories import leads as make_lead
from tests.factories import meetings as make_meeting
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db


# --- Home -------------------------------------------------------------------------------------------------


def test_an_empty_desk_says_what_to_do_next(cast):
    walk = Walker(cast.sam).open("/").reads("Hello, Sam", "Nothing waits for you.", "Nothing yet.")
    walk.follow("See where you can help").reads("What Marketing is working on")


def test_each_is_acted_on_where_it_stands_and_one_is_back_on_home(cast):
    make.offered(by=cast.mina, to=cast.sam, title="Call Acme")
    walk = Walker(cast.sam).open("/").reads("Task offered to you", "Mina Minot has been waiting since")
    walk.press("Accept: Call Acme").reads("You answer for it now.", "Your task", "My work")
    walk.press("Done: Call Acme").reads("“Call Acme” is done.", "Nothing waits for you.")
    walk.press("Undo").reads("It is as it was before.", "Your task")
    assert walk.url == "/"


def test_what_is_to_be_said_first_leads_straight_to_its_form(cast):
    make.offered(by=cast.mina, to=cast.sam, title="Call Acme")
    Walker(cast.sam).open("/").follow("Decline: Call Acme").reads("Why not?")


def test_a_button_that_comes_too_late_says_why(cast):
    task = make.offered(by=cast.mina, to=cast.sam, title="Call Acme")
    walk = Walker(cast.sam).open("/")
    Task.objects.get(pk=task.pk).terms.to_answer().update(state="withdrawn", ended_at=NOW)
    walk.press("Accept: Call Acme", expect=409)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "evil"])
def test_nobody_is_sent_elsewhere(cast, back):
    task = make.task(owner=cast.sam)
    answer = client_of(cast.sam).post(f"/tasks/{task.pk}/start/", {"back": back})
    assert (answer.status_code, answer["Location"]) == (302, f"/tasks/{task.pk}/")


def test_the_newest_notices_stand_beside_the_work_and_all_in_the_inbox(cast, notice_kind):
    notice_kind("test-daily")
    for number in range(6):
        area = people.area(owner=cast.mara, name=f"Area {number}")
        notices.post(to=[cast.sam], kind="test-daily", about=area, actor=cast.ada, now=NOW + timedelta(minutes=number))
    walk = Walker(cast.sam).open("/").reads("“Area 5”", "“Area 1”").does_not_read("“Area 0”")
    walk.follow("All I was told").reads("“Area 5”", "“Area 0”")


def test_a_new_member_sees_the_first_steps_of_their_role(cast):
    Walker(cast.sam).open("/").does_not_read("Your first steps")
    Member.objects.filter(pk__in=[cast.sam.pk, cast.mara.pk, cast.mina.pk]).update(joined_at=NOW.replace(year=2126))
    Walker(cast.mara).open("/").reads("Your first steps", "Put up your first piece of collateral")
    Walker(cast.mina).open("/").reads("Put a joint meeting into the calendar")
    sam = Walker(cast.sam).open("/").reads("Add a photo", "Rate a piece of collateral you know")
    asset = collateral.make_published(cast.mara)
    collateral.commands.give_feedback(actor=cast.sam, version=asset.current, rating=5, now=NOW)
    assert "Rate a piece of collateral you know" not in [words.text for words in sam.open("/").page.xpath("//main//a")]


def test_the_admin_of_a_new_company_sees_what_makes_it_useful(cast):
    Member.objects.filter(pk=cast.ada.pk).update(joined_at=NOW.replace(year=2126))
    ada = Walker(cast.ada).open("/").reads("Your first steps")

    def to_do():
        (card,) = ada.open("/").page.xpath("//section[@aria-labelledby='first-steps-title']")
        return [link.text for link in card.iter("a")]

    assert to_do() == [
        "Say when you work, and when your year begins",
        "Invite your colleagues",
        "Name your products and who buys them",
        "Put up your first files",
        "Put a joint meeting into the calendar",
        "Open the fiscal year",
        "Bring your leads in",
        "Add a photo, so that people know you",
    ]
    ada.follow("Put up your first files").reads("Upload collateral")
    collateral.make_published(cast.mara)
    assert "Put up your first files" not in to_do()
    ada.open("/plans/").follow("Begin a plan").reads("no fiscal year is open yet").follow("Open the fiscal year")


def test_a_full_desk_shows_the_next_of_each_group_and_all_when_asked(cast):
    for number in range(27):
        make.task(owner=cast.sam, title=f"Call {number:02}", due_on=date(2126, 3, 1) + timedelta(days=number))
    walk = Walker(cast.sam).open("/").reads("Call 24").does_not_read("Call 25")
    assert len([row for row in walk.rows() if row.startswith("Call")]) == 25
    walk.follow("All 27: Later").reads("Call 26")


def fill(cast, count):
    """So many of each kind on Sam's desk."""
    later = date(2126, 3, 10)
    for number in range(count):
        goal = make.measured(owner=cast.sam, check_in_days=7, given={"title": f"Goal {number}"})
        make.milestone(goal=goal, due_on=later)
        make.obstacle(by=cast.mara, blocks=goal, remover=cast.sam)
        make.task(owner=cast.sam, due_on=later)
        make.offered(by=cast.mina, to=cast.sam)
        collateral.delivered(collateral.ask(cast.sam), cast.mara)
        collateral.accepted(collateral.ask(cast.mara, kind="reference"), cast.sam, due_on=later)
        make_agreement.proposed(cast)
        make_agreement.agreed(cast)
        make_meeting.running(by=cast.sam)
        make_lead.ready(by=cast.mara, now=NOW)
        asset = collateral.make_published(cast.mara)
        Asset.objects.filter(pk=asset.pk).update(owner=cast.sam)
        collateral.commands.give_feedback(actor=cast.sofie, version=asset.current, rating=2, reason="outdated", now=NOW)


def test_home_costs_the_same_with_one_of_each_and_with_ten(cast, notice_kind, django_assert_num_queries):
    """Of the newest notices all are about areas: each further kind among these five is one query more."""
    notice_kind("test-daily")
    for number in range(5):
        area = people.area(owner=cast.mara, name=f"Area {number}")
        notices.post(to=[cast.sam], kind="test-daily", about=area, actor=cast.ada, now=NOW + timedelta(days=1))
    cast.company.sales_lead, cast.company.marketing_lead = cast.mina, cast.moritz
    cast.company.save()
    make_lead.in_force(cast)
    make_lead.qualifier(cast.sam, by=cast.ada)
    client = client_of(cast.sam)
    fill(cast, 1)
    client.get("/")
    with django_assert_num_queries(30):
        client.get("/")
    fill(cast, 9)
    with django_assert_num_queries(30):
        client.get("/")


def test_my_work_by_api_stands_in_the_same_order(cast):
    late = make.task(owner=cast.sam, title="Late", due_on=date(2026, 3, 9))
    make.task(owner=cast.sam, title="Undated")
    first, second = Caller(make_token(cast.sam))("GET", "work/").json()["results"]
    assert first == {
        "kind": "task-overdue",
        "what": "Your task",
        "about": {"kind": "task", "id": str(late.pk)},
        "title": "Late",
        "when": "late",
        # Midnight in Berlin.
        "due_at": "2026-03-09T23:00:00Z",
        "since": None,
    }
    assert (second["title"], second["when"], second["due_at"]) == ("Undated", "undated", None)


# --- The other side ---------------------------------------------------------------------------------------


def test_the_other_side_is_seen_helped_and_followed(cast):
    make.task(owner=cast.mara, title="Shoot the film", due_on=date(2126, 3, 10))
    make.task(owner=cast.sofie, title="Call Acme")
    collateral.ask(cast.sam, title="Prices")
    walk = Walker(cast.sam).open("/other-side/").reads("Shoot the film", "Prices").does_not_read("Call Acme")
    walk.press("I can help: Shoot the film").reads("you have offered your help").press("Stop following: Shoot the film")
    walk.does_not_read("you have offered your help").press("Follow: Prices")
    assert list(Follow.objects.values_list("about_kind", "helping")) == [("request", False)]
    assert walk.url == "/other-side/"
    walk.follow("Sales").reads("What Sales is working on", "Call Acme").does_not_read("Shoot the film")
    Walker(cast.mara).open("/other-side/").reads("What Sales is working on")


def test_only_agreed_goals_and_what_is_open_stand_there(cast):
    agreed = make.measured(
        owner=cast.mara, given={"title": "A hundred stories", "side": "marketing"}, due_on=date(2126, 1, 1)
    )
    make.agreed(by=cast.mina, goals=[agreed], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    mine = make.goal(owner=cast.mara, title="Mara's own", side="marketing")
    make.milestone(goal=mine, title="The first ten")
    done = make.task(owner=cast.mara, title="Done already")
    make.commands.complete_task(actor=cast.mara, task=done, now=NOW)
    Walker(cast.sam).open("/other-side/").reads("A hundred stories", "The first ten").does_not_read(
        "Mara's own", "Done already"
    )
    rows = Caller(make_token(cast.sam))("GET", "other-side/").json()["results"]
    assert [(row["title"], row["owner"]["name"], row["follows"]) for row in rows] == [
        ("A hundred stories", "Mara Marsh", False),
        ("The first ten", "Mara Marsh", False),
    ]


def test_the_other_side_costs_the_same_with_one_row_and_with_many(cast, django_assert_num_queries):
    client = client_of(cast.sam)
    goal = make.goal(owner=cast.mara)

    def more(count):
        for _number in range(count):
            make.milestone(goal=goal)
            make.task(owner=cast.mara)
            collateral.ask(cast.sam)

    more(1)
    client.get("/other-side/")
    with django_assert_num_queries(9):
        client.get("/other-side/")
    more(25)
    with django_assert_num_queries(9):
        client.get("/other-side/")


# --- The search -------------------------------------------------------------------------------------------


def test_the_search_shows_kinds_with_their_owners_and_more_of_one(cast):
    for number in range(6):
        make.task(owner=cast.sofie, title=f"Call {number}")
    walk = Walker(cast.sam).open("/search/").reads("Type two letters or more.").open("/search/?q=call")
    walk.reads("Tasks", "5+", "Call 0", "Sofie Sommer").does_not_read("Call 5")
    walk.follow("More of: Tasks").reads("Call 5").follow("Look among everything").reads("5+")


def test_nothing_found_leads_on(cast):
    walk = Walker(cast.sam).open("/search/?q=okapi").reads("Nothing fits “okapi” among what you may see.")
    walk.follow("Ask the other side for it").reads("Ask for something")
