"""Two workers sweep at the same moment: each reminder is told once."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from apps.followups import commands
from apps.followups.models import Reminder, Rule, Watermark
from apps.notices.models import Notice
from tests.cast import NOW, make_cast
from tests.factories import goals as make
from tests.races import Together, done_at_once

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return make_cast()


def overdue(cast, count):
    for number in range(count):
        make.task(owner=cast.sam, title=f"Task {number}", due_on=date(2026, 3, 6), now=NOW - timedelta(days=7))


def test_two_sweeps_at_once_tell_each_thing_once(cast):
    overdue(cast, 30)
    done_at_once(*[lambda: commands.sweep(now=NOW) for _ in range(3)])
    assert Reminder.objects.filter(told=True).count() == 30
    assert Notice.objects.filter(kind="task-overdue").count() == 30


def test_the_nightly_pass_waits_for_no_sweep_and_doubles_nothing(cast):
    overdue(cast, 30)
    done_at_once(
        lambda: commands.sweep(now=NOW), lambda: commands.sweep_all(now=NOW), lambda: commands.sweep_all(now=NOW)
    )
    assert Notice.objects.filter(kind="task-overdue").count() == 30


def test_a_rule_that_another_worker_holds_is_left_to_it(cast):
    overdue(cast, 1)
    commands.ensure_rules(now=NOW)
    together = Together()
    with transaction.atomic():
        list(Rule.objects.select_for_update())
        together.start(lambda: commands.sweep(now=NOW))
        assert together.finish() == [0]
    assert commands.sweep(now=NOW) == 1


def test_watermarks_that_another_worker_moves_are_left_to_it(cast):
    commands.sweep(now=NOW)
    together = Together()
    with transaction.atomic():
        held = Watermark.objects.select_for_update()[0]
        together.start(lambda: commands.sweep(now=NOW + MINUTE))
        assert together.finish() == [0]
    assert list(Watermark.objects.exclude(up_to=NOW + MINUTE)) == [held]
    commands.sweep(now=NOW + MINUTE)
    assert not Watermark.objects.exclude(up_to=NOW + MINUTE).exists()


def test_rounds_at_once_over_rules_that_are_new_begin_each_window_once(cast):
    Rule.objects.all().delete()
    assert done_at_once(*[lambda: commands.sweep(now=NOW) for _ in range(3)]) == [0, 0, 0]
    commands.sweep(now=NOW)
    assert Watermark.objects.count() == sum(len(rule.days) for rule in Rule.objects.all())
