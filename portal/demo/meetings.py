"""The third way: a joint hour that has been held for a year, with what was decided and who did what since."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from apps.collateral.models import Asset
from apps.core import things
from apps.goals import commands as goals
from apps.meetings import commands, queries
from apps.meetings.models import AgendaItem, Entry, Meeting, Series
from portal.demo.calendar import ZONE, Calendar
from portal.demo.story import Storyline

TUESDAY = 1
TEN = time(10)
HOUR = timedelta(hours=1)
# Every two weeks at first, every week since ten.
SLOWLY, LATELY = 20, 10
# Of the weekly ones, counted from the last: where something was in the way, and where somebody said “not me”.
IN_THE_WAY, NOT_ME = 3, 2
TOPICS = [
    (
        "Who answers the hotline",
        "decision",
        "Marketing forwards a call from a buyer within the hour, and says what was asked.",
        "mara",
    ),
    ("Old brochures in the cars", "action", "Collect the brochures from before the new logo", "sam"),
    ("Visits to the plant", "note", "Three utilities want to see the test bench before they order.", ""),
    ("Prices in first mails", "decision", "No prices in a first mail; the second one has the list.", "lena"),
    ("Photos of real sites", "action", "Take photos of two pits with a meter in them", "elena"),
    ("Water losses in the news", "note", "The regional paper asked for a number; we sent the one from the study.", ""),
    ("Names of the products", "decision", "The short names stand in everything a buyer reads.", "tom"),
    ("Calls after the webinar", "action", "Call the twenty who stayed to the end", "lena"),
    ("Long quotes", "note", "Buyers read the first page and the last; the rest is for their engineers.", ""),
    ("Talks in the Nordics", "decision", "All first talks in the Nordics use the English deck.", "elena"),
    ("Slides for the first call", "action", "Cut the first-call deck down to eight slides", "tom"),
    ("Housing associations", "decision", "Housing gets a one-pager of its own before the next fair.", "tom"),
    ("Competitor's warranty", "action", "Check what the competitor's warranty leaves out", "lena"),
    ("What sales heard this week", "note", "Two utilities ask for radio range in old buildings.", ""),
    ("Numbers of the month", "note", "Eleven new talks, three more than the month before.", ""),
    ("Quotes take too long", "decision", "Quotes below 50,000 go out without a second signature.", "sam"),
    ("Data sheet of the heat meter", "action", "Send marketing the five questions installers ask most", "lena"),
    ("The water fair", "decision", "We share one stand with our partner, half the space for each.", "elena"),
    ("Reference visits", "action", "Name three utilities that would show their meters", "sam"),
    ("Price list", "decision", "The new price list counts from the first of the month, with a week's notice.", "mara"),
    ("Case study on losses", "action", "Draft the case study on water losses", "mara"),
    ("Radio range on one page", "action", "Draw the range in a cellar on one page", "tom"),
    (
        "Spring campaign",
        "decision",
        "The spring campaign goes to water boards first, to housing a month later.",
        "elena",
    ),
    ("Lost quotes", "note", "Four of ten went to whoever was cheaper; two had waited too long for us.", ""),
    ("Questions about batteries", "action", "Write down what we say about battery life", "tom"),
    ("Partner days", "decision", "Each partner day has one talk by a customer, none by us.", "elena"),
    ("Tenders of the half year", "note", "Nine tenders, five with our protocol named in them.", ""),
    ("The demo case", "action", "Have the demo case mended before the fair", "sam"),
    ("Addresses of the fair", "decision", "Whoever writes an address down writes down what was asked, too.", "lena"),
    ("Installers' evening", "action", "Ask six installers what they would print on the box", "lena"),
    ("Readings by hand", "note", "One customer in three still reads by hand and would rather not.", ""),
    ("Answers to objections", "action", "Put the five objections of the month on one card", "mara"),
    ("Translations", "decision", "What is for the Nordics is written in English first, then in Norwegian.", "mara"),
    ("Follow-up of the open day", "action", "Send the visitors of the open day their photos", "elena"),
    ("Energy officers", "note", "They ask for heat and water on one bill; nobody else offers that.", ""),
    ("The small works", "decision", "Works below two thousand meters get the short deck.", "tom"),
    ("A number for savings", "action", "Find one number for savings that a buyer can check", "mara"),
    ("Delivery times", "note", "Six weeks at the moment; two buyers asked for four.", ""),
    ("Thank-you letters", "action", "Thank the three customers who let us visit", "sam"),
]


def lines(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    """The joint hour, what came of its action items, and a meeting of two."""
    ahead = calendar.today + timedelta(days=(TUESDAY - calendar.today.weekday()) % 7)
    weekly = [ahead - timedelta(weeks=number) for number in range(LATELY, 0, -1)]
    slowly = [weekly[0] - timedelta(weeks=2 * number) for number in range(SLOWLY, 0, -1)]
    noted: list[Entry] = []
    yield _joint_hour(calendar, cast, slowly, weekly, noted)
    yield _work_on(calendar, noted, [*slowly, *weekly])
    yield _planning(calendar, cast)


def _joint_hour(calendar: Calendar, cast: Any, slowly: list[date], weekly: list[date], noted: list[Entry]) -> Storyline:
    now = yield _moment(slowly[0], -8 * 24)
    series = _schedule(cast, slowly[0], now)
    now = yield _moment(slowly[0], -7 * 24)
    _all_answer(cast, series, now)
    for number, slot in enumerate(slowly):
        yield from _hold(cast, series, slot, number, noted)
    now = yield _moment(weekly[0], -6 * 24)
    commands.reschedule_series(actor=cast.theo, series=series, first_on=weekly[0], at=TEN, every="week", now=now)
    now = yield _moment(weekly[0], -5 * 24)
    _all_answer(cast, series, now)
    for number, slot in enumerate(weekly, start=SLOWLY):
        left = SLOWLY + LATELY - number
        yield from _hold(cast, series, slot, number, noted, is_held_up=left == IN_THE_WAY, not_me=left == NOT_ME)
    yield from _next_agenda(calendar, cast, series, after=_moment(weekly[-1], 1))


def _moment(day: date, hours: float = 0) -> datetime:
    return datetime.combine(day, TEN, ZONE) + timedelta(hours=hours)


def _schedule(cast: Any, first: date, now: datetime) -> Series:
    return commands.schedule(
        actor=cast.theo,
        title="Sales and marketing, the joint hour",
        purpose="What sales hears, what marketing brings, what is in the way, and who does what until the next time.",
        place="Room Aurora, or https://meet.northwind.example/joint",
        every="two_weeks",
        first_on=first,
        at=TEN,
        zone=ZONE.key,
        minutes=60,
        scribe=cast.mara,
        members=[cast.sam, cast.lena, cast.nora, cast.tom, cast.elena],
        now=now,
    )


def _all_answer(cast: Any, series: Series, now: datetime) -> None:
    """Once for all dates; Nora says it of each, and Lena never gets round to it."""
    meeting = _next(series)
    for member in (cast.mara, cast.sam, cast.tom, cast.elena):
        commands.answer_invitation(actor=member, meeting=meeting, answer="yes", for_all=True, now=now)


def _next(series: Series) -> Meeting:
    return series.meetings.filter(state=Meeting.State.SCHEDULED).order_by("starts_at")[0]


def _hold(
    cast: Any,
    series: Series,
    slot: date,
    number: int,
    noted: list[Entry],
    *,
    is_held_up: bool = False,
    not_me: bool = False,
) -> Storyline:
    """One meeting from agenda to closed minutes; now and then it was cancelled, or an item wasn't reached."""
    begins = _moment(slot)
    now = yield begins - timedelta(days=1)
    if number % 4 == 0:
        commands.look_ahead(now=now)
    meeting = series.meetings.get(slot=slot, state=Meeting.State.SCHEDULED)
    if number % 9 == 4:
        reason = "Most of us are at a customer's."
        commands.cancel_meeting(actor=cast.theo, meeting=meeting, reason=reason, now=now)
        return
    _propose(cast, meeting, number, now)
    is_away = number % 5 == 0
    line = "At the printer's all morning." if is_away else ""
    commands.answer_invitation(actor=cast.nora, meeting=meeting, answer="no" if is_away else "yes", line=line, now=now)
    now = yield begins
    meeting = commands.start_meeting(actor=cast.theo, meeting=meeting, now=now)
    _attendance(cast, meeting, now, is_away=is_away)
    items = list(meeting.items.filter(state="open").order_by("position"))
    for step, item in enumerate(items[: -1 if number % 4 == 1 else None]):
        now = yield begins + timedelta(minutes=10 + 12 * step)
        noted.append(_write(cast, meeting, item, is_away=is_away, now=now))
    if is_held_up:
        _hold_up(cast, meeting, now)
    if not_me:
        noted.append(_note_for_tom(cast, meeting, now))
    now = yield begins + HOUR
    commands.close_meeting(actor=cast.mara, meeting=meeting, now=now)


def _propose(cast: Any, meeting: Meeting, number: int, now: datetime) -> None:
    """Two topics; where one won't be reached a third, which the next meeting has by that."""
    for step in {1: (0, 1, 2), 2: (1,)}.get(number % 4, (0, 1)):
        title = TOPICS[(2 * number + step) % len(TOPICS)][0]
        proposer = (cast.sam, cast.nora, cast.lena)[(number + step) % 3]
        commands.propose_item(actor=proposer, meeting=meeting, title=title, minutes=20, now=now)


def _attendance(cast: Any, meeting: Meeting, at: datetime, *, is_away: bool) -> None:
    """All are there, one by call; who said no is excused by that."""
    there = [cast.mara, cast.sam, cast.tom, cast.elena, *([] if is_away else [cast.nora])]
    for member in there:
        commands.mark_attendance(actor=cast.theo, meeting=meeting, member=member, how="present", now=at)
    commands.mark_attendance(actor=cast.lena, meeting=meeting, member=cast.lena, how="remote", now=at)


def _write(cast: Any, meeting: Meeting, item: AgendaItem, *, is_away: bool, now: datetime) -> Entry:
    _title, kind, text, who = next(topic for topic in TOPICS if topic[0] == item.title)
    more: dict[str, Any] = {}
    if kind == "action":
        more = {"owner": getattr(cast, who), "due_on": (now + timedelta(days=9)).date()}
    if kind == "decision":
        more = {"concerned": [getattr(cast, who)], "review_on": (now + timedelta(days=90)).date()}
    author = cast.nora if kind == "note" and not is_away else cast.mara
    return commands.write_entry(actor=author, meeting=meeting, item=item, kind=kind, text=text, now=now, **more)


def _hold_up(cast: Any, meeting: Meeting, now: datetime) -> None:
    commands.write_obstacle(
        actor=cast.elena,
        meeting=meeting,
        what="Two of three reference customers haven't said when we may come",
        blocks=cast.goals.utilities,
        remover=cast.lena,
        remove_by=(now + timedelta(days=24)).date(),
        now=now,
    )


def _note_for_tom(cast: Any, meeting: Meeting, now: datetime) -> Entry:
    return commands.write_entry(
        actor=cast.mara,
        meeting=meeting,
        kind="action",
        text="Ask the test house for the new report on radio range",
        owner=cast.tom,
        due_on=(now + timedelta(days=14)).date(),
        now=now,
    )


def _work_on(calendar: Calendar, noted: list[Entry], slots: list[date]) -> Storyline:
    """On the third day after a meeting its action items are done, but one that is given back the next morning."""
    for number, slot in enumerate(slots):
        left = len(slots) - number
        if left == NOT_ME:
            now = yield _moment(slot, 23)
            goals.not_me(actor=noted[-1].task.owner, task=noted[-1].task, now=now)
        done_at = _moment(slot, 3 * 24 + 5)
        if done_at >= calendar.now:
            return
        now = yield done_at
        for entry in noted:
            if entry.task is not None and left > NOT_ME:
                goals.complete_task(actor=entry.task.owner, task=entry.task, now=now)
        noted.clear()


def _next_agenda(calendar: Calendar, cast: Any, series: Series, *, after: datetime) -> Storyline:
    """Two proposals, and what was suggested first taken in; the rest is left to be taken in by whoever tries it."""
    now = yield max(calendar.at(-2, 14), after)
    meeting = _next(series)
    commands.propose_item(
        actor=cast.sam, meeting=meeting, title="What Riverside works wants before it signs", minutes=15, now=now
    )
    now = yield max(calendar.at(-1, 9), after)
    commands.propose_item(
        actor=cast.elena,
        meeting=meeting,
        title="Invitations to the open day",
        detail="Who asks whom, so that nobody is asked twice.",
        now=now,
    )
    now = yield max(calendar.at(-1, 11), after)
    for one in queries.suggested(meeting, viewer=cast.theo, now=now):
        thing = things.find(*one.about, cast.theo)
        if isinstance(thing, Asset):
            commands.take_in(actor=cast.theo, meeting=meeting, about=thing, now=now)
            break
    now = yield calendar.now
    commands.look_ahead(now=now)


def _planning(calendar: Calendar, cast: Any) -> Storyline:
    """A single meeting of two, to which neither has said yes."""
    now = yield calendar.at(-1, 15)
    commands.schedule(
        actor=cast.nora,
        title="Story of the heating network: who calls whom",
        first_on=calendar.day(3),
        at=time(14, 30),
        zone=ZONE.key,
        minutes=30,
        members=[cast.mara, cast.lena],
        now=now,
    )
