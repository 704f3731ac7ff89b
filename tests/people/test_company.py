from datetime import date, time
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.core import undo
from apps.people import commands, queries
from apps.people.models import Choice, ChoiceList, ClosedDay, Company, Member
from apps.trail.models import Activity
from tests.cast import NOW, client_of
from tests.factories import people as make
from tests.outcome import outcome

ONLY_ADMINS = {"sam": "403", "mara": "403", "mina": "403", "eva": "403", "ada": "done", "dan": "403"}


@pytest.mark.parametrize(("who", "expected"), ONLY_ADMINS.items())
def test_only_admins_change_settings(cast, who, expected):
    actor = cast.by_name(who)
    asked = [
        lambda: commands.edit_company(actor=actor, company=cast.company, name="Other", now=NOW),
        lambda: commands.add_closed_day(actor=actor, on=date(2026, 5, 1), name="Labour Day", now=NOW),
        lambda: commands.remove_closed_day(actor=actor, closed_day=_closed_day(), now=NOW),
    ]
    assert [outcome(act) for act in asked] == [expected] * 3


def _closed_day() -> ClosedDay:
    return ClosedDay.objects.get_or_create(on=date(2026, 12, 25), name="Christmas")[0]


def test_settings_count_at_once_and_stand_in_the_history(cast):
    commands.edit_company(
        actor=cast.ada, company=cast.company, opens=time(8), work_days=[0, 1, 2, 3], revision=1, now=NOW
    )
    working = queries.working_time()
    facts = Activity.objects.get(act="company.edited").detail.facts
    assert (working.opens, working.days) == (time(8), frozenset({0, 1, 2, 3}))
    assert facts == {"changes": {"opens": ["09:00:00", "08:00:00"], "work_days": [[0, 1, 2, 3, 4], [0, 1, 2, 3]]}}


def test_a_page_reads_the_settings_once_and_the_next_one_anew(cast):
    """A task board says by them what is late and whose company it is; outside of a page they are read each time."""
    client, seen = client_of(cast.sam), []
    for name in ("Aurora", "Borealis"):
        Company.objects.update(name=name)
        with CaptureQueriesContext(connection) as ran:
            page = client.get("/tasks/who-has-what/").text
        seen.append((sum('FROM "people_company"' in one["sql"] for one in ran), name in page))
    assert seen == [(1, True), (1, True)]
    Company.objects.update(name="Third")
    assert queries.company().name == "Third"


def test_settings_saved_over_a_newer_change_are_stale(cast):
    commands.edit_company(actor=cast.ada, company=cast.company, name="Newer", revision=1, now=NOW)
    again = partial(commands.edit_company, actor=cast.ada, company=cast.company, name="Mine", revision=1, now=NOW)
    assert outcome(again) == "stale"
    assert Company.objects.get().name == "Newer"


def test_settings_that_change_nothing_leave_no_trace(cast):
    commands.edit_company(actor=cast.ada, company=cast.company, name="Test & Co", now=NOW)
    assert (Company.objects.get().revision, Activity.objects.filter(act="company.edited").count()) == (1, 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"opens": time(17)}, "hours-in-disorder"),
        ({"closes": time(9)}, "hours-in-disorder"),
        ({"opens": time(6), "closes": time(22)}, "done"),
    ],
)
def test_work_ends_after_it_begins(cast, values, expected):
    assert outcome(partial(commands.edit_company, actor=cast.ada, company=cast.company, now=NOW, **values)) == expected


def test_a_leaver_leads_no_side(cast):
    asked = partial(commands.edit_company, actor=cast.ada, company=cast.company, sales_lead=cast.dan, now=NOW)
    assert outcome(asked) == "has-left"


@pytest.mark.parametrize(
    "values",
    [
        {"opens": time(18)},
        {"work_days": []},
        {"work_days": [7]},
        {"currency": "eur"},
        {"fiscal_year_month": 13},
    ],
)
def test_database_refuses_settings_that_make_no_sense(cast, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.update(**values)


def test_there_is_one_company(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.create(name="Second")


@pytest.mark.parametrize("column", ["sales_lead", "marketing_lead"])
def test_database_refuses_a_leaver_as_side_lead(cast, column):
    with pytest.raises(IntegrityError, match="company_held_by_active_members"), transaction.atomic():
        Company.objects.update(**{column: cast.dan})


def test_a_day_is_closed_once(cast):
    commands.add_closed_day(actor=cast.ada, on=date(2026, 5, 1), name="Labour Day", now=NOW)
    again = partial(commands.add_closed_day, actor=cast.ada, on=date(2026, 5, 1), name="May Day", now=NOW)
    assert outcome(again) == "day-taken"
    assert queries.working_time().closed == {date(2026, 5, 1)}


def test_a_removed_day_comes_back_by_undo(cast):
    day = commands.add_closed_day(actor=cast.ada, on=date(2026, 5, 1), name="Labour Day", now=NOW)
    _gone, offer = commands.remove_closed_day(actor=cast.ada, closed_day=day, now=NOW)
    assert ClosedDay.objects.count() == 0
    undo.run(token=offer.token, actor=cast.ada, now=NOW)
    assert list(ClosedDay.objects.values_list("on", "name")) == [(date(2026, 5, 1), "Labour Day")]


def test_an_offer_to_undo_is_for_who_did_it(cast):
    day = commands.add_closed_day(actor=cast.ada, on=date(2026, 5, 1), name="Labour Day", now=NOW)
    _gone, offer = commands.remove_closed_day(actor=cast.ada, closed_day=day, now=NOW)
    assert outcome(partial(undo.run, token=offer.token, actor=cast.mina, now=NOW)) == "too-late"


def test_set_up_begins_with_one_admin_and_the_starter_lists(db):
    company, admin = commands.set_up_company(
        name="New & Co", admin_name="Nora", admin_email="Nora@New.example", admin_password="a-long-password", now=NOW
    )
    assert (company.name, company.is_demo, admin.email, admin.roles) == (
        "New & Co",
        False,
        "nora@new.example",
        ["admin"],
    )
    assert admin.check_password("a-long-password")
    assert admin.password.startswith("argon2$argon2id$")
    assert list(Choice.objects.of(ChoiceList.FUNNEL_STAGE).values_list("label", flat=True)) == [
        "Getting to know us",
        "Comparing",
        "Deciding",
        "Customer",
    ]


def test_a_second_company_is_refused(cast):
    asked = partial(
        commands.set_up_company,
        name="X",
        admin_name="X",
        admin_email="x@x.example",
        admin_password="a-long-password",
        now=NOW,
    )
    assert outcome(asked) == "already-set-up"


def test_the_system_member_is_made_once(db):
    Member.objects.filter(is_system=True).delete()
    assert commands.ensure_system_member() == commands.ensure_system_member() == Member.objects.system()


def test_managers_in_their_order(cast):
    assert queries.manager_of(cast.sam) == cast.mina
    assert queries.manager_of(cast.mina) == cast.ada
    commands.edit_company(actor=cast.ada, company=cast.company, sales_lead=cast.eva, now=NOW)
    assert queries.manager_of(cast.mina) == cast.eva
    assert queries.manager_of(cast.eva) == cast.ada
    with pytest.raises(Member.DoesNotExist):
        queries.manager_of(cast.ada)


def test_demo_accounts_are_shown_while_the_company_is_the_demo(cast):
    assert queries.demo_accounts() == []
    Company.objects.update(is_demo=True)
    make.member(name="No password", email="none@test.example", password="!")
    assert queries.demo_accounts() == [
        ("sam@test.example", "Sam Sanders", "Salesperson"),
        ("mara@test.example", "Mara Marsh", "Marketer"),
        ("mina@test.example", "Mina Minot", "Manager"),
        ("eva@test.example", "Eva Evers", "Executive"),
        ("ada@test.example", "Ada Adler", "Admin"),
    ]
