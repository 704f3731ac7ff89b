"""What is common to all of collateral that falls due."""

from datetime import timedelta

from django.db.models import Q

from apps.core.due import Window
from apps.core.worktime import WorkingTime

_DAY = timedelta(days=1)


def may_end_in(window: Window, time: WorkingTime, field: str) -> Q:
    """Rows with a day that may end in the window: those of its days, and one more on each side."""
    return window.may_hold(field, lambda part: (time.today(part.after) - _DAY, time.today(part.until) + _DAY))
