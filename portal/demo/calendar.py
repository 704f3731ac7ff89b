"""Dates of the demo company, counted in its working days from today, so that it never grows old."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.core.worktime import WorkingTime

ZONE = ZoneInfo("Europe/Berlin")
_TIME = WorkingTime(zone=ZONE)


class Calendar:
    """`day(-3)` is three working days ago, `day(0)` today or the next working day."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.today = now.astimezone(ZONE).date()

    def day(self, working_days: int) -> date:
        step = timedelta(days=1 if working_days >= 0 else -1)
        day, left = self.today, abs(working_days)
        while left or not _TIME.is_working_day(day):
            day += step
            if _TIME.is_working_day(day):
                left = max(left - 1, 0)
        return day

    def at(self, working_days: int, hour: int, minute: int = 0) -> datetime:
        """A moment on that day in the company's zone, never later than now."""
        moment = datetime.combine(self.day(working_days), time(hour, minute), ZONE)
        return min(moment, self.now)
