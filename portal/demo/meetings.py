"""The third way: a joint hour that has been held for most of a year, with what was decided and who did what since."""

from datetime import date, datetime, time, timedelta
from typing import Any

from apps.collateral.models import Asset
from apps.core import things
from apps.goals import commands as goals
from apps.meetings import commands, queries
from apps.meetings.models import Entry, Meeting, Series
from apps.notices import commands as notices
from portal.demo.calendar import ZONE, Calendar

TUESDAY = 1
TEN = time(10)
HOUR = timedelta(hours=1)
# Every two weeks at first, every week since six weeks.
SLOWLY, LATELY = 17, 6
TOPICS = [
    ("What sales heard this week", "note", "Two utilities ask for radio range in old buildings.", ""),
    ("Numbers of the month", "note", "Eleven new talks, three more than the month before.", ""),
    ("Quotes take too long", "decision", "Quotes below 50,000 go out without a second signature.", "sam"),
    ("Data sheet of the heat meter", "action", "Send marketing the five questions installers ask most", "lena"),
    ("The water fair", "decision", "We share one stand with our partner, half the space for each.", "elena"),
    ("Reference visits", "action", "Name three utilities that would show their meters", "sam"),
    ("Price list", "decision", "The new price list counts from the first of the month, with a week's notice.", "mara"),
    ("Case study on losses", "action", "Draft the case study on water losses", "mara"),
    ("Leads without a budget", "note", "A third of the leads of the webinar had no budget this year.", ""),
    ("Talks in the Nordics", "decision", "All first talks in the Nordics use the English deck.", "elena"),
    ("Slides for the first call", "action", "Cut the first-call deck down to eight slides", "tom"),
    ("Housing associations", "decision", "Housing gets a one-pager of its own before the next fair.", "tom"),
    ("Competitor's warranty", "action", "Check what the competitor's warranty leaves out", "lena"),
]


def tell(calendar: Calendar, cast: Any) -> None:
    ahead = calendar.today + timedelta(days=(TUESDAY - calendar.today.weekday()) % 7)
    weekly_from = ahead - timedelta(weeks=LATELY)
    first = weekly_from - timedelta(weeks=2 * SLOWLY)
    series = _schedule(cast, first)
    topic = 0
    for slot in [first + timedelta(weeks=2 * number) for number in range(SLOWLY)]:
        topic = _hold(calendar, cast, series, slot, topic)
    commands.reschedule_series(
        actor=cast.theo, series=series, first_on=weekly_from, at=TEN, every="week", now=_moment(weekly_from, -6 * 24)
    )
    for slot in [weekly_from + timedelta(weeks=number) for number in range(LATELY)]:
        topic = _hold(calendar, cast, series, slot, topic)
    commands.look_ahead(now=calendar.now)
    for member in (cast.theo, cast.mara, cast.sam, cast.lena, cast.nora, cast.tom, cast.elena):
        notices.mark_all_read(actor=member, now=calendar.at(-6, 17))
    _next_agenda(calendar, cast, series)
    _planning(calendar, cast)


def _moment(day: date, hours: float = 0) -> datetime:
    return datetime.combine(day, TEN, ZONE) + timedelta(hours=hours)


def _schedule(cast: Any, first: date) -> Series:
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
        now=_moment(first, -8 * 24),
    )


def _hold(calendar: Calendar, cast: Any, series: Series, slot: date, topic: int) -> int:
    """One meeting from agenda to closed minutes; returns the next topic. One in six was cancelled."""
    begins = _moment(slot)
    commands.look_ahead(now=begins - timedelta(days=2))
    meeting = series.meetings.get(slot=slot, state=Meeting.State.SCHEDULED)
    if topic % 12 == 4:
        reason = "Most of us are at a customer's."
        commands.cancel_meeting(actor=cast.theo, meeting=meeting, reason=reason, now=begins - timedelta(hours=20))
        return topic + 1
    chosen = [TOPICS[(topic + step) % len(TOPICS)] for step in range(2)]
    items = [
        commands.propose_item(
            actor=(cast.sam, cast.nora, cast.lena)[(topic + step) % 3],
            meeting=meeting,
            title=title,
            minutes=20,
            now=begins - timedelta(days=1, hours=step),
        )
        for step, (title, *_said) in enumerate(chosen)
    ]
    commands.start_meeting(actor=cast.theo, meeting=meeting, now=begins)
    _attendance(cast, meeting, topic, begins)
    for step, (item, (_title, kind, text, who)) in enumerate(zip(items, chosen, strict=True)):
        at = begins + timedelta(minutes=10 + 20 * step)
        entry = _write(cast, meeting, item, kind, text, who, at)
        if entry.task is not None and at + timedelta(days=6) < calendar.now:
            goals.complete_task(actor=entry.task.owner, task=entry.task, now=at + timedelta(days=5))
    commands.close_meeting(actor=cast.mara, meeting=meeting, now=begins + HOUR)
    return topic + 2


def _attendance(cast: Any, meeting: Meeting, topic: int, at: datetime) -> None:
    """All are there, one by call; Nora is excused now and then."""
    for member in (cast.mara, cast.sam, cast.tom, cast.elena):
        commands.mark_attendance(actor=cast.theo, meeting=meeting, member=member, how="present", now=at)
    commands.mark_attendance(actor=cast.lena, meeting=meeting, member=cast.lena, how="remote", now=at)
    how = "excused" if topic % 3 == 0 else "present"
    commands.mark_attendance(actor=cast.theo, meeting=meeting, member=cast.nora, how=how, now=at)


def _write(cast: Any, meeting: Meeting, item: Any, kind: str, text: str, who: str, at: datetime) -> Entry:
    more: dict[str, Any] = {}
    if kind == "action":
        more = {"owner": getattr(cast, who), "due_on": (at + timedelta(days=9)).date()}
    if kind == "decision":
        more = {"concerned": [getattr(cast, who)], "review_on": (at + timedelta(days=90)).date()}
    author = cast.mara if kind != "note" else cast.nora
    return commands.write_entry(actor=author, meeting=meeting, item=item, kind=kind, text=text, now=at, **more)


def _next_agenda(calendar: Calendar, cast: Any, series: Series) -> None:
    """Two proposals, and what was suggested first taken in; the rest is left to be taken in by whoever tries it."""
    meeting = series.meetings.filter(state=Meeting.State.SCHEDULED).order_by("starts_at")[0]
    asked = calendar.at(-2, 14)
    commands.propose_item(
        actor=cast.sam, meeting=meeting, title="What Riverside works wants before it signs", minutes=15, now=asked
    )
    commands.propose_item(
        actor=cast.elena,
        meeting=meeting,
        title="Invitations to the open day",
        detail="Who asks whom, so that nobody is asked twice.",
        now=calendar.at(-1, 9),
    )
    now = calendar.at(-1, 11)
    for one in queries.suggested(meeting, viewer=cast.theo, now=now):
        thing = things.find(*one.about, cast.theo)
        if isinstance(thing, Asset):
            commands.take_in(actor=cast.theo, meeting=meeting, about=thing, now=now)
            return


def _planning(calendar: Calendar, cast: Any) -> None:
    """A single meeting of two."""
    commands.schedule(
        actor=cast.nora,
        title="Story of the heating network: who calls whom",
        first_on=calendar.day(3),
        at=time(14, 30),
        zone=ZONE.key,
        minutes=30,
        members=[cast.mara, cast.lena],
        now=calendar.at(-1, 15),
    )
