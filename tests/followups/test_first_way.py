"""The offered task, the overdue task and the waiting request, each reminded once per occurrence of its rule."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from apps.core import due, telling
from apps.followups import commands
from apps.followups.models import Rule
from apps.goals import commands as goals
from apps.notices import commands as notices
from apps.notices.models import Notice
from tests.cast import NOW, make_cast
from tests.factories import collateral as make_collateral
from tests.factories import goals as make
from tests.processes import always_at_work, environment
from tests.smtp import part

pytestmark = pytest.mark.django_db


def go_through(since, until, *, rule):
    """Sweep and send on each day at 6 to 10 and at 16 (UTC), with this rule alone: forty take forty times as long."""
    commands.ensure_rules(now=since)
    Rule.objects.exclude(kind=rule).update(is_on=False)
    for day in range((until - since).days + 2):
        for hour in (6, 7, 8, 9, 10, 16):
            now = since.replace(hour=hour) + timedelta(days=day)
            if since <= now <= until:
                commands.sweep(now=now)
                notices.deliver(now=now)


def reminders(member, kind):
    found = Notice.objects.filter(recipient=member, kind=kind, actor__is_system=True).order_by("at")
    return list(found.values_list("at", flat=True))


def test_an_offered_task_is_reminded_of_a_working_day_before_it_goes_back(cast, mail_server):
    task = make.offered(by=cast.ada, to=cast.sam, title="Case study: Lyon", now=NOW)
    go_through(NOW, NOW + timedelta(days=3), rule="task-offered")
    # Offered on Tuesday at ten, two working days to answer: reminded once, on Wednesday at ten.
    assert reminders(cast.sam, "task-offered") == [datetime(2026, 3, 11, 9, 0, tzinfo=UTC)]
    mails = [part(mail, "plain") for mail in mail_server.mails if "sam@test.example" in str(mail["To"])]
    # One digest tells of the offer on Wednesday at eight, the next one reminds on Thursday.
    assert [text.count("Case study: Lyon") for text in mails] == [1, 1]
    assert all(f"/tasks/{task.pk}/" in text for text in mails)


def test_answered_it_is_not_reminded_of(cast, mail_server):
    task = make.offered(by=cast.ada, to=cast.sam, now=NOW)
    goals.accept_task(actor=cast.sam, task=task, now=NOW)
    go_through(NOW, NOW + timedelta(days=3), rule="task-offered")
    assert reminders(cast.sam, "task-offered") == []


def test_an_overdue_task_is_reminded_of_on_the_next_mornings(cast, mail_server):
    make.task(owner=cast.sam, title="Call back Acme", due_on=date(2026, 3, 10), now=NOW)
    since, until = datetime(2026, 3, 10, 9, 0, tzinfo=UTC), datetime(2026, 3, 19, 9, 0, tzinfo=UTC)
    go_through(since, until, rule="task-overdue")
    # Past its date from Wednesday on; then two and five working days later.
    assert reminders(cast.sam, "task-overdue") == [
        datetime(2026, 3, 11, 8, 0, tzinfo=UTC),
        datetime(2026, 3, 13, 8, 0, tzinfo=UTC),
        datetime(2026, 3, 18, 8, 0, tzinfo=UTC),
    ]
    # The third one stays in the inbox: two mails went unanswered.
    assert len(mail_server.mails) == 2


def test_a_moved_date_is_reminded_of_only_when_it_has_passed(cast, mail_server):
    task = make.task(owner=cast.sam, due_on=date(2026, 3, 10), now=NOW)
    goals.move_due(actor=cast.sam, task=task, due_on=date(2026, 3, 12), reason="Acme is away", now=NOW)
    go_through(NOW, datetime(2026, 3, 13, 9, 0, tzinfo=UTC), rule="task-overdue")
    assert reminders(cast.sam, "task-overdue") == [datetime(2026, 3, 13, 8, 0, tzinfo=UTC)]


def test_a_waiting_request_is_reminded_of_before_the_promise_is_broken(cast, mail_server):
    request = make_collateral.ask(cast.sam, now=NOW)
    (waits,) = list(due.due_kind("request-waiting").within(due.Window(after=NOW, until=NOW + timedelta(days=30))))
    go_through(NOW, NOW + timedelta(days=4), rule="request-waiting")
    found = reminders(waits.recipient, "request-waiting")
    # Three working days to answer, so due on Friday at ten; reminded first a working day before, then on Friday.
    assert found == [datetime(2026, 3, 12, 9, 0, tzinfo=UTC), datetime(2026, 3, 13, 9, 0, tzinfo=UTC)]
    assert request.title in part(mail_server.mails[0], "plain")


def test_every_kind_that_is_followed_up_has_words_for_its_notice():
    assert {kind.name for kind in due.due_kinds()} <= {kind.name for kind in telling.notice_kinds()}
    assert {"task-offered", "task-overdue", "request-waiting"} <= {kind.name for kind in due.due_kinds()}


# --- without Celery, without Redis ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_without_redis_a_tick_reminds_and_sends(mail_server, tmp_path):
    """The command as an admin types it, with a Redis that isn't there; what only wakes workers is missed by nobody."""
    cast = make_cast()
    always_at_work()
    today = timezone.localdate()
    make.task(owner=cast.sam, due_on=today - timedelta(days=2), now=timezone.now() - timedelta(days=9))
    notices.choose_rhythm(actor=cast.sam, kind="task-overdue", rhythm="at_once", now=NOW)
    assert tick(mail_server, tmp_path) == "1 reminded, 1 sent."
    assert tick(mail_server, tmp_path) == "0 reminded, 0 sent."
    assert len(mail_server.mails) == 1


def tick(mail_server, folder):
    ran = subprocess.run(
        [sys.executable, "manage.py", "tick", "--once"],
        env=environment(mail_server, redis=f"unix://{folder}/nothing.sock"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
