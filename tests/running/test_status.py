"""The admins' status page: what is at work, what waits too long, and when the last backup was made."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.collateral.models import AssetVersion
from apps.followups import heartbeat
from apps.followups.commands import sweep
from apps.followups.models import Rule, Watermark
from apps.notices.models import Delivery, Mailbox
from tests.cast import Cast
from tests.clamd import clamd_server
from tests.factories.collateral import make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, cast: Cast):
    """Each part's name with its state and what is known, as an admin reads it."""
    client.force_login(cast.ada)

    def read() -> dict[str, str]:
        html = client.get("/admin/status/").content.decode()
        rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', html, re.DOTALL)
        return {name: " ".join(re.sub("<[^>]+>", " ", rest).split()) for name, rest in rows}

    return read


def all_at_work() -> None:
    now = timezone.now()
    for process in ("worker", "beat", "backup"):
        heartbeat.beat(process=process, now=now)
    sweep(now=now)


def mail(minutes: int) -> None:
    due = timezone.now() - timedelta(minutes=minutes)
    Delivery.objects.create(
        to_address="someone@northwind.example", about_notices=False, message_id=f"<{minutes}@test>", subject="Hello",
        body_text="Hello", not_before=due, created_at=due,
    )  # fmt: skip


def states(read: dict[str, str]) -> dict[str, bool]:
    return {name: rest.startswith("Well") for name, rest in read.items()}


PARTS = [
    "Redis",
    "Database",
    "Tables",
    "Clock (beat)",
    "Worker",
    "Follow-ups",
    "Mail",
    "Answers by mail",
    "Virus scanner",
    "Backup",
]


def test_everything_is_well_when_all_are_at_work(page) -> None:
    all_at_work()
    assert states(page()) == dict.fromkeys(PARTS, True)


def test_nothing_heard_of_needs_a_look(page) -> None:
    assert states(page()) == dict.fromkeys(PARTS, True) | dict.fromkeys(
        ["Clock (beat)", "Worker", "Follow-ups", "Backup"], False
    )


@pytest.mark.parametrize(("hours", "well"), [(47, True), (49, False)])
def test_backup_is_missed_after_two_days(page, hours: int, well: bool) -> None:
    all_at_work()
    heartbeat.beat(process="backup", now=timezone.now() - timedelta(hours=hours))
    assert states(page()) == dict.fromkeys(PARTS, True) | {"Backup": well}


@pytest.mark.parametrize(("minutes", "well"), [(4, True), (6, False)])
def test_mail_is_missed_after_five_minutes(page, minutes: int, well: bool) -> None:
    all_at_work()
    mail(minutes)
    assert states(page()) == dict.fromkeys(PARTS, True) | {"Mail": well}


@pytest.mark.parametrize(("minutes", "well"), [(4, True), (6, False)])
def test_sweep_is_missed_after_five_minutes_by_its_slowest_rule(page, minutes: int, well: bool) -> None:
    all_at_work()
    slowest = Rule.objects.filter(is_on=True).order_by("kind").last()
    Watermark.objects.filter(rule=slowest).delete()
    Watermark.objects.create(rule=slowest, window=0, up_to=timezone.now() - timedelta(minutes=minutes))
    assert states(page()) == dict.fromkeys(PARTS, True) | {"Follow-ups": well}


def test_rule_that_is_off_is_not_waited_for(page) -> None:
    all_at_work()
    off = Rule.objects.order_by("kind").first()
    Rule.objects.filter(pk=off.pk).update(is_on=False)
    Watermark.objects.filter(rule=off).delete()
    Watermark.objects.create(rule=off, window=0, up_to=timezone.now() - timedelta(days=3))
    assert states(page()) == dict.fromkeys(PARTS, True)


def look(settings, minutes: int, fault: str = "") -> None:
    """The mailbox is set and was last looked into so long ago, in vain ever since where there is a fault."""
    settings.INBOX = {"username": "accord", "host": "mail.test", "folder": "INBOX"}
    ago = timezone.now() - timedelta(minutes=minutes)
    Mailbox.objects.create(
        name="accord at mail.test, INBOX", looked_at=ago, failing_since=ago if fault else None, fault=fault
    )


@pytest.mark.parametrize(("minutes", "well"), [(4, True), (6, False)])
def test_answers_are_missed_after_five_minutes(page, settings, minutes: int, well: bool) -> None:
    all_at_work()
    look(settings, minutes)
    found = page()
    assert states(found) == dict.fromkeys(PARTS, True) | {"Answers by mail": well}
    assert f"{minutes} minutes ago" in found["Answers by mail"]


def test_a_mailbox_that_does_not_answer_needs_a_look_at_once(page, settings) -> None:
    all_at_work()
    look(settings, 2, "ConnectionRefusedError: refused")
    found = page()["Answers by mail"]
    assert found.startswith("Needs a look")
    for words in ("2 minutes ago", "be fetched since then: ConnectionRefusedError: refused", "Nothing is lost"):
        assert words in found


def test_a_mailbox_never_looked_into_needs_a_look(page, settings) -> None:
    all_at_work()
    settings.INBOX = {"username": "accord", "host": "mail.test", "folder": "INBOX"}
    assert page()["Answers by mail"].startswith("Needs a look not fetched yet")


def test_the_scanner_is_off_answers_is_behind_or_away(page, settings, cast: Cast) -> None:
    def waits(minutes: int) -> None:
        make_draft(cast.mara, content=f"{minutes}".encode(), now=timezone.now() - timedelta(minutes=minutes))
        AssetVersion.objects.update(scan="pending")

    def scanner_line() -> str:
        """Without the exact time."""
        return re.sub(r" \(.*?\)", "", page()["Virus scanner"])

    all_at_work()
    assert page()["Virus scanner"] == "Well files aren&#x27;t checked: CLAMD_URL isn&#x27;t set"
    with clamd_server() as scanner:
        settings.CLAMD_URL = scanner.url
        found = [scanner_line()]
        for minutes in (4, 6):
            waits(minutes)
            found.append(scanner_line())
    answers = "ClamAV 1.4.3/27800/Mon Mar 9 09:24:00 2026"
    assert found == [
        f"Well no file waits; {answers}",
        f"Well 4 minutes ago , 1 file waits, since then; {answers}",
        f"Needs a look 6 minutes ago , 2 files wait, the first since then; {answers} It answers, but is behind, or the"
        " worker stopped. Files that wait aren&#x27;t handed out.",
    ]
    away = scanner_line()
    assert away.startswith("Needs a look 6 minutes ago , 2 files wait, the first since then It doesn&#x27;t answer")
    assert "refused" in away
