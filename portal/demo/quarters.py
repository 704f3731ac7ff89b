"""A quarter that has ended: one goal that was reached, one that wasn't and goes on in this quarter, and its reader."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from apps.goals import commands
from apps.goals.models import CheckIn, Goal, Period
from portal.demo.calendar import ZONE, Calendar


def tell(calendar: Calendar, cast: Any, root: Goal) -> None:
    last = Period.objects.filter(kind="quarter", ends_on__lt=calendar.today).order_by("-ends_on").first()
    this = Period.objects.filter(kind="quarter", starts_on__lte=calendar.today, ends_on__gte=calendar.today).first()
    assert last is not None
    assert this is not None
    began, ended = _at(last.starts_on, 9), _at(last.ends_on, 17)
    _look_back(_reached(cast, root, last, began, ended), cast, calendar)
    trained = _trained(cast, root, last, began)
    _say(trained, cast, "at_risk", 5, _at(_day(last, 60), 16), "Two of the courses were half empty.")
    later, _undo = commands.carry_over(
        actor=cast.ruben,
        goal=trained,
        period=this,
        story="Eight of twelve came. The rest asked for an evening course, which begins now.",
        learned="Installers don't leave a building site by day. Ask them for the hour before the course, not after.",
        now=ended,
    )
    said = commands.check_in(
        actor=cast.ruben,
        goal=later,
        confidence="on_track",
        value=Decimal(9),
        line="The first evening course is full.",
        changed="We go to them instead of asking them to come.",
        help_wanted="Names of installers who asked for a demo.",
        now=max(calendar.at(-1, 16), ended),
    )
    assert said.reading is not None


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def _day(period: Period, after: int) -> date:
    return date.fromordinal(period.starts_on.toordinal() + after)


def _reached(cast: Any, root: Goal, quarter: Period, began: datetime, ended: datetime) -> Goal:
    """The goal that was reached, with the small step that follows from it."""
    goal = commands.create_goal(
        actor=cast.mara,
        title="A page for each of our five meters",
        why="Sales sent the data sheet of the wrong meter twice.",
        side="marketing",
        period=quarter,
        parent=root,
        due_on=quarter.ends_on,
        now=began,
    )
    commands.close_goal(
        actor=cast.mara,
        goal=goal,
        outcome="achieved",
        story="All five are there, the last one in its final week.",
        learned="One page with a photo of the type plate saves more calls than five with text.",
        score=Decimal("0.9"),
        small_step={
            "practice": "Ask Sales for a photo before a page is written",
            "sign": "No page goes back because it shows the wrong meter.",
            "until_on": ended.date() + timedelta(weeks=4),
            "team": cast.mara.team,
        },
        now=ended,
    )
    return goal


def _look_back(goal: Goal, cast: Any, calendar: Calendar) -> None:
    """On the step's last day, where that has come."""
    step = goal.small_steps.get()
    day = _at(step.until_on, 16)
    if day <= calendar.now:
        learned = "Nothing came back. The photo takes Sales a minute, and it settles which meter is meant."
        commands.end_small_step(actor=cast.mara, step=step, outcome="kept", learned=learned, now=day)


def _trained(cast: Any, root: Goal, quarter: Period, began: datetime) -> Goal:
    goal = commands.create_goal(
        actor=cast.ruben,
        title="Twelve installers can mount the gateway",
        why="A meter that nobody mounts isn't sold twice.",
        side="joint",
        period=quarter,
        parent=root,
        now=began,
    )
    goal = commands.set_measure(
        actor=cast.ruben, goal=goal, unit="number", direction="reach", baseline=Decimal(0), target=Decimal(12),
        starts_on=quarter.starts_on, due_on=quarter.ends_on, check_in_days=28, now=began,
    )  # fmt: skip
    goal = commands.name_reader(actor=cast.ruben, goal=goal, reader=cast.sam, now=began)
    read = _say(goal, cast, "on_track", 3, _at(_day(quarter, 28), 16), "The first course was full.")
    commands.mark_read(actor=cast.sam, check_in=read, now=_at(_day(quarter, 29), 10))
    commands.record_reading(
        actor=cast.ruben, goal=goal, value=Decimal(8), as_of=_day(quarter, 80), now=_at(_day(quarter, 80), 12)
    )
    return goal


def _say(goal: Goal, cast: Any, how: str, value: int, now: datetime, line: str) -> CheckIn:
    return commands.check_in(actor=cast.ruben, goal=goal, confidence=how, value=Decimal(value), line=line, now=now)
