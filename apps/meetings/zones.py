"""The VTIMEZONE of a zone, written from the zone data itself.

Calendar programs take a yearly rule for each clock change and pass over lists of dates, so a rule it is wherever the
zone keeps one; only for the few that don't, the coming changes are listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from apps.meetings.rhythm import DAYS, place_in_month

YEARS = 10


@dataclass(frozen=True)
class Change:
    """A clock change: its wall time before it, and the offsets before and after."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def rule(self) -> tuple[object, ...]:
        """What a yearly rule holds constant."""
        return (
            self.onset.month,
            place_in_month(self.onset.date()) if not _is_in_last_week(self.onset) else -1,
            self.onset.weekday(),
            self.onset.time(),
            self.before,
            self.after,
            self.name,
        )


def vtimezone(zone: str, *, year: int) -> Timezone:
    """The zone as calendars need it for what begins in `year`."""
    tz = ZoneInfo(zone)
    made = Timezone()
    made.add("tzid", zone)
    # A year ahead, so that what begins in January has the rule of its autumn before.
    changes = list(_changes(tz, year - 1, year + YEARS))
    if not changes:
        made.add_component(_block(_standing(tz, year)))
        return made
    yearly = _yearly(changes)
    for change in yearly or changes:
        block = _block(change)
        if yearly:
            place = change.rule[1]
            rule = {"FREQ": "YEARLY", "BYMONTH": change.onset.month, "BYDAY": f"{place}{DAYS[change.onset.weekday()]}"}
            block.add("rrule", rule)
        made.add_component(block)
    return made


def _yearly(changes: list[Change]) -> list[Change]:
    """The first change of each of two rules, where every year keeps exactly these; else nothing."""
    if len(changes) != 2 * (YEARS + 2):
        return []
    first = {change.rule: change for change in reversed(changes)}
    return sorted(first.values(), key=lambda change: change.onset) if len(first) == 2 else []


def _is_in_last_week(moment: datetime) -> bool:
    return (moment + timedelta(days=7)).month != moment.month


def _changes(tz: ZoneInfo, first: int, last: int) -> Iterable[Change]:
    """All clock changes of these years, found by halving each day on which the offset differs."""
    day = datetime(first, 1, 1, tzinfo=UTC)
    end = datetime(last + 1, 1, 1, tzinfo=UTC)
    while day < end:
        following = day + timedelta(days=1)
        if _offset(day, tz) != _offset(following, tz):
            yield _change_between(day, following, tz)
        day = following


def _change_between(low: datetime, high: datetime, tz: ZoneInfo) -> Change:
    before = _offset(low, tz)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if _offset(middle, tz) == before else (low, middle)
    moment = high.replace(second=0, microsecond=0)
    after = moment.astimezone(tz)
    return Change(
        onset=(moment + before).replace(tzinfo=None),
        before=before,
        after=_offset(moment, tz),
        name=after.tzname() or tz.key,
        is_summer=bool(after.dst()),
    )


def _offset(moment: datetime, tz: ZoneInfo) -> timedelta:
    return moment.astimezone(tz).utcoffset() or timedelta()


def _standing(tz: ZoneInfo, year: int) -> Change:
    """A zone whose clocks stay."""
    moment = datetime(year, 1, 1, tzinfo=tz)
    offset = moment.utcoffset() or timedelta()
    return Change(datetime(1970, 1, 1), offset, offset, moment.tzname() or tz.key, is_summer=False)


def _block(change: Change) -> TimezoneDaylight | TimezoneStandard:
    block = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    block.add("dtstart", change.onset)
    block.add("tzoffsetfrom", change.before)
    block.add("tzoffsetto", change.after)
    block.add("tzname", change.name)
    return block
