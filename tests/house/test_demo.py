"""The demo company: made by commands alone, full enough that nobody meets an empty page, and gone at one command."""

import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from apps.agreements.models import Acknowledgement, Objection, Version
from apps.collateral.models import Asset, Feedback, Request
from apps.core import due, things
from apps.followups.models import Reminder
from apps.goals.models import Goal, OwnershipTerm, Plan, ReadMark, Task
from apps.goals.queries import How, accountability
from apps.leads.models import HandOff
from apps.meetings.models import AgendaItem, Answer, Entry, Meeting
from apps.notices.commands import deliver
from apps.notices.models import Comment, Delivery, Notice, ReceivedMail
from apps.people.models import Company, Member, Role
from apps.trail import commands as trail
from apps.trail.models import Activity
from portal import demo
from tests import smtp

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
# Whatever else falls due, the story has these.
REMINDED = {
    "task-offered",
    "task-overdue",
    "milestone-overdue",
    "request-waiting",
    "request-deliver",
    "request-confirm",
    "obstacle-to-remove",
    "acknowledgement-asked",
    "invitation-to-answer",
    "action-item-due",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def northwind(django_db_setup, django_db_blocker):
    """The demo company, loaded once for the tests that only look at it; with the mail server that was set meanwhile."""
    with django_db_blocker.unblock(), connection.cursor() as cursor, smtp.running() as server:
        with override_settings(SMTP=server.settings):
            demo.load(now=NOW)
        yield server
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
        "new", "accepted", "in_progress", "delivered", "confirmed", "declined",
    }  # fmt: skip
    assert {"draft", "published"} <= set(Asset.objects.values_list("state", flat=True))
    assert set(Feedback.objects.values_list("rating", flat=True)) == {1, 2, 3, 4, 5}
    assert Goal.objects.count() == 9
    assert set(Goal.objects.values_list("state", flat=True)) == {"active", "achieved", "missed"}
    assert ReadMark.objects.exists()


def test_both_sides_agreed_objected_and_read(northwind):
    assert {"ended", "signed", "proposed"} <= set(Version.objects.values_list("state", flat=True))
    assert Objection.objects.filter(withdrawn_at__isnull=True).exists()
    assert Acknowledgement.objects.exclude(question="").exists()


def test_what_the_plan_names_was_kept_was_late_and_was_excused(northwind):
    executive, period = Member.objects.get(email="ingrid@northwind.example"), Plan.objects.get().period
    report = accountability(period, viewer=executive, now=NOW)
    assert {one.how for one in report.rows} >= {How.ON_TIME, How.EXCUSED, How.LATE}
    assert [line.name for line in report.sides] == ["Joint", "Marketing", "Sales"]


def test_a_year_of_meetings_carried_on_what_they_began(northwind):
    held = Meeting.objects.filter(state="closed")
    assert NOW - held.order_by("starts_at")[0].starts_at > timedelta(days=300)
    assert set(Entry.objects.values_list("kind", flat=True)) == set(Entry.Kind.values)
    assert {"reached", "carried"} <= set(AgendaItem.objects.filter(meeting__in=held).values_list("state", flat=True))
    assert set(Answer.objects.values_list("answer", flat=True)) == {"yes", "no"}
    assert Activity.objects.filter(act="task.not_me").exists()
    assert set(HandOff.objects.values_list("state", flat=True)) == {"offered", "accepted", "returned"}


def test_each_file_was_read_or_says_why_not(northwind):
    readings = sorted(Asset.objects.values_list("title", "current__reading", "current__reason"))
    assert [(title, reason) for title, reading, reason in readings if reading != "read"] == [
        ("Notes from the water fair", "broken"),
        ("Partner conditions", "encrypted"),
    ]


def test_nothing_happened_after_now(northwind):
    assert not Activity.objects.filter(at__gt=NOW).exists()
    assert not Notice.objects.filter(at__gt=NOW).exists()
    assert not Reminder.objects.filter(at__gt=NOW).exists()
    assert not Delivery.objects.filter(created_at__gt=NOW).exists()
    assert trail.verify() == []


@pytest.mark.parametrize("name", ["sam", "mara", "theo", "ingrid", "ada"])
def test_whoever_is_tried_finds_something_to_do_and_something_new(northwind, name):
    member = Member.objects.get(email=f"{name}@northwind.example")
    assert due.waiting(member, NOW) != []
    assert Notice.objects.filter(recipient=member, read_at=None).exists()


def test_rules_have_reminded_somebody(northwind):
    told = set(Reminder.objects.filter(told=True).values_list("rule__kind", flat=True))
    assert REMINDED - told == set()


@pytest.mark.parametrize("kind", due.due_kinds(), ids=lambda kind: kind.name)
def test_asked_for_several_stretches_at_once_a_kind_gives_what_it_gives_for_each(northwind, kind):
    ends = [NOW - timedelta(days=days) for days in (40, 30, 21, 11, 3, -1)]
    stretches = [due.Window(after, until) for after, until in zip(ends[::2], ends[1::2], strict=True)]

    def found(window: due.Window) -> set[tuple[object, ...]]:
        given = (one for one in kind.within(window) if one.due_at in window)
        return {(things.pair(one.thing), one.recipient, one.due_at, one.since, one.waiting_for) for one in given}

    assert found(due.Window.over(stretches)) == set().union(*[found(stretch) for stretch in stretches])


def test_what_was_mailed_is_kept_for_admins_to_read(northwind):
    kept, dropped = Delivery.State.KEPT, Delivery.State.DROPPED
    assert set(Delivery.objects.values_list("state", flat=True)) == {kept, dropped}
    assert not Delivery.objects.filter(state=kept, body_text="").exists()
    late = "The milestone “Tender kit ready” is past its date. Say that it is done, or agree on another date"
    assert Delivery.objects.filter(state=kept, recipient__name="Theo Brandt", body_text__contains=late).exists()


def test_one_comment_came_by_mail_and_one_automatic_reply_was_dropped(northwind):
    found = list(ReceivedMail.objects.order_by("at").values_list("member__name", "from_address", "state", "why"))
    assert found == [
        ("Ingrid Holm", "ingrid@northwind.example", "taken", ""),
        (None, "ingrid@northwind.example", "dropped", "automatic"),
    ]
    assert Comment.objects.filter(author__name="Ingrid Holm", text__startswith="Good to read.").count() == 1


def test_no_mail_of_the_past_is_ever_sent(northwind, settings):
    """Not while the demo is loaded with a mail server set, and not by the rounds that follow."""
    settings.SMTP = northwind.settings
    sent = [deliver(now=NOW + timedelta(days=days)) for days in (0, 1, 7)]
    assert (sent, northwind.mails, northwind.connections) == ([0, 0, 0], [], 0)


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
    assert Goal.objects.count() == 9


def test_remove_refuses_a_weak_password(northwind, monkeypatch):
    removing(monkeypatch, lines="remove\nHarbour Pumps\nHanna Berg\nhanna@harbour.example\nshort\n")
    with pytest.raises(CommandError, match="too short"):
        said("remove")
    assert Goal.objects.count() == 9


def test_remove_says_what_goes_and_leaves_one_admin(northwind, monkeypatch):
    removing(monkeypatch, lines="remove\nHarbour Pumps\nHanna Berg\nhanna@harbour.example\nquiet-cranes-at-dusk\n")
    told = said("remove")
    assert re.search(r"^ +\d+ goals_task$", told, re.MULTILINE)
    assert Company.objects.get().name == "Harbour Pumps"
    (hanna,) = Member.objects.filter(is_system=False)
    assert (hanna.email, hanna.roles) == ("hanna@harbour.example", [Role.ADMIN])
    assert hanna.check_password("quiet-cranes-at-dusk")
    assert (Task.objects.count(), Asset.objects.count()) == (0, 0)


def test_a_real_company_is_never_emptied(northwind):
    Company.objects.update(is_demo=False)
    with pytest.raises(CommandError, match="isn't the demo company"):
        said("remove", "--yes", "--company", "X", "--name", "Y", "--email", "y@x.example")
    assert (Company.objects.get().name, Goal.objects.count()) == ("Northwind Metering", 9)
