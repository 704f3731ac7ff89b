"""What is written down in a meeting: nothing is lost, and closed is closed, whoever asks."""

from datetime import UTC, date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from apps.core.errors import Stale
from apps.goals.models import Obstacle, Task
from apps.meetings import commands
from apps.meetings.models import AgendaItem, Attendance, Decision, Entry, Meeting
from apps.notices import commands as notices
from apps.notices.models import Notice
from apps.trail import queries as trail
from tests import days, smtp
from tests.cast import NOW
from tests.factories import goals as make_goals
from tests.factories import meetings as make
from tests.machine import Caller, make_token
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
MARCH_20 = date(2026, 3, 20)


@pytest.fixture
def meeting(cast):
    """Running; Mina runs it, Mara records it, Sam and Sofie are asked, Sam is there as well."""
    meeting = make.running(by=cast.mina, members=[cast.sam, cast.sofie], scribe=cast.mara, title="Weekly sync")
    commands.mark_attendance(actor=cast.sam, meeting=meeting, member=cast.sam, how="remote", now=NOW)
    return meeting


def action(cast, meeting, owner, **given):
    defaults = {"kind": "action", "text": "Call Acme", "owner": owner, "due_on": MARCH_20}
    return make.entry(by=cast.mina, meeting=meeting, **defaults | given)


# --- writing


@pytest.mark.parametrize("who", ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada"])
def test_who_may_do_what_in_a_running_meeting(cast, meeting, who):
    actor = cast.by_name(who)
    item = make.item(by=cast.mina, meeting=meeting)
    asked = "done" if who in ("sam", "sofie", "mara", "mina") else "403"
    runs = "done" if who in ("mara", "mina") else "403"
    found = {
        "write": outcome(lambda: make.entry(by=actor, meeting=meeting)),
        "propose": outcome(lambda: make.item(by=actor, meeting=meeting)),
        "mark": outcome(
            lambda: commands.mark_attendance(actor=actor, meeting=meeting, member=actor, how="present", now=NOW)
        ),
        "order": outcome(lambda: commands.move_item(actor=actor, item=item, to=1, now=NOW)),
        "reach": outcome(lambda: commands.reach_item(actor=actor, item=item, now=NOW)),
        "close": outcome(lambda: commands.close_meeting(actor=actor, meeting=meeting, now=NOW)),
    }
    assert found == {
        "write": asked,
        "propose": asked,
        "mark": asked,
        "order": runs,
        "reach": runs,
        "close": runs,
    }


@pytest.mark.parametrize(
    ("who", "gets"), [("sam", "done"), ("mara", "done"), ("mina", "done"), ("sofie", "403"), ("milo", "403")]
)
def test_an_item_is_changed_by_who_put_it_there_and_by_who_runs_the_meeting(cast, meeting, who, gets):
    item, actor = make.item(by=cast.sam, meeting=meeting), cast.by_name(who)
    assert outcome(lambda: commands.edit_item(actor=actor, item=item, title="Acme", now=NOW)) == gets
    assert outcome(lambda: commands.take_off_item(actor=actor, item=item, now=NOW)) == gets


def test_an_action_item_is_a_task_accepted_by_who_is_there(cast, meeting):
    entry = action(cast, meeting, cast.sam)
    task = Task.objects.get(noted_in=entry)
    assert (task.title, task.owner, task.due_on, task.wanted_by) == ("Call Acme", cast.sam, MARCH_20, cast.mina)
    assert task.origin == ("meeting", meeting.pk)
    assert list(task.terms.to_answer()) == []


def test_an_action_item_for_who_is_absent_waits_for_their_answer(cast, meeting):
    task = action(cast, meeting, cast.sofie).task
    assert task.owner == cast.mina
    assert [term.member for term in task.terms.to_answer()] == [cast.sofie]


@pytest.mark.parametrize("missing", [{"owner": None}, {"due_on": None}])
def test_nobody_or_no_day_is_no_action_item(cast, meeting, missing):
    given = {"kind": "action", "text": "Call Acme", "owner": cast.sam, "due_on": MARCH_20} | missing
    assert outcome(lambda: make.entry(by=cast.mina, meeting=meeting, **given)) == "owner-and-date-needed"
    assert Task.objects.count() == 0


def test_a_long_action_item_keeps_all_its_words(cast, meeting):
    text = "Call Acme about " + "the very long story " * 20
    task = action(cast, meeting, cast.sam, text=text).task
    assert len(task.title) == 200
    assert text in task.detail


def test_an_entry_belongs_to_an_item_of_its_meeting(cast, meeting):
    other = make.item(by=cast.mina, meeting=make.meeting(by=cast.mina))
    assert outcome(lambda: make.entry(by=cast.sam, meeting=meeting, item=other)) == "other-meeting"


def test_minutes_are_written_in_the_meeting(cast):
    ahead = make.meeting(by=cast.mina)
    assert outcome(lambda: make.entry(by=cast.mina, meeting=ahead)) == "not-begun"


def test_who_saves_over_newer_words_sees_them(cast, meeting):
    entry = make.entry(by=cast.sam, meeting=meeting, text="Prices")
    commands.edit_entry(actor=cast.mara, entry=entry, text="Prices in May", revision=1, now=NOW)
    with pytest.raises(Stale) as stale:
        commands.edit_entry(actor=cast.sofie, entry=entry, text="Prices in June", revision=1, now=NOW)
    assert stale.value.current.text == "Prices in May"


def test_an_action_item_is_changed_as_a_task(cast, meeting):
    entry = action(cast, meeting, cast.sam)
    act = lambda: commands.edit_entry(actor=cast.mina, entry=entry, text="Mail Acme", now=NOW)  # noqa: E731
    assert outcome(act) == "stays-a-task"


# --- what is in the way


def in_the_way(cast, meeting, *, by=None, **given):
    blocks = make_goals.task(owner=cast.sam, title="Visit Acme")
    defaults = {"what": "No samples", "blocks": blocks, "remover": cast.milo, "now": NOW}
    return commands.write_obstacle(actor=by or cast.sofie, meeting=meeting, **defaults | given)


def test_what_is_in_the_way_is_an_obstacle_that_points_back_to_the_meeting(cast, meeting):
    item = make.item(by=cast.mina, meeting=meeting)
    entry = in_the_way(cast, meeting, item=item)
    row = entry.obstacle
    assert (entry.kind, entry.text, entry.item, entry.author) == ("obstacle", "No samples", item, cast.sofie)
    assert (row.what, row.remover, row.raised_by, row.state) == ("No samples", cast.milo, cast.sofie, "raised")
    last = trail.history_of(row)
    assert "raised it in the meeting “Weekly sync, 12 Mar 2026”" in [str(one.words) for one in last]
    assert [one.member for one in entry.concerns.all()] == [cast.milo]
    walk = Walker(cast.sam).open(f"/obstacles/{row.pk}/").follow("Weekly sync, 12 Mar 2026")
    assert walk.url == f"/meetings/{meeting.pk}/"
    # Who may not read the meeting sees the obstacle alone; a machine gets the pair.
    Walker(cast.moritz).open(f"/obstacles/{row.pk}/").does_not_read("Raised in")
    answer = Caller(make_token(cast.sam))("GET", f"obstacles/{row.pk}/").json()
    assert answer["origin"] == {"kind": "meeting", "id": str(meeting.pk)}


def test_what_was_raised_elsewhere_points_to_no_meeting(cast):
    row = make_goals.obstacle(by=cast.sofie, blocks=make_goals.task(owner=cast.sam), remover=cast.milo)
    Walker(cast.sam).open(f"/obstacles/{row.pk}/").does_not_read("Raised in")
    for half in ({"origin_kind": "meeting"}, {"origin_id": row.pk}, {"origin_kind": "lead", "origin_id": row.pk}):
        with pytest.raises(IntegrityError, match="obstacle_origin_whole"), transaction.atomic():
            Obstacle.objects.filter(pk=row.pk).update(**half)


def test_what_is_in_the_way_is_raised_by_who_may_write_in_a_meeting_that_runs(cast, meeting):
    assert outcome(lambda: in_the_way(cast, meeting, by=cast.moritz)) == "403"
    ahead = make.meeting(by=cast.sofie)
    assert outcome(lambda: in_the_way(cast, ahead)) == "not-begun"
    other = make.item(by=cast.mina, meeting=make.meeting(by=cast.mina))
    assert outcome(lambda: in_the_way(cast, meeting, item=other)) == "other-meeting"
    assert (Entry.objects.count(), Obstacle.objects.count()) == (0, 0)


def test_an_obstacle_is_no_mere_text(cast, meeting):
    assert outcome(lambda: make.entry(by=cast.sam, meeting=meeting, kind="obstacle")) == "says-what-it-blocks"
    entry = in_the_way(cast, meeting)
    assert outcome(lambda: commands.edit_entry(actor=cast.sofie, entry=entry, text="None", now=NOW)) == "stays-a-task"
    with pytest.raises(DatabaseError, match="entry_in_the_way_is_an_obstacle"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(obstacle=None)


# --- closing


def test_closing_carries_over_what_was_not_reached_in_its_order(cast, meeting):
    following = meeting.series.meetings.order_by("starts_at")[1]
    there = make.item(by=cast.sam, meeting=following, title="There already")
    reached, noted, first, second, parked = (
        make.item(by=cast.sam, meeting=meeting, title=title)
        for title in ("Reached", "Noted", "First", "Second", "Parked")
    )
    commands.reach_item(actor=cast.mina, item=reached, now=NOW)
    make.entry(by=cast.sam, meeting=meeting, item=noted)
    commands.close_meeting(actor=cast.mina, meeting=meeting, park=[parked], now=NOW)
    states = dict(meeting.items.values_list("title", "state"))
    assert states == {
        "Reached": "reached",
        "Noted": "reached",
        "First": "carried",
        "Second": "carried",
        "Parked": "parked",
    }
    ahead = following.items.order_by("position").values_list("title", "times", "proposed_by__name")
    assert list(ahead) == [
        ("First", 2, "Sam Sanders"),
        ("Second", 2, "Sam Sanders"),
        ("There already", 1, "Sam Sanders"),
    ]
    assert [AgendaItem.objects.get(carried_from=one).title for one in (first, second)] == ["First", "Second"]
    assert not hasattr(there, "carried_to")


def test_without_a_next_meeting_all_is_parked(cast):
    meeting = make.running(by=cast.mina, every="once")
    make.item(by=cast.mina, meeting=meeting, title="Left")
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    assert list(meeting.items.values_list("title", "state")) == [("Left", "parked")]


def test_closed_minutes_go_to_the_invited_and_the_concerned_own_tasks_first(cast, meeting, mail_server):
    item = make.item(by=cast.sam, meeting=meeting, title="Prices")
    action(cast, meeting, cast.sam, text="Call Acme")
    action(cast, meeting, cast.milo, text="Print the flyer")
    make.entry(
        by=cast.mara, meeting=meeting, item=item, kind="decision", text="Two per cent more", concerned=[cast.eva]
    )
    make.entry(by=cast.sam, meeting=meeting, item=item, text="Acme has asked twice")
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    told = Notice.objects.filter(kind="minutes").values_list("recipient__name", flat=True)
    assert sorted(told) == ["Eva Evers", "Mara Marsh", "Milo Miller", "Sam Sanders", "Sofie Sommer"]
    notices.deliver(now=NOW + timedelta(seconds=20))
    (mail,) = [one for one in days.mails_to(mail_server, cast.sam) if "minutes" in str(one["Subject"])]
    text = mail.get_body(("plain",)).get_content()
    where = [
        text.index(words) for words in ("FOR YOU TO DO", "Call Acme, until 20 Mar 2026", "DECIDED", "Two per cent more")
    ]
    where += [text.index(words) for words in ("OTHERS DO", "Print the flyer", "PRICES", "Acme has asked twice")]
    assert where == sorted(where)
    (own,) = smtp.links(mail, "Call Acme, until 20 Mar 2026")
    assert "/tasks/" in own


FROZEN = {
    "write": "insert into meetings_entry (id, revision, meeting_id, kind, text, author_id, written_at)"
    " select gen_random_uuid(), 1, meeting_id, 'note', 'late', author_id, now() from meetings_entry limit 1",
    "edit": "update meetings_entry set text = 'other words'",
    "delete": "delete from meetings_concerned; delete from meetings_entry",
    "concern": "insert into meetings_concerned (id, entry_id, member_id)"
    " select gen_random_uuid(), id, author_id from meetings_entry limit 1",
    "attend": "update meetings_attendance set how = 'excused'",
    "was there": "delete from meetings_attendance",
    "item": "update meetings_agendaitem set title = 'other' where state <> 'open'",
    "reopen": "update meetings_meeting set state = 'running', closed_at = null, closed_by_id = null"
    " where state = 'closed'",
    "move": "update meetings_meeting set starts_at = now() where state = 'closed'",
    "unwrite": "delete from meetings_addendum",
    "rewrite": "update meetings_addendum set text = 'other words'",
}


@pytest.mark.parametrize("what", FROZEN)
def test_the_database_keeps_closed_minutes_as_they_are(cast, meeting, what):
    item = make.item(by=cast.sam, meeting=meeting)
    make.entry(by=cast.sam, meeting=meeting, item=item, kind="decision", concerned=[cast.eva])
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    commands.add_addendum(actor=cast.sam, meeting=meeting, text="The 12th.", now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FROZEN[what])


def test_saving_and_updating_are_refused_as_well(cast, meeting):
    entry = make.entry(by=cast.sam, meeting=meeting)
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    entry.text = "Other words"
    for act in (entry.save, lambda: Entry.objects.update(text="Other words"), entry.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_after_closing_only_addenda_are_taken(cast, meeting):
    entry, item = make.entry(by=cast.sam, meeting=meeting), make.item(by=cast.sam, meeting=meeting)
    assert outcome(lambda: commands.add_addendum(actor=cast.sam, meeting=meeting, text="x", now=NOW)) == "still-open"
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    acts = [
        lambda: make.entry(by=cast.sam, meeting=meeting),
        lambda: commands.edit_entry(actor=cast.sam, entry=entry, text="Other words", now=NOW),
        lambda: make.item(by=cast.sam, meeting=meeting),
        lambda: commands.reach_item(actor=cast.mina, item=item, now=NOW),
        lambda: commands.mark_attendance(actor=cast.sam, meeting=meeting, member=cast.sam, how="", now=NOW),
        lambda: commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW),
    ]
    assert [outcome(act) for act in acts] == ["over"] * 6
    assert outcome(lambda: commands.add_addendum(actor=cast.eva, meeting=meeting, text="x", now=NOW)) == "403"
    assert outcome(lambda: commands.add_addendum(actor=cast.sam, meeting=meeting, text="x", now=NOW)) == "done"


def test_what_has_not_begun_is_not_closed(cast):
    meeting = make.meeting(by=cast.mina)
    assert outcome(lambda: commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)) == "not-running"


# --- who reads what


def test_agendas_and_open_minutes_are_the_inviteds_and_closed_ones_everybodys(cast, meeting):
    make.entry(by=cast.mina, meeting=meeting, kind="decision", text="We go to the fair", concerned=[cast.milo])
    everybody = [cast.sam, cast.sofie, cast.mara, cast.milo, cast.mina, cast.moritz, cast.eva, cast.ada]

    def reading(rows):
        return [one.first_name for one in everybody if rows(one).exists()]

    assert reading(Meeting.objects.filter(pk=meeting.pk).visible_to) == ["Sam", "Sofie", "Mara", "Milo", "Mina"]
    assert reading(Decision.objects.visible_to) == ["Sam", "Sofie", "Mara", "Milo", "Mina"]
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=NOW)
    assert reading(Meeting.objects.filter(pk=meeting.pk).visible_to) == [one.first_name for one in everybody]
    commands.edit_series(actor=cast.mina, series=meeting.series, is_open=False, now=NOW)
    assert reading(Meeting.objects.filter(pk=meeting.pk).visible_to) == ["Sam", "Sofie", "Mara", "Milo", "Mina"]
    assert reading(Decision.objects.visible_to) == [one.first_name for one in everybody]


def test_the_agenda_is_put_in_order(cast, meeting):
    first, second, third = (make.item(by=cast.sam, meeting=meeting) for _ in range(3))

    def order():
        return list(meeting.items.order_by("position"))

    commands.move_item(actor=cast.mina, item=third, to=1, now=NOW)
    assert order() == [third, first, second]
    commands.move_item(actor=cast.mina, item=third, to=99, now=NOW)
    assert order() == [first, second, third]
    commands.take_off_item(actor=cast.sam, item=first, now=NOW)
    assert list(meeting.items.standing().order_by("position")) == [second, third]


def test_what_something_is_written_down_for_stays_on_the_agenda(cast, meeting):
    item = make.item(by=cast.sam, meeting=meeting)
    make.entry(by=cast.sam, meeting=meeting, item=item)
    assert outcome(lambda: commands.take_off_item(actor=cast.sam, item=item, now=NOW)) == "settled"


def test_attendance_is_for_who_is_asked(cast, meeting):
    act = lambda: commands.mark_attendance(actor=cast.mina, meeting=meeting, member=cast.eva, how="present", now=NOW)  # noqa: E731
    assert outcome(act) == "not-asked"
    commands.mark_attendance(actor=cast.mina, meeting=meeting, member=cast.sam, how="", now=NOW)
    assert [row.member for row in Attendance.objects.filter(meeting=meeting)] == [cast.mina]
    assert meeting.started_at == NOW.astimezone(UTC)
