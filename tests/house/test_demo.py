"""The demo company: made by commands alone, full enough that nobody meets an empty page, and gone at one command."""

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.collateral.models import Asset, Feedback, Request
from apps.core import due
from apps.goals.models import Goal, OwnershipTerm, Task
from apps.people.models import Member, Role
from apps.trail import commands as trail
from portal import demo

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def northwind(django_db_setup, django_db_blocker):
    """The demo company, loaded once for the tests that only look at it."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        demo.load(now=NOW)
        yield
        tables = ", ".join(f'"{table}"' for table, _count in demo.contents())
        cursor.execute(f"truncate {tables} cascade")
        from apps.people.commands import ensure_system_member

        ensure_system_member()


def said(*words: str, **options: object) -> str:
    out = io.StringIO()
    call_command("demo", *words, stdout=out, **options)
    return out.getvalue()


def test_every_role_has_an_account_to_try(northwind):
    accounts = json.loads(said("accounts", "--json"))
    assert [(account["role"], account["email"]) for account in accounts] == [
        ("Salesperson", "sam@northwind.example"),
        ("Marketer", "mara@northwind.example"),
        ("Manager", "theo@northwind.example"),
        ("Executive", "ingrid@northwind.example"),
        ("Admin", "ada@northwind.example"),
    ]
    for account in accounts:
        assert Member.objects.get(email=account["email"]).check_password(account["password"])


def test_every_state_of_the_three_ways_is_there(northwind):
    assert set(Task.objects.values_list("state", flat=True)) == set(Task.State.values)
    assert {"offered", "assigned", "accepted", "declined"} <= set(OwnershipTerm.objects.values_list("state", flat=True))
    assert set(Request.objects.values_list("state", flat=True)) >= {
        "new", "accepted", "delivered", "confirmed", "declined",
    }  # fmt: skip
    assert {"draft", "published"} <= set(Asset.objects.values_list("state", flat=True))
    assert set(Feedback.objects.values_list("rating", flat=True)) == {1, 2, 3, 4, 5}
    assert Goal.objects.count() == 4


def test_each_file_was_read_or_says_why_not(northwind):
    readings = sorted(Asset.objects.values_list("title", "current__reading", "current__reason"))
    assert [(title, reason) for title, reading, reason in readings if reading != "read"] == [
        ("Notes from the water fair", "broken"),
        ("Partner conditions", "encrypted"),
    ]


@pytest.mark.parametrize("role", [Role.SALESPERSON, Role.MARKETER, Role.MANAGER])
def test_something_waits_for_who_tries_it(northwind, role):
    names = {Role.SALESPERSON: "sam", Role.MARKETER: "mara", Role.MANAGER: "nora"}
    member = Member.objects.get(email=f"{names[role]}@northwind.example")
    assert due.waiting(member, NOW) != []


def test_nothing_happened_after_now(northwind):
    from apps.trail.models import Activity

    assert not Activity.objects.filter(at__gt=NOW).exists()
    assert trail.verify() == []


def test_the_story_is_told_by_commands_alone():
    """Bare members are the one exception: how they once came in is no story worth inventing."""
    writes = re.compile(r"\.save\(|bulk_create\(|objects\.create\(|\.update\(\w+=|\.delete\(")
    found = [
        (path.name, line.strip())
        for path in sorted((ROOT / "portal/demo").glob("*.py"))
        for line in path.read_text().splitlines()
        if writes.search(line) and "(out)" not in line
    ]
    assert [name for name, _line in found] == ["people.py"]
    assert "Member.objects.create(" in found[0][1]


def test_a_second_company_is_refused(northwind):
    with pytest.raises(CommandError, match="already has its company"):
        said("load")


def removing(monkeypatch, *, lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))


def test_remove_needs_its_word(northwind, monkeypatch):
    removing(monkeypatch, lines="yes\n")
    with pytest.raises(CommandError, match="Nothing was removed"):
        said("remove")
    assert Goal.objects.count() == 4


def test_remove_refuses_a_weak_password(northwind, monkeypatch):
    removing(monkeypatch, lines="remove\nHarbour Pumps\nHanna Berg\nhanna@harbour.example\nshort\n")
    with pytest.raises(CommandError, match="too short"):
        said("remove")
    assert Goal.objects.count() == 4
