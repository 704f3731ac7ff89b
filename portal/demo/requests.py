"""What the two sides ask of each other: accepted, delivered, declined, voted for, merged."""

from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any

from apps.collateral import commands
from apps.collateral.models import Asset
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline


def lines(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Iterator[Storyline]:
    """Each request has a line of its own."""
    yield _deck(calendar, cast, assets)
    yield _answers(calendar, cast, assets)
    yield _checklist(calendar, cast)
    yield _english(calendar, cast)
    yield _film(calendar, cast)
    yield _alarms(calendar, cast)
    yield _ask(
        calendar,
        cast.mara,
        "A heating network that would talk to us",
        "For the next customer story: somebody with two winters on Borealis.",
        "Energy officer",
        -5,
        kind="reference",
    )
    yield _quote(calendar, cast)
    yield _ask(
        calendar,
        cast.aisha,
        "Somebody who explains the radio network to their data protection officer",
        "Two hundred flats, and one signature is missing.",
        "Lakeside housing",
        -1,
        kind="deal",
        deal="NW-2041",
    )


def _ask(
    calendar: Calendar, who: Any, title: str, why: str, for_whom: str, day: int, **more: Any
) -> Generator[datetime, datetime, Any]:
    now = yield calendar.at(day, 9, 20)
    return commands.ask(actor=who, title=title, why=why, for_whom=for_whom, now=now, **more)


def _deck(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    request = yield from _ask(
        calendar,
        cast.aisha,
        "A deck for boards of housing associations",
        "Boards decide in ten minutes and want to see what tenants get.",
        "Housing association",
        -32,
        needed_by=calendar.day(-20),
    )
    now = yield calendar.at(-31, 10)
    request = commands.accept_request(actor=cast.mara, request=request, due_on=calendar.day(-21), now=now)
    now = yield calendar.at(-21, 16)
    request = commands.deliver_request(actor=cast.mara, request=request, asset=assets["housing-deck"], now=now)
    now = yield calendar.at(-20, 9, 30)
    commands.confirm_request(actor=cast.aisha, request=request, now=now)


def _answers(calendar: Calendar, cast: Any, assets: dict[str, Asset]) -> Storyline:
    title = "Answers on open protocols for tenders"
    request = yield from _ask(calendar, cast.lena, title, "Asked in every tender this spring.", "Municipal buyer", -19)
    now = yield calendar.at(-18, 11)
    request = commands.accept_request(actor=cast.tom, request=request, due_on=calendar.day(-14), now=now)
    now = yield calendar.at(-15, 16)
    commands.deliver_request(actor=cast.tom, request=request, asset=assets["tender-kit"], now=now)


def _english(calendar: Calendar, cast: Any) -> Storyline:
    request = yield from _ask(
        calendar,
        cast.victor,
        "First-call deck in English",
        "Three Nordic talks begin this month; two of them with people who read no German.",
        "Utility operations manager",
        -11,
        needed_by=calendar.day(6),
    )
    now = yield calendar.at(-10, 10)
    request = commands.accept_request(actor=cast.mara, request=request, due_on=calendar.day(4), now=now)
    now = yield calendar.at(-3, 14)
    commands.start_request(actor=cast.mara, request=request, now=now)


def _film(calendar: Calendar, cast: Any) -> Storyline:
    title = "A film of the mounting in a pit"
    request = yield from _ask(calendar, cast.jonas, title, "Buyers don't believe the ten minutes.", "", -16)
    now = yield calendar.at(-15, 9)
    reason = "A film costs as much as two stories. The installer guide gets photos of each step instead."
    commands.decline_request(actor=cast.nora, request=request, reason=reason, now=now)


def _checklist(calendar: Calendar, cast: Any) -> Storyline:
    title = "A checklist for the first walk through a pit"
    request = yield from _ask(calendar, cast.lena, title, "So that nobody drives there twice.", "Municipal buyer", -4)
    now = yield calendar.at(-3, 10, 40)
    commands.accept_request(actor=cast.tom, request=request, due_on=calendar.day(8), now=now)


def _alarms(calendar: Calendar, cast: Any) -> Storyline:
    title = "One page on leak alarms for small works"
    why = "Riverside works asked for it on the phone. I searched for leak alarm and found only the first-call deck."
    more = {"searched": "leak alarm", "needed_by": calendar.day(5)}
    wanted = yield from _ask(calendar, cast.sam, title, why, "Utility operations manager", -2, **more)
    now = yield calendar.at(-2, 11)
    commands.vote(actor=cast.lena, request=wanted, why="Two works in the south ask the same.", now=now)
    now = yield calendar.at(-2, 14)
    commands.vote(actor=cast.emil, request=wanted, why="For heating networks as well.", deal="NW-2077", now=now)
    same = yield from _ask(calendar, cast.hugo, "Leak alarms in one page", "For first calls.", "", -1)
    now = yield calendar.at(-1, 10)
    commands.merge_request(actor=cast.nora, request=same, into=wanted, now=now)


def _quote(calendar: Calendar, cast: Any) -> Storyline:
    title = "Two sentences from a works manager on the first winter"
    why = "For the page on cold cellars; a name and a town would do."
    request = yield from _ask(calendar, cast.elena, title, why, "Utility operations manager", -12, kind="quote")
    now = yield calendar.at(-11, 9, 40)
    request = commands.accept_request(actor=cast.lena, request=request, due_on=calendar.day(-6), now=now)
    now = yield calendar.at(-8, 15)
    words = "“We read every pit from the office this winter. Nobody had to shovel snow.” Riverside works, by name."
    request = commands.deliver_request(actor=cast.lena, request=request, answer=words, now=now)
    now = yield calendar.at(-7, 10)
    commands.confirm_request(actor=cast.elena, request=request, now=now)
