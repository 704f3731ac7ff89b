"""What is common to all that falls due."""

from datetime import date

from apps.core.due import Window
from apps.core.worktime import WorkingTime

# More than this waits for nobody at once on one page.
MOST = 200


def dates_ending_in(window: Window, time: WorkingTime) -> tuple[date, date]:
    """The first and the last date whose midnight may lie in the window."""
    return time.today(window.after), time.today(window.until)
