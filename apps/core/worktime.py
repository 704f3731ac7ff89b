"""Working time: every promise of the company runs in it, and only in it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class WorkingTime:
    """A working week in a zone.

    Attributes:
        zone: where the hours are wall time.
        days: working days of the week, Monday is 0.
        opens, closes: wall times; opens before closes.
        closed: dates on which nobody works.
    """

    zone: ZoneInfo
    days: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    opens: time = time(9)
    closes: time = time(17)
    closed: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.closed

    def hours_of(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing of `day` as moments in UTC."""
        utc = ZoneInfo("UTC")
        return (
            datetime.combine(day, self.opens, self.zone).astimezone(utc),
            datetime.combine(day, self.closes, self.zone).astimezone(utc),
        )

    def next_open(self, moment: datetime) -> datetime:
        """`moment` itself while working, else the next opening."""
        day = moment.astimezone(self.zone).date()
        for ahead in range(400):
            candidate = day + timedelta(days=ahead)
            if not self.is_working_day(candidate):
                continue
            opens, closes = self.hours_of(candidate)
            if moment < closes:
                return max(moment, opens)
        raise ValueError("no working day within 400 days")

    def after_hours(self, start: datetime, hours: float) -> datetime:
        """The moment when `hours` of working time have passed since `start`."""
        left = timedelta(hours=hours)
        moment = self.next_open(start)
        while True:
            _, closes = self.hours_of(moment.astimezone(self.zone).date())
            if moment + left <= closes:
                return moment + left
            left -= closes - moment
            moment = self.next_open(closes)

    def before_hours(self, end: datetime, hours: float) -> datetime:
        """The latest moment from which `hours` of working time pass until `end`."""
        left = timedelta(hours=hours)
        day = end.astimezone(self.zone).date()
        for back in range(400):
            candidate = day - timedelta(days=back)
            if not self.is_working_day(candidate):
                continue
            opens, closes = self.hours_of(candidate)
            closes = min(closes, end)
            if closes <= opens:
                continue
            if closes - opens >= left:
                return closes - left
            left -= closes - opens
        raise ValueError("no working day within 400 days")

    def after_days(self, start: datetime, days: int) -> datetime:
        """`days` working days after `start`, at the same wall time, moved into working time."""
        local = self.next_open(start).astimezone(self.zone)
        day = local.date()
        for _ in range(days):
            day += timedelta(days=1)
            while not self.is_working_day(day):
                day += timedelta(days=1)
        return datetime.combine(day, local.time(), self.zone).astimezone(ZoneInfo("UTC"))

    def days_between(self, one: date, other: date) -> int:
        """How many working days lie behind the earlier day, up to the later one."""
        first, last = sorted((one, other))
        days = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def begin_of(self, day: date) -> datetime:
        """The midnight at which the date `day` begins, in UTC."""
        return self.end_of(day - timedelta(days=1))

    def end_of(self, day: date) -> datetime:
        """The midnight at which the date `day` ends, in UTC."""
        midnight = datetime.combine(day + timedelta(days=1), time(0), self.zone)
        return midnight.astimezone(ZoneInfo("UTC"))

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()
