"""The admins' status page: what is at work, what waits too long, and when the last backup was made."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.followups import heartbeat
from apps.followups.commands import sweep
from apps.followups.models import Rule, Watermark
from apps.notices.models import Delivery, Mailbox
from tests.cast import Cast

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


PARTS = ["Redis", "Database", "Tables", "Clock (beat)", "Worker", "Follow-ups", "Mail", "Answers by mail", "Backup"]


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
