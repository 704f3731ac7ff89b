"""Check-ins in twenty seconds, said otherwise within three days, missed, and read by one of the other side."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from apps.core import due, things
from apps.core.due import Due, Window
from apps.goals import commands, queries
from apps.goals.commands.checking import TooLateToCorrect
from apps.goals.commands.readers import ReadsOwn
from apps.goals.models import CheckIn, Goal, ReaderTerm, Reading, ReadMark
from apps.people import commands as people
from apps.people import queries as of_company
from tests.cast import NOW, client_of
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)
HOUR = timedelta(hours=1)


def say(goal, how="on_track", *, by=None, now=NOW, **given):
    return commands.check_in(actor=by or goal.owner, goal=goal, confidence=how, now=now, **given)


def correct(said, how="at_risk", *, by=None, now=NOW, **given):
    return commands.correct_check_in(actor=by or said.author, check_in=said, confidence=how, now=now, **given)


def row_of(goal):
    return queries.goals(viewer=goal.owner, now=NOW).get(pk=goal.pk)


# --- saying it otherwise -----------------------------------------------------------------------------------


def test_the_later_word_counts_and_both_are_kept(cast):
    goal = make.measured(owner=cast.sam)
    first = say(goal, value=Decimal(40), changed="We asked ten.", help_wanted=" A price list. ")
    later = correct(first, line="One moved.", value=Decimal(35), now=NOW + HOUR)
    assert (first.changed, first.help_wanted) == ("We asked ten.", "A price list.")
    assert (later.corrects, later.reading.value, later.reading.as_of, later.reading.corrects) == (
        first, Decimal(35), DAY, first.reading,
    )  # fmt: skip
    assert (row_of(goal).confidence, row_of(goal).value, CheckIn.objects.count()) == ("at_risk", Decimal(35), 2)


def test_the_same_number_is_not_read_twice(cast):
    goal = make.measured(owner=cast.sam)
    first = say(goal, value=Decimal(40))
    assert correct(first, value=Decimal(40)).reading == first.reading
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    ("after", "corrected"),
    [(timedelta(0), True), (timedelta(hours=72), True), (timedelta(hours=72, seconds=1), False)],
)
def test_it_is_said_otherwise_within_three_days(cast, after, corrected):
    said = say(make.goal(owner=cast.sam))
    assert outcome_at(NOW + after, said) == (200 if corrected else 409)


def outcome_at(now, said):
    try:
        correct(said, now=now)
    except TooLateToCorrect:
        return 409
    return 200


def test_only_the_last_word_is_said_otherwise_once_and_by_who_said_it(cast):
    goal = make.goal(owner=cast.sam)
    first = say(goal)
    for other in (cast.mina, cast.ada, cast.mara):
        with pytest.raises(PermissionDenied):
            correct(first, by=other)
    second = say(goal, now=NOW + HOUR)
    third = correct(second, now=NOW + 2 * HOUR)
    for said in (first, second):
        with pytest.raises(TooLateToCorrect):
            correct(CheckIn.objects.get(pk=said.pk), now=NOW + 2 * HOUR)
    assert correct(third, "on_track", now=NOW + 3 * HOUR).corrects == third
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.create(goal=goal, author=cast.sam, at=NOW, confidence="on_track", corrects=second)


# --- not heard of ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heard", "every", "due_on", "today", "missed"),
    [
        (date(2026, 3, 3), 7, None, DAY, False),  # asked today
        (date(2026, 3, 3), 7, None, date(2026, 3, 11), True),
        (date(2026, 3, 22), 7, None, date(2026, 3, 29), False),  # the clocks change that night
        (date(2026, 3, 22), 7, None, date(2026, 3, 30), True),
        (date(2025, 12, 28), 7, None, date(2026, 1, 5), True),  # over the year's end
        (date(2026, 3, 3), 7, date(2026, 3, 9), date(2026, 4, 1), False),  # its time is over before it is asked
        (date(2026, 3, 3), 7, DAY, date(2026, 4, 1), True),
        (date(2026, 3, 3), None, None, date(2027, 1, 1), False),  # nobody asks
        (None, 7, None, date(2026, 3, 16), False),  # set on the 9th: asked on the 16th
        (None, 7, None, date(2026, 3, 17), True),
    ],
)
def test_last_heard(cast, heard, every, due_on, today, missed):
    row = Goal(owner=cast.sam, check_in_days=every, due_on=due_on, created_at=NOW - timedelta(days=1))
    row.heard_at = datetime(heard.year, heard.month, heard.day, 9, tzinfo=UTC) if heard else None
    hearing = queries.Hearing(today, of_company.working_time())
    assert hearing.missed_since(row) == ((row.heard_at or row.created_at) if missed else None)


def test_lists_the_page_and_the_scoreboard_say_when_somebody_was_last_heard(cast):
    goal = make.measured(owner=cast.sam, check_in_days=7, given={"title": "Ten"}, due_on=date(2099, 1, 1))
    make.agreed(goals=[goal], by=cast.mina, seats=[cast.sam, cast.mara], sponsor=cast.eva)
    say(goal)
    walk = Walker(cast.mara)
    for url in ("/goals/", f"/goals/{goal.pk}/", "/scoreboard/"):
        walk.open(url).reads("Last heard 10 Mar")
    say(goal, now=datetime.now(UTC))
    for url in ("/goals/", f"/goals/{goal.pk}/", "/scoreboard/"):
        walk.open(url).does_not_read("Last heard 10 Mar")


# --- the reader --------------------------------------------------------------------------------------------


def read_by(cast, reader=None, now=NOW - HOUR):
    goal = make.measured(owner=cast.sam, given={"title": "Ten customers"})
    return commands.name_reader(actor=cast.sam, goal=goal, reader=reader or cast.mara, now=now)


def waits_for(member, now=NOW):
    return [one.goal for one in queries.unread_by(member, now)]


@pytest.mark.parametrize(("who", "expected"), [("sam", 200), ("mina", 200), ("ada", 200), ("mara", 403), ("eva", 403)])
def test_who_names_a_reader(cast, who, expected):
    goal = make.goal(owner=cast.sam)
    assert outcome(commands.name_reader, actor=cast.by_name(who), goal=goal, reader=cast.milo) == expected


def test_nobody_reads_their_own(cast):
    goal = make.goal(owner=cast.sam)
    with pytest.raises(ReadsOwn):
        commands.name_reader(actor=cast.sam, goal=goal, reader=cast.sam, now=NOW)
    with pytest.raises(IntegrityError, match="read by its owner"), transaction.atomic():
        ReaderTerm.objects.create(goal=goal, reader=cast.sam, from_at=NOW)
    commands.name_reader(actor=cast.sam, goal=goal, reader=cast.mara, now=NOW)
    with pytest.raises(IntegrityError, match="read by its owner"), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(owner=cast.mara)
    commands.edit_goal(actor=cast.ada, goal=goal, owner=cast.mara, now=NOW)
    assert (Goal.objects.get(pk=goal.pk).reader, ReaderTerm.objects.standing().count()) == (None, 0)


def test_what_was_said_in_their_time_is_theirs_to_read_and_nothing_older(cast):
    goal = make.goal(owner=cast.sam)
    say(goal, now=NOW - 2 * HOUR)
    commands.name_reader(actor=cast.sam, goal=goal, reader=cast.mara, now=NOW - HOUR)
    assert waits_for(cast.mara) == []
    theirs = say(goal)
    assert (waits_for(cast.mara), waits_for(cast.milo)) == ([goal], [])
    commands.name_reader(actor=cast.sam, goal=goal, reader=cast.milo, now=NOW + HOUR)
    assert (waits_for(cast.mara), waits_for(cast.milo)) == ([], [])
    for member in (cast.mara, cast.milo):
        with pytest.raises(PermissionDenied):
            commands.mark_read(actor=member, check_in=theirs, now=NOW + HOUR)


def test_two_taps_read_once_and_what_was_said_before_as_well(cast):
    goal = read_by(cast)
    first, second, third = (say(goal, now=NOW + hours * HOUR) for hours in (0, 1, 2))
    forget()
    for _tap in range(2):
        commands.mark_read(actor=cast.mara, check_in=second, now=NOW + 3 * HOUR)
    assert {mark.check_in for mark in ReadMark.objects.all()} == {first, second}
    assert [said.pk for said in queries.unread_by(cast.mara, NOW)] == [third.pk]
    assert told() == []


def test_a_correction_is_read_in_place_of_what_it_corrects(cast):
    goal = read_by(cast)
    said = say(goal)
    later = correct(said, now=NOW + HOUR)
    assert [one.pk for one in queries.unread_by(cast.mara, NOW)] == [later.pk]


def test_what_a_reader_says_in_the_owners_place_is_not_theirs_to_read(cast):
    goal = read_by(cast, reader=cast.mina)
    say(goal, by=cast.mina)
    assert waits_for(cast.mina) == []


@pytest.mark.parametrize(("now", "stands_in"), [(NOW, True), (NOW + timedelta(days=3), False)])
def test_while_they_are_away_who_stands_in_reads(cast, now, stands_in):
    goal = read_by(cast)
    said = say(goal)
    people.set_absence(
        actor=cast.mara, member=cast.mara, from_on=DAY, until_on=date(2026, 3, 12), deputy=cast.milo, now=NOW
    )
    assert (waits_for(cast.mara, now), waits_for(cast.milo, now)) == ([goal], [goal] if stands_in else [])
    if stands_in:
        commands.mark_read(actor=cast.milo, check_in=said, now=now)
        assert ReadMark.objects.get().by == cast.milo
    else:
        with pytest.raises(PermissionDenied):
            commands.mark_read(actor=cast.milo, check_in=said, now=now)


def test_it_waits_and_falls_due_after_two_working_days(cast):
    goal = read_by(cast)
    say(goal, now=NOW)
    say(goal, now=NOW + HOUR)
    expected = Due(
        "check-in-to-read", goal, cast.mara, due_at=datetime(2026, 3, 12, 9, tzinfo=UTC), since=NOW, urgent=True,
        waiting_for=cast.sam,
    )  # fmt: skip
    kind = due.due_kind("check-in-to-read")
    assert list(kind.waiting(cast.mara, NOW + HOUR)) == [expected]
    assert list(kind.within(Window(expected.due_at - HOUR, expected.due_at))) == [expected]
    assert list(kind.within(Window(expected.due_at, expected.due_at + HOUR))) == []
    assert things.still_due(goal, "check-in-to-read", cast.mara)
    commands.close_goal(actor=cast.sam, goal=goal, outcome="achieved", now=NOW + HOUR)
    goal.refresh_from_db()
    assert (list(kind.waiting(cast.mara, NOW)), things.still_due(goal, "check-in-to-read", cast.mara)) == ([], False)


@pytest.mark.parametrize(
    ("to", "reader", "closed"), [("milo", "Milo", False), ("sam", None, False), ("milo", None, True)]
)
def test_who_leaves_hands_the_reading_over_from_then_on(cast, to, reader, closed):
    goal = read_by(cast)
    say(goal)
    if closed:
        commands.close_goal(actor=cast.sam, goal=goal, outcome="achieved", now=NOW)
    people.leave(actor=cast.ada, member=cast.mara, successor=cast.by_name(to), now=NOW + HOUR)
    found = Goal.objects.get(pk=goal.pk).reader
    assert (found.name.split()[0] if found else None, waits_for(cast.milo)) == (reader, [])


def test_the_database_lets_no_reader_leave_unseen(cast):
    read_by(cast)
    with pytest.raises(IntegrityError, match="member_leaves_nothing_behind"), transaction.atomic():
        type(cast.mara).objects.filter(pk=cast.mara.pk).update(is_active=False)
    with pytest.raises(IntegrityError, match="held_by_active"), transaction.atomic():
        ReaderTerm.objects.create(goal=make.goal(owner=cast.sam), reader=cast.dan, from_at=NOW)


@pytest.mark.parametrize(
    "write",
    [
        lambda term: ReaderTerm.objects.create(goal=term.goal, reader=term.goal.owner.team.lead, from_at=NOW),
        lambda term: ReaderTerm.objects.filter(pk=term.pk).update(from_at=NOW),
        lambda term: ReaderTerm.objects.filter(pk=term.pk).delete(),
        lambda term: ReadMark.objects.all().delete(),
        lambda term: ReadMark.objects.update(at=NOW + HOUR),
    ],
)
def test_terms_and_marks_are_kept_as_they_are(cast, write):
    goal = read_by(cast)
    commands.mark_read(actor=cast.mara, check_in=say(goal), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(ReaderTerm.objects.get())


# --- by page and by API ------------------------------------------------------------------------------------


def test_three_buttons_and_a_line_only_where_it_is_off_track(cast):
    goal = read_by(cast)
    make.read(goal, 40)
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/").follow("Check in")
    assert walk.page.xpath("//input[@name='value']/@value") == ["40"]
    walk.press("Off track", value="45", expect=422).reads("One line is enough")
    assert walk.page.xpath("//input[@name='value']/@value") == ["45"]
    walk.press("Off track", line="Acme waits.", help_wanted="A price list.").reads("Off track 45 Acme waits.")
    walk.follow("Correct it").press("At risk", line="Acme waits, but signs.").reads("It is corrected.")
    walk.reads("At risk 45 Acme waits, but signs.", "corrects what was said before", "corrected since")
    assert client_of(cast.sam).post(f"/goals/{goal.pk}/check-in/", {"line": "x"}).status_code == 422
    reader = Walker(cast.mara).open("/").reads("At risk: Acme waits, but signs.").press("Read: Ten customers")
    reader.does_not_read("Acme waits, but signs.").open(f"/goals/{goal.pk}/").reads("read by Mara Marsh")
    reader.follow("All check-ins").reads("Off track 45 Acme waits.", "Help wanted: A price list.")
    file = client_of(cast.eva).get(f"/goals/{goal.pk}/check-ins/?format=csv").getvalue().decode("utf-8-sig")
    assert [line[2:] for line in csv.reader(io.StringIO(file))] == [
        ["Confidence", "Value", "In one line", "What changed", "Help wanted", "Counts", "Read by"],
        ["At risk", "45.0000", "Acme waits, but signs.", "", "A price list.", "yes", "Mara Marsh"],
        ["Off track", "45.0000", "Acme waits.", "", "A price list.", "no", ""],
    ]


def test_the_other_side_is_offered_first_as_reader(cast):
    goal = make.goal(owner=cast.sam)
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/").reads("nobody yet").follow("Ask somebody of the other side")
    offered = [option.text for option in walk.page.xpath("//select[@name='reader']/option")]
    assert offered[:5] == ["Nobody", "Mara Marsh", "Milo Miller", "Moritz Moser", "Ada Adler"]
    assert "Sam Sanders" not in offered
    walk.press("Save", reader="Mara Marsh").reads("From the next check-in on", "Mara Marsh", "Name another")
    Walker(cast.mara).open("/inbox/").reads("Sam Sanders asks you to read how “")


def test_machines_check_in_correct_and_read(cast):
    goal, call = read_by(cast), Caller(make_token(cast.sam))
    said = call(
        "POST", f"goals/{goal.pk}/check-ins/", {"confidence": "at_risk", "value": "12", "changed": "Two."}
    ).json()
    assert (said["changed"], said["reading"]["source"], said["read_at"]) == ("Two.", "api", None)
    later = call("POST", f"goals/{goal.pk}/check-ins/{said['id']}/correct/", {"confidence": "on_track"})
    assert (later.status_code, later.json()["corrects"]) == (201, said["id"])
    mara = Caller(make_token(cast.mara))
    read = mara("POST", f"goals/{goal.pk}/check-ins/{later.json()['id']}/read/")
    assert (read.status_code, read.json()["read_at"] is not None) == (200, True)
    none = call("POST", f"goals/{goal.pk}/name-reader/", {"reader": None})
    assert (none.status_code, none.json()["reader"]) == (200, None)
