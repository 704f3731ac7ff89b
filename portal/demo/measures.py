"""What Northwind Metering wants to reach this fiscal year, how far it is, and what is in the way."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from apps.agreements import commands as agreements
from apps.goals import commands
from apps.goals.models import Goal, Task
from apps.people import commands as people
from portal.demo import promises, quarters
from portal.demo.agreements import digest_of
from portal.demo.calendar import ZONE, Calendar
from portal.demo.story import Storyline

# Bookings of the year, in thousands, every second week from its first day on.
BOOKED = (0, 160, 310, 520, 640, 830, 1010, 1290, 1400, 1560, 1790, 1930, 2080, 2210, 2310, 2420)


def tell(calendar: Calendar, cast: Any, goals: Any) -> None:
    """The goals under revenue, measured, agreed in a plan, and read since."""
    year = _fiscal_year(calendar, cast)
    root = commands.create_goal(
        actor=cast.ada,
        owner=cast.theo,
        title="Bookings of 4.8 million this fiscal year",
        why="It pays for the second assembly line, and with it for half of next year's plans.",
        side="joint",
        period=year,
        is_root=True,
        now=calendar.at(-80, 9),
    )
    _measure(calendar, root, year.starts_on, year.ends_on, unit="money", target=4_800_000, rhythm=14)
    # Utilities decide toward the end of their budget year.
    half = (year.starts_on + timedelta(days=182), Decimal(2_200_000))
    commands.set_phases(actor=root.owner, goal=root, phases=[half], now=calendar.at(-79, 15))
    contact = commands.create_goal(
        actor=cast.carla,
        title="Nine in ten leads are called within a day",
        why="After two days half of them don't remember that they asked.",
        side="joint",
        now=calendar.at(-80, 11),
    )
    agreed = [goals.utilities, goals.stories, goals.nordics, goals.quotes, contact]
    for goal, weight in zip(agreed, (3, 1, 1, 2, 2), strict=True):
        commands.edit_goal(
            actor=goal.owner, goal=goal, parent=root, period=year, weight=weight, now=calendar.at(-79, 12)
        )
    _measures(calendar, goals, contact)
    promises.depend(calendar, cast, goals)
    _plan(calendar, cast, year, agreed)
    promises.kept(calendar)
    _read_revenue(calendar, root, year.starts_on)
    _read_agreed(calendar, cast, goals, contact)
    commands.share_scoreboard(actor=cast.theo, name="The screen by the coffee machine", now=calendar.at(-60, 10))
    quarters.tell(calendar, cast, root)
    # What is off track is talked about: until all agree, the plan says what counts and what is proposed.
    commands.amend_goal(actor=cast.theo, goal=goals.quotes, target=Decimal(40), now=calendar.at(-2, 11))


def _fiscal_year(calendar: Calendar, cast: Any) -> Any:
    """It began some six months ago, so that there is half a year to look at whenever the demo is loaded."""
    month = (calendar.today.month - 7) % 12 + 1
    cast.company.refresh_from_db()
    people.edit_company(actor=cast.ada, company=cast.company, fiscal_year_month=month, now=calendar.at(-81, 9))
    begins = calendar.today.year if calendar.today.month >= month else calendar.today.year - 1
    ends = begins if month == 1 else begins + 1
    return commands.open_fiscal_year(actor=cast.ada, year=ends, now=calendar.at(-80, 8))


def _measure(
    calendar: Calendar, goal: Goal, starts: date, due: date, *, unit: str, rhythm: int, base: int = 0,
    target: int | None = None, lower: int | None = None,
) -> None:  # fmt: skip
    commands.set_measure(
        actor=goal.owner, goal=goal, unit=unit, direction="keep" if lower else "reach", starts_on=starts, due_on=due,
        baseline=None if lower else Decimal(base), target=Decimal(target) if target else None,
        lower=Decimal(lower) if lower else None, check_in_days=rhythm, now=calendar.at(-79, 14),
    )  # fmt: skip


def _measures(calendar: Calendar, goals: Any, contact: Goal) -> None:
    day = calendar.day
    _measure(calendar, goals.utilities, day(-80), day(120), unit="number", target=40, rhythm=14)
    _measure(calendar, goals.stories, day(-24), day(40), unit="number", target=3, rhythm=14)
    _measure(calendar, goals.nordics, day(-80), day(90), unit="percent", base=10, target=40, rhythm=28)
    _measure(calendar, goals.quotes, day(-80), day(70), unit="percent", base=22, target=50, rhythm=14)
    _measure(calendar, contact, day(-80), day(120), unit="percent", lower=90, rhythm=28)


def _plan(calendar: Calendar, cast: Any, year: Any, agreed: list[Goal]) -> None:
    plan = commands.start_plan(
        actor=cast.nora,
        title="What we win together this year",
        period=year,
        sponsor=cast.ingrid,
        seats=[cast.theo, cast.nora],
        goals=agreed,
        now=calendar.at(-78, 10),
    )
    promises.name(calendar, cast, cast.goals, plan, agreed[-1])
    agreement = plan.agreement
    agreements.edit_draft(
        actor=cast.nora, agreement=agreement, leeway_days=10, leeway_owner=True, now=calendar.at(-77, 8)
    )
    agreements.propose(actor=cast.nora, agreement=agreement, now=calendar.at(-77, 9))
    for member, words, day in (
        (cast.nora, "A story for every door you want to open.", -77),
        (cast.theo, "Nobody who asked waits for a call.", -76),
    ):
        agreements.sign(
            actor=member, agreement=agreement, digest=digest_of(agreement), words=words, now=calendar.at(day, 15)
        )


def _read(calendar: Calendar, goal: Goal, value: int, day: date) -> None:
    """As of a day; what lies before the plan was written down when it was made."""
    moment = datetime.combine(day, time(17), ZONE)
    now = min(max(moment, calendar.at(-75, 10)), calendar.now)
    commands.record_reading(actor=goal.owner, goal=goal, value=Decimal(value), as_of=day, now=now)


def _read_revenue(calendar: Calendar, root: Goal, begins: date) -> None:
    for place, thousands in enumerate(BOOKED):
        day = begins + timedelta(days=14 * place)
        if day < calendar.today:
            _read(calendar, root, thousands * 1000, day)
    commands.check_in(
        actor=root.owner,
        goal=root,
        confidence="at_risk",
        line="Two large utilities decide after the turn of the quarter.",
        now=calendar.at(-3, 9),
    )


def _read_agreed(calendar: Calendar, cast: Any, goals: Any, contact: Goal) -> None:
    for goal, reader in ((goals.utilities, cast.nora), (goals.stories, cast.theo)):
        commands.name_reader(actor=goal.owner, goal=goal, reader=reader, now=calendar.at(-40, 9))
    for goal, values, confidence, line in (
        (goals.utilities, (3, 7, 11, 15, 19), "on_track", ""),
        (goals.stories, (0, 1), "at_risk", "The heating network signs off its quotes next week."),
        (goals.nordics, (12, 19, 27, 31), "on_track", ""),
        (goals.quotes, (24, 23, 26, 27), "off_track", "Without a discount table every quote goes back and forth."),
        (contact, (94, 91, 88, 92), "on_track", ""),
    ):
        for place, value in enumerate(reversed(values)):
            _read(calendar, goal, value, calendar.day(-4 - 10 * place))
        commands.check_in(actor=goal.owner, goal=goal, confidence=confidence, line=line, now=calendar.at(-4, 17, 30))


def small_steps(calendar: Calendar, cast: Any) -> Storyline:
    """What was tried, changed and tried anew, and what both sides try now."""
    now = yield calendar.at(-40, 9)
    first = commands.begin_small_step(
        actor=cast.theo, owner=cast.sam, team=cast.sam.team, practice="Call new leads before nine",
        sign="Half of them talk to us the same day.", until_on=calendar.day(-19), now=now,
    )  # fmt: skip
    now = yield calendar.at(-19, 16)
    commands.end_small_step(
        actor=cast.sam, step=first, outcome="changed", learned="Before nine they are on site and don't answer.", now=now
    )
    now = yield calendar.at(-18, 9)
    commands.begin_small_step(
        actor=cast.sam, team=cast.sam.team, practice="Call new leads right after lunch",
        sign="Half of them talk to us the same day.", until_on=calendar.day(2), follows=first, now=now,
    )  # fmt: skip
    now = yield calendar.at(-9, 11)
    commands.begin_small_step(
        actor=cast.nora, practice="Begin each joint meeting with one customer's words",
        sign="Somebody quotes them again before the week is over.", until_on=calendar.day(14), now=now,
    )  # fmt: skip


def in_the_way(calendar: Calendar, cast: Any) -> Storyline:
    """What holds them up: one that is being removed, one that waits for an answer, one that is gone."""
    now = yield calendar.at(-29, 9)
    logo = commands.raise_obstacle(
        actor=cast.mara, blocks=cast.goals.stories, what="Lakeside hasn't agreed to show its logo", remover=cast.sam,
        since=calendar.day(-30), now=now,
    )  # fmt: skip
    now = yield calendar.at(-24, 16)
    commands.remove_obstacle(actor=cast.sam, obstacle=logo, outcome="They agreed at the visit, in writing.", now=now)
    now = yield calendar.at(-12, 10)
    table = commands.raise_obstacle(
        actor=cast.jonas, blocks=cast.goals.quotes, what="No discount table for quotes under 20,000",
        remover=cast.theo, since=calendar.day(-20), remove_by=calendar.day(3), now=now,
    )  # fmt: skip
    now = yield calendar.at(-11, 9)
    commands.accept_obstacle(actor=cast.theo, obstacle=table, now=now)
    now = yield calendar.at(-5, 11)
    pilot = Task.objects.get(title="Send Riverside works the pilot agreement")
    commands.raise_obstacle(
        actor=cast.sam, blocks=pilot, what="The pilot agreement isn't released", remover=cast.ingrid,
        since=calendar.day(-6), remove_by=calendar.day(-1), now=now,
    )  # fmt: skip
