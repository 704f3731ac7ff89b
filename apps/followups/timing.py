"""When reminders fall: a rule's offsets in the company's working time, forwards and backwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.core.due import Window
from apps.core.worktime import WorkingTime

_EDGE = timedelta(minutes=1)


@dataclass(frozen=True)
class Timing:
    """A rule's first reminder lies `lead_hours` working hours before the due time (negative: after it)."""

    working: WorkingTime
    lead_hours: int

    def falls(self, due_at: datetime, days: int) -> datetime:
        """When the reminder `days` working days after the first one falls, for something due at `due_at`."""
        if self.lead_hours > 0:
            first = self.working.before_hours(due_at, self.lead_hours)
        else:
            first = self.working.after_hours(due_at, -self.lead_hours)
        return self.working.after_days(first, days) if days else first

    def due_between(self, days: int, after: datetime, until: datetime) -> Window:
        """Due times that hold all whose reminder falls in `after < … <= until`, and a few others beside."""
        hours = self._hours_of_a_day()
        low = self.working.before_hours(after, (days + 1) * hours) if days else after
        high = self.working.before_hours(until, (days - 1) * hours) if days > 1 else until
        if self.lead_hours > 0:
            high = self.working.next_open(self.working.after_hours(high, self.lead_hours))
        else:
            low = self.working.before_hours(low, -self.lead_hours)
        return Window(after=low - _EDGE, until=high + _EDGE)

    def _hours_of_a_day(self) -> float:
        opens, closes = self.working.opens, self.working.closes
        return timedelta(hours=closes.hour - opens.hour, minutes=closes.minute - opens.minute).total_seconds() / 3600
