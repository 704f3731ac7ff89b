"""Series and their dates: wall time stays wall time, what is moved keeps its agenda, and who is asked is told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from apps.core.errors import Stale
from apps.meetings import commands
from apps.meetings.models import Invitee, Meeting, Segment
from apps.notices.models import Notice
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import meetings as make
from tests.outcome import outcome

pytestmark = pytest.mark.django_db


def starts(series, state="scheduled"):
    """The moments of a series' meetings in UTC, as day, month, hour and minute."""
    rows = series.meetings.filter(state=state).order_by("starts_at")
    return [moment.strftime("%d %b %H:%M") for moment in rows.values_list("starts_at", flat=True)]


def names(members):
    return sorted(member.first_name for member in members)


def asked(series):
    return names(
        row.member for row in Invitee.objects.filter(series=series, until__isnull=True).select_related("member")
    )


def told(kind):
    return names(notice.recipient for notice in Notice.objects.filter(kind=kind).select_related("recipient"))


# --- dates


def test_ten_in_berlin_stays_ten_when_the_clocks_change(cast):
    series = make.series(by=cast.mina)
    # Summer time begins on 29 March: until then ten o'clock is nine in UTC, from then on eight.
    assert starts(series)[:4] == ["12 Mar 09:00", "19 Mar 09:00", "26 Mar 09:00", "02 Apr 08:00"]


@pytest.mark.parametrize(
    ("every", "first_on", "expected"),
    [
        ("once", date(2026, 3, 12), ["12 Mar"]),
        ("two_weeks", date(2026, 3, 12), ["12 Mar", "26 Mar", "09 Apr", "23 Apr"]),
        # The second Thursday of each month.
        ("month", date(2026, 3, 12), ["12 Mar", "09 Apr", "14 May", "11 Jun"]),
        # A fifth Tuesday is the last one: not each month has five.
        ("month", date(2026, 3, 31), ["31 Mar", "28 Apr", "26 May", "30 Jun"]),
    ],
)
def test_how_often(cast, every, first_on, expected):
    series = make.series(by=cast.sam, every=every, first_on=first_on)
    assert [moment[:6] for moment in starts(series)[:4]] == expected


def test_dates_reach_thirteen_weeks_ahead_and_grow_with_time(cast):
    series = make.series(by=cast.mina)
    # From 9 March on thirteen weeks end on 8 June; the last Thursday before is the 4th.
    assert (len(starts(series)), starts(series)[-1]) == (13, "04 Jun 08:00")
    commands.look_ahead(now=NOW + timedelta(days=14))
    commands.look_ahead(now=NOW + timedelta(days=14))
    assert (len(starts(series)), starts(series)[-1]) == (15, "18 Jun 08:00")


def test_a_month_has_six_dates_ahead(cast):
    assert len(starts(make.series(by=cast.mina, every="month"))) == 6


def test_a_single_meeting_may_be_written_down_afterwards(cast):
    series = make.series(by=cast.sam, every="once", first_on=date(2026, 3, 2))
    assert starts(series) == ["02 Mar 09:00"]


@pytest.mark.parametrize(
    ("given", "code"),
    [({"zone": "Berlin"}, "no-such-zone"), ({"minutes": 4}, "wrong-length"), ({"minutes": 1441}, "wrong-length")],
)
def test_what_no_calendar_could_hold_is_refused(cast, given, code):
    assert outcome(lambda: make.series(by=cast.sam, **given)) == code


def test_an_hour_that_the_spring_loses_comes_after_it(cast):
    series = make.series(by=cast.sam, first_on=date(2026, 3, 29), at=time(2, 30))
    assert series.meetings.order_by("starts_at")[0].starts_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


# --- who is asked


def test_named_members_teams_liaisons_and_who_runs_it_are_asked_and_told(cast):
    cast.content.liaisons.add(cast.sofie)
    series = make.series(by=cast.mina, members=[cast.eva], teams=[cast.content], scribe=cast.sam)
    assert asked(series) == ["Eva", "Mara", "Milo", "Mina", "Moritz", "Sam", "Sofie"]
    assert told("meeting-invited") == ["Eva", "Mara", "Milo", "Moritz", "Sam", "Sofie"]


@pytest.mark.parametrize(
    ("who", "with_team"),
    [("sam", "403"), ("mara", "403"), ("mina", "done"), ("eva", "done"), ("ada", "done")],
)
def test_whole_teams_are_asked_by_managers_executives_and_admins(cast, who, with_team):
    actor = cast.by_name(who)
    assert outcome(lambda: make.series(by=actor, members=[cast.milo])) == "done"
    assert outcome(lambda: make.series(by=actor, teams=[cast.content])) == with_team


def test_who_joins_a_team_is_asked_and_who_leaves_it_is_told(cast):
    series = make.series(by=cast.mina, teams=[cast.content])
    people.edit_member(actor=cast.ada, member=cast.milo, side="sales", team=cast.field_sales, now=NOW)
    people.edit_member(actor=cast.ada, member=cast.eva, side="marketing", team=cast.content, now=NOW)
    commands.look_ahead(now=NOW)
    assert asked(series) == ["Eva", "Mara", "Mina", "Moritz"]
    assert (told("meeting-uninvited"), told("meeting-invited")) == (["Milo"], ["Eva", "Mara", "Milo", "Moritz"])


def test_nobody_is_asked_who_cannot_sign_in(cast):
    assert asked(make.series(by=cast.mina, members=[cast.dan])) == ["Mina"]
    assert outcome(lambda: make.series(by=cast.mina, facilitator=cast.dan)) == "has-left"


# --- changing


def test_changing_words_and_people_tells_calendars(cast):
    series = make.series(by=cast.mina, members=[cast.sam, cast.mara])
    commands.edit_series(
        actor=cast.mina, series=series, title="Wednesday sync", members=[cast.mara, cast.milo], now=NOW
    )
    assert asked(series) == ["Mara", "Milo", "Mina"]
    assert told("meeting-changed") == ["Mara"]
    assert told("meeting-uninvited") == ["Sam"]
    assert series.segments.get().sequence == 1


def test_a_stale_change_is_refused(cast):
    series = make.series(by=cast.mina)
    commands.edit_series(actor=cast.mina, series=series, place="Room 4", revision=series.revision, now=NOW)
    with pytest.raises(Stale):
        commands.edit_series(actor=cast.ada, series=series, place="Room 5", revision=1, now=NOW)


@pytest.mark.parametrize("who", ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada"])
def test_who_may_change_a_series(cast, who):
    """Who runs it, records it or made it, and admins."""
    series = make.series(by=cast.mina, facilitator=cast.sam, scribe=cast.mara, teams=[cast.content])
    actor, meeting = cast.by_name(who), series.meetings.order_by("starts_at")[0]
    expected = "done" if who in ("sam", "mara", "mina", "ada") else "403"
    acts = [
        lambda: commands.edit_series(actor=actor, series=series, place="Room 4", now=NOW),
        lambda: commands.move_meeting(actor=actor, meeting=meeting, on=date(2026, 3, 13), at=time(9), now=NOW),
        lambda: commands.cancel_meeting(actor=actor, meeting=meeting, reason="Fair", now=NOW),
        lambda: commands.reschedule_series(actor=actor, series=series, first_on=date(2026, 3, 18), at=time(9), now=NOW),
        lambda: commands.end_series(actor=actor, series=series, now=NOW),
    ]
    assert [outcome(act) for act in acts] == [expected] * 5


def test_another_rhythm_before_anything_was_held_keeps_the_calendars_event(cast):
    series = make.series(by=cast.mina, members=[cast.sam])
    uid = series.segments.get().uid
    item = make.item(by=cast.sam, meeting=series.meetings.order_by("starts_at")[0])
    commands.reschedule_series(actor=cast.mina, series=series, first_on=date(2026, 3, 11), at=time(14), now=NOW)
    segment = series.segments.get()
    assert (segment.uid, segment.sequence) == (uid, 1)
    assert starts(series)[:4] == ["11 Mar 13:00", "18 Mar 13:00", "25 Mar 13:00", "01 Apr 12:00"]
    item.refresh_from_db()
    assert item.meeting.slot == date(2026, 3, 11)
    assert told("meeting-changed") == ["Sam"]


def test_another_rhythm_after_something_was_held_is_a_new_event(cast):
    series = make.series(by=cast.mina, members=[cast.sam])
    first, second = series.meetings.order_by("starts_at")[:2]
    commands.start_meeting(actor=cast.mina, meeting=first, now=NOW)
    commands.close_meeting(actor=cast.mina, meeting=first, now=NOW)
    item = make.item(by=cast.sam, meeting=second)
    commands.reschedule_series(
        actor=cast.mina, series=series, first_on=date(2026, 3, 24), at=time(14), every="two_weeks", now=NOW
    )
    old, new = series.segments.order_by("first_on")
    assert (old.until_on, old.sequence, new.sequence, old.uid != new.uid) == (date(2026, 3, 19), 1, 0, True)
    # The 19th lies before the new rhythm, so it stays.
    assert starts(series)[:3] == ["19 Mar 09:00", "24 Mar 13:00", "07 Apr 12:00"]
    item.refresh_from_db()
    assert item.meeting == second
    assert (told("meeting-stretch-ended"), told("meeting-changed")) == (["Sam"], ["Sam"])


@pytest.mark.parametrize(("first_on", "code"), [(date(2026, 3, 9), "in-the-past"), (date(2026, 3, 12), "in-the-past")])
def test_what_was_held_is_not_rescheduled(cast, first_on, code):
    series = make.series(by=cast.mina)
    commands.start_meeting(actor=cast.mina, meeting=series.meetings.order_by("starts_at")[0], now=NOW)
    act = lambda: commands.reschedule_series(actor=cast.mina, series=series, first_on=first_on, at=time(9), now=NOW)  # noqa: E731
    assert outcome(act) == code


def test_one_is_moved_and_the_others_stay(cast):
    series = make.series(by=cast.mina, members=[cast.sam])
    meeting = series.meetings.order_by("starts_at")[2]
    moved = commands.move_meeting(actor=cast.mina, meeting=meeting, on=date(2026, 3, 30), at=time(14, 30), now=NOW)
    # Summer time by then: half past two is half past twelve in UTC.
    assert (moved.starts_at, moved.slot, moved.sequence) == (
        datetime(2026, 3, 30, 12, 30, tzinfo=UTC),
        date(2026, 3, 26),
        1,
    )
    assert starts(series)[:4] == ["12 Mar 09:00", "19 Mar 09:00", "30 Mar 12:30", "02 Apr 08:00"]
    (notice,) = Notice.objects.filter(kind="meeting-moved")
    assert notice.facts == {"was": "26 Mar 2026, 10:00", "becomes": "30 Mar 2026, 14:30"}


def test_what_cannot_be_moved(cast):
    meeting = make.meeting(by=cast.mina)

    def move(on, at):
        return outcome(lambda: commands.move_meeting(actor=cast.mina, meeting=meeting, on=on, at=at, now=NOW))

    assert move(date(2026, 3, 9), time(10)) == "in-the-past"
    assert move(date(2026, 3, 12), time(10)) == "same-time"
    commands.start_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    assert move(date(2026, 3, 13), time(10)) == "running"


def test_a_cancelled_meeting_says_why_and_passes_its_agenda_on(cast):
    series = make.series(by=cast.mina, members=[cast.sam])
    first, second = series.meetings.order_by("starts_at")[:2]
    there, item = make.item(by=cast.sam, meeting=second), make.item(by=cast.sam, meeting=first)
    assert outcome(lambda: commands.cancel_meeting(actor=cast.mina, meeting=first, reason=" ", now=NOW)) == (
        "reason-needed"
    )
    commands.cancel_meeting(actor=cast.mina, meeting=first, reason="All at the fair", now=NOW)
    assert list(second.items.order_by("position")) == [there, item]
    assert outcome(lambda: commands.start_meeting(actor=cast.mina, meeting=first, now=NOW)) == "over"


def test_an_ended_series_has_no_dates_ahead(cast):
    series = make.series(by=cast.mina, members=[cast.sam])
    commands.end_series(actor=cast.mina, series=series, reason="We talk daily now", now=NOW)
    assert (starts(series), len(starts(series, "cancelled"))) == ([], 13)
    commands.look_ahead(now=NOW + timedelta(days=30))
    assert (starts(series), told("series-ended")) == ([], ["Sam"])
    assert outcome(lambda: commands.edit_series(actor=cast.mina, series=series, title="Again", now=NOW)) == "ended"


def test_a_leavers_series_is_run_by_their_successor(cast):
    series = make.series(by=cast.sam, members=[cast.mara])
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    series.refresh_from_db()
    assert series.facilitator == cast.mina
    commands.look_ahead(now=NOW)
    assert asked(series) == ["Mara", "Mina"]
    assert Segment.objects.count() == 1
    assert Meeting.objects.filter(state="cancelled").count() == 0
