"""The sweep: each reminder once per occurrence of its rule, none lost, none when nothing is due."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from apps.core import due, things
from apps.core.due import Due, DueKind
from apps.core.ids import uuid7
from apps.followups import commands
from apps.followups.models import Reminder, Rule, Watermark
from apps.notices import commands as notices
from apps.notices.models import Notice
from apps.people.models import Area, Member
from tests.cast import NOW
from tests.factories import people

pytestmark = pytest.mark.django_db

# Tuesday 10:00 in Berlin; the company works nine to five.
TUESDAY_10 = NOW
DAY = timedelta(days=1)


@dataclass
class Desk:
    """What is due right now: a kind of follow-up whose things lie on a desk, as nothing real is so bare of rules."""

    on_it: list[Due] = field(default_factory=list)

    def put(self, thing, recipient, due_at, **given):
        one = Due("test-due", thing, recipient, due_at=due_at, since=due_at - DAY, **given)
        self.on_it.append(one)
        return one

    def within(self, window):
        return [one for one in self.on_it if one.due_at in window]

    def waiting(self, member, now):
        return [one for one in self.on_it if one.recipient == member]

    def kind(self, **rule):
        return DueKind("test-due", label="A test is due", within=self.within, waiting=self.waiting, **rule)


@pytest.fixture
def desk(monkeypatch, notice_kind):
    """A desk under a rule of its own: when due, then after one, three and seven working days."""
    made = Desk()
    # The addresses read which kinds there are: before this one, which is gone with the test.
    assert get_resolver().url_patterns
    monkeypatch.setattr(due, "_kinds", {"test-due": made.kind(repeat_days=(1, 3, 7))})
    notice_kind("test-due", rhythm="at_once")
    return made


@pytest.fixture
def area(cast):
    return people.area(owner=cast.mara, name="Pricing one-pagers")


def told(kind="test-due"):
    return list(Notice.objects.filter(kind=kind).order_by("at").values_list("recipient__name", "at"))


def ledger():
    return list(Reminder.objects.order_by("at", "occurrence").values_list("occurrence", "told"))


def test_what_falls_due_is_told_once(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    assert commands.sweep(now=TUESDAY_10 - timedelta(minutes=1)) == 0
    assert commands.sweep(now=TUESDAY_10) == 1
    assert commands.sweep(now=TUESDAY_10) == 0
    assert commands.sweep(now=TUESDAY_10 + timedelta(minutes=1)) == 0
    assert told() == [("Mara Marsh", TUESDAY_10)]
    (notice,) = Notice.objects.all()
    assert (notice.about, notice.actor) == (things.pair(area), Member.objects.system())


def test_a_round_asks_once_when_people_work(cast, desk, area):
    """The rule asks for it, and again for whom it tells when a mail may reach them."""
    desk.put(area, cast.mara, TUESDAY_10)
    with CaptureQueriesContext(connection) as ran:
        assert commands.sweep(now=TUESDAY_10) == 1
    assert sum('FROM "people_closedday"' in one["sql"] for one in ran) == 1


def test_a_round_with_nothing_to_tell_costs_the_same_with_more_rules(cast, desk, area, monkeypatch):
    """What was told a moment ago is asked for in the ledger; the kinds' own questions come on top, one for each."""
    desk.put(area, cast.mara, TUESDAY_10)

    def cost_of_a_round(after):
        commands.sweep(now=TUESDAY_10 + timedelta(minutes=after))
        with CaptureQueriesContext(connection) as ran:
            assert commands.sweep(now=TUESDAY_10 + timedelta(minutes=after + 1)) == 0
        return sum("SAVEPOINT" not in one["sql"] for one in ran)

    # Rules, watermarks, what comes back, the company, its closed days, the ledger; and all watermarks are moved.
    assert cost_of_a_round(0) == 7
    idle = [replace(desk.kind(repeat_days=(2, 5)), name=f"idle-{number}", within=lambda _: ()) for number in range(9)]
    monkeypatch.setattr(due, "_kinds", due._kinds | {kind.name: kind for kind in idle})
    assert cost_of_a_round(2) == 7
    # Of the rule that told, one window more than of the nine others.
    assert list(Watermark.objects.values_list("up_to").distinct()) == [(TUESDAY_10 + timedelta(minutes=3),)]
    assert Watermark.objects.count() == 4 + 9 * 3


def test_a_rule_that_fails_holds_up_no_other_and_catches_up(cast, desk, area, monkeypatch):
    def fails(window):
        raise LookupError("nobody knows")

    desk.put(area, cast.mara, TUESDAY_10)
    broken = replace(desk.kind(), name="a-broken-kind", within=fails)
    monkeypatch.setattr(due, "_kinds", {broken.name: broken} | due._kinds)
    with pytest.raises(ExceptionGroup) as raised:
        commands.sweep(now=TUESDAY_10)
    assert [str(fault) for fault in raised.value.exceptions] == ["nobody knows"]
    assert told() == [("Mara Marsh", TUESDAY_10)]
    # Once it works again it is looked at from where it was left: before all that it missed.
    assert set(Watermark.objects.values_list("rule__kind", flat=True)) == {"test-due"}


def test_a_rule_that_is_changed_while_it_is_looked_at_tells_from_the_next_round_on(cast, desk, area, monkeypatch):
    def changes_meanwhile(window):
        Rule.objects.filter(is_on=True).update(is_on=False)
        return desk.within(window)

    desk.put(area, cast.mara, TUESDAY_10)
    monkeypatch.setattr(due, "_kinds", {"test-due": replace(desk.kind(), within=changes_meanwhile)})
    assert commands.sweep(now=TUESDAY_10) == 0
    assert (ledger(), Watermark.objects.count()) == ([], 0)
    monkeypatch.setattr(due, "_kinds", {"test-due": desk.kind()})
    Rule.objects.update(is_on=True)
    assert commands.sweep(now=TUESDAY_10 + timedelta(minutes=1)) == 1


def test_it_is_told_again_as_the_rule_says_and_no_more(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    for hour in range(24 * 21):
        commands.sweep(now=TUESDAY_10 + timedelta(hours=hour))
    # Tuesday the 10th; the 11th, the 13th; and the 19th, the seventh working day after the first.
    assert [at for _, at in told()] == [
        datetime(2026, 3, 10, 9, 0, tzinfo=UTC),
        datetime(2026, 3, 11, 9, 0, tzinfo=UTC),
        datetime(2026, 3, 13, 9, 0, tzinfo=UTC),
        datetime(2026, 3, 19, 9, 0, tzinfo=UTC),
    ]


def test_done_in_time_it_is_told_no_more(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    commands.sweep(now=TUESDAY_10)
    desk.on_it.clear()
    commands.sweep(now=TUESDAY_10 + 2 * DAY)
    assert len(told()) == 1


def test_a_moved_date_moves_its_reminder(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10 + DAY)
    commands.sweep(now=TUESDAY_10)
    desk.on_it = [replace(one, due_at=TUESDAY_10 + 3 * DAY) for one in desk.on_it]
    assert commands.sweep(now=TUESDAY_10 + DAY) == 0
    assert commands.sweep(now=TUESDAY_10 + 3 * DAY) == 1


def test_due_anew_at_another_time_it_is_another_occurrence(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    commands.sweep(now=TUESDAY_10)
    desk.on_it = [replace(one, due_at=TUESDAY_10 + timedelta(hours=2)) for one in desk.on_it]
    assert commands.sweep(now=TUESDAY_10 + timedelta(hours=2)) == 1


def test_what_fell_due_while_everything_was_down_is_told_folded(cast, desk, area):
    commands.sweep(now=TUESDAY_10 - DAY)
    desk.put(area, cast.mara, TUESDAY_10)
    assert commands.sweep(now=TUESDAY_10 + 3 * DAY) == 1
    assert ledger() == [(0, False), (1, False), (2, True)]
    assert len(told()) == 1


def test_a_clock_that_goes_back_repeats_nothing(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    commands.sweep(now=TUESDAY_10 + timedelta(hours=1))
    commands.sweep(now=TUESDAY_10 - 2 * DAY)
    commands.sweep(now=TUESDAY_10 + timedelta(hours=1))
    assert len(told()) == 1
    assert set(Watermark.objects.values_list("up_to", flat=True)) == {TUESDAY_10 + timedelta(hours=1)}


def test_what_was_backdated_is_found_by_night(cast, desk, area):
    commands.sweep(now=TUESDAY_10 + timedelta(hours=2))
    desk.put(area, cast.mara, TUESDAY_10)
    commands.sweep(now=TUESDAY_10 + timedelta(hours=3))
    assert told() == []
    assert commands.sweep_all(now=TUESDAY_10 + timedelta(hours=4)) == 1
    assert commands.sweep_all(now=TUESDAY_10 + timedelta(hours=5)) == 0


def test_a_rule_that_begins_earlier_now_is_caught_up_with_by_night(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10 + 2 * DAY)
    commands.sweep(now=TUESDAY_10)
    rule = Rule.objects.get()
    # Three working days before: the Monday before this Tuesday, which every watermark has passed.
    commands.edit_rule(
        actor=cast.ada, rule=rule, is_on=True, lead_hours=24, repeat_days=[], tells_who_waits=True,
        revision=rule.revision, now=TUESDAY_10,
    )  # fmt: skip
    assert commands.sweep(now=TUESDAY_10 + timedelta(minutes=1)) == 0
    assert commands.sweep_all(now=TUESDAY_10 + timedelta(hours=1)) == 1


def test_switched_off_a_rule_tells_nothing(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    commands.ensure_rules(now=NOW)
    Rule.objects.update(is_on=False)
    assert commands.sweep(now=TUESDAY_10) == 0
    assert commands.sweep_all(now=TUESDAY_10) == 0


def test_who_left_or_cannot_see_it_is_not_told(cast, desk, area):
    view = people.saved_view(member=cast.sam)
    desk.put(area, cast.dan, TUESDAY_10)
    desk.put(view, cast.mara, TUESDAY_10)
    desk.put(view, cast.sam, TUESDAY_10)
    commands.sweep(now=TUESDAY_10)
    assert told() == [("Sam Sanders", TUESDAY_10)]


def test_the_lead_time_runs_in_working_hours(cast, desk, area, monkeypatch):
    monkeypatch.setattr(due, "_kinds", {"test-due": desk.kind(lead_hours=8)})
    # Due on Monday at eleven: a working day before is Friday at eleven.
    desk.put(area, cast.mara, datetime(2026, 3, 16, 10, 0, tzinfo=UTC))
    assert commands.sweep(now=datetime(2026, 3, 13, 9, 59, tzinfo=UTC)) == 0
    assert commands.sweep(now=datetime(2026, 3, 13, 10, 0, tzinfo=UTC)) == 1


def days_on(number):
    """The moments of the first four reminders of what was due on Tuesday at ten."""
    return [TUESDAY_10, TUESDAY_10 + DAY, TUESDAY_10 + 3 * DAY, TUESDAY_10 + 9 * DAY][:number]


def test_after_two_unanswered_no_mail_follows_and_who_waits_is_told_once(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10, waiting_for=cast.sam)
    for moment in days_on(4):
        commands.sweep(now=moment)
    mailed = Notice.objects.filter(kind="test-due").order_by("at").values_list("mail_at", flat=True)
    assert list(mailed) == [TUESDAY_10, TUESDAY_10 + DAY, None, None]
    assert told("follow-up-unanswered") == [("Sam Sanders", TUESDAY_10 + 3 * DAY)]
    assert Notice.objects.get(kind="follow-up-unanswered").facts["name"] == "Mara Marsh"


def test_whoever_waits_is_not_told_where_the_rule_says_so(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10, waiting_for=cast.sam)
    commands.ensure_rules(now=NOW)
    Rule.objects.update(tells_who_waits=False)
    for moment in days_on(4):
        commands.sweep(now=moment)
    assert told("follow-up-unanswered") == []


def test_what_is_urgent_reaches_the_deputy(cast, desk, area):
    people.absence(member=cast.mara, from_on=date(2026, 3, 9), until_on=date(2026, 3, 13), deputy=cast.milo)
    desk.put(area, cast.mara, TUESDAY_10, urgent=True)
    desk.put(people.area(owner=cast.mara, name="Events"), cast.mara, TUESDAY_10)
    commands.sweep(now=TUESDAY_10)
    assert sorted(told()) == [
        ("Mara Marsh", TUESDAY_10),
        ("Mara Marsh", TUESDAY_10),
        ("Milo Miller", TUESDAY_10),
    ]


def test_more_than_fit_one_transaction_are_all_told_once(cast, desk, monkeypatch):
    monkeypatch.setattr(commands.sweeping, "CHUNK", 7)
    for number in range(20):
        desk.put(people.area(owner=cast.mara, name=f"Area {number}"), cast.mara, TUESDAY_10)
    assert commands.sweep(now=TUESDAY_10) == 20
    assert commands.sweep(now=TUESDAY_10) == 0


def test_what_nobody_may_see_holds_up_nothing_that_is_due_after_it(cast, desk, monkeypatch):
    monkeypatch.setattr(commands.sweeping, "CHUNK", 3)
    seen = replace(things.kind("area"), visible_to=lambda viewer: Area.objects.filter(name="Seen"))
    monkeypatch.setitem(things._kinds, "area", seen)
    for number in range(8):
        desk.put(people.area(owner=cast.mara, name=f"Hidden {number}"), cast.mara, TUESDAY_10 - timedelta(hours=1))
    desk.put(people.area(owner=cast.mara, name="Seen"), cast.mara, TUESDAY_10)
    assert commands.sweep(now=TUESDAY_10) == 1


def test_a_mail_that_is_no_longer_due_at_eight_is_dropped(cast, desk, area, mail_server, monkeypatch):
    owned = replace(things.kind("area"), still_due=lambda area, kind, reader: area.owner == reader)
    monkeypatch.setitem(things._by_model, Area, owned)
    desk.put(area, cast.mara, TUESDAY_10)
    commands.sweep(now=TUESDAY_10)
    Area.objects.update(owner=cast.milo)
    assert notices.deliver(now=TUESDAY_10) == 0
    assert mail_server.mails == []


# --- putting off ------------------------------------------------------------------------------------------


def test_put_off_it_is_told_again_on_the_morning_it_was_put_off_to(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    commands.sweep(now=TUESDAY_10)
    made, _ = commands.snooze(actor=cast.mara, kind="test-due", thing=area, days=3, now=TUESDAY_10)
    # Three working days on is Friday the 13th, an hour before the digest at eight.
    friday_7 = datetime(2026, 3, 13, 6, 0, tzinfo=UTC)
    assert made.until == friday_7
    for moment in days_on(2)[1:]:
        commands.sweep(now=moment)
    assert len(told()) == 1
    assert commands.sweep(now=friday_7 - timedelta(minutes=1)) == 0
    assert commands.sweep(now=friday_7) == 1
    assert commands.sweep(now=friday_7 + timedelta(minutes=1)) == 0


def test_put_off_and_done_meanwhile_it_does_not_come_back(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    commands.snooze(actor=cast.mara, kind="test-due", thing=area, days=1, now=TUESDAY_10)
    desk.on_it.clear()
    assert commands.sweep(now=TUESDAY_10 + 5 * DAY) == 0


def test_taken_up_again_reminders_come_as_before(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    made, _ = commands.snooze(actor=cast.mara, kind="test-due", thing=area, days=5, now=TUESDAY_10)
    commands.wake(actor=cast.mara, snooze=made, now=TUESDAY_10)
    assert commands.sweep(now=TUESDAY_10) == 1


def test_one_persons_snooze_is_nobody_elses(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    desk.put(area, cast.milo, TUESDAY_10)
    commands.snooze(actor=cast.mara, kind="test-due", thing=area, days=5, now=TUESDAY_10)
    commands.sweep(now=TUESDAY_10)
    assert told() == [("Milo Miller", TUESDAY_10)]


@pytest.mark.parametrize(
    ("kind", "days", "fault"),
    [("test-due", 0, "TooLong"), ("test-due", 21, "TooLong"), ("nothing", 1, "NothingWaits")],
)
def test_what_cannot_be_put_off_is_refused(cast, desk, area, kind, days, fault):
    desk.put(area, cast.mara, TUESDAY_10)
    with pytest.raises(getattr(commands.snoozing, fault)):
        commands.snooze(actor=cast.mara, kind=kind, thing=area, days=days, now=TUESDAY_10)


def test_only_what_waits_for_me_can_be_put_off(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    with pytest.raises(commands.snoozing.NothingWaits):
        commands.snooze(actor=cast.sam, kind="test-due", thing=area, days=1, now=TUESDAY_10)


# --- what the database refuses ----------------------------------------------------------------------------


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_the_ledger_is_kept_as_it_is(cast, desk, area):
    desk.put(area, cast.mara, TUESDAY_10)
    commands.sweep(now=TUESDAY_10)
    known = Reminder.objects.values().first()
    refused(lambda: Reminder.objects.create(**known | {"id": uuid7()}))
    refused(lambda: Reminder.objects.update(told=False))
    refused(lambda: Reminder.objects.all().delete())


def test_a_watermark_never_goes_back(cast, desk):
    commands.sweep(now=TUESDAY_10)
    refused(lambda: Watermark.objects.update(up_to=TUESDAY_10 - DAY))


@pytest.mark.parametrize("days", [[0], [3, 2], [1, 3, 4], [1, 1], [121], list(range(1, 10))])
def test_repeats_come_further_apart_each_time(cast, desk, days):
    commands.ensure_rules(now=NOW)
    rule = Rule.objects.get()
    refused(lambda: Rule.objects.update(repeat_days=days))
    with pytest.raises(commands.ruling.Refused):
        commands.edit_rule(
            actor=cast.ada, rule=rule, is_on=True, lead_hours=0, repeat_days=days, tells_who_waits=True,
            revision=rule.revision, now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("days", [[], [1], [1, 2, 3, 4, 5, 6, 7, 8], [2, 5], [1, 3, 7], [120]])
def test_repeats_as_far_apart_or_further_are_kept(cast, desk, days):
    commands.ensure_rules(now=NOW)
    Rule.objects.update(repeat_days=days)
    assert Rule.objects.get().repeat_days == days
