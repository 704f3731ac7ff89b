"""The dates of a rhythm, and how to say it: in words for people, as a rule for calendars."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Protocol

from dateutil import rrule
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.meetings.models import Every

ORDINALS = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    -1: gettext_lazy("last"),
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Rhythm(Protocol):
    """What a segment and a form have in common."""

    every: str
    first_on: date
    until_on: date | None


def place_in_month(day: date) -> int:
    """Which of its weekday in the month a day is: 1 to 4; a fifth counts as the last, as not each month has one."""
    place = (day.day - 1) // 7 + 1
    return place if place < 5 else -1


def slots(rhythm: Rhythm) -> Iterator[date]:
    """All dates, the first one first; without an end where nothing ends it."""
    if rhythm.every == Every.ONCE:
        yield rhythm.first_on
        return
    begin = datetime.combine(rhythm.first_on, time.min)
    end = datetime.combine(rhythm.until_on, time.min) if rhythm.until_on else None
    weekday = rrule.weekdays[rhythm.first_on.weekday()]
    if rhythm.every == Every.MONTH:
        found = rrule.rrule(rrule.MONTHLY, begin, until=end, byweekday=weekday(place_in_month(rhythm.first_on)))
    else:
        interval = 2 if rhythm.every == Every.TWO_WEEKS else 1
        found = rrule.rrule(rrule.WEEKLY, begin, until=end, interval=interval, byweekday=weekday)
    for moment in found:
        yield moment.date()


def as_rule(rhythm: Rhythm) -> dict[str, object] | None:
    """The RRULE without its end; None for what happens once."""
    day = DAYS[rhythm.first_on.weekday()]
    if rhythm.every == Every.ONCE:
        return None
    if rhythm.every == Every.MONTH:
        return {"FREQ": "MONTHLY", "BYDAY": f"{place_in_month(rhythm.first_on)}{day}"}
    return {"FREQ": "WEEKLY", "INTERVAL": 2 if rhythm.every == Every.TWO_WEEKS else 1, "BYDAY": day}


def in_words(rhythm: Rhythm) -> str:
    """The rhythm as people say it: “Every two weeks on Tuesday”."""
    day = WEEKDAYS[rhythm.first_on.weekday()]
    if rhythm.every == Every.MONTH:
        place = ORDINALS[place_in_month(rhythm.first_on)]
        return _("Every month on the %(place)s %(day)s") % {"place": place, "day": day}
    words = {
        Every.ONCE: _("Once, on a %(day)s"),
        Every.WEEK: _("Every week on %(day)s"),
        Every.TWO_WEEKS: _("Every two weeks on %(day)s"),
    }
    return words[Every(rhythm.every)] % {"day": day}
