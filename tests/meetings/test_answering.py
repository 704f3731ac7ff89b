"""Whether people come: said in one tap, changed at will, and known to calendars and to who runs the meeting."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from icalendar import Calendar

from apps.core import due
from apps.core.due import Due, Window
from apps.meetings import calendar, commands, queries
from apps.meetings.models import Answer, Attendance
from apps.notices.models import Notice
from tests.cast import NOW, client_of
from tests.factories import meetings as make
from tests.outcome import outcome

pytestmark = pytest.mark.django_db
# Thursday, ten in Berlin.
BEGINS = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def meeting(cast):
    """Of Mina's series; Sam, Sofie and Mara are asked."""
    return make.meeting(by=cast.mina, members=[cast.sam, cast.sofie, cast.mara], title="Weekly sync")


def say(meeting, who, answer, **given):
    return commands.answer_invitation(actor=who, meeting=meeting, answer=answer, **{"now": NOW} | given)


def said(meeting, *, viewer):
    found = queries.answers(viewer=viewer, meeting=meeting, now=NOW)
    return {one.member.name.split()[0]: one.answer for one in found}


@pytest.mark.parametrize("who", ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada", "dan"])
def test_who_is_asked_answers(cast, meeting, who):
    expected = "done" if who in ("sam", "sofie", "mara", "mina") else "403"
    assert outcome(lambda: say(meeting, cast.by_name(who) or cast.dan, "yes")) == expected


def test_an_answer_is_said_and_changed(cast, meeting):
    assert said(meeting, viewer=cast.sam) == {"Mara": None, "Mina": "yes", "Sam": None, "Sofie": None}
    say(meeting, cast.sam, "yes")
    say(meeting, cast.sam, "maybe", line=" If my train is on time. ")
    row = Answer.objects.get(meeting=meeting, member=cast.sam)
    assert (row.answer, row.line, row.starts_at) == ("maybe", "If my train is on time.", BEGINS)
    assert said(meeting, viewer=cast.sam) == {"Mara": None, "Mina": "yes", "Sam": "maybe", "Sofie": None}


def test_an_answer_to_all_dates_yields_to_one_to_a_single_date(cast, meeting):
    second, third = meeting.series.meetings.order_by("starts_at")[1:3]
    say(second, cast.sam, "no")
    say(meeting, cast.sam, "yes", for_all=True)
    assert [said(one, viewer=cast.sam)["Sam"] for one in (meeting, second, third)] == ["yes", "no", "yes"]


def test_what_was_said_of_one_time_says_nothing_of_another(cast, meeting):
    say(meeting, cast.sam, "yes")
    commands.move_meeting(actor=cast.mina, meeting=meeting, on=date(2026, 3, 13), at=time(10), now=NOW)
    meeting.refresh_from_db()
    assert said(meeting, viewer=cast.sam)["Sam"] is None


def test_another_rhythm_asks_all_but_who_chose_it_anew(cast, meeting):
    say(meeting, cast.sam, "yes", for_all=True)
    commands.reschedule_series(actor=cast.mina, series=meeting.series, first_on=date(2026, 3, 16), at=time(9), now=NOW)
    first = meeting.series.meetings.filter(state="scheduled").order_by("starts_at")[1]
    assert said(first, viewer=cast.sam) == {"Mara": None, "Mina": "yes", "Sam": None, "Sofie": None}


def test_who_is_asked_again_is_asked_anew(cast, meeting):
    series = meeting.series
    say(meeting, cast.sam, "yes", for_all=True)
    Answer.objects.filter(member=cast.sam).delete()
    for members in ([cast.mina, cast.mara], [cast.mina, cast.mara, cast.sam]):
        series = commands.edit_series(actor=cast.mina, series=series, members=members, now=NOW)
    assert said(meeting, viewer=cast.mina) == {"Mara": None, "Mina": "yes", "Sam": None}


def test_a_meeting_that_runs_or_is_over_is_not_answered(cast, meeting):
    cancelled = meeting.series.meetings.order_by("starts_at")[1]
    commands.cancel_meeting(actor=cast.mina, meeting=cancelled, reason="The fair", now=NOW)
    assert outcome(lambda: say(cancelled, cast.sam, "yes")) == "over"
    commands.start_meeting(actor=cast.mina, meeting=meeting, now=BEGINS)
    assert outcome(lambda: say(meeting, cast.sam, "yes")) == "has-begun"
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=BEGINS + HOUR)
    assert outcome(lambda: say(meeting, cast.sam, "yes")) == "over"


def test_who_said_no_is_excused_when_it_begins(cast, meeting):
    say(meeting, cast.sam, "no")
    say(meeting, cast.sofie, "no", for_all=True)
    say(meeting, cast.mara, "maybe")
    commands.start_meeting(actor=cast.mina, meeting=meeting, now=BEGINS)
    there = dict(Attendance.objects.filter(meeting=meeting).values_list("member__name", "how"))
    assert there == {"Mina Minot": "present", "Sam Sanders": "excused", "Sofie Sommer": "excused"}


@pytest.mark.parametrize(
    "statement",
    [
        "update meetings_answer set answer = 'no' where meeting_id = %s",
        "delete from meetings_answer where meeting_id = %s",
    ],
)
def test_answers_stay_as_they_were_when_minutes_are_closed(cast, meeting, statement):
    say(meeting, cast.sam, "yes")
    commands.start_meeting(actor=cast.mina, meeting=meeting, now=BEGINS)
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=BEGINS + HOUR)
    with pytest.raises(DatabaseError, match="are closed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [meeting.pk])
    with pytest.raises(DatabaseError, match="are closed"), transaction.atomic():
        Answer.objects.filter(meeting=meeting).update(answer="no")
    row = Answer.objects.get(meeting=meeting)
    row.line = "Later"
    with pytest.raises(DatabaseError, match="are closed"), transaction.atomic():
        row.save()


# --- who hears of it


def test_who_runs_it_has_one_unread_line_for_all_answers(cast, meeting):
    rows = Notice.objects.filter(kind="invitation-answered")
    say(meeting, cast.sam, "yes")
    say(meeting, cast.mara, "no")
    assert list(rows.values_list("recipient__name", "actor__name")) == [("Mina Minot", "Sam Sanders")]
    rows.update(read_at=NOW)
    say(meeting, cast.sofie, "yes")
    assert rows.count() == 2
    say(meeting, cast.mina, "maybe")
    assert rows.count() == 2


def waiting(member, now=NOW):
    return list(due.due_kind("invitation-to-answer").waiting(member, now))


def test_the_next_date_waits_for_an_answer_until_it_begins(cast, meeting):
    expected = Due(
        "invitation-to-answer",
        meeting,
        cast.sam,
        due_at=BEGINS,
        since=meeting.series.invitees.get(member=cast.sam).since,
        waiting_for=cast.mina,
    )
    assert (waiting(cast.sam), waiting(cast.mina), waiting(cast.eva)) == ([expected], [], [])
    assert waiting(cast.sam, BEGINS - HOUR) == [expected]
    assert [one.thing for one in waiting(cast.sam, BEGINS)] == [meeting.series.meetings.order_by("starts_at")[1]]
    say(meeting, cast.sam, "maybe")
    assert waiting(cast.sam) == []
    commands.move_meeting(actor=cast.mina, meeting=meeting, on=date(2026, 3, 13), at=time(10), now=NOW)
    assert [one.thing for one in waiting(cast.sam)] == [meeting]
    say(meeting, cast.sam, "no", for_all=True)
    assert (waiting(cast.sam), waiting(cast.sam, BEGINS + 2 * 24 * HOUR)) == ([], [])


def test_who_said_nothing_is_reminded_of_each_date(cast, meeting):
    say(meeting, cast.sam, "yes")
    found = due.due_kind("invitation-to-answer").within(Window(BEGINS - HOUR, BEGINS))
    assert sorted(one.recipient.name for one in found) == ["Mara Marsh", "Sofie Sommer"]
    assert list(due.due_kind("invitation-to-answer").within(Window(BEGINS, BEGINS + HOUR))) == []


# --- calendars


def statuses(content):
    """PARTSTAT by the date that each event is an exception for; the whole series under an empty one."""
    found = {}
    for event in Calendar.from_ical(content).walk("VEVENT"):
        slot = event.get("RECURRENCE-ID")
        found[slot.dt.date().isoformat() if slot else ""] = event["ATTENDEE"].params["PARTSTAT"]
    return found


def test_calendars_learn_each_readers_own_answer_with_the_next_update(cast, meeting):
    segment, second = meeting.segment, meeting.series.meetings.order_by("starts_at")[1]

    def whole(reader):
        return statuses(calendar.of_segment(segment, method="REQUEST", reader=reader, now=NOW))

    assert (whole(cast.sam), whole(cast.mina)) == ({"": "NEEDS-ACTION"}, {"": "ACCEPTED"})
    say(meeting, cast.sam, "yes", for_all=True)
    say(second, cast.sam, "no")
    assert whole(cast.sam) == {"": "ACCEPTED", "2026-03-19": "DECLINED"}
    assert whole(cast.sofie) == {"": "NEEDS-ACTION"}
    one = calendar.of_meeting(second, method="REQUEST", reader=cast.sam, now=NOW)
    assert statuses(one) == {"2026-03-19": "DECLINED"}


def test_the_answer_to_a_single_meeting_is_that_of_its_event(cast):
    single = make.meeting(by=cast.mina, members=[cast.sam], every="once")
    say(single, cast.sam, "maybe")
    content = calendar.of_segment(single.segment, method="REQUEST", reader=cast.sam, now=NOW)
    assert statuses(content) == {"": "TENTATIVE"}


# --- the page


def test_the_page_shows_who_comes_by_side_and_counts_them(cast):
    now = datetime.now(UTC)
    series = make.series(
        by=cast.mina, now=now, first_on=now.date() + timedelta(days=2), members=[cast.sam, cast.sofie, cast.mara]
    )
    meeting = series.meetings.order_by("starts_at")[0]
    say(meeting, cast.sam, "yes", now=now)
    say(meeting, cast.sofie, "no", now=now)
    page = client_of(cast.mina).get(reverse("meetings:meeting", args=[meeting.pk]))
    found = {
        one.side: (one.yes, one.maybe, one.no, one.silent, [str(who) for who in one.missing])
        for one in page.context["sides"]
    }
    assert found == {
        "sales": (2, 0, 1, 0, ["Sofie Sommer"]),
        "marketing": (0, 0, 0, 1, ["Mara Marsh"]),
    }
    assert "Not sure to come from Marketing: Mara Marsh." in page.content.decode()
    assert "Not sure to come from" not in client_of(cast.sam).get(page.request["PATH_INFO"]).content.decode()


def test_an_answer_of_no_known_kind_is_none(cast, meeting):
    url = reverse("meetings:answer", args=[meeting.pk])
    assert client_of(cast.sam).post(url, {"answer": "perhaps"}).status_code == 404
    long = client_of(cast.sam).post(url, {"answer": "yes", "line": "x" * 301})
    assert (long.status_code, Answer.objects.count()) == (422, 0)
