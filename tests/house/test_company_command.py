"""A company of one's own begins at one command, once."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from apps.people.commands import set_up_company
from apps.people.models import Choice, Company, Member, Role

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
WHOLE = "Harbour Pumps\nHanna Berg\nHanna@Harbour.example\nquiet-cranes-at-dusk\n"

pytestmark = pytest.mark.django_db


def begun(monkeypatch, *words: str, lines: str) -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    call_command("company", *words, stdout=out)
    return out.getvalue()


def test_it_begins_with_the_admin_it_asked_for(monkeypatch):
    told = begun(monkeypatch, lines=WHOLE)
    company = Company.objects.get()
    assert (company.name, company.is_demo) == ("Harbour Pumps", False)
    (hanna,) = Member.objects.filter(is_system=False)
    assert (hanna.name, hanna.email, hanna.roles) == ("Hanna Berg", "hanna@harbour.example", [Role.ADMIN])
    assert hanna.check_password("quiet-cranes-at-dusk")
    assert Choice.objects.exists()
    assert told == (
        "Harbour Pumps is yours. Sign in as hanna@harbour.example; then look at Admin, Company: "
        "its working time is that of Europe/Berlin until you change it.\n"
    )


def test_the_admin_it_made_can_sign_in(monkeypatch, client):
    begun(monkeypatch, lines=WHOLE)
    answer = client.post("/account/login/", {"login": "hanna@harbour.example", "password": "quiet-cranes-at-dusk"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/admin/").status_code == 200


def test_options_answer_in_advance(monkeypatch):
    words = ("--company", "Harbour Pumps", "--name", "Hanna Berg", "--email", "hanna@harbour.example")
    begun(monkeypatch, *words, lines="quiet-cranes-at-dusk\n")
    assert Member.objects.get(is_system=False).name == "Hanna Berg"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("\n", "Nothing was begun. An answer is missing."),
        ("Harbour Pumps\nHanna Berg\nhanna@harbour.example\n", "Nothing was begun. An answer is missing."),
        ("Harbour Pumps\nHanna Berg\nhanna\n", "Nothing was begun. Enter a valid email address."),
        ("Harbour Pumps\nHanna Berg\nhanna@harbour.example\nshort\n", "Nothing was begun. This password is too short"),
    ],
)
def test_a_wrong_answer_begins_nothing(monkeypatch, lines, why):
    with pytest.raises(CommandError) as refused:
        begun(monkeypatch, lines=lines)
    assert str(refused.value).startswith(why)
    assert (Company.objects.count(), Member.objects.filter(is_system=False).count()) == (0, 0)


@pytest.mark.parametrize(
    ("is_demo", "why"),
    [
        (True, "The demo company is here; `manage.py demo remove` makes room for yours."),
        (False, "This portal already has its company, Northwind. Its admins invite others."),
    ],
)
def test_a_second_company_is_refused_before_anything_is_asked(monkeypatch, is_demo, why):
    first = {"admin_name": "Ada", "admin_email": "ada@north.example", "admin_password": "quiet-cranes-at-dusk"}
    set_up_company(name="Northwind", **first, now=NOW, is_demo=is_demo)
    with pytest.raises(CommandError) as refused:
        begun(monkeypatch, lines="")
    assert str(refused.value) == why
    assert Member.objects.filter(is_system=False).count() == 1
