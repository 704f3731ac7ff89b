"""What no row of this app may be, whoever writes it: each rule refuses by its name."""

from datetime import date, timedelta

import pytest

from apps.core.ids import uuid7
from apps.meetings import commands
from tests.cast import NOW
from tests.factories import goals as make_goals
from tests.factories import meetings as make
from tests.refusals import again, changed, deleted

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return make.running(by=cast.mina, members=[cast.sam])


def test_a_series_has_a_title_a_side_and_one_rhythm_at_a_time(cast):
    series = make.series(by=cast.mina, members=[cast.sam])
    segment, asked = series.segments.get(), series.invitees.get(member=cast.sam)
    other = {"uid": uuid7()}
    assert [
        changed(series, title=""),
        changed(series, side="leadership"),
        changed(segment, every="day"),
        changed(segment, minutes=4),
        changed(segment, minutes=1441),
        changed(segment, until_on=segment.first_on - timedelta(days=1)),
        changed(segment, until_on=segment.first_on),
        again(segment, **other),
        again(segment, **other, first_on=date(2126, 1, 1)),
        changed(asked, answer="nah"),
        again(asked),
    ] == [
        "series_has_a_title",
        "series_side_known",
        "segment_every_known",
        "segment_lasts",
        "segment_lasts",
        "segment_in_order",
        "",
        "segment_no_overlap",
        "segment_no_overlap",
        "invitee_answer_known",
        "invitee_once",
    ]


def test_a_meeting_takes_legal_steps_at_known_times_once_per_date(cast, meeting):
    ahead = make.meeting(by=cast.mina)
    assert [
        changed(ahead, minutes=4),
        changed(ahead, minutes=1441),
        changed(ahead, started_at=NOW),
        changed(ahead, closed_at=NOW),
        changed(meeting, started_at=None),
        changed(meeting, state="closed"),
        changed(meeting, state="closed", closed_at=NOW),
        again(meeting),
        again(meeting, slot=date(2126, 1, 1)),
    ] == [
        "meeting_lasts",
        "meeting_lasts",
        "meeting_started_at_a_time",
        "meeting_closed_by_somebody",
        "meeting_started_at_a_time",
        "meeting_closed_by_somebody",
        "meeting_closed_by_somebody",
        "meeting_once_per_slot",
        "",
    ]
    whole = {"state": "closed", "closed_at": NOW, "closed_by": cast.mina, "started_at": NOW}
    assert "Invalid transition" in changed(ahead, **whole)
    assert "Invalid transition" in changed(meeting, state="cancelled", started_at=None)
    assert changed(meeting, **whole) == ""


def test_what_stands_on_an_agenda_has_a_title_and_is_about_a_thing_once(cast, meeting):
    item = make.item(by=cast.mina, meeting=meeting)
    about = {"about_kind": "task", "about_id": uuid7()}
    assert [
        changed(item, title=""),
        changed(item, minutes=481),
        changed(item, about_kind="task"),
        changed(item, about_id=uuid7()),
        changed(item, **about),
    ] == ["agenda_item_has_a_title", "agenda_item_minutes", *["agenda_item_about_is_a_pair"] * 2, ""]
    for name, value in about.items():
        setattr(item, name, value)
    item.save()
    assert (again(item), again(item, state="taken_off")) == ("agenda_item_once_about_a_thing", "")


def test_everybody_is_there_once_and_says_one_thing(cast, meeting):
    commands.mark_attendance(actor=cast.mina, meeting=meeting, member=cast.sam, how="present", now=NOW)
    ahead = make.meeting(by=cast.mina, members=[cast.sam])
    commands.answer_invitation(actor=cast.sam, meeting=ahead, answer="yes", now=NOW)
    there, answer = meeting.attendances.get(member=cast.sam), ahead.answers.get()
    assert [changed(there, how="asleep"), again(there), changed(answer, answer="nah"), again(answer)] == [
        "attendance_how_known",
        "attendance_once",
        "answer_known",
        "answer_once",
    ]


def test_what_is_written_down_says_something_of_its_kind(cast, meeting):
    note = make.entry(by=cast.sam, meeting=meeting)
    decision = make.entry(by=cast.sam, meeting=meeting, kind="decision", concerned=[cast.mara])
    task = make_goals.task(owner=cast.sam)
    given = {"owner": cast.sam, "due_on": date(2126, 1, 1)}
    action = make.entry(by=cast.sam, meeting=meeting, kind="action", **given)
    said = {"what": "No samples", "blocks": task, "remover": cast.mara}
    obstacle = commands.write_obstacle(actor=cast.sam, meeting=meeting, now=NOW, **said)
    assert [
        changed(note, text=""),
        changed(note, kind="poem"),
        changed(note, kind="action"),
        changed(note, task=task),
        changed(note, kind="action", task=task),
        changed(note, review_on=date(2026, 4, 1)),
        changed(decision, review_on=date(2026, 4, 1)),
        again(decision.concerns.get()),
        again(action),
        again(obstacle),
        changed(note, kind="obstacle"),
    ] == [
        "entry_says_something",
        "entry_kind_known",
        "entry_action_is_a_task",
        "entry_action_is_a_task",
        "",
        "entry_decisions_are_reviewed",
        "",
        "concerned_once",
        "meetings_entry_task_id_key",
        "meetings_entry_obstacle_id_key",
        "entry_in_the_way_is_an_obstacle",
    ]


def test_closed_minutes_are_only_added_to(cast, meeting):
    item, note = make.item(by=cast.mina, meeting=meeting), make.entry(by=cast.sam, meeting=meeting)
    decision = make.entry(by=cast.sam, meeting=meeting, kind="decision", concerned=[cast.mara])
    concern = decision.concerns.get()
    commands.mark_attendance(actor=cast.mina, meeting=meeting, member=cast.sam, how="present", now=NOW)
    meeting = commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    added = commands.add_addendum(actor=cast.sam, meeting=meeting, text="Two, not three.", now=NOW)
    closed = f"the minutes of meeting {meeting.pk} are closed"
    there = meeting.attendances.get(member=cast.sam)
    frozen = [
        changed(item, title="New"),
        again(item),
        changed(note, text="New"),
        again(note),
        changed(there, how="remote"),
        again(there, member=cast.mara),
        deleted(there),
        changed(concern, member=cast.eva),
        deleted(concern),
    ]
    assert frozen == [closed] * 9
    assert deleted(added) == "rows of meetings_addendum are kept as they are"
    assert changed(meeting, minutes=30) == f"meeting {meeting.pk} is closed"
    assert (changed(added, text="Three"), again(added, text="")) == (
        "rows of meetings_addendum are kept as they are",
        "addendum_says_something",
    )
    assert again(added, text="Two, I was told.") == ""
